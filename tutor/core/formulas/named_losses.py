"""Cross-entropies by their names, ``BCE(ŷ, y)``: which argument is the prediction, and what it is.

PyTorch takes the prediction first and Keras the target.  On paper the text decides: what is
computed, or has a hat, is the prediction, y and t are targets.  What stays open is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.core.formulas.lexer import MODULES, Token, closing_place, refuse, sign, split_at, words
from tutor.core.formulas.statements import Phrase, is_number

_BINARY = words("bce binarycrossentropy")
_OF_CLASSES = words("ce crossentropy categoricalcrossentropy")
_TARGETS = words("y t target targets label labels truth y_true ytrue")
_HATS = re.compile(r"hat|pred|prob|bar")
_DEEPEST = 8
"""Names that stand for one another."""


def with_named_losses(
    phrases: Sequence[Phrase], lists: Mapping[str, str], libraries: frozenset[str]
) -> list[Phrase]:
    """The statements with cross-entropies of a prediction and a target, in this order.

    Raises ExpressionError where it is open which is which, or whether logits are meant.
    """
    bodies = {p.first.text: p.parts[-1] for p in phrases if len(p.parts) > 1}
    reader = _Losses(bodies, lists, libraries)
    return [replace(p, parts=tuple(map(reader.written, p.parts))) for p in phrases]


@dataclass(frozen=True)
class _Losses:
    """What a text says of its names, and the libraries that it mentions."""

    bodies: Mapping[str, Sequence[Token]]
    lists: Mapping[str, str]
    libraries: frozenset[str]

    def written(self, part: Sequence[Token]) -> tuple[Token, ...]:
        """A side of an equation, innermost calls first."""
        out = list(part)
        for place in reversed(range(len(part))):
            token = part[place]
            name = token.text.lower().replace("_", "").removesuffix("loss")
            is_of_torch = "torch" in self.libraries and len(token.text) > len("BCE")
            if name not in _BINARY | _OF_CLASSES or token.text in self.bodies or is_of_torch:
                continue
            end, arguments, settings = _arguments_at(out, place + 1)
            if len(arguments) == 2:
                out[place:end] = self._loss(token, name, arguments, settings)
        return tuple(out)

    def _loss(
        self, token: Token, name: str, arguments: list[list[Token]], settings: list[list[Token]]
    ) -> list[Token]:
        is_of_keras = bool(self.libraries & {"tensorflow", "tf", "keras"})
        prediction, target = self._in_order(token, arguments, is_of_keras=is_of_keras)
        said = {s[0].text: s[2].text for s in settings if len(s) == 3}
        logits = said.get("from_logits", "").lower()
        kept = [s for s in settings if s[0].text != "from_logits"]
        if name in _BINARY:
            ending = "_with_logits" if logits == "true" else ""
            word = f"binary_cross_entropy{ending}"
            return _call(word, token, [prediction, target, *kept])
        is_of_program = is_of_keras or token.text == token.text.lower()
        if logits != "true" and (is_of_keras or logits == "false" or self._are_shares(prediction)):
            if not (is_of_program or self._is_list(target)):
                what = f"{token.text} of a class is not clear: classes count from 0 or from 1"
                raise refuse(what, token, "write -log(p_y) for the class y")
            logs = _call("log", token, [prediction])
            return _call("nll_loss", token, [logs, target, *kept])
        if not is_of_program and logits != "true":
            what = f"{token.text} has two readings: of probabilities, or of logits"
            help_ = "write -sum(y*log(p)) for probabilities p, cross_entropy(z, y) for logits z"
            raise refuse(what, token, help_)
        return _call("cross_entropy", token, [prediction, target, *kept])

    def _in_order(
        self, token: Token, arguments: list[list[Token]], *, is_of_keras: bool
    ) -> list[list[Token]]:
        """Prediction and target.  Raises ExpressionError where the text does not tell them."""
        if is_of_keras:
            return arguments[::-1]
        targets = [self._is_target(one) for one in arguments]
        found = [self._is_prediction(one) for one in arguments]
        if targets[0] == targets[1] and found[0] == found[1]:
            if token.text == token.text.lower() and "_" in token.text:  # the order of PyTorch
                return arguments
            what = f"which argument of {token.text} is the prediction is not said"
            help_ = "write the formula, as in -(y*log(p) + (1-y)*log(1-p))"
            raise refuse(what, token, help_)
        is_turned = targets[0] > targets[1] or (targets[0] == targets[1] and found[1])
        return arguments[::-1] if is_turned else arguments

    def _is_computed(self, name: str) -> bool:
        body = self.bodies.get(name, ())
        return any(t.kind == "name" for t in body) and not is_number(body)

    def _is_list(self, part: Sequence[Token]) -> bool:
        body = self.bodies.get(part[0].text, part) if len(part) == 1 else part
        return part[0].text in self.lists or len(body) > 1

    def _is_target(self, part: Sequence[Token]) -> bool:
        name = part[0].text
        return len(part) == 1 and name in _TARGETS and not self._is_computed(name)

    def _is_prediction(self, part: Sequence[Token]) -> bool:
        name = part[0].text
        return len(part) > 1 or bool(_HATS.search(name)) or self._is_computed(name)

    def _are_shares(self, part: Sequence[Token], depth: int = 0) -> bool:
        """Whether these are probabilities of classes: a softmax, or numbers that add up to 1."""
        plain = [t for t in part if not t.word(*MODULES) and not t.is_(".")]
        if plain and plain[0].word("softmax", "Softmax"):
            return closing_place(plain, 1) == len(plain) - 1
        text = "".join(t.text for t in part)
        if len(part) == 1:
            text = self.lists.get(text, "")
            defined = self.bodies.get(part[0].text)
            if defined and depth < _DEEPEST:
                return self._are_shares(defined, depth + 1)
        rows = [re.findall(r"[0-9.]+(?:e-?[0-9]+)?", row) for row in text.split("]")]
        sums = [sum(map(float, row)) for row in rows if row]
        return "-" not in text and bool(sums) and all(abs(one - 1) < 1e-6 for one in sums)


def _arguments_at(
    part: Sequence[Token], start: int
) -> tuple[int, list[list[Token]], list[list[Token]]]:
    """Where a call ends, its arguments and its settings; those of ``BCELoss()(a, y)``, too."""
    found: list[list[Token]] = []
    while start < len(part) and part[start].is_("("):
        close = closing_place(list(part), start)
        found += [one for one in split_at(part[start + 1 : close], ",") if one]
        start = close + 1
    settings = [one for one in found if len(one) > 2 and one[1].is_("=")]
    return start, [one for one in found if one not in settings], settings


def _call(word: str, token: Token, arguments: Sequence[Sequence[Token]]) -> list[Token]:
    out = [replace(token, text=word), sign("(", token.at)]
    for i, one in enumerate(arguments):
        out += [*[sign(",", token.at)] * bool(i), *one]
    return [*out, sign(")", token.at)]
