"""Each step of an answer counts for the skill that it belongs to, and for no other."""

from __future__ import annotations

import pytest

from tests.core import lessons
from tests.core.events import START, added_up
from tests.core.graphs import SIGMOID, linreg
from tutor.core import questions as quizzes
from tutor.core.graph import Edge, run
from tutor.core.lesson import LessonGraph
from tutor.core.misconceptions import RULES, lacking_skill
from tutor.core.misconceptions.missing_skills import NO_LACK
from tutor.core.practice.grounds import KINDS as ASKED_BY
from tutor.core.practice.grounds import is_local
from tutor.core.practice.items import met_so_far, review_items
from tutor.core.progress import COURSE, PRACTICE, SKILLS, Evidence, Placed, covering
from tutor.core.questions import Question, Response, message_question, with_ranges
from tutor.core.questions.evidence import COMMON, guess_of

LESSONS = lessons.LESSONS
LINREG = run(linreg().graph, {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0})
"""u = 15, ŷ = 11, e = 4, J = 16."""


def evidence(question: Question, *response: str) -> dict[str, bool]:
    verdict = quizzes.mark(question, response)
    return {one.skill: one.right for one in quizzes.evidence_for(question, verdict)}


def message(edge: Edge) -> Question:
    return message_question(LINREG, edge, ("backprop", "local", "product"), "m")


def test_each_blank_of_a_message_counts_for_its_own_skill() -> None:
    question = message(Edge("w", "u", 0))
    assert evidence(question, "8", "3", "24") == {
        "backpropagated-gradient": True, "local-product": True, "message-product": True,
    }  # fmt: skip
    assert evidence(question, "8", "5", "40") == {
        "backpropagated-gradient": True, "local-product": False, "message-product": True,
    }  # fmt: skip
    assert evidence(question, "8", "3", "11") == {
        "backpropagated-gradient": True, "local-product": True, "message-product": False,
    }  # fmt: skip


def test_a_mistake_that_is_recognised_counts_for_what_it_lacks_and_not_for_the_rest() -> None:
    made = quizzes.generate(with_ranges(linreg()), 30, 1, ("numeric",))
    question = next(one for one in made if one.derivative == ("J", "e"))
    assert question.numbers
    half = question.numbers.gradients["e"] / 2  # the 2 of the square is lost
    assert evidence(question, repr(half)) == {"local-power": False}
    right = evidence(question, repr(2 * half))
    assert right == {"message-product": True, "local-power": True}
    assert evidence(question, "12345.678") == {"message-product": False}


def test_telling_names_apart_is_not_computing() -> None:
    made = quizzes.generate(with_ranges(linreg()), 6, 1, ("classify",))
    for question in made:
        assert evidence(question, *quizzes.solution(question)) == {"classify": True}


@pytest.mark.parametrize("kind", quizzes.marked_kinds())
def test_the_chance_of_guessing_follows_from_what_is_offered(kind: str) -> None:
    for question in quizzes.generate(with_ranges(LessonGraph(SIGMOID)), 3, 1, (kind,)):
        found = quizzes.evidence_if_right(question)
        assert found
        options, slots = len(question.options), len(question.slots)
        match question.way:
            case "pick":
                assert {one.guess for one in found} == {1 / options}
            case "label" | "tick":
                assert {one.guess for one in found} == {(1 / options) ** slots}
            case "blanks" | "grid":
                assert {one.guess for one in found} <= {0.1, COMMON}
            case _:
                assert {one.guess for one in found} == {guess_of(question)}
                assert guess_of(question) < 1 / slots


def test_a_one_is_easier_to_guess_than_another_number() -> None:
    found = quizzes.evidence_if_right(message(Edge("b", "yhat", 1)))
    assert [(one.skill, one.guess) for one in found][1] == ("local-sum", COMMON)


def test_every_mistake_is_the_lack_of_a_skill_or_may_happen_anywhere() -> None:
    for id_ in RULES:
        assert (lacking_skill(id_) in SKILLS) != (id_ in NO_LACK), (
            f"{id_}: say which skill it lacks, by its remedy or its id, in missing_skills.py"
        )
    assert lacking_skill("SIGMA_PRIME_FOR_TANH") == "local-tanh"
    assert lacking_skill("of another version") == ""


def test_skills_have_their_prerequisites_before_them() -> None:
    seen: set[str] = set()
    for skill in SKILLS.values():
        assert set(skill.prerequisites) <= seen, skill
        seen.add(skill.id)


@pytest.mark.parametrize("skill", sorted({*filter(is_local, SKILLS), *ASKED_BY}))
def test_a_skill_that_numbers_can_test_is_asked_on_several_graphs(skill: str) -> None:
    found = review_items(LESSONS, [skill], 8, 1)
    assert len(found) == 8
    shapes = {one.question.numbers.graph.shape for one in found if one.question.numbers}
    assert len(shapes) > 1
    for item in found:
        assert skill in (*quizzes.skills_of(item.question), *item.question.quiz.skills)


def test_a_review_asks_for_what_covers_the_rest() -> None:
    assert covering(["message-product", "sum-routes", "classify"]) == ("sum-routes", "classify")
    assert covering(["my own"]) == ("my own",)


@pytest.mark.parametrize("skill", SKILLS)
def test_what_a_review_asks_counts_for_the_skill_it_is_on(skill: str) -> None:
    """None of 24 questions on backpropagated gradients counted for them."""
    items = [one for seed in (1, 5) for one in review_items(LESSONS, [skill], 2, seed)]
    asked = [quizzes.evidence_if_right(one.question) for one in items]
    assert sum(any(one.skill == skill for one in found) for found in asked) >= len(asked) - 1


def test_a_review_asks_nothing_from_lessons_that_were_not_reached() -> None:
    """An answer to the last lesson's question counted as having been taught everything."""
    progress = added_up([Placed.of(START, COURSE[4], {})])
    met = met_so_far(LESSONS, progress)
    assert [one.id for one in met] == list(COURSE[:5])
    asked = {
        one.lesson for seed in range(9) for one in review_items(met, ["local-product"], 3, seed)
    }
    assert asked <= {*COURSE[:5], PRACTICE}
    assert not met_so_far(LESSONS, added_up([]))


def test_an_answer_that_is_wrong_speaks_for_nothing_that_is_asked() -> None:
    question = message(Edge("w", "u", 0))
    wrong: Response = ("12345.6", "23456.7", "34567.8")
    found = quizzes.evidence_for(question, quizzes.mark(question, wrong))
    assert not any(one.right for one in found)
    assert all(isinstance(one, Evidence) for one in found)
