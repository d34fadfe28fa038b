"""What a page needs at its largest moment, and the form that its picture takes for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.graphs import LINREG
from tests.core.lessons import lesson
from tests.core.networks import REFERENCE
from tutor.core.drawing.density import BOXES, SHORT, draw
from tutor.core.drawing.form import Form, Wish, bounds, drawn, form_for
from tutor.core.graph import Edge, run
from tutor.core.lesson import Quiz
from tutor.core.practice.page_rows import page_setting, picture_rows

BODY, CELLS = 22, 78
"""Rows of a screen of 80 by 24 without header and footer, and the width of its text."""


@pytest.mark.parametrize(("number", "page"), [("05", 4), ("14", 3), ("14", 4)])
def test_three_blanks_and_a_reply_leave_room_for_a_network(number: str, page: int) -> None:
    needs = page_setting(lesson(number), page - 1, CELLS)
    rows, _ = picture_rows(BODY, needs)
    assert rows >= 9  # a title, and the eight rows of a 2-2-2 network
    assert BODY - rows >= 1 + 1 + 3 + 4 + 2  # title, prompt, blanks, reply; the text's first line


@pytest.mark.parametrize(("number", "page"), [("22", 4), ("05", 8)])
def test_what_is_asked_beside_no_picture_takes_no_rows_from_one(number: str, page: int) -> None:
    read = lesson(number)
    asked = read.pages[page - 1]
    seen = [a for a in asked.activities if not isinstance(a, Quiz) or a.pictured]
    alone = replace(asked, blocks=tuple(b for b in asked.blocks if b in seen))
    pages = (*read.pages[: page - 1], alone, *read.pages[page:])
    needs, without = (
        page_setting(one, page - 1, CELLS) for one in (read, replace(read, pages=pages))
    )
    assert len(seen) < len(asked.activities)
    assert (needs.panel, needs.asked) == (without.panel, without.asked)


def test_a_page_without_questions_gives_its_picture_more_room() -> None:
    read = lesson("05")
    quiet, asking = page_setting(read, 0, CELLS), page_setting(read, 3, CELLS)
    assert quiet.panel == 0 < asking.panel
    assert picture_rows(BODY, quiet) > picture_rows(BODY, asking)


def test_a_text_gives_way_only_to_a_picture_that_is_not_whole_without_its_rows() -> None:
    needs = page_setting(lesson("12"), 5, CELLS)
    rows, most = picture_rows(BODY, needs)
    assert rows < most == BODY - needs.panel


def test_a_graph_that_grows_takes_the_form_that_it_needs_when_complete() -> None:
    moments = page_setting(lesson("03"), 4, CELLS).moments["linreg"]
    assert [len(numbers.graph.nodes) for numbers in moments] == [4, 8]


def test_a_graph_in_training_takes_the_form_that_its_longest_numbers_need() -> None:
    made = lesson("17")
    first = run(made.graphs["model"].graph)
    (widest,) = page_setting(made, 4, CELLS).moments["model"]
    assert draw(widest).layout.width > draw(first).layout.width


def test_the_form_is_chosen_for_the_largest_of_several_pictures() -> None:
    small, large = (drawn(run(graph)) for graph in (LINREG, REFERENCE))
    both, form = bounds([small, large]), Form(SHORT)
    assert both(form).layout.width == large(form).layout.width
    assert form_for(both, 80, 24, Wish()) == form_for(large, 80, 24, Wish())


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
