"""Slips at one step: their numbers, their places, and advice that does not lead back."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.core.random_graphs import random_graph
from tutor.core.answers import is_close
from tutor.core.errors import GraphError
from tutor.core.graph import Graph, Pass, run
from tutor.core.misconceptions import Diagnosis, diagnose
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.slips import slips_of
from tutor.core.misconceptions.table import RULES, explaining
from tutor.core.typed import read_typed

TWO_SIGMOIDS = "z1=w1*x; a1=sigmoid(z1); z2=w2*a1; a2=sigmoid(z2); L=0.5*(a2-y)^2"
SOFTMAX = (
    "g1=exp(z1); g2=exp(z2); g3=exp(z3); s=g1+g2+g3; p1=g1/s; p2=g2/s; p3=g3/s; L=0*p2+0*p3-log(p1)"
)
LOGITS = {"z1": 0.6, "z2": 0.1, "z3": 1.2}
AT = {"w1": 0.3, "x": 2.0, "w2": 0.7, "y": 1.0}


TEXTS = (TWO_SIGMOIDS, SOFTMAX)


def marked_graph(statements: str) -> Graph:
    names = AT if statements == TWO_SIGMOIDS else LOGITS
    read = read_typed(statements, given=dict.fromkeys(names)).graph
    assert read
    return read.graph


def marked(statements: str, values: dict[str, float], wrt: str, answer: float) -> Diagnosis:
    graph = read_typed(statements, given=dict.fromkeys(values)).graph
    assert graph
    return diagnose(run(graph.graph, values), wrt, answer)


def numbers_of(seed: int) -> Pass:
    graph = random_graph(seed)
    values = {leaf.name: (0.5, -1.25, 0.75, 1.5, -0.4)[i] for i, leaf in enumerate(graph.leaves)}
    try:
        return run(graph, values)
    except GraphError:
        assume(condition=False)
        raise


@given(st.integers(1, 400), st.data())
def test_a_slip_at_one_operation_gives_what_a_pass_with_it_gives(
    seed: int, data: st.DataObject
) -> None:
    """The short way (the answer is linear in a local gradient) against the long way."""
    pass_ = numbers_of(seed)
    context = GradientContext.of_pass(pass_)
    node = data.draw(st.sampled_from(range(len(context.tape.names))))
    for slip in slips_of(context, node, explaining()):
        if slip.change is None:
            continue
        row, off = slip.change
        local = [list(here) for here in context.locals]
        for slot, by in off:
            local[row.node][slot] += by
        number = context.tape.backward(local, context.of)[node]
        sizes = [abs(context.gradients[node]), *(abs(by) for _, by in off)]
        assert math.isclose(number, slip.guess.number, rel_tol=1e-6, abs_tol=1e-9 * max(sizes))


def test_the_laws_below_are_about_something() -> None:
    """There are slips at one operation, and what is typed by slips is put down to causes."""
    numbers = [run(marked_graph(text), AT if "a1" in text else LOGITS) for text in TEXTS]
    found, changed = [], 0
    for pass_ in numbers:
        context = GradientContext.of_pass(pass_)
        slips = [*slips_of(context, 0, explaining())]
        changed += sum(slip.change is not None for slip in slips)
        answers = [float(f"{slip.guess.number:.4g}") for slip in slips if slip.guess.number]
        found += [diagnose(pass_, context.tape.names[0], answer) for answer in answers]
    assert changed > 20
    assert sum(bool(one.causes) for one in found) > 0.6 * len(found) > 20


@given(st.integers(1, 400), st.data())
def test_no_advice_leads_back_to_the_number_that_was_rejected(
    seed: int, data: st.DataObject
) -> None:
    pass_ = numbers_of(seed)
    context = GradientContext.of_pass(pass_)
    names = context.tape.names
    node = data.draw(st.sampled_from(range(len(names))))
    slips = [*slips_of(context, node, explaining())]
    slip = data.draw(st.sampled_from(slips)) if slips else None
    assume(slip is not None and slip.guess.number != 0)
    assert slip is not None
    answer = float(f"{slip.guess.number:.4g}")
    found = diagnose(pass_, names[node], answer)
    for cause in found.causes[:2]:
        through = pass_.graph.by_name.get(cause.at)
        if cause.id in {"BACKPROP_ONLY", "LOCAL_ONLY"} and through is not None:
            edges = [e for e in pass_.graph.outgoing(names[node]) if e.target == cause.at]
            followed = sum(pass_.message(edge) for edge in edges)
            assert not is_close(followed, answer), "multiplied as told, it is the same number"


def test_a_slip_that_is_made_everywhere_is_not_put_down_to_one_place() -> None:
    """With s alone passed through the number is 0.058, not 1."""
    graph = read_typed("s=sigmoid(z); t=sigmoid(s); y=sigmoid(t)", given={"z": None}).graph
    assert graph
    pass_ = run(graph.graph, {"z": -1.5})
    alone = diagnose(pass_, "s", pass_.gradients["t"])
    assert "others" not in alone.feedback[0]
    (said, _) = diagnose(pass_, "z", 1.0).feedback
    assert (
        said
        == "1 comes out when the gradient passes through s unchanged, and likewise at the others."
    )


@pytest.mark.parametrize(("text", "said"), [("1", "1 is, rounded,"), ("0.8933", "0.8933 is")])
def test_a_number_of_few_figures_is_not_said_to_be_another(text: str, said: str) -> None:
    graph = read_typed("a=sigmoid(z); C=0.5*(a-y)^2", given=dict.fromkeys("zy")).graph
    assert graph
    pass_ = run(graph.graph, {"z": 5.0, "y": 0.1})  # ∂C/∂a = 0.8933
    (first, _) = diagnose(pass_, "z", float(text), text=text).feedback
    assert first.startswith(f"{said} ∂C/∂a, the backpropagated gradient at a.")


@pytest.mark.parametrize(
    ("text", "said"), [("-0.4", "−0.4 comes out, rounded, with"), ("-0.44", "−0.44 comes out with")]
)
def test_what_comes_out_only_when_rounded_is_said_to(text: str, said: str) -> None:
    graph = read_typed("y=tanh(z)", given={"z": None}).graph
    assert graph
    first = diagnose(run(graph.graph, {"z": 1.2}), "z", float(text), text=text).feedback[0]
    assert f"{said} 1 − z²." in first


@pytest.mark.parametrize(
    ("number", "mistake", "place"),
    [
        ("-0.12456", "ACTIVATION_SKIPPED", "a2"),
        (None, "ACTIVATION_SKIPPED", "a1"),
    ],
)
def test_the_activation_that_was_left_out_is_named_with_its_place(
    number: str | None, mistake: str, place: str
) -> None:
    graph = read_typed(TWO_SIGMOIDS, given=dict.fromkeys(AT)).graph
    assert graph
    pass_ = run(graph.graph, AT)
    skipped = pass_.gradients["w1"] / pass_.local(place, graph.graph.by_name[place].inputs[0])
    assert number is None or is_close(float(number), skipped)
    (cause, *_) = marked(TWO_SIGMOIDS, AT, "w1", float(f"{skipped:.5g}")).causes
    assert (cause.id, cause.at) == (mistake, place)


@pytest.mark.parametrize(
    ("statements", "values", "wrt", "answer", "mistake"),
    [
        ("J=sqrt(w*x)", {"w": 3.0, "x": 2.5}, "w", 2.5 / math.sqrt(7.5), "SQRT_FORGOT_HALF"),
        ("J=log(w*x)", {"w": 3.1, "x": 2.5}, "w", 2.5 * 7.75, "LOG_USES_INPUT"),
        ("a=tanh(w*x); J=3.7*a", {"w": 0.3, "x": 1.9}, "w",
         3.7 * 1.9 * math.tanh(0.57) * (1 - math.tanh(0.57)), "SIGMA_PRIME_FOR_TANH"),
        ("m=max(w,x); J=m^2", {"w": 3.7, "x": 2.3}, "x", 7.4, "MAX_TO_BOTH"),
        ("u=x^2; v=3*x+1; J=u/v", {"x": 1.3}, "x", 2.6 / 3, "QUOTIENT_OF_DERIVATIVES"),
        ("h=w1*x1+w2*x2; J=h^2", {"w1": 0.7, "x1": 1.3, "w2": -0.4, "x2": 2.9}, "w1",
         2 * (0.91 - 1.16) * 2.9, "OTHER_COMPONENT"),
    ],
)  # fmt: skip
def test_mistakes_of_calculus_are_known(
    statements: str, values: dict[str, float], wrt: str, answer: float | None, mistake: str
) -> None:
    assert mistake in RULES
    if answer is not None:
        found = marked(statements, values, wrt, float(f"{answer:.5g}"))
        assert mistake in found.mistakes


def test_one_slip_with_one_place_is_sure_and_shares_are_of_one_whole() -> None:
    found = marked("u=w*x; yhat=u+b; e=yhat-y; J=e^2",
                   {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0}, "w", 12.0)  # fmt: skip
    assert found.causes[0].id == "SQ_FORGOT_2"
    assert found.causes[0].share > 0.85
    assert sum(cause.share for cause in found.causes) <= 1.0


def test_what_is_unclear_asks_for_one_number_on_the_way_and_claims_nothing() -> None:
    found = marked("p=a*b; d=p-c; L=d^2", {"a": 7.0, "b": 5.0, "c": 4.0}, "a", 317.0)
    assert found.mistakes == ()
    assert "?" in found.feedback[-1]


@pytest.mark.parametrize(
    ("statements", "values", "wrt", "answer", "mistake", "at"),
    [
        # u = 3·7 = 21 taken for 24, all else right: 2·(24 − 5)·7
        ("u=w*x; e=u-y; J=e^2", {"w": 3.0, "x": 7.0, "y": 5.0}, "w", 266.0, "VALUE_SLIP", "u"),
        # 3 + 7 for 3·7: 2·(10 − 4)·7
        ("u=w*x; e=u-y; J=e^2", {"w": 3.0, "x": 7.0, "y": 4.0}, "w", 84.0, "VALUE_SLIP", "u"),
        # 1/(1.4) with the sum rounded to one place
        ("d=x+0.3679; f=1/d", {"x": 1.0}, "d", -0.51, "ROUNDED", ""),
        ("q=(x-a)^2; r=(x-b)^2; s=x*c; f=q+r+s", {"x": 5.0, "a": 2.0, "b": 1.5, "c": 4.0},
         "x", 11.0, "ROUTE_LEFT_OUT", "t1"),
        (SOFTMAX, LOGITS, "z1", 0.2917, "SOFTMAX_TARGET_FORGOTTEN", "p1"),
        (SOFTMAX, LOGITS, "z2", -0.8231, "SOFTMAX_WRONG_CLASS", "p2"),
        ("m=1-a; p=log(a); q=log(m); L=p+3*q", {"a": 0.2}, "a", -2.5, "LOG_OTHER_INPUT", "p"),
    ],
)  # fmt: skip
def test_slips_in_the_forward_pass_in_rounding_and_in_routes_are_found(
    statements: str, values: dict[str, float], wrt: str, answer: float, mistake: str, at: str
) -> None:
    found = marked(statements, values, wrt, answer)
    causes = {(one, cause.at) for cause in found.causes for one in (cause.id, *cause.also)}
    assert (mistake, at) in causes, (found.expected, found.causes)
