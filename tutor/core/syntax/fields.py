"""The fields of a block, and what a quiz kind asks of them.

A block's lines are ``key: text`` or ``key argument: text``; an indented line continues the one
before; ``- [x] text`` is a field with the key "option".  A kind's row takes what it needs with the
getters of ``Fields``; whatever is wrong is reported at its place and the getter returns a harmless
value, so that the next problem is found too.  What no getter asked for is a misspelt field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tutor.core.errors import ExpressionError
from tutor.core.expression import Expression, LeafScope, evaluate, parse
from tutor.core.lesson import LessonGraph, Place, Severity, Spans
from tutor.core.syntax.inline import spans
from tutor.core.syntax.problems import ProblemReport, did_you_mean
from tutor.core.syntax.scope import GraphScope
from tutor.core.text import safe

_ELSEWHERE = {
    "seed": "a seed is for 'network' and 'steps train'; 'varied' draws values for each learner",
    "vary": "what is drawn stands in the graph block",
    "require": "what drawn values must meet stands in the graph block",
}
"""Fields of other blocks, and what to write here."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field.  ``at`` is the place of its key, ``pieces`` are the places of its text's lines.

    An option (``- [x] text``) has the key "option", ``argument`` "x" when it is ticked and "" when
    not; ``boxed`` says whether it has a box at all.
    """

    key: str
    argument: str
    text: str
    at: Place
    argument_at: Place = field(default_factory=lambda: Place(1))
    pieces: tuple[tuple[int, Place], ...] = ()
    boxed: bool = False

    def place(self, offset: int = 0) -> Place:
        """Where in the file character ``offset`` of the text stands."""
        start, at = 0, self.at
        for first, place in self.pieces:
            if first <= offset:
                start, at = first, place
        return Place(at.line, at.column + offset - start)

    def argument_place(self, offset: int = 0) -> Place:
        """Where in the file character ``offset`` of the argument stands."""
        return Place(self.argument_at.line, self.argument_at.column + offset)

    def continued(self, text: str, at: Place) -> Field:
        """The field with one more line."""
        pieces = (*self.pieces, (len(self.text) + 1, at))
        return replace(self, text=f"{self.text} {text}", pieces=pieces)

    def cut(self, start: int, stop: int | None = None) -> Field:
        """The field with a part of its text only, without blanks around it."""
        part = self.text[start:stop]
        start += len(part) - len(part.lstrip())
        later = tuple((first - start, place) for first, place in self.pieces if first > start)
        return replace(self, text=part.strip(), pieces=((0, self.place(start)), *later))

    def split(self, separator: str) -> tuple[Field, ...]:
        """The parts of the text between ``separator`` s, none empty, each with its place."""
        found, start = [], 0
        for part in self.text.split(separator):
            if part.strip():
                found.append(self.cut(start, start + len(part)))
            start += len(part) + len(separator)
        return tuple(found)


@dataclass
class Fields:
    """The fields of one block, with the graph that it names.

    ``graph`` is the lesson's graph of the ``graph:`` field (None without one), ``setting`` the
    same with the numbers at its default values.
    """

    kind: str
    id: str
    at: Place
    found: Sequence[Field]
    reports: ProblemReport
    graphs: Mapping[str, LessonGraph] = field(default_factory=dict)
    setting: GraphScope = field(default_factory=GraphScope)
    _asked: dict[str, None] = field(default_factory=dict)

    @property
    def graph(self) -> LessonGraph | None:
        """The graph that the block is about."""
        return self.setting.graph

    def report(
        self, at: Place, message: str, help_: str = "", severity: Severity = "error"
    ) -> None:
        """Put down a problem."""
        self.reports.add(at, message, help_, severity)

    @property
    def failed(self) -> bool:
        """Whether an error has been reported so far, anywhere in the file."""
        return self.reports.failed

    def all(self, key: str) -> tuple[Field, ...]:
        """Every field with this key, in order; an argument on any of them is a problem."""
        return tuple(one for one in self._with_key(key) if self._no_argument(one))

    def with_argument(self, key: str) -> tuple[Field, ...]:
        """Every ``key argument: text``; a missing argument is a problem."""
        good = []
        for one in self._with_key(key):
            if one.argument:
                good.append(one)
            else:
                self.report(
                    one.at, f"{key!r} says nothing before the colon", f"{key} …: {one.text}"
                )
        return tuple(good)

    def options(self) -> tuple[Field, ...]:
        """The ``- [x] text`` lines."""
        return self._with_key("option")

    def one(self, key: str, *, required: bool = False, example: str = "") -> Field | None:
        """The field with this key; a second one is a problem, and so is none when ``required``."""
        found = [one for one in self.all(key) if self._not_empty(one)]
        for extra in found[1:]:
            self.report(extra.at, f"there are two fields {key!r}", "keep one of them")
        if not found and required and not any(one.key == key for one in self.found):
            help_ = f"add '{key}: {example or '…'}'"
            self.report(self.at, f"the field {key!r} is missing", help_)
        return found[0] if found else None

    def _with_key(self, key: str) -> tuple[Field, ...]:
        self._asked[key] = None
        return tuple(one for one in self.found if one.key == key)

    def _no_argument(self, one: Field) -> bool:
        if one.argument and one.key != "option":
            help_ = f"write '{one.key}: …'"
            self.report(one.argument_at, f"{one.key!r} takes nothing before the colon", help_)
            return False
        return True

    def _not_empty(self, one: Field) -> bool:
        if not one.text:
            self.report(one.at, f"the field {one.key!r} is empty", "write its text on this line")
        return bool(one.text)

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """The plain text of a field."""
        one = self.one(key, required=required)
        return safe(one.text) if one else default

    def word(self, key: str, allowed: Iterable[str], *, default: str = "") -> str:
        """One of the ``allowed`` words; required when there is no ``default``."""
        allowed = tuple(allowed)
        one = self.one(key, required=not default, example=" or ".join(allowed))
        return self.chosen(one, allowed) or default if one else default

    def chosen(self, one: Field, allowed: Iterable[str]) -> str:
        """The text of ``one`` if it is an ``allowed`` word, otherwise "" and a problem."""
        allowed = tuple(allowed)
        if one.text in allowed:
            return one.text
        self.report(
            one.place(), f"{one.text!r} is not one of {', '.join(allowed)}",
            did_you_mean(one.text, allowed),
        )  # fmt: skip
        return ""

    def number(
        self, key: str, *, required: bool = False, default: float | None = None
    ) -> float | None:
        """A number; ``1/3`` and ``0.5%`` are numbers too."""
        one = self.one(key, required=required)
        return default if one is None else self.number_in(one, default)

    def number_in(self, one: Field, default: float | None = None) -> float | None:
        """The number that the text of ``one`` writes."""
        text, percent = one.text.removesuffix("%"), one.text.endswith("%")
        try:
            value = evaluate(parse(text), LeafScope({}))
        except ExpressionError:
            self.report(one.place(), f"{one.text!r} is not a number", "as in 2, -0.5, 1/3 or 0.5%")
            return default
        return value / 100 if percent else value

    def whole(self, key: str, least: int, most: int, *, default: int) -> int:
        """A whole number from ``least`` to ``most``."""
        one = self.one(key)
        if one is None:
            return default
        if re.fullmatch(r"[0-9]{1,9}", one.text) and least <= int(one.text) <= most:
            return int(one.text)
        self.report(one.place(), f"{one.text!r} is not a whole number from {least} to {most}")
        return default

    def items(self, key: str, *, required: bool = False, example: str = "") -> tuple[Field, ...]:
        """The comma-separated parts of a field, each with its place."""
        one = self.one(key, required=required, example=example)
        return one.split(",") if one else ()

    def words(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """The comma-separated parts of a field as plain texts."""
        return tuple(safe(one.text) for one in self.items(key, required=required))

    def node(self, key: str, *, required: bool = True) -> str | None:
        """The name of a node of the graph."""
        one = self.one(key, required=required, example="w")
        return self.node_in(one) if one else None

    def node_in(self, one: Field) -> str | None:
        """The text of ``one`` as the name of a node of the graph."""
        return self.setting.node(one.text, one.place(), self.reports)

    def nodes(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Comma-separated names of nodes; names that the graph does not have are reported."""
        found = (self.node_in(one) for one in self.items(key, required=required, example="u, w"))
        return tuple(name for name in found if name is not None)

    def expression(self, key: str, *, required: bool = True) -> Expression | None:
        """An expression over the graph, checked at its default values."""
        one = self.one(key, required=required, example="grad(J, w)")
        return self.expression_in(one) if one else None

    def expression_in(self, one: Field) -> Expression | None:
        """The text of ``one`` as an expression over the graph."""
        return self.setting.expression(one.text, one.place, self.reports)

    def argument_expression(self, one: Field) -> Expression | None:
        """The argument of ``one`` as an expression over the graph: ``wrong EXPR: …``."""
        return self.setting.expression(one.argument, one.argument_place, self.reports)

    def spans(self, key: str, *, required: bool = False) -> Spans:
        """Inline Markdown with ``$formulas$`` and ``{= values }``."""
        one = self.one(key, required=required)
        return self.spans_in(one) if one else ()

    def spans_in(self, one: Field) -> Spans:
        """The text of ``one`` as inline Markdown."""
        return spans(one.text, one.place, self.setting, self.reports)

    def option_spans(self, one: Field) -> tuple[Spans, Spans]:
        """The text of ``one`` and the feedback after ``::`` (empty when there is none)."""
        text, found, _ = one.text.partition("::")
        if not text.strip():
            self.report(one.at, "this option is empty", "write its text after the box")
        feedback = self.spans_in(one.cut(len(text) + 2)) if found else ()
        return self.spans_in(one.cut(0, len(text))), feedback

    def finish(self) -> None:
        """Report the fields that nobody asked for."""
        known = [key for key in self._asked if key != "option"]
        for one in self.found:
            if one.key not in self._asked and one.key == "option":
                self.report(one.at, f"{self.kind!r} has no options", "remove the dash")
            elif one.key not in self._asked:
                help_ = _ELSEWHERE.get(one.key) or did_you_mean(one.key, known)
                self.report(one.at, f"no field called {one.key!r} in {self.kind!r}", help_)
