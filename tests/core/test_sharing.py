"""What a page needs at its largest moment, and the form that its picture takes for it."""

from __future__ import annotations

import pytest

from tests.core.lessons import lesson
from tests.core.networks import REFERENCE
from tutor.core.graph import Edge, run
from tutor.core.picture_form import Form, Wish, drawn, form_for
from tutor.core.picture_plan import BOXES, SHORT
from tutor.core.sharing import picture_rows, setting

BODY, CELLS = 22, 78
"""Rows of a screen of 80 by 24 without header and footer, and the width of its text."""


@pytest.mark.parametrize(("number", "page"), [("05", 7), ("14", 3), ("14", 4)])
def test_three_blanks_and_a_reply_leave_room_for_a_network(number: str, page: int) -> None:
    needs = setting(lesson(number), page - 1, CELLS)
    rows = picture_rows(BODY, needs.panel + needs.text)
    assert rows >= 9  # a title, and the eight rows of a 2-2-2 network
    assert BODY - rows >= 1 + 1 + 3 + 4 + 2  # title, prompt, blanks, reply; the text's first line


def test_a_page_without_questions_gives_its_picture_more_room() -> None:
    read = lesson("05")
    quiet, asking = setting(read, 0, CELLS), setting(read, 6, CELLS)
    assert quiet.panel == 0
    assert picture_rows(BODY, quiet.panel + quiet.text) > picture_rows(
        BODY, asking.panel + asking.text
    )


def test_a_graph_that_grows_takes_the_form_that_it_needs_when_complete() -> None:
    whole = setting(lesson("03"), 4, CELLS).whole
    assert [len(numbers.graph.nodes) for numbers in whole.values()] == [8]


def test_a_loss_is_drawn_node_by_node_where_a_part_of_it_is_asked_for() -> None:
    numbers, form = run(REFERENCE), Form(BOXES, neurons=True, loss=True)
    assert "e_1" not in drawn(numbers)(form).faces
    for asked in ("q", "e_1", Edge("q_1", "q", 0), numbers.graph.outgoing("a3_1")[0]):
        assert "e_1" in drawn(numbers, asked=[asked])(form).faces, asked
    for shown in ("C", "z3_1", Edge("z3_1", "a3_1", 0)):
        assert "e_1" not in drawn(numbers, asked=[shown])(form).faces, shown


def test_a_loss_is_folded_only_where_there_is_no_room_for_it() -> None:
    pictures = drawn(run(REFERENCE))
    assert form_for(pictures, 80, 8, Wish()).loss
    assert not form_for(pictures, 140, 30, Wish()).loss
    assert not form_for(pictures, 300, 60, Wish()).neurons


def test_what_the_learner_chose_stands_whatever_the_room() -> None:
    pictures = drawn(run(REFERENCE))
    assert form_for(pictures, 300, 60, Wish(SHORT, neurons=True)).density == SHORT
    assert not form_for(pictures, 80, 8, Wish(neurons=False)).neurons
