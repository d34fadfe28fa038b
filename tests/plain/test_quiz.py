"""Questions one after the other as text: answers, hints, a second question, testing out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.events import START, added_up, answered
from tests.core.graphs import linreg
from tests.core.lessons import LESSON_5, lesson
from tests.learners.plain import typed
from tests.null_record import NullRecord
from tutor.core import questions as quizzes
from tutor.core.practice.afterword import changes
from tutor.core.practice.items import (
    PRACTICE,
    PracticeItem,
    graph_items,
    lesson_items,
    review_items,
    weakest_items,
)
from tutor.core.practice.test_out import MasteryTest
from tutor.core.progress import Progress
from tutor.core.progress.mastery import MASTERED
from tutor.core.questions import marked_kinds
from tutor.core.session.actions import Effect, SaveAnswer, SaveHint
from tutor.core.typed import read_typed
from tutor.plain.conversation import Console
from tutor.plain.quiz import Outcome, QuizConversation


class Desk(NullRecord):
    """A learner's lines, and what was said and stored."""

    def __init__(self, lines: Iterable[str], *, strict: bool = False) -> None:
        self.said: list[str] = []
        self.saved: list[tuple[str, Effect]] = []
        self.preferred: list[tuple[str, str]] = []
        self._lines = iter(lines)
        self._strict = strict

    def ask(self, prompt: str) -> str:
        try:
            return next(self._lines)
        except StopIteration:
            raise EOFError from None

    def prefer(self, key: str, value: str) -> str:
        self.preferred.append((key, value))
        return ""

    def save(self, lesson: str, effects: tuple[Effect, ...]) -> str:
        self.saved += [(lesson, effect) for effect in effects]
        return ""

    def play(self, items: Iterable[PracticeItem]) -> list[Outcome]:
        console = Console(self.ask, self.said.append)
        talk = QuizConversation(items, console, self, strict=self._strict)
        talk.talk()
        return talk.outcomes

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def solved(item: PracticeItem) -> str:
    return typed(item.question, quizzes.solution(item.question))


def test_questions_of_every_kind_are_played_to_the_end() -> None:
    items = graph_items(linreg(), 2 * len(marked_kinds()), 7)
    assert {item.question.quiz.kind for item in items} == set(marked_kinds())
    desk = Desk(map(solved, items))
    played = desk.play(items)
    assert [one.score for one in played] == [1.0] * len(items)
    assert {lesson for lesson, _ in desk.saved} == {PRACTICE}
    assert all(len(line) <= 100 for line in desk.said)


def test_hints_cost_and_after_three_comes_the_worked_answer() -> None:
    items = graph_items(linreg(), 1, 7, ("numeric",))
    desk = Desk(["?", solved(items[0])])
    assert desk.play(items)[0].score == 0.8
    desk = Desk(["?", "?", "?", "?"])
    assert desk.play(items)[0].score == 0.0
    assert [what.rung for _, what in desk.saved if isinstance(what, SaveHint)] == [1, 2, 3, 4]
    assert "Worked answer" in desk.text


def test_what_cannot_be_read_is_asked_again_and_costs_nothing() -> None:
    items = graph_items(linreg(), 1, 7, ("numeric",))
    desk = Desk(["eight", "", "h", solved(items[0])])
    assert desk.play(items)[0].score == 1.0
    assert len(desk.saved) == 1


def test_enter_leaves_a_question_only_if_nothing_was_done_since_the_enter_before() -> None:
    items = graph_items(linreg(), 2, 7, ("numeric",))
    assert Desk(["", "5000.25", "", "?", "", "q"]).play(items) == []


@pytest.mark.parametrize("lines", [["s"], ["n"], ["", ""], ["", "?!", "", ""]])
def test_a_question_is_left_with_a_word_or_with_enter_twice_and_stores_nothing(
    lines: list[str],
) -> None:
    items = graph_items(linreg(), 3, 7, ("numeric",))
    desk = Desk([*lines, "q"])
    assert [outcome.score for outcome in desk.play(items)] == [None]
    assert desk.saved == []
    assert "Question 2" in desk.text
    assert Desk([]).play(items) == []


@pytest.mark.parametrize("word", ["q", "quit", "exit", ":q"])
def test_every_usual_word_ends_a_quiz(word: str) -> None:
    assert Desk([word, "5"]).play(graph_items(linreg(), 3, 7, ("numeric",))) == []


def test_what_is_for_lessons_is_no_answer_in_a_quiz() -> None:
    desk = Desk(["b", "z", "v", "q"])
    assert desk.play(graph_items(linreg(), 1, 7, ("numeric",))) == []
    assert desk.saved == []
    assert desk.text.count("is for lessons") == 3


def test_a_quiz_tells_its_graph_in_words_and_remembers_it() -> None:
    desk = Desk(["w", "s", "q"])
    desk.play(graph_items(linreg(), 2, 7, ("numeric",)))
    assert desk.preferred == [("pictures", "words")]
    before, after = desk.text.split("Graphs are told in words.")
    assert "╭" in before
    assert "╭" not in after
    assert "; goes to" in after.partition("Question 2")[2]


def test_the_name_of_a_node_is_an_answer_to_a_formula_and_no_command() -> None:
    items = [
        item
        for item in graph_items(linreg(), 40, 3, ("formula",))
        if "∂u/∂x" in item.question.slots[0].label
    ]
    assert Desk(["w"]).play(items[:1])[0].score == 1.0


def test_a_lesson_gives_its_own_questions_that_stand_alone_first_with_fresh_values() -> None:
    items = lesson_items(LESSON_5, 12, 99)
    own = [quiz.id for quiz in _quizzes() if quiz.alone]
    assert [item.name for item in items[: len(own)]] == own
    assert len(items) == 12
    assert lesson_items(LESSON_5, 12, 99) == items
    assert lesson_items(LESSON_5, 12, 100) != items


def _quizzes():  # type: ignore[no-untyped-def]
    from tutor.core.practice.items import quizzes_of

    return quizzes_of(LESSON_5)


def test_a_review_asks_about_the_skills_that_are_due_and_nothing_twice() -> None:
    skills = ("local-gradient", "sum-routes", "message-product")
    items = review_items([LESSON_5], skills, 8, 5)
    asked = {skill for item in items for skill in item.question.quiz.skills}
    assert {"local-gradient", "message-product"} <= asked
    assert len({(item.name, item.question.seed) for item in items}) == len(items) > 4


@pytest.mark.slow
def test_the_weakest_skills_of_a_lesson_are_asked_from_the_lessons_up_to_it() -> None:
    shelf = [lesson(number) for number in ("04", "05", "06", "07")]
    practice = shelf[2]
    taught = lesson("09").id
    missed = [replace(answered(n, taught, correct=False), skills=("classify",)) for n in range(4)]
    known = [
        replace(
            answered(n, taught), skills=tuple(set(practice.skills) - {"classify", "read-graph"})
        )
        for n in range(10, 16)
    ]
    items = weakest_items(practice, shelf, added_up([*missed, *known]), 5)
    assert len(items) == 6
    skills = {skill for item in items for skill in item.question.quiz.skills}
    assert {"classify", "read-graph"} <= skills
    assert {item.lesson for item in items} <= {one.id for one in shelf[:3]}
    assert weakest_items(replace(practice, skills=()), shelf, Progress(), 5) == ()


@pytest.mark.parametrize("number", ["01", "03", "17"])
@pytest.mark.slow
def test_who_is_always_right_proves_the_lesson(number: str) -> None:
    """Found in lessons 1, 3, 17 and 18: some skill had too few questions ever to be proved."""
    proof = MasteryTest.of(lesson(number), 3)
    while (item := proof.next()) is not None:
        proof = proof.after(item, quizzes.evidence_if_right(item.question))
    assert proof.passed


def test_a_lesson_is_proved_by_right_first_answers_and_by_nothing_else() -> None:
    proof = MasteryTest.of(LESSON_5, 3)
    asked = 0
    while (item := proof.next()) is not None:
        asked += 1
        proof = proof.after(item, quizzes.evidence_if_right(item.question))
    assert proof.passed
    assert all(one.chance >= MASTERED for one in proof.shown.values())
    assert asked >= 2
    assert "Proved" in proof.outcome()
    proof = MasteryTest.of(LESSON_5, 3)
    while (item := proof.next()) is not None:
        proof = proof.after(item, ())
    assert not proof.passed
    assert "Not proved yet" in proof.outcome()


def test_what_answers_have_changed_is_said_and_why() -> None:
    first = [answered(n) for n in range(4)]
    second = [replace(answered(n), at=START + timedelta(days=2, seconds=n)) for n in (8, 9)]
    now = START + timedelta(days=2, hours=1)
    one_day, two_days = added_up(first, now), added_up([*first, *second], now)
    assert list(changes(one_day, one_day, now)) == []
    (known,) = changes(one_day, two_days, now)
    assert known.startswith("Known: S5, until ")
    wrong = [replace(one, correct=False, at=one.at + timedelta(minutes=5), item=f"w{n}")
             for n, one in enumerate(second * 2)]  # fmt: skip
    (lost,) = changes(two_days, added_up([*first, *second, *wrong], now), now)
    assert lost.startswith("Not known any more: S5. It needs ")
    (begun,) = changes(Progress(), one_day, now)
    assert begun.startswith("Not known yet: S5 (0 % before, ")
    assert begun.endswith("It needs a right first try on another day.")


def test_one_try_and_no_hints_when_proving() -> None:
    items = graph_items(linreg(), 1, 7, ("numeric",))
    desk = Desk(["?", "12345.5"], strict=True)
    assert desk.play(items)[0].score == 0.0
    assert "no hints" in desk.text
    assert "Worked answer" in desk.text


def asked_for(what: str, wrt: str) -> PracticeItem:
    """A question for one number of J = (w·x + b − y)²."""
    for seed in range(200):
        for item in graph_items(linreg(), 4, seed, ("numeric",)):
            if item.question.derivative == (what, wrt):
                return item
    raise AssertionError(f"no question for ∂{what}/∂{wrt}")


def test_a_number_may_be_given_with_its_working() -> None:
    item = asked_for("J", "e")
    assert item.question.numbers
    e = item.question.numbers.values["e"]
    desk = Desk(["work", f"e = {e!r}", f"dJ/de = 2e = {2 * e!r}", ""])
    assert [one.score for one in desk.play([item])] == [1.0]
    assert "All steps are right." in desk.said
    assert [what.response for _, what in desk.saved if isinstance(what, SaveAnswer)] == [
        (repr(2 * e),)
    ]


def test_a_wrong_line_of_a_working_is_told_and_the_answer_counts() -> None:
    item = asked_for("J", "w")
    assert item.question.numbers
    numbers = item.question.numbers
    u, w = numbers.gradients["u"], numbers.values["w"]
    lines = ["work", f"∂J/∂u = {u!r}", f"∂u/∂w = {w!r}", f"∂J/∂w = {u * w!r}", "", "s"]
    desk = Desk(lines)
    desk.play([item])
    assert f"2  ∂u/∂w = {w!r}" in desk.text
    assert "follows from line 2" in desk.text
    assert "Line 2, ∂u/∂w" in desk.text
    assert "Not yet." in desk.said
    assert len(desk.saved) == 1


def test_a_working_without_the_answer_is_not_marked() -> None:
    """It would be a way to have numbers checked that costs nothing."""
    item = asked_for("J", "w")
    desk = Desk(["work", "dJ/dJ = 1", "", "work", "q = 5", "", "work", "dJ/dw = 1", "q", "q"])
    assert desk.play([item]) == []
    assert desk.saved == []
    assert desk.text.count("No line says what ∂J/∂w is") == 1
    assert "No line of this working can be read; line 1: ‘q’ is not a node" in desk.text
    assert "The working is left out." in desk.said
    assert "right" not in desk.text.partition("work")[2].replace("Right", "")


def test_a_working_that_never_ends_is_cut_and_said() -> None:
    desk = Desk(["work", *(["dJ/dw = 1"] * 500)])
    desk.play([asked_for("J", "w")])
    assert "This working has 401 lines: at most 400 are read." in desk.said


def test_what_takes_no_working_says_so() -> None:
    (item,) = graph_items(linreg(), 1, 7, ("order",))
    desk = Desk(["work", "q"])
    desk.play([item])
    assert "takes a working" in desk.text


def test_a_quiz_asks_what_was_answered_word_for_word_last() -> None:
    """Every quiz on a lesson began with the same fixed questions, answered yesterday or not."""
    every = lesson_items(lesson("02"), 60, 3)
    fixed = [item for item in every if not item.question.quiz.varied]
    events = [
        replace(answered(n), lesson=item.lesson, item=item.name) for n, item in enumerate(fixed)
    ]
    again = lesson_items(lesson("02"), 6, 4, (), added_up(events))
    assert fixed
    assert len(again) == 6
    assert not {item.name for item in again} & {item.name for item in fixed}


@pytest.mark.parametrize("text", ["y = a*b", "J = (w*x + b - y)^2"])
def test_no_question_comes_again_with_values_that_make_no_difference(text: str) -> None:
    """An order, and the local gradient as a formula, were asked twice in one round."""
    graph = read_typed(text).graph
    assert graph is not None
    items = graph_items(graph, 24, 3)
    said = [
        (one.quiz.kind, quizzes.plain(one.prompt), quizzes.plain(quizzes.worked(one)))
        for one in (item.question for item in items)
    ]
    assert len(items) == 24
    assert len({*said}) == 24


def test_where_there_are_no_others_questions_come_again() -> None:
    graph = read_typed("y = a*b").graph
    assert graph is not None
    assert len(graph_items(graph, 30, 3, ("formula",))) == 30
