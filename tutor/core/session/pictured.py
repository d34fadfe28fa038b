"""Which graph stands beside what is open, and what of it is known.

A picture tells nothing that is still to be asked: of the open question, and of those that come on
the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.core.activities import Known, Shown, kind_of
from tutor.core.graph import Edge, Pass
from tutor.core.lesson import Activity, Figure, Lesson, Page, Quiz, Steps
from tutor.core.questions import Question
from tutor.core.session.current import graph_name, is_done, page_of
from tutor.core.session.forms import as_taken
from tutor.core.session.scene import Scene, marks_at
from tutor.core.session.state import State


def scene_of(
    lesson: Lesson, state: State, activity: Activity | None, shown: Shown | None
) -> Scene | None:
    """The graph of what is open, as far as it is known; None where the page shows none."""
    numbers = state.numbers
    name = graph_name(lesson, state)
    if numbers is None or not name or _without_graph(page_of(lesson, state), activity):
        return None
    if isinstance(activity, Quiz):
        if not activity.pictured:
            return None
        return _quiz_scene(lesson, name, numbers, state, activity)
    if activity is None or shown is None:
        return _quiet(name, numbers, state)
    backward = kind_of(activity).walks == "backward"
    marks = marks_at(
        shown.numbers.graph,
        shown.known,
        shown.active,
        state.selected,
        sent=shown.sent,
        backward=backward,
        stored=shown.stored,
    )
    return Scene(name, shown.numbers, marks, program=shown.program)


def _quiet(name: str, numbers: Pass, state: State) -> Scene:
    """The leaves are known, and nothing is going on."""
    marks = marks_at(numbers.graph, Known.at_start(numbers), selected=state.selected)
    return Scene(name, numbers, marks)


def pointed(scene: Scene | None) -> Scene | None:
    """What is selected may be of the page before: a click or a key can come that late."""
    selected = scene.marks.selected if scene else None
    if scene is None or selected is None or scene.numbers.graph.has(selected):
        return scene
    return replace(scene, marks=replace(scene.marks, selected=None))


def with_secrets(
    lesson: Lesson, state: State, scene: Scene | None, question: Question | None, settled: bool
) -> Scene | None:
    """The scene with what is not to be told: of the open question, and of those still to come."""
    if scene is None:
        return scene
    scene = replace(scene, ahead=_asks_nothing_more(lesson, state))
    if question is None or settled:
        return scene
    edges = (part for part in question.focus if isinstance(part, Edge))
    nodes = frozenset(part for part in question.focus if isinstance(part, str))
    marks = replace(scene.marks, asked=next(edges, None), untold=nodes)
    return replace(scene, marks=marks)


def _asks_nothing_more(lesson: Lesson, state: State) -> bool:
    """Whether all on this page is done, or only to be watched."""
    page = page_of(lesson, state)
    return page is None or all(
        is_done(lesson, state, one) or (isinstance(one, Steps) and one.mode == "watch")
        for one in (as_taken(lesson, state, each) for each in page.activities)
    )


def _without_graph(page: Page | None, activity: Activity | None) -> bool:
    """Whether nothing that is open is about a graph, on a page that shows none; so is the end."""
    if page is None:
        return True
    if activity is not None and activity.graph:
        return False
    hidden = _hidden_graphs(page)
    figures = [block.graph for block in page.blocks if isinstance(block, Figure)]
    return all(graph in hidden for graph in figures)


def is_pictured(activity: Activity | None, shown: Shown | None) -> bool:
    """Whether the graph of the scene is drawn at this moment."""
    ever = not isinstance(activity, Steps) or kind_of(activity).pictured
    return ever and (shown is None or shown.pictured)


def _hidden_graphs(page: Page) -> frozenset[str]:
    """The graphs that numbers or curves on this page come from, and that nothing on it draws."""
    drawn: dict[str, bool] = {}
    for activity in page.activities:
        if isinstance(activity, Quiz):
            is_drawn = activity.pictured
        else:
            is_drawn = kind_of(activity).pictured and kind_of(activity).turn is None
        drawn[activity.graph] = is_drawn or drawn.get(activity.graph, False)
    return frozenset(graph for graph, is_drawn in drawn.items() if not is_drawn)


def _quiz_scene(lesson: Lesson, name: str, numbers: Pass, state: State, quiz: Quiz) -> Scene:
    question = state.question
    if question is None or question.numbers is None:
        return _quiet(name, numbers, state)
    if 0 not in state.work(quiz.id).solved:
        shown = _asked(question, numbers)
    elif quiz.varied or not _asked_later(lesson, state, quiz):
        shown = Known.at_end(numbers)
    else:
        shown = _answered(question, numbers)
    return _question_scene(name, question, numbers, shown, state.selected)


def question_scene(name: str, question: Question, numbers: Pass) -> Scene:
    """The graph of an open question, with nothing of what it asks for."""
    return _question_scene(name, question, numbers, _asked(question, numbers))


def _question_scene(
    name: str, question: Question, numbers: Pass, shown: Known, selected: str | Edge | None = None
) -> Scene:
    backward = bool(question.given)
    marks = marks_at(numbers.graph, shown, question.focus, selected, backward=backward)
    return Scene(name, numbers, marks)


def _asked(question: Question, numbers: Pass) -> Known:
    """What an open question tells."""
    local = {e: x for e, x in numbers.locals.items() if e.source in question.given}
    gradients = {n: x for n, x in numbers.gradients.items() if n in question.given}
    return Known(_values(numbers, question.hidden), gradients, local, {})


def _answered(question: Question, numbers: Pass) -> Known:
    """What is known once a question is answered: what it gave and what it asked for."""
    told = set(question.given)
    if question.derivative is not None and question.derivative[0] == numbers.graph.output:
        told.add(question.derivative[1])
    # Where a formula was asked for, its number is not told.
    asked = () if question.letters else question.focus
    local = {e: x for e, x in numbers.locals.items() if e.source in question.given or e in asked}
    gradients = {n: x for n, x in numbers.gradients.items() if n in told}
    return Known(numbers.values, gradients, local, {})


def _asked_later(lesson: Lesson, state: State, quiz: Quiz) -> bool:
    """Whether something is still to be asked on the same numbers, which are not to be told yet."""
    return any(
        other.graph == quiz.graph and other is not quiz and not is_done(lesson, state, other)
        for page in lesson.pages
        for other in page.activities
        if not (isinstance(other, Quiz) and other.varied)
    )


def _values(numbers: Pass, hidden: frozenset[str]) -> Mapping[str, float]:
    """All values but those of ``hidden`` and of the nodes computed from them."""
    covered: set[str] = set()
    for node in numbers.graph.nodes:
        if node.name in hidden or covered.intersection(node.operands):
            covered.add(node.name)
    return {name: x for name, x in numbers.values.items() if name not in covered}
