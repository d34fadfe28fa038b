"""Statements to the strict syntax, each name in one spelling, cases by their values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from tutor.core.errors import ExpressionError
from tutor.core.formulas.arrays import Beside, entries, lists_of_entries
from tutor.core.formulas.formula import (
    Decisions,
    KnownNames,
    LeafValue,
    UndecidedError,
    conjunction,
    lone_names,
    names_in,
    spelling_key,
    strict_formula,
    strict_name,
    with_factorials,
)
from tutor.core.formulas.known_functions import with_inner_products, with_known_functions
from tutor.core.formulas.lexer import Piece, Token, Written, is_function, refuse, text_of
from tutor.core.formulas.lines import (
    StrictLine,
    conditions,
    lone_name,
    places_in,
    rows_of,
    with_whole_entries,
    without_aliases,
    words_in,
)
from tutor.core.formulas.named_losses import with_named_losses
from tutor.core.formulas.programs import Code
from tutor.core.formulas.prose import Claim, describe_unequal, disagreements
from tutor.core.formulas.result import Given, StrictText
from tutor.core.formulas.scanned import STATEMENTS, readable_name, scan_text
from tutor.core.formulas.statements import (
    Phrase,
    is_number,
    merge_repeats,
    name_each_version,
    phrases,
    sides,
    statement_text,
    with_short_names,
    without_identities,
    without_inner_outputs,
    without_remarks,
    without_strict_lines,
)

ROUNDS = 12
"""How often formulas are read again whose cases depend on others that stand below them."""
_ELEMENTARY = frozenset(
    ["exp", "log", "ln", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sqrt", "sigmoid", "relu"]
)
"""Functions that nobody can mean as a number, whatever value is given."""


LONGEST_LABEL = 12
"""Letters of a name that fit into a box."""


class Reader:
    """Reads one text; what it meets on the way is kept, so that all of its problems are told."""

    def __init__(
        self, text: str, given: Given, lists: Mapping[str, str], leaf: LeafValue, *, rows: bool
    ) -> None:
        self._text = text
        self._rows = rows
        self._values = given
        self._lists = lists
        self._leaf = leaf
        self._names = KnownNames()
        self._place = -1
        self._lines: list[StrictLine] = []
        self._problems: list[ExpressionError] = []
        self._lets: dict[str, str] = {}
        self._parts: set[str] = set()
        self._set: dict[str, str] = {}
        self._claims: list[Claim] = []
        self._worked_out: list[str] = []
        self._steps: frozenset[str] = frozenset()
        for name in given:
            if readable_name(name) not in _ELEMENTARY:
                self._names.know(readable_name(name))
        self._given = frozenset(self._names.spelled.values())

    def plain(self) -> StrictText:
        """Read everything."""
        left, raw = without_strict_lines(self._text)
        for line in raw:
            self._keep(line)
        tokens, code = scan_text(left, self._lists, {*self._values, *self._lists}, self._values)
        lists = {readable_name(name): text for name, text in self._lists.items()}
        tokens, lists = lists_of_entries(tokens, lists)
        for name in lists:
            self._names.know(name)
        self._given = frozenset(self._names.spelled.values())
        tokens, factorials = with_factorials(tokens, self._values)
        said = list(islice(phrases(tokens, self._text, self._given), STATEMENTS + 1))
        if len(said) > STATEMENTS:
            what = f"this text has more than {STATEMENTS} statements"
            raise refuse(what, said[STATEMENTS].first, "split it")
        said = with_inner_products(said, self._names)
        said = with_known_functions(map(without_identities, said))
        beside = Beside(self._text, lists, self._values, code.from_one, rows=self._rows)
        said = with_named_losses(said, lists, beside.libraries)
        on_paper = re.search(r"[\\$]", self._text) is not None
        found, remarks = without_remarks(said, on_paper=on_paper)
        found, worked_out = merge_repeats(found)
        remarks += worked_out
        if not found and not raw and code.idle:
            what = "there is no formula in these words"
            raise ExpressionError(what, 0, "write one with signs, as in y = w*x + b")
        found = without_inner_outputs(found)
        found = with_short_names(found)
        self._names.long = code.long
        self._define(found)
        found = name_each_version(found, self._names, self._given, lists.keys())
        made = entries(found, self._names, beside)
        self._given |= {one for key, one in made.called.items() if key.partition("[")[0] in lists}
        found, counted = with_whole_entries(made.phrases, self._values)
        factorials |= counted
        self._parts = {self._names.node(name) for name in made.parts}
        self._define(found)
        self._names.alone = lone_names(part for p in found for part in p.parts)
        self._register(found)
        self._find_aliases(found)
        names = self._names
        self._steps = frozenset(
            names.node(p.first.text) for p in found
            if len(p.parts) > 1 and not all(map(is_number, p.parts[1:]))
            and not (len(p.parts[0]) > 1 and (is_function(p.first.text) or p.first.word("sigma")))
        )  # fmt: skip
        names.decisions = decisions = self._decisions(found)
        undecided = self._write_all(found)
        lines, other_names = without_aliases(self._needed())
        names.alias.update(other_names)
        self._problems += disagreements(self._claims, self._counts() | self._set)
        spent = {**self._sizes(lines), **made.spent, **factorials}
        met = {text_of(one): one for line in lines for one in line.met}
        lines += conditions(lines, list(met.values()))
        words = [said for phrase in said for said in phrase.left_out]
        unused = {readable_name(one) for one in self._values if one in code.unused}
        left_out = (
            *(line for line, _ in code.idle),
            *map(statement_text, remarks),
            *self._worked_out,
            *words,
            *made.left_out,
        )
        return StrictText(
            "\n".join(text_of(line.written) for line in lines),
            tuple(tuple(places_in(line.written)) for line in lines),
            tuple(self._problems),
            {k: names.node(v) for k, v in names.spelled.items()},
            {name: names.node(name) for name in names.alias} | dict(made.called),
            names.hints,
            left_out,
            conjunction(list(met.values())),
            frozenset({*decisions.asked, *spent, *unused, *decisions.powers}),
            undecided,
            (*code.notes, *decisions.notes(spent)),
            self._asked(code, found),
        )

    def _sizes(self, lines: Sequence[StrictLine]) -> dict[str, str]:
        """``n=3`` beside lists of three entries, where the text has n and the graph has not."""
        used = {name for line in lines for name in words_in(line.written)}
        return {
            name: value
            for name, value in self._counts().items()
            if readable_name(name) not in used
            and re.search(rf"(?<![A-Za-z]){name}(?![A-Za-z])", self._text)
        }  # fmt: skip

    def _counts(self) -> dict[str, str]:
        """The given whole numbers that are as many as a list has entries."""
        sizes = {len(part) for text in self._lists.values() for part in rows_of(text)}
        found = {name: value for name, value in self._values.items() if name.isalpha()}
        return {name: f"{value:.0f}" for name, value in found.items() if value in sizes}

    @staticmethod
    def _asked(code: Code, found: Sequence[Phrase]) -> str:
        """The one output that a program asks for, or returns and uses no more; "" for none."""
        used = {t.text for p in found for part in p.parts[len(p.parts) > 1 :] for t in part}
        asked = set(code.asked) or set(code.returned) - used
        return asked.pop() if len(asked) == 1 else ""

    def _keep(self, line: tuple[str, int]) -> None:
        said, at = line
        self._lines.append(StrictLine([Piece(char, at + i) for i, char in enumerate(said)]))
        word, _, name = said.strip().partition(" ")
        if word in {"input", "param"}:
            self._names.know(re.split(r"[\s=]", name.strip())[0])
            value = re.fullmatch(r"(\w+)\s*=\s*([^\s].*?)(?:\s+as\s.*)?", name.strip())
            if value:
                self._set[value[1]] = value[2]

    # Definitions ----------------------------------------------------------------------------------

    def _define(self, found: Sequence[Phrase]) -> None:
        for phrase in found:
            if len(phrase.parts) > 1:
                for part in sides(phrase)[0]:
                    self._names.know(part[0].text)

    def _register(self, found: Sequence[Phrase]) -> None:
        """Functions, and the names of what they take."""
        for phrase in found:
            heads, bodies = sides(phrase)
            for head in heads:
                self._names.know(head[0].text)
                if len(head) > 1:
                    parameters = [t.text for t in head[2:-1] if t.kind == "name"]
                    self._refuse_twice(head)
                    for name in parameters:
                        self._names.know(name)
                    body = bodies[0] if bodies else ()
                    self._names.functions[head[0].text] = (parameters, body)

    def _refuse_twice(self, head: Sequence[Token]) -> None:
        """``L(y, y) = …`` has lost a sign of one of them.  Raises ExpressionError."""
        said = self._text[head[1].at : head[-1].end]
        names = [t for t in head[2:-1] if t.kind == "name"]
        seen = [t.text for t in names]
        twice = next((t for i, t in enumerate(names) if t.text in seen[:i]), None)
        if twice and re.fullmatch(r"\([\w\s,]*\)", said):
            what = f"the argument {twice.text!r} stands here twice"
            raise refuse(what, twice, f"name one of them otherwise, as in {twice.text}_hat")

    def _find_aliases(self, found: Sequence[Phrase]) -> None:
        """``ŷ = a = σ(z)`` gives one node two names."""
        for phrase in found:
            heads = sides(phrase)[0]
            for other in heads[1:]:
                name = self._names.spelled[spelling_key(other[0].text)]
                self._names.alias[name] = heads[0][0].text

    # Writing --------------------------------------------------------------------------------------

    def _decisions(self, found: Sequence[Phrase]) -> Decisions:
        """What is known of values before a formula is read."""
        names = self._names
        heads = [head[0].text for p in found if len(p.parts) > 1 for head in sides(p)[0]]
        values = {names.node(readable_name(n)): x for n, x in self._values.items() if x is not None}
        return Decisions(values, self._leaf, frozenset(map(names.node, heads)), self._set)

    def _write_all(self, found: Sequence[Phrase]) -> bool:
        """Read the formulas, those last whose cases depend on others; whether some cannot be."""
        waiting = list(enumerate(found))
        for _ in range(ROUNDS):
            late: list[tuple[int, Phrase, UndecidedError]] = []
            for place, phrase in waiting:
                error = self._write(phrase, place)
                if error is not None:
                    late.append((place, phrase, error))
            if not late or len(late) == len(waiting):
                break
            waiting = [(place, phrase) for place, phrase, _ in reversed(late)]
        names = self._names
        dropped = names.applied - names.used
        missing = [
            error for _, phrase, error in late if names.node(phrase.first.text) not in dropped
        ]
        self._problems += [one for one in missing if not one.later] or missing[:1]
        self._lines.sort(key=lambda line: line.place)
        return bool(missing)

    def _write(self, phrase: Phrase, place: int) -> UndecidedError | None:
        """Read one formula; what it waits for when it does."""
        decisions = self._names.decisions
        self._place = place
        if decisions is not None:
            decisions.met = []
        try:
            line = self._line(phrase)
        except UndecidedError as error:
            return error
        except ExpressionError as error:
            self._problems.append(error)
            return None
        if line is not None:
            self._keep_line(line)
        return None

    def _keep_line(self, line: StrictLine) -> None:
        line.place = self._place
        if self._names.decisions is not None:
            line.met = tuple(self._names.decisions.met)
        if line.node:
            self._set[line.node] = text_of(line.written[1:]).partition(" as ")[0]
        self._lines.append(line)

    def _needed(self) -> list[StrictLine]:
        """The lines without functions that are only applied, and parts of cases not taken."""
        dropped = self._names.applied - self._names.used
        lines = [one for one in self._lines if one.node not in dropped]
        parts = self._parts | set(self._lets.values())
        while True:
            used = {name for line in lines for name in words_in(line.written[1:])}
            kept = [one for one in lines if one.node not in parts or one.node in used]
            if len(kept) == len(lines):
                return kept
            lines = kept

    def _line(self, phrase: Phrase) -> StrictLine | None:
        heads, bodies = sides(phrase)
        if not heads:
            written = self._as_operation(self._shaped(bodies[0]))
            word = [Piece(f"{phrase.word} ", phrase.first.at)] if phrase.word else []
            return StrictLine([*word, *written])
        target = heads[0][0]
        name = self._names.spelled.get(spelling_key(target.text), target.text)
        if name in self._names.alias:
            return None
        at = target.at
        written = self._of_several(bodies) if len(bodies) > 1 else self._shaped(bodies[0])
        written = self._as_operation(written)
        node = strict_name(name)
        is_shown = node != name and not name.startswith("sigma") and len(name) <= LONGEST_LABEL
        label = phrase.label or (name if is_shown and not lone_name(written) else "")
        start = f"{phrase.word} {node} = " if phrase.word else f"{node} = "
        end = f" as {label.strip()}" if label else ""
        last = written[-1].at
        whole = [Piece(start, at), *written, *([Piece(end, last)] if end else [])]
        return StrictLine(whole, node, plain=not phrase.word and not label)

    def _as_operation(self, written: Written) -> Written:
        """A case that is a lone name or a number, as a node that is computed: 1*x, 2 + 0*x."""
        met = self._names.decisions.met if self._names.decisions else []
        at = written[0].at
        if not met or not (lone_name(written) or not names_in(written)):
            return written
        if lone_name(written):
            return [Piece("1*", at), *written]
        name = min((name for one in met for name in names_in(one)), default="")
        if not name:
            return written
        start = [] if text_of(written) in {"0", "0.0"} else [*written, Piece(" + ", at)]
        return [*start, Piece(f"0*{name}", at)]

    def _shaped(self, body: Sequence[Token]) -> Written:
        return strict_formula(body, self._names, self._let)

    def _let(self, written: Written) -> str:
        """A node of its own for a part that is needed twice."""
        lone = lone_name(written)
        if lone:
            return lone
        text = text_of(written)
        if text not in self._lets:
            self._lets[text] = name = self._names.fresh()
            self._keep_line(StrictLine([Piece(f"{name} = ", written[0].at), *written], name))
        return self._lets[text]

    def _may_agree(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether one of two formulas may be the other written out: its own names are defined."""
        return any(
            all(map(self._names.known, mine - theirs))
            for mine, theirs in ((one, other), (other, one))
        )

    def _of_several(self, bodies: Sequence[Sequence[Token]]) -> Written:
        """``σ(z) = 1/(1 + e⁻ᶻ)``: two ways to write one thing, which must agree."""
        numbers = [b for b in bodies if is_number(b)]
        formulas = [b for b in bodies if b not in numbers] or list(bodies[:1])
        formulas = [b for b in formulas if not self._names.calls_unknown(b)] or formulas
        if formulas != numbers:
            dropped = [b for b in bodies if b not in formulas]
            self._worked_out += ["= " + "".join(t.text for t in b) for b in dropped]
        written = [self._shaped(body) for body in formulas]
        chosen = written[0]
        known = set(self._names.spelled.values()) & (
            self._given or set(self._names.spelled.values())
        )
        for one in written:
            if names_in(one) <= known and not names_in(chosen) <= known:
                chosen = one
        decided = bool(self._given) and names_in(chosen) <= known
        steps = self._steps
        if not names_in(chosen) & steps:  # f = (x + y)z = qz with q = x + y is qz
            chosen = next((one for one in written if names_in(one) & steps), chosen)
        for body, one in zip(formulas, written, strict=True):
            if not (decided or self._may_agree(names_in(chosen), names_in(one))):
                raise describe_unequal(Claim(text_of(chosen), text_of(one), body[0]))
            words = names_in(one) - known  # correct/total beside (TP + TN)/n: nothing to compare
            if decided and words and not any(map(self._names.known, words)):
                self._worked_out.append("= " + "".join(t.text for t in body))
            elif one is not chosen:
                self._claims.append(Claim(text_of(chosen), text_of(one), body[0]))
        return chosen
