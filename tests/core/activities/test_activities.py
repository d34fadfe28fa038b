"""Build a graph, nudge a node, run Algorithm 1, train: steps, questions, and what is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from engine.extras.algorithm1 import Network as Layered
from engine.extras.algorithm1 import algorithm_1
from tests.core.lessons import LESSON_5
from tutor.core import questions as quizzes
from tutor.core.activities import Work, questions_of
from tutor.core.activities.matrices import LayeredNetwork, quantities
from tutor.core.activities.train import show
from tutor.core.activities.training import batch_mean, history
from tutor.core.activities.training_plan import Training
from tutor.core.checking.lesson_file import check
from tutor.core.graph import run
from tutor.core.lesson import Lesson, Steps
from tutor.core.practice.stored_question import question_of
from tutor.core.progress.skills import SKILLS
from tutor.core.questions.fill import plain
from tutor.core.reader import read
from tutor.core.session import Scene, View, view
from tutor.core.session.actions import (
    Action,
    Answer,
    AskHint,
    Back,
    First,
    Last,
    Next,
    SaveAnswer,
    Visit,
)
from tutor.core.session.current import activity_of, is_done
from tutor.core.session.program import program_lines
from tutor.core.session.reducer import act, resume, start
from tutor.core.session.state import State, state_from_data, state_to_data

TEXT = """\
---
format: bptutor-lesson 1
id: activities
title: Activities
---

# Activities

## build

```graph g
input x = 1
input y = 2
param w = 5
param b = 1
u = w * x
yhat = u + b as ŷ
e = yhat - y
loss J = e ^ 2
vary x in 2..5
```

```network net
sizes: 2, 2, 2
inputs: 1, 2
targets: 1, 0
weights 2: 0.5 -0.25; 0.75 0.5
biases 2: 0.1 -1
weights 3: 1 -2; 0.5 1.5
biases 3: 0.5 -0.5
```

```steps build
graph: g
ask: Type the graph of $J = (wx + b - y)^2$.
hint: What is done first?
```

## nudge

```steps nudge
graph: g
node: b
by: 1, 0.1
ask at yhat, J: change
```

## algorithm

```steps algorithm
graph: net
ask at z2, a2, C, delta3, delta2, dW2, db2: value
```

## train

```steps train
graph: g
example: x = 1, y = 2
example: x = 2, y = 3
example: x = 3, y = 5
rate: 0.05
updates: 10
batch: 2
seed: 3
ask at w, b: mean, update
```
"""


def lesson(text: str = TEXT) -> Lesson:
    found, problems = read(text.encode(), "01-a.md")
    assert found, problems
    return found


LESSON = lesson()
KINDS = tuple(page.title for page in LESSON.pages)


def do(state: State, *actions: Action) -> State:
    for action in actions:
        state, _ = act(LESSON, state, action)
    return state


def at(kind: str) -> State:
    return do(start(LESSON, 1), Visit(KINDS.index(kind)))


def shown(state: State) -> View:
    return view(LESSON, state)


def scene(state: State) -> Scene:
    found = shown(state).scene
    assert found is not None
    return found


def is_open(state: State) -> bool:
    return state.question is not None and state.settled is None


def right(state: State) -> Answer:
    assert state.question is not None
    return Answer(quizzes.solution(state.question))


def done(state: State) -> bool:
    activity = activity_of(LESSON, state)
    return activity is not None and is_done(LESSON, state, activity)


def steps_of(state: State) -> Iterator[State]:
    """Every state of an activity that is done without a mistake."""
    yield state
    for _ in range(60):
        if done(state):
            return
        state = do(state, right(state) if is_open(state) else Next())
        yield state


def until_asked(state: State, times: int = 1) -> State:
    seen = 0
    while True:
        if is_open(state):
            seen += 1
            if seen == times:
                return state
        state = do(state, right(state) if is_open(state) else Next())


def said(state: State, *answer: str) -> str:
    """What is said to an answer."""
    verdict = view(LESSON, do(state, Answer(answer))).verdict
    assert verdict is not None
    return " ".join((verdict.unreadable, *verdict.feedback)).strip()


# All of them --------------------------------------------------------------------------------------


def test_an_activity_has_the_name_that_its_author_gave_it() -> None:
    """Under it is stored what a learner did: it holds when the page is moved."""
    named = lesson(TEXT.replace("```steps build", "```steps build draw-it", 1))
    assert "draw-it" in {one.id for page in named.pages for one in page.activities}


def test_the_lesson_has_no_problem() -> None:
    assert check(TEXT.encode(), "01-a.md") == ()


@pytest.mark.parametrize("kind", KINDS)
def test_an_activity_is_done_step_by_step_and_again_from_its_start(kind: str) -> None:
    states = list(steps_of(at(kind)))
    end = states[-1]
    assert done(end)
    taken = end.work(activity_of(LESSON, end).id).step  # type: ignore[union-attr]
    scenes = []
    state = end
    for _ in range(taken):
        scenes.append((shown(state).board, scene(state).marks))
        state = do(state, Back())
    assert state.page == KINDS.index(kind)
    assert state.work(activity_of(LESSON, state).id).step == 0  # type: ignore[union-attr]
    for expected in reversed(scenes):
        state = do(state, Next())
        assert (shown(state).board, scene(state).marks) == expected
    assert done(state)
    again = do(end, First(), Last(), Last())
    assert again.notice == "You are there already."
    assert do(end, First(), Last()) == replace(again, notice="")


@pytest.mark.parametrize("kind", KINDS)
def test_a_half_done_activity_is_found_again_after_storing(kind: str) -> None:
    for state in steps_of(at(kind)):
        if state.settled:
            continue
        back = resume(LESSON, state_from_data(json.loads(json.dumps(state_to_data(state)))))
        assert shown(back).board == shown(state).board
        assert scene(back).marks == scene(state).marks
        assert back.question == state.question


@pytest.mark.parametrize("kind", KINDS)
def test_hints_lead_to_the_worked_answer_and_do_not_give_it_before(kind: str) -> None:
    state = until_asked(at(kind))
    before = state.work(activity_of(LESSON, state).id).step  # type: ignore[union-attr]
    for rung in range(1, 4):
        state = do(state, AskHint())
        assert len(shown(state).hints) == rung
    state = do(state, AskHint())
    assert shown(state).worked
    assert state.work(activity_of(LESSON, state).id).step == before + 1  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["nudge", "algorithm", "train"])
def test_no_question_hint_and_reply_say_the_same_twice(kind: str) -> None:
    """The reply to a wrong number was the first hint; the second hint was the question."""
    state, times = at(kind), 0
    while not done(state):
        question = state.question
        if is_open(state) and question is not None:
            times += 1
            asked = plain(question.prompt)
            hints = [plain(hint) for hint in quizzes.hints(question)]
            replies = quizzes.mark(question, ("1234.5",) * len(question.slots)).feedback
            assert len({*hints}) == 3, hints
            assert not {*hints} & {*replies}, replies
            assert not [hint for hint in hints if hint.rstrip(".?") in asked], hints
        state = do(state, right(state) if is_open(state) else Next())
    assert times


def test_the_hints_of_a_line_name_all_that_it_works_with() -> None:
    """The bias was missing from the numbers of z, the targets' side from those of δ."""
    state, last = at("algorithm"), {}
    while not done(state):
        if is_open(state) and state.question:
            line = state.question.quiz.id.rpartition(":")[2]
            last[line] = plain(quizzes.hints(state.question)[2])
        state = do(state, right(state) if is_open(state) else Next())
    assert last["z2"] == "W² = (0.5, −0.25; 0.75, 0.5); a¹ = (1, 2); b² = (0.1, −1)."
    assert last["delta3"] == "∂C/∂a³ = (−0.5826, 0.686); σ′(z³) = (0.2432, 0.2154)."
    assert last["delta2"] == "(W³)ᵀ δ³ = (−0.06779, 0.505); σ′(z²) = (0.2494, 0.2179)."


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_stored_under_its_own_id(kind: str) -> None:
    state = until_asked(at(kind))
    _, effects = act(LESSON, state, right(state))
    saved = [one for one in effects if isinstance(one, SaveAnswer)]
    assert saved[0].correct
    assert saved[0].item.startswith(f"{kind}-")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", ["", "nonsense!", "[@click=app.bell]x[/]", "\x1b[2J", "u=u=u"])
def test_no_answer_is_too_odd_to_be_marked(kind: str, answer: str) -> None:
    state = until_asked(at(kind))
    assert state.question
    verdict = quizzes.mark(state.question, (answer,) * len(state.question.slots))
    assert not verdict.correct
    assert "\x1b" not in verdict.unreadable + " ".join(verdict.feedback)


def test_watching_asks_nothing() -> None:
    text = TEXT.replace("graph: g\n", "graph: g\nmode: watch\n")
    text = text.replace("graph: net\n", "graph: net\nmode: watch\n")
    watched = lesson(text)
    for page in range(len(KINDS)):
        state, _ = act(watched, start(watched, 1), Visit(page))
        while not is_done(watched, state, activity_of(watched, state)):  # type: ignore[arg-type]
            assert state.question is None
            state, _ = act(watched, state, Next())


# Build --------------------------------------------------------------------------------------------


def test_the_graph_grows_with_every_equation() -> None:
    names = [
        {node.name for node in scene(one).numbers.graph.nodes} for one in steps_of(at("build"))
    ]
    assert names[0] == {"x", "y", "w", "b"}
    assert names[-1] == {"x", "y", "w", "b", "u", "yhat", "e", "J"}


def test_the_program_grows_with_the_graph() -> None:
    """The leaves stand there first, and nothing depends on them yet."""
    first = [program_lines(scene(one))[0] for one in steps_of(at("build"))]
    assert first[0].text == "# nothing is computed yet"
    assert first[1] == ("u = w * x", "now")


@pytest.mark.parametrize("typed", ["u = w*x", "u=x*w", "u = w · x", " u  =  (w)*x "])
def test_an_equation_may_be_typed_in_several_ways(typed: str) -> None:
    assert done(do(at("build"), Answer((typed,)))) is False
    assert "u" in scene(do(at("build"), Answer((typed,)))).marks.values


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("w*x", "an equation"),
        ("q = w*x", "no ‘q’ to define"),
        ("w = u*x", "w is given"),
        ("u = v*x", "no ‘v’ in this graph"),
        ("u = w*x + b", "Two operations in one node"),
        ("u = u*x", "from itself"),
        ("u = e*x", "no cycles"),
        ("e = yhat - y", "not in the graph yet"),
        ("u = w", "another name for"),
        ("u = w + x", "gives 6. u is 5"),
        ("u = 2*w", "also needs x"),
        ("u = w *", "cannot be read"),
        ("u = 3", "Nothing is computed"),
    ],
)
def test_a_wrong_equation_is_told_what_is_wrong_with_it(typed: str, answer: str) -> None:
    assert answer in said(at("build"), typed)


def test_the_label_of_a_node_may_be_typed_for_its_name() -> None:
    state = do(at("build"), Answer(("u = w*x",)), Next(), Answer(("ŷ = u + b",)), Next())
    assert "All but the sign" in said(state, "e = y - ŷ")
    assert "yhat" in scene(state).marks.values


def test_another_operation_with_the_same_numbers_is_right() -> None:
    state = at("build")
    for typed in ("u = w*x", "yhat = u+b", "e = yhat-y"):
        state = do(state, Answer((typed,)), Next())
    assert "the picture writes J = e²" in said(state, "J = e*e")
    assert done(do(state, Answer(("J = e*e",))))


# Nudge --------------------------------------------------------------------------------------------


def test_the_change_divided_by_the_nudge_comes_closer_to_the_gradient() -> None:
    end = list(steps_of(at("nudge")))[-1]
    board = shown(end).board
    assert board[-2:] == ("by 1: ΔJ/Δb = 9", "by 0.1: ΔJ/Δb = 8.1")
    assert scene(end).marks.gradients["b"] == 8.0


def test_the_table_of_a_nudge_has_its_rows_from_the_start() -> None:
    """What stands below it jumped with every step, and again when the answer was given."""
    rows = [len(shown(state).board) for state in steps_of(at("nudge"))]
    assert rows == [5] * (len(rows) // 2 + 1) + [6] * (len(rows) // 2 - 1) + [7]


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("25", "J after"),
        ("16", "before"),
        ("-9", "A sign was lost or gained"),
        ("3", "J does not move by 3."),
    ],
)
def test_a_wrong_change_is_told_what_it_is(answer: str, what: str) -> None:
    assert what in said(until_asked(at("nudge"), 2), answer)


def test_the_linear_estimate_is_right_too() -> None:
    assert "Slope times change" in said(until_asked(at("nudge"), 2), "8")


def test_a_nudge_out_of_the_domain_is_shown_as_no_value() -> None:
    text = TEXT.replace("loss J = e ^ 2", "loss J = log(e)").replace("by: 1, 0.1", "by: -5")
    out = lesson(text.replace("ask at yhat, J", "ask at yhat, e"))
    state, _ = act(out, start(out, 1), Visit(1))
    for _ in range(8):
        open_ = is_open(state)
        state, _ = act(out, state, right(state) if open_ else Next())
        if state.page == 1:
            assert view(out, state).board is not None
            assert "nan" not in " ".join(view(out, state).board)


# Algorithm ----------------------------------------------------------------------------------------


def test_the_stored_quantities_are_those_of_the_reference_network() -> None:
    board = shown(list(steps_of(at("algorithm")))[-1]).board
    assert "z² = (0.1, 0.75)" in board
    assert "a² = (0.525, 0.6792)" in board
    assert "δ³ = (−0.1417, 0.1478)" in board
    assert "δ² = (−0.0169, 0.11)" in board
    assert "∂C/∂W² = (−0.0169, −0.03381; 0.11, 0.2201)" in board


def test_algorithm_1_on_lists_computes_what_the_board_shows() -> None:
    """The picture and the board have the graph's numbers; the engine's Algorithm 1 has no graph."""
    numbers = run(LESSON.graphs["net"].graph)
    network = LayeredNetwork(numbers)
    weights = [network.quantity(f"W{layer}") for layer in (2, 3)]
    biases = [[row[0] for row in network.quantity(f"b{layer}")] for layer in (2, 3)]
    x, y = ([numbers.values[f"{letter}_{unit}"] for unit in (1, 2)] for letter in "xy")
    steps = list(algorithm_1(Layered(weights, biases, ("sigmoid",) * 2), x, y))
    names = quantities(network.layers.last)
    assert len(steps) == len(names)
    for step, name in zip(steps, names, strict=True):
        shown = [row if isinstance(row, list) else [row] for row in step.value]
        for row, expected in zip(network.quantity(name), shown, strict=True):
            assert row == pytest.approx(expected, rel=1e-12), name


def test_the_program_counter_stands_at_the_line_that_runs() -> None:
    marks = []
    for state in steps_of(at("algorithm")):
        marks += [line.strip("▶ ") for line in shown(state).board if line.startswith("▶")][:1]
    lines = [line.partition("    (")[0].strip() for line in dict.fromkeys(marks)]
    assert lines[0] == "1  a¹ = x"
    assert "6      δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)" in lines


@pytest.mark.parametrize(
    ("asked", "answer", "mistake"),
    [
        ("z2", ("0", "1.75"), "BIAS_FORGOTTEN"),
        ("a2", ("0.1", "0.75"), "ACTIVATION_NOT_APPLIED"),
        ("delta3", ("-0.58258", "0.68595"), "SIGMA_PRIME_FORGOTTEN"),
        ("delta3", ("0.14167", "-0.14777"), "Y_MINUS_A"),
        ("delta2", ("-0.06779", "0.50499"), "SIGMA_PRIME_FORGOTTEN"),
        ("dW2", ("-0.0169", "0.11004", "-0.0338", "0.22007"), "OUTER_TRANSPOSED"),
        ("dW2", ("1", "2", "1", "2"), "LOCAL_ONLY"),
        ("db2", ("1", "1"), "BIAS_IS_1"),
    ],
)
def test_a_wrong_line_is_told_its_mistake(
    asked: str, answer: tuple[str, ...], mistake: str
) -> None:
    state = at("algorithm")
    while not (is_open(state) and state.question.quiz.id.endswith(f":{asked}")):  # type: ignore[union-attr]
        state = do(state, right(state) if is_open(state) else Next())
    assert state.question
    assert quizzes.mark(state.question, answer).mistakes[:1] == (mistake,)


# Train --------------------------------------------------------------------------------------------


def test_an_update_goes_against_the_mean_gradient_of_its_batch() -> None:
    board = shown(until_asked(at("train"), 2)).board
    assert [line.split() for line in board[1:4]] == [
        ["example", "2", "32", "16"],
        ["example", "3", "66", "22"],
        ["mean", "49", "19"],
    ]
    end = shown(list(steps_of(at("train")))[-1]).board
    assert end[-1].startswith("J: 67 → 0.0")
    assert end[-3].split() == ["0", "10"]


def loss_chart(board: tuple[str, ...]) -> tuple[str, ...]:
    """The rows of the chart of the loss; none while updates are taken example by example."""
    starts = [i for i, line in enumerate(board) if line.endswith("over the updates")]
    return board[starts[0] + 1 : -4] if starts else ()


def test_the_curve_of_a_training_takes_the_room_of_the_picture() -> None:
    """Found in lesson 5 at 80 by 24: of the loss that falls three rows were to be seen."""
    begun, *_, ended = steps_of(at("train"))
    assert shown(begun).pictured
    assert not shown(ended).pictured


def test_the_axes_of_the_loss_stay_and_a_loss_that_hardly_falls_is_drawn_flat() -> None:
    """It was a bar from the least to the greatest loss so far: each step stretched it anew."""
    boards = [shown(state).board for state in steps_of(at("train"))]
    charts = [found for board in boards if (found := loss_chart(board))]
    assert len(charts) > 5
    labels = {tuple(line.partition("│")[0] for line in chart) for chart in charts}
    assert len(labels) == 1
    assert labels.pop()[0].strip() == "100"
    (steps,) = LESSON.pages[KINDS.index("train")].activities
    assert isinstance(steps, Steps)
    assert isinstance(steps.plan, Training)
    numbers = run(LESSON.graphs["g"].graph)
    for rate, drawn in ((1e-6, 1), (0.05, 2)):
        other = replace(steps, plan=replace(steps.plan, rate=rate))
        board = loss_chart(show(other, numbers, Work(step=14), True).board)
        assert sum("•" in line or "◉" in line for line in board) >= drawn
        assert rate > 1e-6 or sum("•" in line or "◉" in line for line in board) == 1


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [(("98", "38"), "SUM_NOT_MEAN"), (("32.667", "12.667"), "DIVIDED_BY_N_NOT_S"),
     (("32", "16"), "ONE_EXAMPLE"), (("24.5", "9.5"), "DIVIDED_TWICE")],
)  # fmt: skip
def test_a_wrong_mean_is_told_its_mistake(answer: tuple[str, str], mistake: str) -> None:
    question = until_asked(at("train")).question
    assert question
    assert quizzes.mark(question, answer).mistakes == (mistake,)


@pytest.mark.parametrize(
    ("answer", "what"),
    [(("7.45", "1.95"), "up the slope"), (("-2.45", "-0.95"), "the step"),
     (("-44", "-18"), "learning rate"), (("0.1", "-0.9"), "sum over the examples")],
)  # fmt: skip
def test_a_wrong_update_is_told_its_mistake(answer: tuple[str, str], what: str) -> None:
    assert what in said(until_asked(at("train"), 2), *answer)


@pytest.mark.parametrize(
    ("answer", "mistake", "what"),
    [(("4", "0"), "BACKPROP_ONLY", "with 20 for the gradient: 5 − 0.05 · 20. 20 is ∂J/∂u"),
     (("4", "0.5"), "SQ_FORGOT_2", "with 10 for the gradient: 1 − 0.05 · 10."),
     (("4.9", "0"), "LOCAL_ONLY", "with 2 for the gradient: 5 − 0.05 · 2. 2 is the local")],
)  # fmt: skip
def test_a_right_step_with_a_wrong_gradient_is_told_the_slip_in_the_gradient(
    answer: tuple[str, str], mistake: str, what: str
) -> None:
    """Of one example with x = 2 and y = 1, whose ∂J/∂w is 40 and ∂J/∂b is 20."""
    text = TEXT.replace("example: x = 2, y = 3\nexample: x = 3, y = 5\n", "")
    text = text.replace("example: x = 1, y = 2", "example: x = 2, y = 1")
    text = text.replace("batch: 2\nseed: 3\nask at w, b: mean, update", "ask at w, b: update")
    single = lesson(text)
    state = act(single, start(single, 1), Visit(3))[0]
    while not is_open(state):
        state = act(single, state, Next())[0]
    assert state.question
    verdict = quizzes.mark(state.question, answer)
    assert mistake in verdict.mistakes
    assert what in " ".join(verdict.feedback)


def test_a_learning_rate_that_is_too_large_is_said_to_be() -> None:
    wild = lesson(TEXT.replace("rate: 0.05", "rate: 90").replace("updates: 10", "updates: 60"))
    state, _ = act(wild, start(wild, 1), Visit(3))
    lines: list[str] = []
    for _ in range(70):
        state, _ = act(wild, state, right(state) if is_open(state) else Next())
        if state.page == 3:
            lines += [span.text for span in view(wild, state).prompt]
    assert any("too large" in line for line in lines)


def test_the_whole_set_is_taken_without_a_batch() -> None:
    whole = lesson(TEXT.replace("batch: 2\n", ""))
    activity = whole.pages[3].activities[0]
    assert isinstance(activity, Steps)
    assert isinstance(activity.plan, Training)
    assert activity.plan.batch == 0
    state, _ = act(whole, start(whole, 1), Visit(3))
    for _ in range(3):
        state, _ = act(whole, state, Next())
    assert len(view(whole, state).board) == 6


# What authors get wrong ---------------------------------------------------------------------------

MISTAKES = [
    ("ask: Type the graph", "aks: Type the graph", "aks", "no field called"),
    ("node: b", "node: q", "q\nby", "no node called 'q'"),
    ("node: b", "node: J", "J\nby", "is the output"),
    ("by: 1, 0.1", "by: 1, 0", "0\nask", "not a size for a nudge"),
    ("by: 1, 0.1", "by: 1, much", "much", "not a number"),
    ("ask at yhat, J: change", "ask at yhat, x: change", "x: change", "does not move"),
    ("ask at yhat, J: change", "ask yhat, J: change", "ask yhat", "names no nodes"),
    ("ask at yhat, J: change", "ask at yhat, J: value", "value\n```\n\n## alg", "not one of"),
    ("ask at z2, a2", "ask at z4, a2", "z4", "computes no 'z4'"),
    ("ask at z2, a2", "ask at z2, a1", "a1, C", "computes no 'a1'"),
    (
        "steps algorithm\ngraph: net",
        "steps algorithm\ngraph: g",
        "```steps algo",
        "is not a network",
    ),
    ("example: x = 1, y = 2", "example: x = 1, q = 2", "q = 2", "no node called 'q'"),
    ("example: x = 1, y = 2", "example: x = 1, w = 2", "w = 2", "is a parameter"),
    ("example: x = 1, y = 2", "example: x = 1, u = 2", "u = 2", "is computed"),
    ("example: x = 1, y = 2", "example: x = 1, x = 2", "x = 2", "given twice"),
    ("example: x = 1, y = 2", "example: x = one", "one\nexample", "not a number"),
    ("example: x = 1, y = 2", "example: x", "x\nexample", "gives no value"),
    ("rate: 0.05", "rate: 0", "0\nupdates", "not a learning rate"),
    ("updates: 10", "updates: 1000", "1000", "not a whole number"),
    ("batch: 2", "batch: 9", "9\nseed", "not a whole number"),
    ("ask at w, b: mean", "ask at w, x: mean", "x: mean", "not a parameter"),
    ("ask at w, b: mean", "ask at w, b: meen", "meen", "not one of"),
    ("steps build", "steps bild", "bild", "no kind of steps"),
    ("steps train\ngraph: g", "steps train\ngraph: h", "h\nexample", "no graph called"),
    ("batch: 2\n", "batch: 1\n", "```steps train", "no mean to take"),
]


@pytest.mark.parametrize(("old", "new", "marker", "what"), MISTAKES)
def test_an_authors_mistake_is_reported_at_its_place(
    old: str, new: str, marker: str, what: str
) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    _, problems = read(text.encode(), "01-a.md")
    found = [one for one in problems if what in one.message]
    assert found, problems
    offset = text.index(marker)
    place = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    assert (found[0].line, found[0].column) == place


def test_an_example_outside_the_domain_is_found_by_check() -> None:
    text = TEXT.replace("loss J = e ^ 2", "loss J = log(e)")
    found = check(text.replace("y = 3", "y = 99").encode(), "01-a.md")
    assert any("train-g: this cannot be done" in one.message for one in found), found


def test_a_number_that_another_activitys_graph_does_not_have_is_found_by_check() -> None:
    text = TEXT.replace("## build\n", "## build\n\nHere u = {= u }.\n")
    assert check(text.encode(), "01-a.md") == ()
    both = text.replace("## nudge\n", "").replace("## algorithm\n", "")
    found = check(both.encode(), "01-a.md")
    assert [one.message for one in found] == [
        "{= u } in the text of 'build' has no number while 'algorithm-net' is open"
    ]


# The order, asked on the way ----------------------------------------------------------------------

ORDERED = TEXT.replace(
    "```steps build\ngraph: g\nask: Type the graph of $J = (wx + b - y)^2$.\n"
    "hint: What is done first?\n```",
    "```steps KIND\ngraph: g\nask at u: order\nask at e: order, WHAT\n```",
)


def ordered(kind: str, what: str) -> Lesson:
    return lesson(ORDERED.replace("KIND", kind).replace("WHAT", what))


@pytest.mark.parametrize(
    ("kind", "what", "labels", "right_ones"),
    [
        ("forward", "value", [("u", "ŷ", "e", "J"), ("e", "J")], [{"u"}, {"e"}]),
        ("backward", "local", [("w", "x", "u", "b", "ŷ", "y", "e"), ("w", "x", "u", "b")],
         [{"e"}, {"u", "b"}]),
    ],
)  # fmt: skip
def test_the_next_node_is_asked_for(
    kind: str, what: str, labels: list[tuple[str, ...]], right_ones: list[set[str]]
) -> None:
    walked = ordered(kind, what)
    state = start(walked, 1)
    seen, good = [], []
    steps = 0
    while state.page == 0 and not is_done(walked, state, walked.pages[0].activities[0]):
        question = state.question
        if is_open(state) and question and question.quiz.kind == "next":
            seen.append(question.options)
            marks = [quizzes.mark(question, (str(i),)) for i in range(len(question.options))]
            pairs = zip(question.options, marks, strict=True)
            good.append({label for label, verdict in pairs if verdict.correct})
            assert all(v.feedback for v in marks)
            active = view(walked, state).scene
            assert active is not None
            assert active.marks.active == ()
        state, _ = act(walked, state, right(state) if is_open(state) else Next())
        steps += 1
        assert steps < 60
    assert seen == labels
    assert good == right_ones
    assert check(ORDERED.replace("KIND", kind).replace("WHAT", what).encode(), "1-a.md") == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_stored_answer_finds_its_question_again(kind: str) -> None:
    asked = [one.question for one in steps_of(at(kind)) if one.question and not one.settled]
    assert asked
    for question in asked:
        assert question
        again = question_of(LESSON, question.quiz.id, 0)
        assert again
        assert (again.prompt, again.slots) == (question.prompt, question.slots)


def test_every_question_of_an_activity_counts_for_a_skill_that_is_known() -> None:
    """Training once counted for 'mini-batch', while lessons teach and test 'minibatch'."""
    for page in LESSON.pages:
        for steps in page.activities:
            assert isinstance(steps, Steps)
            for question in questions_of(steps, run(LESSON.graphs[steps.graph].graph)):
                assert set(question.quiz.skills) <= set(SKILLS), question.quiz.id


def test_a_wrong_update_with_two_causes_is_not_said_to_have_one() -> None:
    """Half of the mean of two in four: divided twice, or by all four."""
    text = TEXT.replace("example: x = 3, y = 5\n", "example: x = 3, y = 5\nexample: x = 4, y = 1\n")
    four = lesson(text)
    steps = four.pages[-1].activities[-1]
    assert isinstance(steps, Steps)
    question = next(questions_of(steps, run(four.graphs[steps.graph].graph)))
    right = [float(x) for x in quizzes.solution(question)]
    verdict = quizzes.mark(question, tuple(repr(x / 2) for x in right))
    assert set(verdict.mistakes) == {"DIVIDED_TWICE", "DIVIDED_BY_N_NOT_S"}
    assert verdict.feedback[0].startswith("56.5 can come about in two ways")


def test_a_mean_at_the_parameters_before_the_last_update_is_recognised() -> None:
    slow = lesson(TEXT.replace("seed: 3\nask", "seed: 3\nslow: 2\nask"))
    steps = slow.pages[-1].activities[-1]
    assert isinstance(steps, Steps)
    assert isinstance(steps.plan, Training)
    numbers = run(slow.graphs[steps.graph].graph)
    story = history(numbers, steps.plan)
    old = batch_mean(numbers, steps.plan, story.updates[0].before, story.updates[1].batch)
    assert old is not None
    question = next(q for q in questions_of(steps, numbers) if q.quiz.id.endswith("mean2"))
    verdict = quizzes.mark(question, (repr(old["w"]), repr(old["b"])))
    assert verdict.mistakes[:1] == ("STALE_FORWARD",)


def test_the_updated_parameter_is_told_from_the_mean_gradient() -> None:
    question = until_asked(at("train")).question
    assert question
    after = until_asked(at("train"), 2).question
    assert after
    verdict = quizzes.mark(question, quizzes.solution(after))
    assert verdict.mistakes[:1] == ("UPDATED_VALUE",)


def test_right_numbers_in_each_others_blanks_are_told_by_their_owners() -> None:
    right = quizzes.Prediction((1.45, -1.055), "", ("", "", ""), "How long is the step?")
    question = quizzes.ask(
        right, where="t", prompt="After the update?", labels=("new w", "new b"), role="update",
        skill="update", numbers=run(LESSON_5.graphs["linreg"].graph, {}),
    )  # fmt: skip
    said = quizzes.mark(question, ("-1.055", "1.45")).feedback
    assert said == ("−1.055 is right for new b, not for new w.", "Which number belongs to which?")
    assert quizzes.mark(question, ("-1.055", "7")).feedback[-1] == "How long is the step?"
