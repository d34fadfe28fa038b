"""The three forms of a report: text in the width that there is, data, and a page of HTML."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.core.practice.class_report.classes import (
    HABITS,
    answer,
    class_of_three_mistakes,
    report_on,
)
from tutor.core.practice.class_report import (
    html_page,
    overview_lines,
    report_data,
    text_lines,
)
from tutor.core.practice.class_report.model import Group
from tutor.core.practice.class_report.words import time
from tutor.core.text import width

HOSTILE = "<script>alert('x')</script>\u202e\x1b[31m&amp;\" onload=1"


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and what it shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.shown = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown += data


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.slow
def test_the_text_fits_into_its_columns_but_for_commands(columns: int) -> None:
    for line in text_lines(report_on(class_of_three_mistakes()), columns):
        assert width(line) <= columns or line.startswith("    set: bptutor quiz"), line
        assert line == line.rstrip()


def test_the_text_says_what_to_teach_who_has_the_habit_and_what_to_set() -> None:
    text = "\n".join(text_lines(report_on(class_of_three_mistakes()), 120))
    order = [
        "Teach again first",
        "1. Lesson 1, The chain rule",
        "Mistakes",
        "Questions",
        "Students",
    ]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert "4 with the habit: Ann, Ben, Cem, Dora" in text
    assert "read again: bptutor open 7 (A node with several successors)" in text
    assert re.search(r"the factor 2 of e² forgotten \(SQ_FORGOT_2\).*: 12.0 \(", text)


def test_a_question_that_most_miss_by_no_known_mistake_is_named_where_teaching_begins() -> None:
    three = [answer(f"student {given}", 0, given) for given in ("0.123", "7771", "51.7")]
    fine = [answer("Ann", 1, "99.31")]
    said = "Teach again first\n  look at this question, which most missed by no known mistake: Q1"
    report = report_on([*three, *fine])
    assert f"{said} (3 of 3 wrong)\n" in "\n".join(text_lines(report, 120))
    assert "no known mistake: Q1 (3 of 3 wrong)" in Tags(html_page(report)).shown
    assert "no known mistake" not in "\n".join(text_lines(report_on([*three[:1], *fine]), 120))


def test_the_overview_adds_up_to_the_wrong_answers() -> None:
    report = report_on(class_of_three_mistakes())
    first, *rest = overview_lines(report)
    assert first == f"{report.answers} answers: {report.right} right, {report.wrong} wrong"
    assert sum(float(line.split()[0]) for line in rest) == pytest.approx(report.wrong, abs=1)


def test_rarer_mistakes_are_counted_together_in_the_overview() -> None:
    """Each of them is too rare for a line of its own."""
    report = report_on([answer("Ann", 0, "0.123"), answer("Ben", 0, "7771"), answer("Cem", 1, "1")])
    group = Group("SQ_FORGOT_2", 0.04, (), (), "", "")
    *_, last = overview_lines(replace(report, groups=(group,) * 4, unknown=0.0, unread=0))
    assert float(last.split()[0]) == 0.2
    assert last.endswith("4 rarer mistakes")


@pytest.mark.slow
def test_the_data_are_json_with_everything() -> None:
    report = report_on(class_of_three_mistakes())
    data = json.loads(json.dumps(report_data(report)))
    assert data["teach_first"][0]["lesson"] == "note-1.1-chain-rule"
    assert {one["id"]: one["students"] for one in data["mistakes"] if one["students"]} == {
        id_: list(students) for id_, students in HABITS.items()
    }
    assert data["mistakes"][0]["lesson_number"] == "1"
    assert data["questions"][0]["question"]["values"] == {"w": 5, "x": 3, "b": -4, "y": 7}
    assert len(data["students"]) == len(report.students)


def test_the_page_is_one_file_without_scripts_or_anything_from_outside() -> None:
    page = html_page(report_on(class_of_three_mistakes()))
    tags = Tags(page)
    assert tags.open == [], "every tag is closed"
    assert {tag for tag, _ in tags.tags}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "a", "form"}
    )
    assert not {name for _, attributes in tags.tags for name in attributes} & {"src", "href"}
    assert "http:" not in page
    assert "https:" not in page
    assert "url(" not in page
    assert "color-scheme: light dark" in page
    for said in ("Teach again first", "Ann, Ben, Cem, Dora", "bptutor open 7", "not recognised"):
        assert said in tags.shown


def test_what_a_stranger_wrote_is_shown_and_never_a_tag() -> None:
    one = answer(HOSTILE, 0, "12")
    asked = one.question._replace(source=HOSTILE, asked=HOSTILE)
    unmarked = replace(one, question=asked, given=HOSTILE)
    report = replace(report_on([unmarked]), column=HOSTILE)
    page = html_page(report)
    plain = Tags(html_page(report_on([answer("Ann", 0, "12")])))
    assert [tag for tag, _ in Tags(page).tags] == [tag for tag, _ in plain.tags]
    assert "<script" in Tags(page).shown
    for text in (page, *text_lines(report, 80), *overview_lines(report)):
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_a_long_file_is_cut_in_the_text_and_says_so() -> None:
    one = answer("Ann", 0, "12")
    many = [
        replace(one, student=f"S{i}", question=one.question._replace(values=(("w", i), ("x", 1.0))))
        for i in range(500)
    ]
    report = report_on(many)
    text = "\n".join(text_lines(report, 80))
    assert "480 more with no more wrong answers than these: --json has all" in text
    assert "400 more: --html and --json have all" in text
    assert html_page(report).count("<h3>Q") == 200
    assert "S499" in html_page(report)


def test_an_empty_class_is_one_line_and_an_empty_page() -> None:
    assert text_lines(report_on([]), 80)[0] == "0 answers: 0 right, 0 wrong"
    assert Tags(html_page(report_on([]))).open == []


def test_no_part_of_a_lessons_mistakes_is_below_nothing_after_rounding() -> None:
    whole = report_on(class_of_three_mistakes())
    first = whole.needs[0]
    shares = zip(whole.groups[:3], (1.46, 0.16, 0.16), strict=True)
    groups = [replace(one, share=share) for one, share in shares]
    for share in (1.78, 1.86, 1.98):
        need = replace(first, share=share, causes=tuple(one.id for one in groups))
        report = replace(whole, groups=tuple(groups), needs=(need,))
        for said in ("\n".join(text_lines(report, None)), html_page(report)):
            parts = re.search(r"by share \((.*?)\)", said)
            assert parts is not None
            assert not re.search(r"[−-]|mistakes 0\b(?!\.[1-9])", parts[1]), parts[1]


def test_a_time_is_never_rounded_to_what_it_is_not() -> None:
    said = [time(seconds) for seconds in (0, 0.006, 0.9, 1.4, 40, 5000)]
    assert said == ["", "under 1 s", "under 1 s", "1 s", "40 s", "83 min"]
