"""The table of mistakes in a layered network; ``network.py`` has the wrong rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.core.graph import layers_of
from tutor.core.misconceptions import network as rules
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.network import Unit
from tutor.core.misconceptions.rule import Guess, Rule

WrongByUnit = Callable[[Unit], Iterator[float | None]]


def _rule(
    id_: str, title: str, says: str, asks: str, letters: str, remedy: str,
    *, hidden: bool = False,
) -> Callable[[WrongByUnit], Rule]:  # fmt: skip
    """A rule about the quantities with these letters; ``hidden`` ones stand before layer L."""

    def row(wrong: WrongByUnit) -> Rule:
        def guesses(context: GradientContext, node: int) -> Iterator[Guess]:
            net = layers_of(context.tape)
            letter_at = net.place.get(node) if net and context.of == context.tape.output else None
            if net is None or letter_at is None or letter_at[0] not in letters:
                return
            letter, at = letter_at
            layer = 1 if letter == "x" else at[0]
            if hidden and layer >= net.last:
                return
            unit = at if letter == "x" else at[1:]
            yield from (
                Guess(n) for n in wrong(Unit(context, net, letter, layer, unit)) if n is not None
            )

        return Rule(id_, title, says, asks, guesses, remedy)

    return row


_WHERE = "Compare the weight's two indices: which one is the unit that it comes from?"
_SUM = "Which weights lead from this unit to the next layer?"
_FACTOR = "Which number does {v} multiply in the forward pass?"

NETWORK_RULES: tuple[Rule, ...] = (
    _rule(
        "SIGMA_PRIME_FORGOTTEN",
        "σ′(z) left out",
        "{n} is how fast {z} changes with the activation that is made of {v}.",
        "What lies between {v} and that activation?",
        "z",
        "multiply by the local gradient",
    )(rules.no_slope),
    _rule(
        "W_NOT_TRANSPOSED",
        "the weight matrix not transposed",
        "{n} comes out when δ of the next layer is multiplied by W as it stands.",
        _SUM,
        "z",
        "weights to the next layer",
        hidden=True,
    )(rules.not_transposed),
    _rule(
        "W_OF_THIS_LAYER",
        "the weights of this layer",
        "{n} comes out with the weights that lead into this layer.",
        _SUM,
        "z",
        "weights to the next layer",
        hidden=True,
    )(rules.this_layers_weights),
    _rule(
        "DELTA_NOT_WEIGHTED",
        "the δ of the next layer added without their weights",
        "{n} comes out when the δ of the next layer are added without their weights.",
        _SUM,
        "z",
        "weights to the next layer",
        hidden=True,
    )(rules.unweighted),
    _rule(
        "ONE_SUCCESSOR_ONLY",
        "one unit of the next layer only",
        "{n} is what one unit of the next layer sends.",
        "How many units of the next layer send a message?",
        "z",
        "sum over routes",
        hidden=True,
    )(rules.one_successor),
    _rule(
        "SIGMA_PRIME_OF_NEXT_LAYER",
        "σ′ of the next layer",
        "{n} comes out with σ′ taken at the next layer.",
        "At which z does σ′ belong here?",
        "z",
        "derivative of the activation",
        hidden=True,
    )(rules.next_slope),
    _rule(
        "SIGMA_VALUE",
        "a in place of σ′(z)",
        "{n} comes out with a itself in place of σ′(z).",
        "What is σ′(z), in terms of a?",
        "z",
        "derivative of the activation",
    )(rules.value_for_slope),
    _rule(
        "SIGMA_PRIME_OF_A",
        "σ′ taken at a",
        "{n} comes out with σ′(a) in place of σ′(z).",
        "At which number is σ′ taken?",
        "z",
        "derivative of the activation",
        hidden=True,
    )(rules.slope_at_a),
    _rule(
        "OUTPUT_FORMULA_IN_HIDDEN",
        "the output layer's formula in a hidden layer",
        "{n} is (a − y)·σ′(z): that is δ of the output layer only.",
        "Does C depend on this unit directly, or through the next layer?",
        "z",
        "weights to the next layer",
        hidden=True,
    )(rules.output_formula),
    _rule(
        "OUTPUT_DELTA_WITHOUT_SIGMA_PRIME",
        "the output's δ without σ′, sent back",
        "{n} comes out when δ of the output layer is taken as ∂C/∂a alone.",
        "What is still missing in δ of the output layer?",
        "z",
        "derivative of the activation",
        hidden=True,
    )(rules.pushed_without_slope),
    _rule(
        "HADAMARD_AS_DOT",
        "⊙ taken as a scalar product",
        "{n} comes out when all components are added up.",
        "What is (1, 2) times (3, 4), component by component?",
        "z",
        "one component at a time",
        hidden=True,
    )(rules.dot_for_hadamard),
    _rule(
        "HADAMARD_AS_OUTER",
        "components of different units multiplied",
        "{n} has σ′ of another unit in it.",
        "The question is about {v}: at which z is σ′ taken then?",
        "z",
        "one component at a time",
        hidden=True,
    )(rules.outer_for_hadamard),
    _rule(
        "Y_MINUS_A",
        "y − a for a − y",
        "A sign was lost or gained on the way to {n}.",
        "Is the derivative of ½(y − a)² with respect to a equal to a − y or y − a?",
        "z",
        "sign",
    )(rules.minus),
    _rule(
        "NO_HALF",
        "the ½ of the cost forgotten",
        "{n} comes out without the ½ of the cost.",
        "What does the ½ do to the 2 of the square?",
        "z",
        "factor one half",
    )(rules.doubled),
    _rule(
        "A_OF_THIS_LAYER",
        "a of this layer",
        "{n} has the activation in it to which {v} leads.",
        _FACTOR,
        "w",
        "a of the layer before",
    )(rules.this_a),
    _rule(
        "W_INSTEAD_OF_A",
        "the weight itself in place of a",
        "{n} is δ times {v} itself.",
        _FACTOR,
        "w",
        "a of the layer before",
    )(rules.w_for_a),
    _rule(
        "OUTER_TRANSPOSED",
        "rows and columns exchanged",
        "{n} comes out with rows and columns exchanged.",
        _WHERE,
        "w",
        "row and column",
    )(rules.transposed),
    _rule(
        "INDEX_SWAP",
        "the weight with its indices exchanged",
        "{n} is the gradient of the weight with its two indices exchanged.",
        _WHERE,
        "w",
        "row and column",
    )(rules.index_swap),
    _rule(
        "NEXT_DELTA",
        "δ of the next layer",
        "{n} comes out with δ of the next layer.",
        "Into which unit does this weight lead?",
        "w",
        "δ of this layer",
    )(rules.next_delta),
    _rule(
        "BIAS_AS_A",
        "the bias treated like a weight",
        "{n} is δ times an activation: that is the gradient of a weight.",
        "How fast does z change with its bias?",
        "b",
        "bias",
    )(rules.bias_as_weight),
    _rule(
        "BIAS_IS_1",
        "the local gradient of the bias alone",
        "1 is how fast z changes with its bias, not yet how fast C does.",
        "What arrives at z?",
        "b",
        "multiply by what arrives",
    )(rules.bias_is_one),
    _rule(
        "DELTA_FOR_INPUT_LAYER",
        "σ′ at an input",
        "{n} has σ′ at an input in it.",
        "Is {v} computed by an activation?",
        "x",
        "inputs have no δ",
    )(rules.input_delta),
    _rule(
        "LAYER_OFF_BY_ONE",
        "the same quantity one layer further",
        "{n} is the gradient of the quantity with the same indices one layer further.",
        "Is the layer of the inputs counted as layer 1?",
        "zwb",
        "another node",
    )(rules.other_layer),
)
