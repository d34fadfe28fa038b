"""A disputed gradient is tried by a nudge of what is asked about; nothing else is told."""

from __future__ import annotations

import pytest

from tests.core.asking import questions_of
from tests.core.graphs import linreg
from tests.core.lessons import LESSONS, lesson
from tests.null_record import NullRecord
from tests.test_activity_everywhere import lesson_of, text_with
from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson
from tutor.core.practice.items import graph_items
from tutor.core.questions.trial import SIZES, next_size
from tutor.core.session import View, view
from tutor.core.session.actions import Action, Answer, NewVariant, SaveAnswer, TryNudge, Visit
from tutor.core.session.reducer import act, start
from tutor.core.session.state import State
from tutor.plain.conversation import Console
from tutor.plain.lesson import LessonConversation
from tutor.plain.quiz import QuizConversation

TEXT = lesson("08")
SAID = "Change ÷ 0.001 = "


def at_question(kind: str, *actions: Action) -> tuple[State, View, list[object]]:
    """The first question of this kind in lesson 8 that can be tried, after these actions."""
    state, effects = start(TEXT, 3), list[object]()
    for index, page in enumerate(TEXT.pages):
        for item, one in enumerate(page.activities):
            if one.kind == kind and not effects:
                state, _ = act(TEXT, state, Visit(index))
                assert item == 0, "no question of this kind comes first on its page"
                effects.append(one.id)
    for action in actions:
        state, more = act(TEXT, state, action)
        effects += more
    return state, view(TEXT, state), effects


@pytest.mark.parametrize("found", LESSONS, ids=lambda one: one.id)
def test_a_small_nudge_comes_close_to_what_is_asked(found: Lesson) -> None:
    for quiz in questions_of(found):
        question = quizzes.make(quiz, found.graphs.get(quiz.graph), 0)
        tries = quizzes.tries_of(question)
        right = quizzes.solution(question)
        lines = list(quizzes.trial_lines(question, tries, right, SIZES[-1]))
        asked = [(one, x) for one, x in zip(tries, right, strict=bool(tries)) if one]
        assert len(lines) == len(asked)
        for line, (_, expected) in zip(lines, asked, strict=True):
            quotient = line.split(" = ")[-1].split(";")[0].replace("−", "-")
            assert float(quotient) == pytest.approx(float(expected), rel=0.02, abs=0.01), line


def test_sizes_become_smaller_and_begin_again() -> None:
    sizes = [next_size(0.0)]
    for _ in SIZES:
        sizes.append(next_size(sizes[-1]))
    assert sizes == [0.001, 0.0001, 0.001]


def test_nothing_is_tried_before_an_answer_and_a_trial_counts_as_no_hint() -> None:
    state, shown, _ = at_question("message", TryNudge())
    assert shown.notice == "Give your answer first: then a nudge can try it."
    assert not shown.trial
    assert not shown.can_try
    assert state.question
    right = quizzes.solution(state.question)
    wrong = ("99",) * len(right)
    _, shown, _ = at_question("message", Answer(wrong), TryNudge())
    assert shown.can_try
    assert all("your answer says 99" in line for line in shown.trial)
    assert shown.hints == ()
    for line in shown.trial:
        assert SAID in line
    _, shown, saved = at_question("message", Answer(wrong), TryNudge(), TryNudge(), Answer(right))
    answers = [one for one in saved if isinstance(one, SaveAnswer)]
    assert [(one.correct, one.hints_used) for one in answers] == [(False, 0), (True, 0)]
    assert shown.trial == ()  # the answer before it was tried


def test_only_what_is_asked_about_is_raised() -> None:
    state, _, _ = at_question("message")
    assert state.question
    names = {one.wrt for one in quizzes.tries_of(state.question) if one}
    graph = state.question.numbers.graph if state.question.numbers else None
    assert graph
    other = next(node.name for node in graph.nodes if node.name not in names)
    wrong = ("99",) * len(state.question.slots)
    _, shown, _ = at_question("message", Answer(wrong), TryNudge(0.1, other))
    assert shown.notice.startswith("Only what is asked about can be raised here: ")
    assert shown.trial == ()
    for name in names:
        _, shown, _ = at_question("message", Answer(wrong), TryNudge(0.5, name))
        assert shown.trial
        assert all(line.startswith(f"Raise {graph.label(name)} by 0.5") for line in shown.trial)


def test_fresh_values_have_not_been_tried() -> None:
    state, _, _ = at_question("message")
    assert state.question
    wrong = ("99",) * len(state.question.slots)
    _, shown, _ = at_question("message", Answer(wrong), TryNudge(), NewVariant())
    assert not shown.can_try
    assert not shown.trial


ROUND = """\
```graph round
input x = 3
u = 2 * x
output y = u * x
```

```quiz numeric one-edge
graph: round
ask: What is ∂y/∂x on the edge?
answer: local(y, x)
hint: Hold u.
```

```quiz message send
graph: round
ask: What does y send to x?
to: x
from: y
hint: Hold u.
```
"""


def test_one_edge_is_raised_alone_where_another_leads_round_it() -> None:
    """∂y/∂x on its edge is u = 6; through u as well it is 12."""
    found = lesson_of(text_with(ROUND))
    edge, message = questions_of(found)
    question = quizzes.make(edge, found.graphs["round"], 0)
    (line,) = quizzes.trial_lines(question, quizzes.tries_of(question), ("5",), 0.1)
    assert line == (
        "Raise x by 0.1, to 3.1: y goes from 18 to 18.6. Change ÷ 0.1 = 6; your answer says 5."
    )
    question = quizzes.make(message, found.graphs["round"], 0)
    *_, product = quizzes.tries_of(question)
    assert product is None  # x has two successors: this message is not all of its gradient


def test_plain_text_tries_with_a_word() -> None:
    state, _, _ = at_question("message")
    assert state.question
    said: list[str] = []
    (node, *_) = [one.wrt for one in quizzes.tries_of(state.question) if one]
    wrong = " ".join(["99"] * len(state.question.slots))
    typed = iter(["nudge", wrong, "nudge", f"nudge {node} 0.5", "nudge a b c", "nudge zz 1"])

    def ask(_prompt: str) -> str:
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line

    LessonConversation(TEXT, state, Console(ask, said.append), NullRecord()).talk()
    heard = " ".join(said)
    assert "Give your answer first" in heard
    assert SAID in heard
    assert "by 0.5, to" in heard
    assert "As in nudge 0.1 or nudge w 0.1" in heard
    assert "Only what is asked about can be raised here" in heard


def test_a_round_of_questions_in_plain_text_tries_an_answer_too() -> None:
    """As in a lesson: after an answer, and with the size that is said."""
    said: list[str] = []
    typed = iter(["nudge", "99", "nudge", "nudge", "nudge 0.5", "nudge zz"])

    def ask(_prompt: str) -> str:
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line

    items = graph_items(linreg(), 1, 7, ("numeric",))
    QuizConversation(items, Console(ask, said.append), NullRecord()).talk()
    heard = " ".join(" ".join(said).split())
    assert "Give your answer first" in heard
    for size in ("0.001", "0.0001", "0.5"):
        assert f"by {size}, to" in heard
    assert "your answer says 99" in heard
    assert "Only what is asked about can be raised here" in heard
