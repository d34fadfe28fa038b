r"""LaTeX to the notation of paper: ``\frac{a}{b}`` is ((a)/(b)), ``\sigma`` is σ.

pylatexenc reads it (through ``tutor.core.typesetting.reader``), so that this is imported only when
there is a backslash to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from tutor.core.errors import ExpressionError
from tutor.core.formulas.latex.blocks import Blocks
from tutor.core.formulas.latex.cases import cases, is_brace, is_choice
from tutor.core.formulas.latex.indices import (
    behind_blanks,
    binomial,
    blank_at,
    index_pieces,
    is_counted,
    is_derivative,
    is_power_of_paper,
    is_text,
    letters_of,
    names_something,
    nodes_inside,
    put_raised,
    refuse_two_spellings,
    snake_word,
    with_letters_for_primes,
    with_low_examples,
)
from tutor.core.formulas.latex.signs import (
    BLANKS,
    BREAKS,
    COMPARED,
    COVERED_SECOND,
    COVERS,
    DROPPED,
    FENCE,
    FRACTIONS,
    FUNCTIONS,
    JOINING,
    LAYER,
    LETTERED,
    LINES,
    OF_TEX,
    ONE_NAME,
    SHORT,
    TEXTS,
    WORDS,
)
from tutor.core.formulas.lexer import EXPECTATION, GREEK, STARRED, Piece
from tutor.core.typesetting import FormulaError, LatexNode, nodes

_BRACE = {"{": "(", "}": ")", "lbrace": "(", "rbrace": ")", "(": "(", ")": ")"}
_DISPLAY = re.compile(r"\\(?:begin|end)\{((?:equation|align|aligned|gather|split)\*?)\}")


def from_latex(text: str, lists: Set[str] = frozenset()) -> list[Piece]:
    """The same formula in signs of paper, each with its place in ``text``; ``lists`` are given.

    Raises ExpressionError, with its place, for what is neither LaTeX nor a formula.
    """
    text = with_low_examples(text)
    refuse_two_spellings(text)
    text = _without_lone_ends(with_letters_for_primes(text))
    try:
        found = nodes(re.sub(FENCE.pattern + r"|\\\\\s*\Z", lambda one: " " * len(one[0]), text))
    except FormulaError as error:
        if "end of stream" in str(error):
            raise ExpressionError("a bracket is not closed", len(text), "add }") from None
        raise ExpressionError(str(error), error.column, error.help) from None
    shown = [one for one in found if one.kind != "char" or one.text.strip()]
    if len(shown) == 1 and shown[0].kind == "group":  # {\displaystyle …}
        found = shown[0].inside
    is_plain = "\\" not in text and "$" not in text
    return _Translator(is_plain=is_plain, lists=lists).row(found)


def _without_lone_ends(text: str) -> str:
    r"""The text, as long as it was, without a ``\begin{equation}`` whose end was not pasted."""
    for name in set(_DISPLAY.findall(text)):
        if text.count(f"\\begin{{{name}}}") != text.count(f"\\end{{{name}}}"):
            for side in (f"\\begin{{{name}}}", f"\\end{{{name}}}"):
                text = text.replace(side, ";".ljust(len(side)))
    return text


class _Translator(Blocks):
    """Each method takes nodes and gives the pieces that stand for them.

    In a ``plain`` text, which only has braces of LaTeX, W_ax is one name.
    """

    def __init__(self, *, is_plain: bool = False, lists: Set[str] = frozenset()) -> None:
        self._is_plain = is_plain
        self._lists = lists

    def row(self, row: Sequence[LatexNode]) -> list[Piece]:
        over = next((i for i, n in enumerate(row) if n.kind == "macro" and n.text == "over"), 0)
        if over and row[over + 1 :]:  # {1 \\over x} of TeX
            at = row[over].at
            above, below = self._in_brackets(row[:over], at), self._in_brackets(row[over + 1 :], at)
            return [*above, Piece("/", at), *below]
        out: list[Piece] = []
        place = 0
        while place < len(row):
            place = self._one(row, place, out)
        return out

    def _one(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        node = row[place]
        word = snake_word(row, place) if node.text.isalpha() else ""
        if word:
            out.append(Piece(word, node.at))
            return place + len(word)
        if node.kind == "char":
            if node.text in "_^" and node.text and not is_power_of_paper(row[place : place + 3]):
                return self._script(row, place, out)
            if node.text in "∑Σ∏":
                return self._sum(row, place, out)
            out.append(Piece(" " if node.text == "&" else node.text, node.at))
        elif node.kind == "group":
            out.extend(self._group(row, place))
        elif is_choice(row, place):
            if is_brace(row, place):
                del out[max(i for i, piece in enumerate(out) if piece.text == "(") :]
            out.extend(cases(node, self._case))
        elif node.kind == "env":
            if "matrix" in node.text:
                out.extend(self._matrix(node))
                return place + 1
            out.extend([Piece(";", node.at), *self.row(node.inside), Piece(";", node.at)])
        else:
            return self._command(row, place, out)
        return place + 1

    def _case(self, row: Sequence[LatexNode]) -> list[Piece]:
        """A row of ``cases``, with its & and no breaks."""
        out: list[Piece] = []
        place = 0
        while place < len(row):
            node = row[place]
            if node.kind == "char" and node.text == "&":
                out.append(Piece("&", node.at))
                place += 1
            elif node.kind == "macro" and node.text in BREAKS:
                out.append(Piece(" ", node.at))
                place += 1
            elif node.kind == "group" and (
                is_text(node) or re.match(r"(?:if|when|otherwise|else)", letters_of(node))
            ):
                out += self._case(node.inside)
                place += 1
            else:
                place = self._one(row, place, out)
        return out

    def _group(self, row: Sequence[LatexNode], place: int) -> list[Piece]:
        """``{w}_{1}`` is w₁, and braces around an equation are none; others are brackets."""
        node = row[place]
        if not node.inside:  # \\sigma{}(z)
            return [Piece(" ", node.at)]
        if len(node.inside) == 1 and node.inside[0].text in _BRACE:  # \big{\{}
            return [Piece(_BRACE[node.inside[0].text], node.at)]
        if [one.text for one in node.inside] == [","]:  # 0{,}5
            return [Piece(",", node.at)]
        written = self.row(node.inside)
        bare = [p for p in written if p.text.strip()]
        text = "".join(p.text for p in bare)
        after = next((n.text for n in row[place + 1 :] if not n.text.isspace()), "")
        if ONE_NAME.fullmatch(text) or (text.isalpha() and after in {"=", "&"}):
            return bare
        if any(one.kind == "char" and one.text == "=" for one in node.inside):
            return written
        return [Piece("(", node.at), *written, Piece(")", written[-1].at if written else node.at)]

    @staticmethod
    def _continued(row: Sequence[LatexNode], place: int) -> int:
        """Where the line of before goes on behind a break: at + in ``\\\\ &+ b``; 0 if nowhere."""
        aligned = False
        while place < len(row):
            node = row[place]
            if node.text == "&" and node.kind == "char":
                aligned = True
            elif not (
                node.text.isspace() or (node.kind == "macro" and node.text in BLANKS | BREAKS)
            ):
                signs = "=+*/-−" if aligned else "=+*/"
                goes_on = (node.kind == "char" and node.text in signs) or (
                    node.kind == "macro" and node.text in {"cdot", "times"}
                )
                return place if goes_on else 0
            place += 1
        return 0

    # Commands -------------------------------------------------------------------------------------

    def _command(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        name, at = row[place].text, row[place].at
        if name in BREAKS:
            return self._broken(row, place, out)
        if name in COVERS | COVERED_SECOND:
            return self._covered(row, place, out)
        if name in BLANKS:
            out.extend(blank_at(row, place))
            if name in {"left", "right"} and row[place + 1 : place + 2]:
                following = row[place + 1]
                if following.kind == "char" and following.text == ".":
                    return place + 2
        elif name in FRACTIONS or name in {"sqrt", "binom", "dbinom", "tbinom"}:
            arguments, place = self._arguments(row, place, 1 if name == "sqrt" else 2)
            out.extend(self._built(name, arguments, at))
            return place
        elif name in LETTERED or name in TEXTS:
            return self._lettered(row, place, out)
        elif name in DROPPED:
            out.append(Piece(";" if name == "hspace" else " ", at))
            return self._arguments(row, place, 1)[1]
        elif name in {"sum", "prod"}:
            return self._sum(row, place, out)
        else:
            return self._named(row, place, out)
        return place + 1

    def _lettered(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        """Letters in another style, with a sign over them, or words."""
        name, at = row[place].text, row[place].at
        arguments, place = self._arguments(row, place, 1)
        after = next((one for one in row[place:] if not one.text.isspace()), None)
        defined = after is not None and after.kind == "char" and after.text == "="
        letters = "".join(letters_of(one) for group in arguments for one in group)
        if name in {"mathbb", "hat"} and letters == "E" and is_counted(row[place:]):  # E_t[…]
            out.append(Piece("E" if name == "mathbb" else "Ehat", at))
        else:
            out.extend(self._word(name, arguments, at, defined=defined))
        return place

    def _named(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        """A sign or a function under its name; another command keeps its backslash."""
        name, at = row[place].text, row[place].at
        if name in OF_TEX and row[place + 1 : place + 2] and row[place + 1].kind == "group":
            return self._of_tex(row, place, out)
        if name in WORDS:
            out.append(Piece(WORDS[name], at))
            return place + 1
        if SHORT.fullmatch(name):
            out.append(Piece(name[1], at))
            return place + 1
        word = name if name in FUNCTIONS else f"\\{name}"
        out.extend([Piece(" ", at), Piece(word, at), Piece(" ", at)])
        return self._of_function(row, place, out)

    def _broken(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        """The end of a statement, or of a line that the next one goes on."""
        continued = self._continued(row, place + 1) if row[place].text in LINES else 0
        if not continued:
            out.append(Piece(";", row[place].at))
        return continued or place + 1

    def _of_function(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        r"""``\exp{o_j}``: braces of a function are brackets."""
        following = row[place + 1 : place + 2]
        opened = following and following[0].kind == "group" and following[0].inside
        if opened and row[place].text in FUNCTIONS:
            out.extend(self._in_brackets(following[0].inside, following[0].at))
            return place + 2
        return place + 1

    def _built(self, name: str, arguments: list[Sequence[LatexNode]], at: int) -> list[Piece]:
        parts = [self._in_brackets(one, one[0].at if one else at) for one in arguments]
        if name.endswith("binom") and len(parts) == 2:
            return binomial(parts[0], parts[1], at)
        if len(parts) < (2 if name in FRACTIONS else 1):
            raise ExpressionError(
                f"\\{name} cannot be read here", at, "write it with / and brackets"
            )
        first, last = parts[0], parts[-1]
        if name in FRACTIONS and is_derivative(arguments):
            return [Piece("∂", at)]  # left of = it is left out, elsewhere refused
        if name in FRACTIONS:
            return [Piece("(", at), *first, Piece("/", at), *last, Piece(")", at)]
        if len(parts) == 1:
            return [Piece(" ", at), Piece("sqrt", at), *first]
        over = [Piece(sign, at) for sign in "^(1/"]
        return [Piece("(", at), *last, *over, *first, Piece(")", at), Piece(")", at)]

    def _word(
        self, name: str, arguments: list[Sequence[LatexNode]], at: int, *, defined: bool
    ) -> list[Piece]:
        inside = arguments[0] if arguments else ()
        if name in TEXTS:
            text = "".join(letters_of(one) for one in inside).replace("\\_", "_").strip()
            text = re.sub(r"^(\w+)\.$", r"\1", text)  # \text{const.}
            if re.fullmatch(r"[A-Za-z]+(?:-[A-Za-z]+)+", text) or (
                defined and re.fullmatch(r"[A-Za-z]+(?: [A-Za-z]+)+", text)
            ):
                text = re.sub("[- ]", "_", text)
            found = re.findall(r"\w+|\S", text)
            apart = len(found) != 1 or text in JOINING
            out = [Piece(" ", at)] if apart else []
            for word in found:
                out += [Piece(word, at), *([Piece(" ", at)] if apart else [])]
            return out
        if name == "mathbb" and "".join(map(letters_of, inside)) == "E":
            raise ExpressionError(EXPECTATION[0], at, EXPECTATION[1])
        ending = LETTERED[name]
        written = self.row(inside)
        if not ending:
            return written
        letters = [p for p in written if p.text.strip()]
        low = "".join(p.text for p in letters[1:])
        if letters and re.fullmatch(r"_\{[^{}]+\}", low) and re.match(r"\w", letters[0].text):
            first = GREEK.get(letters[0].text, letters[0].text)  # \tilde{h_t}
            return [Piece(first + ending, at), *letters[1:]]
        if letters and all(re.match(r"\w", p.text) for p in letters):
            word = "".join(GREEK.get(p.text, p.text) for p in letters)
            return [Piece(word + ending, at)]
        raise ExpressionError(f"\\{name} belongs over one letter", at, "as in \\hat{y}")

    # Scripts --------------------------------------------------------------------------------------

    def _script(self, row: Sequence[LatexNode], place: int, out: list[Piece]) -> int:
        r"""``x_{11}`` and ``a^{(2)}_j`` are names with an index; ``x^{2}`` is a power."""
        node, place = row[place], behind_blanks(row, place + 1)
        _drop_blanks(out)
        if place == len(row):
            raise ExpressionError(
                f"there is nothing after {node.text!r}", node.at, "write an index"
            )
        after = place + 1
        goes_on = str.isalnum if self._is_plain and node.text == "_" else str.isdigit
        if row[place].kind == "char" and goes_on(row[place].text):
            while after < len(row) and row[after].kind == "char" and goes_on(row[after].text):
                after += 1
        script = row[place:after]
        flat = "".join(letters_of(one) for one in script)
        if node.text == "_":
            self._lowered(row[place], flat, out)
            return after
        is_named = is_text(script[0]) or re.fullmatch(r"[A-Z]{2,}", flat)
        is_word = is_named and len(flat) > 1 and len(script) == 1
        if is_word and names_something(out):  # L^{CLIP}
            out.extend(index_pieces(flat, node.at))
            return after
        if re.fullmatch(rf"\((\w|[-+])+\)|\[(\w|[-+])+\]|{STARRED}", flat) and names_something(out):
            star = re.fullmatch(STARRED, flat)
            put_raised(out, "star" if star else flat[1:-1], node.at, self._lists)
            return after
        mark, *low = row[after : after + 2] or [node]
        if low and mark.kind == "char" and mark.text == "_":
            if LAYER.fullmatch(flat) and flat != "T":
                out.extend(index_pieces(f"{flat}_{letters_of(low[0])}", node.at))
                return after + 2
            self._lowered(low[0], letters_of(low[0]), out)  # \sigma^2_1
            after += 2
        inside = self.row(nodes_inside(script[0])) if len(script) == 1 else self.row(script)
        primes = re.fullmatch(r"(?:\\prime)+", flat)
        if primes or flat in {"⊤", "ᵀ", "\\top", "\\intercal"}:
            out += [Piece("′" if primes else "ᵀ", node.at)] * max(1, flat.count("prime"))
            return after
        out.extend([Piece("^", node.at), Piece("(", node.at), *inside, Piece(")", node.at)])
        return after

    def _lowered(self, script: LatexNode, flat: str, out: list[Piece]) -> None:
        r"""An index, the place of ``\right|_{x=3}``, or the condition of ``\mathbb{1}_{x > 0}``."""
        at = script.at
        last = next((p.text for p in reversed(out) if p.text.strip()), "")
        if last == "|" and "=" in flat:
            del out[max(i for i, piece in enumerate(out) if piece.text == "|")]
            out += [Piece(" ", at), Piece("at", at), Piece(" ", at)]
            out += [*self.row(nodes_inside(script)), Piece(";", at)]
        elif last in {"1", "I"} and COMPARED.search(flat):
            out += [Piece("(", at), *self.row(nodes_inside(script)), Piece(")", at)]
        elif not (last == "‖" and flat == "2"):  # the usual norm needs no index
            out.extend(index_pieces(flat, at))


def _drop_blanks(out: list[Piece]) -> None:
    """Blanks before an index or a power say nothing: ``\\hat y ^{(i)}``."""
    while len(out) > 1 and out[-1].text == " ":
        out.pop()
