"""An activity is one file and one row: whoever adds the row finds it wherever activities are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.learners.policy import turns_to_goal
from tests.test_cli import run as bptutor
from tests.test_lessons import GUIDE, unlisted
from tutor import starters
from tutor.core import questions as quizzes
from tutor.core.activities.kind import ActivityKind, Known, Shown, Work
from tutor.core.activities.table import ACTIVITIES, kind_of, questions_of
from tutor.core.graph import Graph, Pass, run
from tutor.core.lesson import Lesson, Plan, Steps
from tutor.core.practice.page_rows import page_setting
from tutor.core.practice.stored_question import question_of
from tutor.core.questions import Prediction, Question, ask
from tutor.core.reader import read
from tutor.core.session.actions import Answer, AskHint, Next, SaveAnswer, Turn
from tutor.core.session.current import is_done
from tutor.core.session.reducer import act, resume, start
from tutor.core.session.state import State, state_from_data, state_to_data
from tutor.core.session.view import view
from tutor.core.syntax import Fields


@dataclass(frozen=True)
class Scale(Plan):
    """By what every value is multiplied."""

    factor: float


def read_plan(fields: Fields) -> Scale:
    factor = fields.number("factor", required=True)
    if factor == 0:
        fields.report(fields.at, "everything times 0 is 0", "choose another factor")
    return Scale(factor or 1.0)


def length(_steps: Steps[Scale], graph: Graph) -> int:
    return len(graph.computed)


def question(steps: Steps[Scale], numbers: Pass, work: Work) -> Question | None:
    nodes = numbers.graph.computed[work.step : work.step + 1]
    asked = {name for one in steps.asks for name in one.nodes}
    if not nodes or nodes[0].name not in asked or work.is_answered(work.step):
        return None
    label, value = nodes[0].label, numbers.values[nodes[0].name]
    scaled = steps.plan.factor * value
    return ask(
        Prediction((scaled,), f"{steps.plan.factor} · {value}", ("One.", "Two.", "Three."), "How?"),
        where=f"{steps.id}:{label}",
        prompt=f"How much is {steps.plan.factor} times {label}?",
        labels=(label,),
        role="value",
        skill="forward-value",
        numbers=numbers,
        focus=(nodes[0].name,),
    )


def show(steps: Steps[Scale], numbers: Pass, work: Work, _settled: bool) -> Shown:
    done = numbers.graph.computed[: work.step]
    board = tuple(f"{steps.plan.factor} {n.label} = {steps.plan.factor * numbers.values[n.name]}"
                  for n in done)  # fmt: skip
    return Shown(("Scaled.",), board, numbers, Known.at_start(numbers))


SCALE = ActivityKind(
    name="scale",
    title="Scaled values",
    does="multiplies every value",
    lines="`factor: 2`, `ask at u: scaled`",
    template="```steps scale\ngraph: field\nfactor: 2\nask at area, C: scaled\n```\n",
    asks=("scaled",),
    read=read_plan,
    length=length,
    question=question,
    show=show,
    why_not=lambda _plan, graph, name: (
        (f"{name!r} is given", "ask at a computed node")
        if graph.by_name[name].is_leaf
        else ("", "")
    ),
)


@pytest.fixture
def scale(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """One row more in the table, and nothing else."""
    monkeypatch.setitem(ACTIVITIES, "scale", SCALE)  # type: ignore[arg-type]  # a Mapping to all others
    return "scale"


def text_with(block: str) -> str:
    """The lesson that ``bptutor new`` prints, its activities left out, with this block."""
    return f"{starters.lesson().partition('## Forwards')[0]}## One activity\n\n{block}"


def lesson_of(text: str) -> Lesson:
    lesson, problems = read(text.encode(), "90-area.md")
    assert lesson, problems
    assert not problems
    return lesson


def at_activity(lesson: Lesson) -> tuple[State, Steps[Plan]]:
    state = start(lesson, 1)
    while not lesson.pages[state.page].activities:
        state, _ = act(lesson, state, Next())
    steps = lesson.pages[state.page].activities[0]
    assert isinstance(steps, Steps)
    return state, steps


def test_an_activity_added_as_one_row_is_everywhere(scale: str, tmp_path: Path) -> None:
    # bptutor new: its template, and its name among those that there are
    block = bptutor("new", "steps", scale).output
    assert block == SCALE.template
    assert "scale" in bptutor("new", "steps").output
    # bptutor check and render
    file = tmp_path / "90-area.md"
    file.write_text(text_with(block), "utf-8")
    assert bptutor("check", str(file)).output == "1 lesson, 0 errors, 0 warnings\n"
    assert "**Steps: scale** on the graph field (2 steps)" in bptutor("render", str(file)).output
    # what is wrong in its block
    wrong = text_with(block.replace("factor: 2", "factor: 0").replace("at area", "at l"))
    file.write_text(wrong.replace("C: scaled", "C: scalde"), "utf-8")
    said = bptutor("check", str(file)).output
    for problem in ("everything times 0 is 0", "'l' is given", "did you mean 'scaled'?"):
        assert problem in said
    # the list in the guide for authors: it says which line is missing
    line = "| `scale` | multiplies every value | `factor: 2`, `ask at u: scaled` |"
    assert unlisted(GUIDE) == [line]
    assert unlisted(f"{GUIDE}\n{line}") == []
    # the room that its page needs
    lesson = lesson_of(text_with(block))
    assert page_setting(lesson, len(lesson.pages) - 1, 40).panel > 1
    # a stored answer finds its question again
    _, steps = at_activity(lesson)
    numbers = run(lesson.graphs["field"].graph)
    for one in questions_of(steps, numbers):
        again = question_of(lesson, one.quiz.id, 0)
        assert again
        assert again.prompt == one.prompt


@pytest.mark.parametrize("kind", [*ACTIVITIES, "scale"])
@pytest.mark.parametrize("how", ["answered", "shown"])
def test_every_activity_comes_to_its_end(kind: str, how: str, scale: str) -> None:
    """By right answers or with every answer shown, left and resumed at each step."""
    lesson = lesson_of(text_with(ACTIVITIES[kind].template))
    state, steps = at_activity(lesson)
    page, saved = state.page, 0
    for _ in range(200):
        shown = view(lesson, state)
        assert shown.scene is not None
        assert shown.task.startswith(f"{kind_of(steps).title}: ")
        if is_done(lesson, state, steps):
            break
        stored = json.loads(json.dumps(state_to_data(state)))
        state = resume(lesson, state_from_data(stored))
        if state.question is None:
            turns = turns_to_goal(lesson, state)
            state, _ = act(lesson, state, Turn(turns) if turns else Next())
        elif how == "answered":
            before = state.work(steps.id).step
            state, effects = act(lesson, state, Answer(quizzes.solution(state.question)))
            assert state.work(steps.id).step == before + 1
            saved += sum(isinstance(effect, SaveAnswer) for effect in effects)
        else:
            for _ in range(4):
                state, _ = act(lesson, state, AskHint())
            assert view(lesson, state).worked
    assert is_done(lesson, state, steps)
    assert state.page == page
    assert state.work(steps.id).step == kind_of(steps).length(
        steps, lesson.graphs[steps.graph].graph
    )
    assert saved > 0 or how == "shown"
    assert state.work(steps.id).best == (1.0 if how == "answered" else 0.0)
