"""The skills as a map: which build on which, how each stands, why, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tests.core.lessons import lesson
from tests.samples import sampled
from tests.soak.learners import NUMBERS
from tutor.core.catalogue import CourseMap, Mapped, course_map
from tutor.core.catalogue.prerequisites import links
from tutor.core.practice import Account, about_skill, account_of, next_skill, next_step
from tutor.core.practice.skill_map import NAME, SkillBox, skill_boxes, skill_states
from tutor.core.progress import SKILLS, Evidence, Placed, Progress, add_up
from tutor.core.progress.events import Answered
from tutor.core.progress.skills import COURSE
from tutor.core.text import width

BEGIN = datetime(2026, 3, 2, 18, tzinfo=UTC)
SIZES = ((78, 11), (78, 13), (118, 24), (58, 9), (34, 6))
LESSONS = tuple(lesson(number) for number in NUMBERS[:12])


def answer(skill: str, number: int, day: int, *, right: bool = True, **more: object) -> Answered:
    """The ``number``-th question, on a graph of its own."""
    return Answered(
        BEGIN + timedelta(days=day, minutes=number), COURSE[-1], f"{skill} {number}", "numeric", 1,
        ("1",), right, float(right), skills=(skill,), seconds=30.0,
        evidence=(Evidence(skill, right),), shape=f"{number}", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def account(*answers: Answered, day: int = 3) -> Account:
    begun = (Placed.of(BEGIN, COURSE[-1], {}),)
    progress = add_up(Progress(), (*begun, *answers), UTC, lambda _: False)[0]
    return account_of(progress, LESSONS, BEGIN + timedelta(days=day))


def said(shown: Account, skill: str) -> str:
    return " ".join(about_skill(shown, next(s for s in shown.skills if s.skill == skill)))


def known(skill: str) -> list[Answered]:
    """What makes a skill without common mistakes known on the second day."""
    return [answer(skill, number, number // 3) for number in range(6)]


def text(shown: CourseMap, **states: str) -> str:
    rows = shown.rows(states, "", "")  # type: ignore[arg-type]  # names of states
    return "\n".join("".join(run.text for run in row).rstrip() for row in rows)


OPEN_TO = {
    "─": "lr", "│": "ud", "╯": "lu", "╰": "ru", "┴": "lru", "╮": "ld", "╭": "rd",
    "┬": "lrd", "┤": "lud", "├": "rud", "┼": "lrud", "▶": "l",
}  # fmt: skip
STEPS = {"r": (1, 0), "u": (0, -1), "d": (0, 1)}


def read_links(shown: CourseMap) -> set[tuple[str, str]]:
    """The links as one sees them who follows each line from the right side of a box: to the right
    where that goes on, behind an upright line, too; else up or down, until a line leads right.
    """
    found = set()
    for start, place in shown.places.items():
        waiting = [(place.x + place.width, place.middle, "r")]
        for x, y, going in waiting:
            sign = shown.joints.get((x, y), (" ", ""))[0]
            sides = OPEN_TO.get(sign, "")
            crosses = sign == "│" and going == "r" and x > place.x + place.width
            if sign == "▶":
                found.add((start, shown.at(x + 1, y)))
            elif crosses or (
                going == "r" and "l" in OPEN_TO.get(sign, "") and "r" in OPEN_TO[sign]
            ):
                waiting.append((x + 1, y, "r"))
            elif {"r": "l", "u": "d", "d": "u"}[going] in sides:
                ways = set(sides) & ({"u", "d"} if going == "r" else {going, "r"})
                waiting += [(x + STEPS[way][0], y + STEPS[way][1], way) for way in ways]
    return found


@pytest.mark.parametrize("size", sampled(((118, 24), (78, 11)), ((118, 24),)))
def test_who_follows_a_line_comes_from_a_skill_to_what_builds_on_it(size: tuple[int, int]) -> None:
    boxes = skill_boxes(SKILLS)
    shown = course_map(boxes, *size)
    assert read_links(shown) == set(links(boxes)), text(shown)


@pytest.mark.parametrize("size", sampled(SIZES, SIZES[:3]))
def test_every_skill_is_on_the_map_and_fits_its_width(size: tuple[int, int]) -> None:
    boxes = skill_boxes(SKILLS)
    shown = course_map(boxes, *size)
    assert {box.id for box in boxes} == set(SKILLS)
    assert shown.width <= size[0]
    assert max(map(width, text(shown).splitlines())) <= size[0]
    for box in boxes:
        assert box.title in text(shown)


def test_at_80_by_24_all_of_them_are_seen_at_once() -> None:
    assert course_map(skill_boxes(SKILLS), 78, 11).height <= 11


def test_each_has_a_name_of_its_own_that_fits_its_box() -> None:
    names = [row.short for row in SKILLS.values()]
    assert all(names)
    assert len({*names}) == len(names)
    assert max(map(width, names)) <= NAME


def test_skills_of_a_pack_and_a_circle_of_prerequisites_are_drawn() -> None:
    boxes: Sequence[Mapped] = (
        SkillBox("one", "one", ("two",)), SkillBox("two", "two", ("one",)), SkillBox("x", "x", ()),
    )  # fmt: skip
    drawn = text(course_map(boxes, 78, 11))
    assert all(name in drawn for name in ("one", "two", "x"))


def test_how_a_skill_stands_is_told_without_colour() -> None:
    shown = account(*known("decompose"), answer("mlp-notation", 1, 0), day=3)
    states = skill_states(shown)
    assert (states["decompose"], states["mlp-notation"]) == ("done", "begun")
    drawn = text(course_map(skill_boxes(SKILLS), 78, 11), **states)
    assert "✓split" in drawn
    assert "▸zˡ, aˡ" in drawn
    later = account(*known("decompose"), day=300)
    assert "!split" in text(course_map(skill_boxes(SKILLS), 78, 11), **skill_states(later))


def test_what_is_known_says_since_when_and_until_when() -> None:
    shown = account(*known("decompose"))
    assert "✓ split a formula into single operations: known on 03 March, due " in said(
        shown, "decompose"
    )
    later = account(*known("decompose"), day=300)
    assert "it is due." in said(later, "decompose")
    assert "today, for it fades" in said(later, "decompose")


def test_the_last_answers_say_what_they_changed_and_why() -> None:
    right = answer("mlp-notation", 1, 0)
    assert "Last answer, 02 March: right at the first try. 30 % before, 77 % after it" in said(
        account(right, day=0), "mlp-notation"
    )
    wrong = answer("mlp-notation", 2, 0, right=False, mistakes=("SIGMA_AS_DERIV",))
    told = said(account(right, wrong, day=0), "mlp-notation")
    assert "wrong at the first try (" in told
    assert "SIGMA_AS_DERIV" not in told
    helped = answer("mlp-notation", 3, 0, hints_used=1)
    told = said(account(right, helped, day=0), "mlp-notation")
    assert "right after a hint, which does not count as right" in told


def test_there_is_one_next_step_and_it_is_right_for_the_learner() -> None:
    assert next_skill(account()) == "decompose"
    assert "Taught in “" in next_step(account())
    begun = account(answer("message-product", 1, 0), answer("classify", 2, 0), day=0)
    assert next_skill(begun) == "classify", "what is learnt before comes before"
    due = account(*known("decompose"), answer("classify", 9, 300), day=300)
    assert next_skill(due) == "decompose"
    assert "review what is due, first of all: split a formula" in next_step(due)
