"""Characters to tokens: one scanner for paper, print and programs."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from tutor.core.formulas.lexer.letters import (
    BLANKS,
    GREEK,
    LOW_EQUALS,
    LOW_SIGNS,
    MARKS,
    REFUSED,
    ROOTS,
    SIGNS,
    SUB,
    SUPER,
    WIDTHLESS,
    letter_and_mark,
    plain,
)
from tutor.core.formulas.lexer.tokens import Piece, Token, TokenKind, sign
from tutor.core.text import FRACTIONS

_WHOLE, _PART = "[0-9]{1,3}(?:_[0-9]{3})+|[0-9]+", "[0-9]{3}(?:_[0-9]{3})*_[0-9]{1,3}|[0-9]+"
"""Digits before and behind the point; 1_000 and 0.044_715 of programs have them in threes."""
_NUMBER = re.compile(rf"(?:(?:{_WHOLE})(?:\.(?:{_PART})?)?|\.(?:{_PART}))(?:[eE][+-]?[0-9]+)?")
_LONG_SIGNS = (
    "**=", "<<=", ">>=", "**", "+=", "-=", "*=", "/=", "^=", ":=", "<-", "<=", ">=", "==", "!=",
    "//", "&&", "->", "=>", "++",
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z0-9_]")
_ANGLES = ((chr(0x27E8), chr(0x3008)), (chr(0x27E9), chr(0x3009)))
_LOW = SUB | LOW_SIGNS
_RAISED_INDEX = re.compile(r"\(([\w+-]+)\)")


def scan(
    pieces: Sequence[Piece], *, latex: bool = False, lists: Set[str] = frozenset()
) -> list[Token]:
    """The tokens of a text; what no rule knows becomes a ``strange`` one, never an error.

    ``lists`` are names that are given: x_1⁽ⁱ⁾ is an entry of x_1, or else part 1 of x⁽ⁱ⁾.
    """
    return _Scanner(pieces, latex=latex, lists=lists).tokens()


class _Scanner:
    def __init__(
        self, pieces: Sequence[Piece], *, latex: bool, lists: Set[str] = frozenset()
    ) -> None:
        self._lists = lists
        plain_ = [Piece(plain(p.text) if len(p.text) == 1 else p.text, p.at) for p in pieces]
        self._pieces = _with_inner_products(plain_)
        self._line = "".join(p.text if len(p.text) == 1 else "\x00" for p in self._pieces)
        self._next = 0
        self._gap = False
        self._latex = latex
        self._found: list[Token] = []

    def tokens(self) -> list[Token]:
        while self._next < len(self._pieces):
            before = self._next
            self._one()
            if self._next == before:  # every turn goes on, whatever it met
                self._add("strange", self._pieces[before].text, 1)
        return self._found

    # One token ------------------------------------------------------------------------------------

    def _one(self) -> None:
        piece = self._pieces[self._next]
        char = piece.text
        if char in BLANKS + WIDTHLESS or self._is_entrywise():
            self._gap = self._gap or char not in WIDTHLESS
            self._next += 1
        elif char in "\n\r;":
            self._add("end", char, 1)
        elif char in "\"'" and self._quoted():
            pass
        elif len(char) > 1 or (char.isascii() and (char.isalpha() or char == "_")):
            self._name()
        elif char in GREEK or letter_and_mark(char):
            self._letter()
        elif (char.isascii() and char.isdigit()) or (char == "." and self._digit_after()):
            self._number()
        elif char in FRACTIONS:
            self._add("number", repr(FRACTIONS[char]), 1)
        elif char in SUPER:
            self._raised()
        elif char in ROOTS:
            self._add("name", ROOTS[char], 1)
        else:
            self._sign()

    def _is_entrywise(self) -> bool:
        """The dot of ``.*``, which works on every entry in other languages: a number has one."""
        after = self._line[self._next + 1 : self._next + 2]
        called = after == "(" and self._found[-1:] != [] and self._found[-1].kind == "name"
        return self._line[self._next] == "." and (
            (bool(after) and after in "^*/+-") or (called and not self._gap)
        )

    def _add(self, kind: TokenKind, text: str, count: int, *, wild: bool = False) -> None:
        first, last = self._pieces[self._next], self._pieces[self._next + count - 1]
        end = last.at + (1 if len(last.text) == 1 else len(last.text))
        split = self._latex and kind == "name" and len(first.text) == 1 and first.text.isascii()
        self._found.append(
            Token(kind, text, first.at, max(end, first.at + 1), self._gap, split, wild)
        )
        self._gap = False
        self._next += count

    def _digit_after(self) -> bool:
        return self._line[self._next + 1 : self._next + 2] in tuple("0123456789")

    def _quoted(self) -> bool:
        """A string, which only labels of programs have; a prime after a letter is none."""
        quote = self._line[self._next]
        before = self._line[self._next - 1 : self._next]
        if quote == "'" and (_WORD.match(before) or before in {")", "]", "}"} or before > "\x7f"):
            return False
        end = self._line.find(quote, self._next + 1)
        if end < 0 or "\n" in self._line[self._next : end]:
            return False
        self._add("text", self._line[self._next : end + 1], end + 1 - self._next)
        return True

    def _number(self) -> None:
        found = _NUMBER.match(self._line, self._next)
        if found:
            self._add("number", found[0].replace("_", ""), len(found[0]))

    def _raised(self) -> None:
        """A run of raised signs is a power in brackets; one in raised brackets is an index."""
        end = self._next
        while end < len(self._pieces) and self._line[end] in SUPER:
            end += 1
        run = self._pieces[self._next : end]
        lowered = [Piece(SUPER[p.text], p.at) for p in run]
        at = run[0].at
        index = _RAISED_INDEX.fullmatch("".join(p.text for p in lowered))
        if index and self._found and self._found[-1].kind == "name" and not self._gap:
            name = self._found[-1]
            raised = index[1].replace("-", "m").replace("+", "p")
            base, own = _parted(name.text)
            if name.text in self._lists or not (raised.isalpha() or base in self._lists):
                base, own = name.text, ""
            behind, after = self._index(end)  # x⁽ⁱ⁾ⱼ
            text = _joined(base, raised)
            for low in filter(None, (own, behind)):
                text = _joined(f"{text}_" if low.isdigit() else text, low)
            last = self._pieces[after - 1].at + 1
            self._found[-1] = replace(name, text=text, end=last, wild=True)
            self._next = after
            return
        low, after = self._index(end) if self._line[end : end + 1] in tuple(SUB) else ("", end)
        if low and self._found and self._found[-1].kind == "name" and not self._gap:  # σ²₁
            name = self._found[-1]
            self._found[-1] = replace(name, text=_joined(name.text, low), wild=True)
            end = after
        elif low and self._found and self._found[-1].text == "\u2016":  # the norm of r²₂
            self._found.append(Token("name", f"_{low}", at, at, wild=True))
            end = after
        self._found.append(sign("^", at))
        self._found.append(sign("(", at))
        self._found.extend(_Scanner(lowered, latex=self._latex).tokens())
        self._found.append(sign(")", run[-1].at))
        self._next = end
        self._gap = False

    def _lowered(self) -> None:
        """Lowered letters behind Σ as its index in brackets: Σᵢ."""
        end = self._next
        while end < len(self._pieces) and (self._line[end] in SUB or self._line[end] == LOW_EQUALS):
            end += 1
        run = self._pieces[self._next : end]
        if run:
            self._found += [Token("strange", "_", run[0].at, run[0].at), sign("{", run[0].at)]
            lowered = [Piece(SUB.get(p.text, "="), p.at) for p in run]
            self._found += [*_Scanner(lowered, latex=False).tokens(), sign("}", run[-1].at)]
            self._next = end

    # Names ----------------------------------------------------------------------------------------

    def _name(self) -> None:
        """Letters, digits and _, up to an index, or to a letter of its own."""
        start = end = self._next
        if len(self._pieces[start].text) > 1:
            text, end = self._pieces[start].text, start + 1
            self._with_index(text, end)
            return
        while end < len(self._line) and _WORD.match(self._line[end]):
            if self._line[end] == "_" and self._line[end + 1 : end + 2] in {"{", "\x00"}:
                break
            if end > start and self._line[end + 1 : end + 2] in MARKS:
                break  # the mark belongs to the next letter alone
            end += 1
        text, after = self._line[start:end], self._line[end : end + 1]
        if text.endswith("_") and after in GREEK and after:
            text, end = text + GREEK[after], end + 1
        self._with_index(text, end)

    def _letter(self) -> None:
        """A Greek letter, or one with a mark, and its index."""
        char = self._line[self._next]
        pair = letter_and_mark(char)
        text = GREEK[char] if pair is None else pair[0] + pair[1]
        end = self._next + 1
        while end < len(self._line) and self._line[end] in "0123456789":
            text, end = text + self._line[end], end + 1
        if pair and re.match(r"[ijkn](?!\w)", self._line[end:]):  # ŷi
            text, end = f"{text}_{self._line[end]}", end + 1
        self._with_index(text, end, wild=True)

    def _with_index(self, text: str, end: int, *, wild: bool = False) -> None:
        if self._line[end : end + 1] in MARKS and self._line[end : end + 1]:
            text, end, wild = text + MARKS[self._line[end]], end + 1, True
        while True:
            low, after = self._index(end)
            if not low:
                break
            text, end, wild = _joined(text, low), after, True
        if end == self._next:  # a _ before what is not an index: every turn of the scan goes on
            self._add("strange", self._line[end], 1)
        else:
            self._add("name", text, end - self._next, wild=wild)

    def _index(self, start: int) -> tuple[str, int]:
        """The index that begins here, as part of a name, and where it ends; "" when none does."""
        end, low = start, ""
        while end < len(self._line) and self._line[end] in (SUB if not low else _LOW):
            low, end = low + _LOW[self._line[end]], end + 1
        if low:
            return low, end
        if self._line[start : start + 1] != "_":
            return "", start
        if self._line[start + 1 : start + 2] == "{":
            close = self._line.find("}", start)
            inside = self._pieces[start + 2 : max(close, start)]
            text = "".join(GREEK.get(p.text, p.text) for p in inside)
            text = re.sub(r"[\s,]+", "_", text.replace("-", "m").replace("+", "p")).strip("_")
            if close > 0 and re.fullmatch(r"\w+", text) and text.isascii():
                return "_" + text, close + 1
        elif self._line[start + 1 : start + 2] == "\x00":
            return "_" + self._pieces[start + 1].text, start + 2
        else:
            run = re.match(r"_[A-Za-z0-9_]+", self._line[start:])
            if run:
                return run[0], start + len(run[0])
        return "", start

    # Signs ----------------------------------------------------------------------------------------

    def _sign(self) -> None:
        char = self._line[self._next]
        if char == "∑" and re.match(r"[ \t]*(?:[=),+*/]|-[ \t]|$)", self._line[self._next + 1 :]):
            self._add("name", "Sigma", 1, wild=True)  # nothing is summed: Σ = w*x
            return
        if char in {"∑", "∏"}:
            self._add("strange", char, 1)
            self._lowered()
            return
        long = next((s for s in _LONG_SIGNS if self._line.startswith(s, self._next)), "")
        if long == "<-" and not self._is_arrow():
            long = ""
        if long:
            self._add(
                "sign",
                {"**": "^", "**=": "^=", ":=": "=", "<-": "=", "=>": "->"}.get(long, long),
                len(long),
            )
        elif char in SIGNS:
            self._add("sign", SIGNS[char], 1, wild=True)
        elif char in "+-*/^()[]{},=<>|:?.":
            self._add("sign", char, 1)
        elif char in SUB and self._found and self._found[-1].text in {"‖", "|"}:
            self._add("name", f"_{SUB[char]}", 1, wild=True)
        elif char in REFUSED:
            self._add("strange", char, 1)
        else:
            text = self._pieces[self._next].text
            self._add("strange", "ᵀ" if text == "⊤" else text, 1)

    def _is_arrow(self) -> bool:
        """``y <- x`` defines y where it begins a statement; ``a <-b`` inside one compares."""
        kinds = [token.kind for token in self._found[-2:]]
        return kinds in (["name"], ["end", "name"])


def _parted(name: str) -> tuple[str, str]:
    """x and j of x_j, x and 1 of x1; a name and "" for others."""
    found = re.fullmatch(r"([A-Za-z]+(?:hat|bar)?)(?:_([A-Za-z0-9]{1,2})|([0-9]{1,2}))", name)
    return (found[1], found[2] or found[3]) if found else (name, "")


def _joined(text: str, low: str) -> str:
    """A name with its index: x and 1 are x1, and x and i are x_i."""
    return text + low if low.startswith("_") or low.isdigit() else f"{text}_{low}"


def _with_inner_products(pieces: list[Piece]) -> list[Piece]:
    r"""``\langle w, x\rangle`` as dot(w, x); angle brackets around anything else are brackets."""
    opened: list[tuple[int, int]] = []
    inner: set[int] = set()
    for i, piece in enumerate(pieces):
        if piece.text in _ANGLES[0]:
            opened.append((i, 0))
        elif piece.text in _ANGLES[1] and opened:
            start, commas = opened.pop()
            inner |= {start} if commas == 1 else set()
        elif opened and piece.text == ",":
            opened[-1] = opened[-1][0], opened[-1][1] + 1
    if not inner:
        return pieces
    return [
        made
        for i, piece in enumerate(pieces)
        for made in (
            (*(Piece(one, piece.at) for one in (" ", "dot", "(")),) if i in inner else (piece,)
        )
    ]
