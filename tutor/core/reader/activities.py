"""Blocks to activities: ``steps`` through a graph, and ``quiz`` questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tutor.core.activities import ACTIVITIES
from tutor.core.lesson import InDescent, LessonGraph, Plan, Quiz, Steps, Wrong
from tutor.core.misconceptions import RULES
from tutor.core.questions import KINDS, read_beside, read_curve, read_given
from tutor.core.reader.blocks import FencedBlock
from tutor.core.reader.steps import read_steps
from tutor.core.syntax import (
    Field,
    Fields,
    ProblemReport,
    Settings,
    did_you_mean,
    in_descent,
    read_fields,
)


def graph_of(found: Sequence[Field]) -> str:
    """The name in a block's ``graph:`` field, "" without one."""
    named = [field.text.split() for field in found if field.key == "graph" and field.text]
    return named[0][0] if named else ""


class ActivityReader:
    """Reads the activities of one lesson; no two of them may have the same id."""

    def __init__(
        self,
        graphs: Mapping[str, LessonGraph],
        settings: Settings,
        skills: tuple[str, ...],
        report: ProblemReport,
    ) -> None:
        self._graphs = graphs
        self._settings = settings
        self._skills = skills
        self._report = report
        self._lines: dict[str, int] = {}

    def _fields(self, block: FencedBlock, kind: str, id_: str) -> Fields:
        found = read_fields(block.lines, block.first_line, self._report)
        setting = self._settings.of(graph_of(found))
        return Fields(kind, id_, block.at, found, self._report, self._graphs, setting)

    def _taken(self, id_: str, block: FencedBlock, index: int) -> None:
        if id_ in self._lines:
            at = block.words[index].at if len(block.words) > index else block.at
            help_ = f"the other one is in line {self._lines[id_]}"
            self._report.add(at, f"there are two activities called {id_!r}", help_)
        self._lines.setdefault(id_, block.at.line)

    def _graph(self, fields: Fields, *, required: bool) -> tuple[str, bool]:
        """The name in ``graph: NAME [varied]``, and whether it is varied."""
        one = fields.one("graph", required=required, example=next(iter(self._graphs), "NAME"))
        if one is None:
            return "", False
        name, _, rest = one.text.partition(" ")
        if name not in self._graphs and name not in self._settings.spoilt:
            help_ = did_you_mean(name, self._graphs) or "add a graph block"
            fields.report(one.place(), f"no graph called {name!r} in this lesson", help_)
        varied = rest.strip()
        if varied not in ("", "varied"):
            at = one.place(one.text.index(varied, len(name)))
            fields.report(at, f"{varied!r} does not belong here", "write 'varied' or nothing")
        return name, varied == "varied"

    # Steps ------------------------------------------------------------------------------------

    def steps(self, block: FencedBlock) -> Steps[Plan] | None:
        """An activity that goes through a graph; None when its kind is unknown."""
        kind = block.words[0].text if block.words else ""
        if kind not in ACTIVITIES:
            at = block.words[0].at if block.words else block.at
            help_ = did_you_mean(kind, ACTIVITIES)
            self._report.add(at, f"no kind of steps called {kind!r}", help_)
            return None
        fields = self._fields(block, f"steps {kind}", "")
        name, varied = self._graph(fields, required=True)
        if varied:
            fields.report(block.at, "steps are never varied", "remove 'varied'")
        found = read_steps(ACTIVITIES[kind], name, fields)
        fields.finish()
        block.refuse_more(2, self._report)
        return replace(found, id=self._steps_id(block, f"{kind}-{name}"))

    def _steps_id(self, block: FencedBlock, usual: str) -> str:
        if len(block.words) > 1:
            word = block.id_at(1, "name of an activity", self._report)
            id_ = word.text if word else ""
        else:
            id_, count = usual, 1
            while id_ in self._lines:
                count += 1
                id_ = f"{usual}-{count}"
        self._taken(id_, block, 1)
        return id_

    # Questions --------------------------------------------------------------------------------

    def quiz(self, block: FencedBlock, *, everyday: bool) -> Quiz | None:
        """A question; None when its kind is unknown."""
        kind = block.words[0].text if block.words else ""
        if kind not in KINDS:
            at = block.words[0].at if block.words else block.at
            known = f"the kinds are {', '.join(KINDS)}"
            close = did_you_mean(kind, KINDS)
            help_ = f"{close} {known}" if close.startswith("did") else known
            self._report.add(at, f"no kind of quiz called {kind!r}", help_)
            return None
        word = block.id_at(1, "name of an activity", self._report)
        id_ = word.text if word else ""
        if word:
            self._taken(id_, block, 1)
        block.refuse_more(2, self._report)
        fields = self._fields(block, f"quiz {kind}", id_)
        name, varied = self._graph(fields, required=False)
        pictured = _pictured(fields)
        quiz = Quiz(
            kind=kind,
            id=id_,
            ask=fields.spans("ask", required=True),
            graph=name,
            varied=varied,
            skills=self._quiz_skills(fields),
            hints=tuple(fields.spans_in(one) for one in fields.all("hint") if one.text),
            solution=fields.spans("solution"),
            probes=_probes(fields),
            wrongs=_wrongs(fields),
            tolerance=_tolerance(fields),
            pictured=pictured,
            alone=_alone(fields, usual=bool(name) and pictured),
            at=block.at,
            descent=in_descent(fields) if KINDS[kind].in_descent else InDescent(),
            given=read_given(fields),
            curve=read_curve(fields),
            beside=read_beside(fields),
            everyday=everyday,
            body=KINDS[kind].parse(fields),
        )
        if not quiz.hints and KINDS[kind].marked:
            help_ = "add 'hint: …' with a question that leads one step further"
            fields.report(block.at, "this question has no hint", help_)
        fields.finish()
        return quiz

    def _quiz_skills(self, fields: Fields) -> tuple[str, ...]:
        found = fields.items("skill")
        for one in found:
            if self._skills and one.text not in self._skills:
                help_ = did_you_mean(one.text, self._skills)
                what = f"the skill {one.text!r} is not among the lesson's skills"
                fields.report(one.place(), what, help_)
        return tuple(one.text for one in found)


def _probes(fields: Fields) -> tuple[str, ...]:
    found = fields.items("probe")
    for one in found:
        if one.text not in RULES:
            help_ = did_you_mean(one.text.upper(), RULES)
            fields.report(one.place(), f"no rule called {one.text!r}", help_)
    return tuple(one.text for one in found)


def _wrongs(fields: Fields) -> tuple[Wrong, ...]:
    found = []
    for one in fields.with_argument("wrong"):
        expr = fields.argument_expression(one)
        if not one.text:
            fields.report(one.at, "this 'wrong' says nothing to the learner", "add what it means")
        said = fields.spans_in(one)
        if expr is not None:
            found.append(Wrong(expr, said, one.at))
    return tuple(found)


def _pictured(fields: Fields) -> bool:
    one = fields.one("picture")
    return one is None or not fields.chosen(one, ("none",))


def _alone(fields: Fields, *, usual: bool) -> bool:
    """Whether it stands alone: as ``alone: yes`` or ``no`` says, else where its graph is seen."""
    one = fields.one("alone")
    return usual if one is None else fields.chosen(one, ("yes", "no")) == "yes"


def _tolerance(fields: Fields) -> float:
    one = fields.one("tolerance")
    value = fields.number_in(one) if one else None
    if one is None or value is None:
        return 0.005
    if not 0 <= value <= 0.2:
        fields.report(one.place(), f"{one.text!r} is not a tolerance", "from 0 to 20%, as in 0.5%")
    return value
