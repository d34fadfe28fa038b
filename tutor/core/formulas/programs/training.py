"""Loops that train: the loss is drawn as the first turn defines it, before anything is updated.

    for epoch in range(100):
        loss = (w*x - y)**2        loss = (w*x - y)**2
        dw = 2*(w*x - y)*x
        w -= lr*dw

Every turn is a graph of its own.  What stands behind the loop uses numbers that were trained.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.ranges import FirstTurn
from tutor.core.formulas.programs.rewriting import Text
from tutor.core.formulas.programs.turns import (
    HEAD,
    Statement,
    rename_in,
    statements,
    text_of_statements,
)

_LOOP = re.compile(r"(?:for|while|repeat)\b(?![ \t]*[=.,)])")
_ASKS = re.compile(r"\.(?:[Bb]ackward|step|minimize|apply_gradients)\(|^\w*back(?:ward|prop)\w*\(")
_LEAVES = re.compile(r"(?:(?:if|elif|else|for)\b.*:|break|continue)$")
_NO_GRADIENT = re.compile(r"with\b.*\b(?:no_grad|inference_mode)\b")
_SET = re.compile(r"(\w+)((?:\.data|\.value)?(?:\[[^\[\]=]+\])*)[ \t]*([-+*/]?)=(?!=)")
_ASSIGNED = re.compile(r"(\w+)\.(?:data\.)?(?:assign(?:_sub|_add)?|sub_|add_)\(")
_RATE = re.compile(
    r"\.grad\b|\b(?:grads?|gradients?|lr|l_rate|eta|alpha|rate|learn\w*rate|step_?size)\b|η|α",
    re.IGNORECASE,
)
_LOSS = re.compile(r"(?:loss|cost|error|err|mse|\w*pred\w*|y_?hat|J|L)\b[ \t]*=", re.IGNORECASE)


@dataclass
class _Turn:
    """What one turn keeps, what is left out, and the names that its updates use.

    ``asked`` is the line that asks for gradients: what is set behind it is not before the update.
    """

    kept: list[Statement] = field(default_factory=list)
    left: list[Statement] = field(default_factory=list)
    update: Statement | None = None
    asked: Statement | None = None
    spent: set[str] = field(default_factory=set)


def in_first_turn(
    pieces: Text, idle: Callable[[str], bool], first: FirstTurn
) -> tuple[Text, list[tuple[str, int]], str]:
    """The text with the first turn of a loop that trains; what is left out; its first update.

    ``idle`` tells lines that compute nothing.  Raises ExpressionError for a loop with updates only.
    """
    if not re.search(r"^[ \t]*(?:for|while|repeat)\b", text_of(pieces), re.MULTILINE):
        return pieces, [], ""
    found = list(statements(pieces))
    has_loss = any(_LOSS.match(one.text) for one in found)
    turn = _Steps(idle, first, has_loss=has_loss).of(found, in_loop=False)
    if turn.update is None:
        return pieces, [], ""
    if all(idle(one.text) for one in turn.kept):
        raise _no_loss(turn.update)
    left = [(" ".join(one.text.split()), one.said[0].at) for one in turn.left]
    return text_of_statements(turn.kept), left, " ".join(turn.update.text.split())


class _Steps:
    """Takes loops that train apart; ``has_loss`` says that a name of the text is that of a loss."""

    def __init__(self, idle: Callable[[str], bool], first: FirstTurn, *, has_loss: bool) -> None:
        self._idle = idle
        self._first_values = first
        self._has_loss = has_loss

    def of(self, found: Sequence[Statement], *, in_loop: bool) -> _Turn:
        """One turn of these statements."""
        turn = _Turn()
        for unit in _units(found):
            head, inside = unit[0], unit[1:]
            is_loop = _LOOP.match(head.text) is not None
            if head.text.startswith(("def ", "class ")):
                self._take(turn, head, self.of(inside, in_loop=False))
            elif all(map(self._is_idle, unit)):
                turn.kept += unit
                turn.asked = turn.asked or next(filter(_asks, unit), None)
            elif in_loop and all(self._is_idle(one) or _LEAVES.match(one.text) for one in unit):
                turn.left += unit
            elif turn.update or (in_loop and turn.asked):
                turn.update = turn.update or next(filter(self._updates, unit), None)
                turn.left += unit
                turn.spent |= {n for one in filter(self._updates, unit) for n in _words(one.text)}
            elif is_loop and self._trains(inside):
                self._join(turn, self.of(self._first(head, inside), in_loop=True), head)
            elif in_loop and any(map(self._updates, unit)):
                turn.update = next(filter(self._updates, unit))
                turn.left += unit
                turn.spent |= {n for one in unit for n in _words(one.text)}
            else:
                turn.kept += unit
        if in_loop:
            turn.update = turn.update or turn.asked
            self._drop_slopes(turn)
        return turn

    def _is_idle(self, one: Statement) -> bool:
        return self._idle(one.text) and not self._updates(one)

    def _join(self, turn: _Turn, inner: _Turn, head: Statement) -> None:
        """A loop in its first turn.  Raises ExpressionError where no formula stands in it."""
        turn.update = inner.update
        turn.kept += inner.kept
        turn.left += inner.left
        worked_out = [one for one in inner.left if not (self._idle(one.text) or _is_head(one))]
        if all(self._idle(one.text) for one in inner.kept) and not all(
            map(self._updates, worked_out)
        ):
            raise _no_loss(head)

    @staticmethod
    def _take(turn: _Turn, head: Statement, inner: _Turn) -> None:
        """A function with what is kept of its lines."""
        turn.kept += [head, *inner.kept] if inner.kept else []
        turn.left += inner.left
        turn.update = turn.update or inner.update

    def _trains(self, inside: Sequence[Statement]) -> bool:
        return any(self._updates(one) or _asks(one) for one in inside)

    def _updates(self, one: Statement) -> bool:
        """``w -= lr*dw``, ``w = w - 0.1*dw``, ``w.data = …``, ``w.assign_sub(…)``."""
        target = _SET.match(one.text)
        if target is None:
            return bool(_ASSIGNED.match(one.text) or _NO_GRADIENT.match(one.text))
        name, rest = target[1], one.text[target.end() :]
        again = re.match(rf"[ \t]*{re.escape(name + target[2])}[ \t]*([-+])(.*)", rest, re.DOTALL)
        sign, rest = (again[1], again[2]) if again else (target[3], rest)
        slope = (
            rf"(?<!\w)(?:d_?{name}|grads?_?{name}|{name}_?grad\w*|g_?{name}|delta_?{name})(?!\w)"
        )
        of_slope = _RATE.search(rest) or re.search(slope, rest, re.IGNORECASE)
        by_number = self._has_loss and sign == "-" and re.match(r"[ \t]*[0-9.e-]+[ \t]*\*", rest)
        return target[2].startswith(".") or bool(sign in {"-", "+"} and (of_slope or by_number))

    def _first(self, head: Statement, body: Sequence[Statement]) -> list[Statement]:
        """The lines of a loop in its first turn, as deep as the loop."""
        loop = HEAD.match(head.text)
        names = re.findall(r"\w+", loop[1]) if loop else []
        used = {word for one in body for word in _words(one.text)}
        is_used = loop and used.intersection(names)
        values = self._first_values.values(names, loop[2]) if loop and is_used else {}
        deeper = min((one.indent for one in body), default=head.indent) - head.indent
        return [Statement(rename_in(one.said, values), one.indent - deeper) for one in body]

    def _drop_slopes(self, turn: _Turn) -> None:
        """Leave out what only the updates use: gradients by hand."""
        asked = _words(turn.asked.text) if turn.asked else []
        turn.spent -= set(asked)
        for one in reversed([one for one in turn.kept if not self._idle(one.text)]):
            target = _SET.match(one.text)
            others = [o for o in turn.kept if o is not one and not self._idle(o.text)]
            if (
                target
                and target[1] in turn.spent
                and not any(target[1] in _uses(o) for o in others)
            ):
                turn.spent |= _uses(one) - set(asked)
                turn.left.append(one)
                turn.kept.remove(one)


def _no_loss(one: Statement) -> ExpressionError:
    what = "this loop trains, and sets no loss before its update"
    help_ = "paste the loss as a formula of its own, without the loop"
    return ExpressionError(what, one.said[0].at, help_)


def _asks(one: Statement) -> bool:
    return _ASKS.search(one.text) is not None


def _is_head(one: Statement) -> bool:
    return one.text.endswith(":")


def _units(found: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Each statement with those that stand deeper behind it, and ``else`` with its ``if``."""
    place = 0
    while place < len(found):
        end = place + 1
        while end < len(found) and (
            found[end].indent > found[place].indent
            or (found[end].text.startswith(("else", "elif")) and found[end].text.endswith(":"))
        ):
            end += 1
        yield list(found[place:end])
        place = end


def _uses(one: Statement) -> set[str]:
    """The names that a statement needs."""
    target = _SET.match(one.text)
    return set(_words(one.text[target.end() :] if target else one.text))


def _words(text: str) -> list[str]:
    return re.findall(r"(?<![\w.])[A-Za-z_]\w*", text)
