"""Programs of a backward pass: what they store, how a fault is found, and when one is mended."""

from __future__ import annotations

import pytest

from tests.core.lessons import lesson
from tutor.core import questions as quizzes
from tutor.core.activities import Work, kind_of, questions_of
from tutor.core.activities.program import ROOM, _compared
from tutor.core.answers import AnswerError
from tutor.core.checking.lesson_file import check
from tutor.core.graph import Pass, run
from tutor.core.lesson import Lesson, Plan, Steps
from tutor.core.questions.model import Question
from tutor.core.questions.program import naive_recursion, read_line, run_lines, wrong_nodes
from tutor.core.reader import read
from tutor.core.session import explain, program_lines, view
from tutor.core.session.actions import Answer, Next
from tutor.core.session.reducer import act, start
from tutor.core.text import format_number

HEAD = """---
format: bptutor-lesson 1
id: programs
title: Programs
---

# Programs

## One
"""
FAN_OUT = """
```graph fan
input a = 2
input b = 4
input c = 3
x = a * b
y = b + c
output f = x * y
```
"""
LINES = """line: f.grad = 1
line: x.grad = f.grad * y
line: y.grad = f.grad * x
line: b.grad = x.grad * a
line: a.grad = x.grad * b
line: b.grad = y.grad
line: c.grad = y.grad
"""
OVERWRITTEN = (
    f"```steps program\ngraph: fan\n{LINES}mend 6: b.grad += y.grad\nask at b: stored\n```\n"
)
SHORTCUT = """
```graph shortcut
input a = 3
input k = 2
b = a^2
p = b + k
output q = b * p
```

```steps program
graph: shortcut
line: q.grad = 1
line: b.grad += q.grad * p
line: a.grad += b.grad * 2 * a
line: p.grad += q.grad * b
line: b.grad += p.grad
line: k.grad += p.grad
mend 3: after 5
```
"""
TWICE = """
```graph twice
param w = 3
u = 2 * w
output J = u^2
```

```steps program
graph: twice
line: J.grad = 1
line: u.grad += J.grad * 2 * u
line: w.grad += u.grad * 2
line: J.grad = 1
line: u.grad += J.grad * 2 * u
line: w.grad += u.grad * 2
mend before 4: zero_grad()
```
"""


def opened(text: str) -> tuple[Lesson, Steps[Plan], Pass]:
    lesson, problems = read((HEAD + text).encode(), "90-programs.md")
    assert lesson, problems
    assert not check((HEAD + text).encode(), "90-programs.md")
    steps = lesson.pages[0].activities[0]
    assert isinstance(steps, Steps)
    return lesson, steps, run(lesson.graphs[steps.graph].graph)


def last_two(text: str) -> tuple[Question, Question]:
    """The questions that ask for the line, and for the line as it must be."""
    _, steps, numbers = opened(text)
    found, mend = [*questions_of(steps, numbers)][-2:]
    return found, mend


def plain(question: Question) -> str:
    return quizzes.plain(question.prompt)


def stored(text: str) -> dict[str, float]:
    _, steps, numbers = opened(text)
    return dict(run_lines(steps.plan.at(numbers), numbers)[-1])  # type: ignore[attr-defined]


# What the lines do --------------------------------------------------------------------------------


def test_the_second_message_written_over_the_first_is_seen_beside_the_right_gradient() -> None:
    found, _ = last_two(FAN_OUT + OVERWRITTEN)
    assert plain(found).startswith("At the end b.grad = 8, but ∂f/∂b is 22.")


def test_a_gradient_sent_too_early_lacks_what_comes_later() -> None:
    found, _ = last_two(SHORTCUT)
    assert "a.grad = 66, but ∂q/∂a is 120" in plain(found)


def test_a_second_pass_on_what_is_there_gives_three_times_the_gradient() -> None:
    assert stored(TWICE)["w"] == 3 * 24


@pytest.mark.parametrize(("doublings", "calls"), [(0, 1), (1, 3), (2, 7), (5, 63)])
def test_a_naive_recursion_over_doublings_makes_so_many_calls(doublings: int, calls: int) -> None:
    lines = ["input x0 = 1", *(f"x{i + 1} = x{i} + x{i}" for i in range(doublings))]
    lines = lines if doublings else ["input x0 = 1", "x1 = 2 * x0"]
    text = "\n".join(lines).replace(f"x{len(lines) - 1} =", f"output x{len(lines) - 1} =")
    lesson, _ = read(f"{HEAD}\n```graph g\n{text}\n```\n".encode(), "90-programs.md")
    assert lesson
    made = naive_recursion(run(lesson.graphs["g"].graph))
    assert len(made) == (calls if doublings else 2)


def test_a_naive_recursion_sends_again_what_it_has_sent() -> None:
    graph = "\n```graph d\ninput a = 1\nb = a + a\noutput c = b + b\n```\n"
    _, steps, numbers = opened(
        graph + "```steps program\ngraph: d\nrecursion: yes\nask at a: stored\n```\n"
    )
    after = run_lines(naive_recursion(numbers), numbers)[-1]
    assert (after["a"], numbers.gradients["a"]) == (6, 4)
    asked = [float(quizzes.solution(one)[0]) for one in questions_of(steps, numbers)]
    assert asked == [1, 2, 4, 6]


def test_who_adds_where_the_line_writes_over_is_told_so_and_the_other_way_round() -> None:
    _, steps, numbers = opened(FAN_OUT + OVERWRITTEN)
    second = [*questions_of(steps, numbers)][1]
    assert "= overwrites what was there" in quizzes.mark(second, ("22",)).feedback[0]
    adding = (
        OVERWRITTEN.replace("line: b.grad = y", "line: b.grad += y")
        .replace("line: a.grad = x.grad * b", "line: a.grad = x.grad")
        .replace("mend 6: b.grad += y.grad", "mend 5: a.grad = x.grad * b")
    )
    _, steps, numbers = opened(FAN_OUT + adding)
    second = [*questions_of(steps, numbers)][1]
    verdict = quizzes.mark(second, ("8",))
    assert "+= adds it to the 14" in verdict.feedback[0]
    assert verdict.mistakes == ("ONE_ROUTE",)


# Found and mended ---------------------------------------------------------------------------------


def test_the_line_is_found_and_another_one_is_told_what_it_does() -> None:
    found, _ = last_two(FAN_OUT + OVERWRITTEN)
    assert quizzes.mark(found, ("5",)).correct
    assert "b.grad = 14: so far nothing is lost" in quizzes.mark(found, ("3",)).feedback[0]
    assert "Line 7 is right in itself" in quizzes.mark(found, ("6",)).feedback[0]


@pytest.mark.parametrize(
    "typed", ["b.grad += y.grad", "b.grad+=y.grad*1", "b.grad = b.grad + y.grad",
              "b.grad += f.grad * x"],
)  # fmt: skip
def test_a_line_is_right_when_the_program_gives_the_right_gradients(typed: str) -> None:
    _, mend = last_two(FAN_OUT + OVERWRITTEN)
    assert quizzes.mark(mend, (typed,)).correct


@pytest.mark.parametrize(
    ("typed", "told"),
    [("b.grad = y.grad", "as it stands"), ("b.grad = 22", "only with these numbers"),
     ("b.grad += y.grad * x", "b.grad = 78, but ∂f/∂b is 22")],
)  # fmt: skip
def test_a_wrong_line_is_told_what_it_gives(typed: str, told: str) -> None:
    _, mend = last_two(FAN_OUT + OVERWRITTEN)
    verdict = quizzes.mark(mend, (typed,))
    assert not verdict.correct
    assert told in verdict.feedback[0]


@pytest.mark.parametrize("typed", ["22", "b += y", "q.grad += 1", "b.grad += z", "b.grad += 1/0"])
def test_what_is_no_line_of_the_program_does_not_count_as_a_try(typed: str) -> None:
    _, mend = last_two(FAN_OUT + OVERWRITTEN)
    assert quizzes.mark(mend, (typed,)).unreadable


def test_a_line_may_be_moved_to_any_place_where_it_is_right() -> None:
    _, mend = last_two(SHORTCUT)
    right = [i for i in range(6) if quizzes.mark(mend, (str(i),)).correct]
    assert right == [4, 5]
    assert "That is the line itself" in quizzes.mark(mend, ("2",)).feedback[0]


def test_zeroing_is_asked_for_where_the_second_pass_begins() -> None:
    found, mend = last_two(TWICE)
    assert quizzes.mark(found, ("3",)).correct
    assert quizzes.mark(mend, ("zero_grad()",)).correct
    assert quizzes.mark(mend, ("w.grad = 0",)).correct is False


def test_a_mended_program_is_shown_with_its_right_gradients() -> None:
    _, steps, numbers = opened(FAN_OUT + OVERWRITTEN)
    kind = kind_of(steps)
    work = Work(step=9, solved=frozenset(range(9)))
    board = kind.show(steps, numbers, work, False).board
    assert any("b.grad += y.grad" in line and "b.grad = 22" in line for line in board)
    program, right = (line.split()[-6:] for line in board[-2:])
    assert program == right


def test_what_a_faulty_program_has_stored_is_not_told_as_the_chain_rule() -> None:
    """The inspector had said ∂J/∂w = 16 · ? + 16 · ? = 48 of a number that is wrong."""
    lesson, steps, _ = opened(FAN_OUT + OVERWRITTEN)
    state = start(lesson, 1)
    while state.work(steps.id).step < 7:
        state, _ = act(lesson, state, Next() if state.settled or not state.question else Answer(
            quizzes.solution(state.question)
        ))  # fmt: skip
    scene = view(lesson, state).scene
    assert scene
    said = explain(scene.numbers, scene.marks, "b")
    assert said[-1] == "stored as its gradient: 8"
    assert not any("df_db" in line.text for line in program_lines(scene))


def test_who_watches_a_program_sees_its_fault_and_how_it_is_mended() -> None:
    watched = OVERWRITTEN.replace("graph: fan", "graph: fan\nmode: watch")
    _, steps, numbers = opened(FAN_OUT + watched)
    kind = kind_of(steps)
    assert not list(questions_of(steps, numbers))
    ends = [kind.show(steps, numbers, Work(step=step), False) for step in (7, 8, 9)]
    assert ends[0].said[-1] == "The program has run: wrong at b."
    assert ends[1].said[-1] == "The fault is in line 6."
    assert ends[2].said[-2:] == (
        "The program has run: every gradient is right.",
        "So it is mended.",
    )
    assert all(any("b.grad" in line for line in end.board) for end in ends)


# What an author is told ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("mend 6: b.grad += y.grad", "mend 6: b.grad += y.grad * 2", "still gives b.grad = 30"),
        ("line: b.grad = y.grad", "line: b.grad += y.grad", "right gradients as it stands"),
        ("mend 6", "mend 8", "names no line"),
        ("line: c.grad = y.grad", "line: c.grad = z.grad", "There is no ‘z.grad’ here"),
        ("line: c.grad = y.grad", "line: c = 3", "is not a line of this program"),
        ("ask at b", "ask at f, q", "no node called 'q'"),
        (LINES, "recursion: yes\n", "a recursion makes its own lines"),
    ],
)
def test_an_author_is_told_what_is_wrong_with_a_program(old: str, new: str, told: str) -> None:
    assert old in OVERWRITTEN
    text = HEAD + FAN_OUT + OVERWRITTEN.replace(old, new)
    assert any(told in one.message for one in check(text.encode(), "90-programs.md"))


def test_a_line_names_the_nodes_that_there_are() -> None:
    numbers = opened(FAN_OUT + OVERWRITTEN)[2]
    with pytest.raises(AnswerError, match="the nodes are a, b, x, c, y, f"):
        read_line("b.grad += t.grad", numbers.graph)
    assert not wrong_nodes(numbers.gradients, numbers)
    with pytest.raises(AnswerError, match="Type the line first"):  # not how any line is written
        read_line(" ", numbers.graph)


@pytest.mark.parametrize(
    "text",
    ["u.grad = w.grad = 0", "J.grad = u.grad = w.grad = 0.0", "u.grad=0; w.grad=0;"],
)
def test_several_gradients_may_be_zeroed_in_one_line(text: str) -> None:
    assert quizzes.mark(last_two(TWICE)[1], (text,)).correct


def test_a_chain_gives_all_of_them_what_stands_at_its_end() -> None:
    _, _, numbers = opened(TWICE)
    line = read_line("u.grad = w.grad = J.grad = 4", numbers.graph)
    assert run_lines([line], numbers)[-1] == {"J": 4, "w": 4, "u": 4}
    assert line.text == "u.grad = w.grad = J.grad = 4"


def test_a_long_comparison_goes_on_below_where_a_line_of_80_cells_ends() -> None:
    """Eleven gradients on one line were broken by the screen, and nobody knew which was which."""
    numbers = run(lesson("21").graphs["planted"].graph)
    rows = _compared({}, numbers)
    assert max(map(len, rows)) <= ROOM
    heads = [name for row in rows[::3] for name in row.split()]
    assert heads == [numbers.graph.label(name) for name in numbers.graph.backward_order]
    right = [cell for row in rows[2::3] for cell in row.split()[1:]]
    assert right == [format_number(numbers.gradients[n]) for n in numbers.graph.backward_order]
