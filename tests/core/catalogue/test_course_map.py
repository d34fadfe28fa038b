"""The map of the course: every lesson is on it, joined to what it needs, reached by arrow keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lessons import LESSON_5
from tests.samples import sampled
from tutor.core.catalogue import (
    Catalogue,
    CourseMap,
    Direction,
    Entry,
    Section,
    course_map,
)
from tutor.core.catalogue.prerequisites import grid, links
from tutor.core.text import width
from tutor.launch import load_shelf

COURSE: Catalogue = load_shelf(None).catalogue
SIZES = ((78, 13), (118, 24), (58, 9), (198, 50), (34, 6))
TITLE = "A title that is longer than most, with 語 and [red]"


def entry(number: str, *needs: str, section: Section | None = None) -> Entry:
    return Entry(number, number, TITLE, (), lambda: LESSON_5, section, needs)


def text(shown: CourseMap, **states: str) -> str:
    rows = shown.rows(states, "", "")  # type: ignore[arg-type]  # names of states
    return "\n".join("".join(run.text for run in row).rstrip() for row in rows)


def by_number(number: str) -> str:
    return next(entry.id for entry in COURSE.entries if entry.number == number)


def test_the_course_is_the_graph_of_its_prerequisites() -> None:
    drawn = text(course_map(COURSE.entries, 78, 5))
    assert "[  5]┬▶[  7]─▶[  8]┬▶[ 10]" in drawn
    assert "╰▶[  6]       ╰▶[  9]" in drawn
    assert "[ 17]┬▶[ 19]┬▶[ 20]" in drawn


@pytest.mark.parametrize("size", sampled(SIZES, SIZES[:2]))
def test_every_lesson_is_seen_and_no_two_overlap(size: tuple[int, int]) -> None:
    shown = course_map(COURSE.entries, *size)
    assert shown.width <= size[0]
    assert list(shown.places) == [entry.id for entry in COURSE.entries]
    assert_apart(shown)
    for lesson in COURSE.entries:
        assert f"{lesson.number:>2}" in text(shown)


def assert_apart(shown: CourseMap) -> None:
    """Each cell belongs to one box, and boxes know their cells."""
    cells = {}
    for lesson, (x, y, wide, high) in shown.places.items():
        for cell in ((x + dx, y + dy) for dx in range(wide) for dy in range(high)):
            assert cell not in cells
            cells[cell] = lesson
            assert shown.at(*cell) == lesson
    assert not set(cells) & set(shown.joints) - {cell for cell in cells if is_border(shown, *cell)}


def is_border(shown: CourseMap, x: int, y: int) -> bool:
    place = shown.places[shown.at(x, y)]
    return x in (place.x, place.x + place.width - 1)


def test_at_80_by_24_the_boxes_have_frames_and_at_120_by_36_titles() -> None:
    assert "╭────╮" in text(course_map(COURSE.entries, 78, 13))
    assert "The chain rul" in text(course_map(COURSE.entries, 118, 25))


def test_at_120_by_36_nearly_all_titles_are_whole() -> None:
    """With one line and the number beside it, 17 of 22 were cut."""
    drawn = text(course_map(COURSE.entries, 118, 27))
    assert drawn.count("…") <= 4
    assert "╭ 7 ─" in drawn
    assert "│ several successors│" in drawn


@pytest.mark.parametrize("size", sampled(SIZES, SIZES[:1]))
def test_the_arrows_to_the_sides_lead_through_all_of_it(size: tuple[int, int]) -> None:
    shown, order = course_map(COURSE.entries, *size), [one.id for one in COURSE.entries]
    for key, start, end in (("right", order[0], order[-1]), ("left", order[-1], order[0])):
        here = start
        for _ in order:
            here = shown.beside(here, key)  # type: ignore[arg-type]  # the name of a key
        assert here == end


def test_down_from_the_last_row_leads_to_the_first() -> None:
    shown = course_map(COURSE.entries, 78, 13)
    assert shown.beside(by_number("18"), "down") == by_number("8")
    assert shown.beside(by_number("8"), "up") == by_number("18")
    assert shown.beside(by_number("5"), "down") == by_number("6")
    one_row = course_map((entry("1"), entry("2")), 78, 13)
    assert [one_row.beside("1", "down"), one_row.beside("2", "down")] == ["2", "1"]


def test_each_lesson_is_reached_by_arrow_keys() -> None:
    shown = course_map(COURSE.entries, 78, 13)
    found, waiting = {by_number("1")}, [by_number("1")]
    directions: tuple[Direction, ...] = ("left", "right", "up", "down")
    while waiting:
        here = waiting.pop()
        beside = {shown.beside(here, direction) for direction in directions} - found
        found |= beside
        waiting += beside
    assert found == set(shown.places)


def test_how_a_lesson_stands_is_told_without_colour() -> None:
    shown = course_map(COURSE.entries, 78, 13)
    one, two, three, four, five = (by_number(str(n)) for n in range(1, 6))
    states = {one: "done", two: "due", three: "begun"}
    rows = shown.rows(states, four, five)  # type: ignore[arg-type]  # names of states
    line = "".join(run.text for run in rows[1])
    assert "│✓ 1 │─▶│! 2 │─▶│▸ 3 │─▶┃  4 ┃─▶║  5 ║" in line


def test_what_follows_from_another_need_is_not_drawn() -> None:
    lessons = (entry("1"), entry("2", "1"), entry("3", "1", "2"), entry("4", "1", "nowhere", "4"))
    assert links(lessons) == (("1", "2"), ("2", "3"), ("1", "4"))


def test_without_needs_the_order_says_it() -> None:
    assert links([entry("1"), entry("2"), entry("3")]) == (("1", "2"), ("2", "3"))
    assert links([entry("1")]) == ()
    assert course_map((), 80, 20).height == 0


def test_a_pack_stands_below_the_course_under_its_heading() -> None:
    mine = Section("mine", "My pack", "until 1 May")
    lessons = (entry("1"), entry("2"), entry("A1", section=mine), entry("A2", section=mine))
    drawn = text(course_map(lessons, 78, 4)).splitlines()
    assert drawn[0].strip() == "[  1]─▶[  2]"
    assert drawn[1] == "My pack · until 1 May"
    assert drawn[2].strip() == "[ A1]─▶[ A2]"


NEEDS = st.lists(st.lists(st.integers(0, 30), max_size=4), min_size=1, max_size=24)


@given(NEEDS, st.sampled_from(SIZES))
def test_any_needs_make_a_map_on_which_lines_only_lead_onwards(
    needs: list[list[int]], size: tuple[int, int]
) -> None:
    lessons = [entry(str(n), *map(str, of)) for n, of in enumerate(needs)]
    laid = grid(lessons)
    for way in laid.ways:
        assert [slot.column for slot in way] == list(range(way[0].column, way[-1].column + 1))
    shown = course_map(lessons, *size)
    assert_apart(shown)
    for row in shown.rows({}, "0", "0"):
        assert width("".join(run.text for run in row)) == shown.width
    heads = [cell for cell, (sign, _) in shown.joints.items() if sign == "▶"]
    assert len(heads) == len({one for _, one in links(lessons)})
