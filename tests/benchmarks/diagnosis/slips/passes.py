"""Slips of the whole pass: routes, factors, signs, order, what is left over from before."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.diagnosis.slips.paper import Paper, Slip, accepted


def pass_slips(paper: Paper, node: int) -> Iterator[Slip]:
    """All slips that are about more than one local gradient."""
    yield from _routes(paper, node)
    yield from _inner_routes(paper, node)
    yield from _factors(paper, node)
    yield from _whole(paper, node)
    yield from _pairs_of_operands(paper, node)


def _slip(key: tuple[object, ...], number: float, weight: float, *labels: str) -> Slip:
    return Slip(key, accepted(*labels), number, weight)


def _routes(paper: Paper, node: int) -> Iterator[Slip]:
    sent = {m: paper.gradients[m] * local for m, local in paper.successors(node).items()}
    right = paper.gradients[node]
    for m in {m for m, _ in paper.tape.outgoing[node] if m in paper.needed}:
        slots = [s for s, i in paper.rows[m].inputs if i == node]
        if len(slots) > 1:
            for slot in slots:
                less = paper.gradients[m] * paper.locals[m][slot]
                yield _slip(("repeated", m, slot), right - less, 4.0 / len(slots), "REPEATED_ONCE")
    if len(sent) < 2:
        return
    for m, number in sent.items():
        yield _slip(("one route", node, m), number, 10.0 / len(sent), "ONE_ROUTE")
        if len(sent) > 2:
            left = right - number
            yield _slip(("route left out", node, m), left, 4.0 / len(sent), "ONE_ROUTE")
        yield _slip(
            ("route's sign", node, m),
            right - 2 * number,
            1.0 / len(sent),
            "SIGN_LOST",
            "SIGN_FLIPPED",
        )
    product = 1.0
    for number in sent.values():
        product *= number
    yield _slip(("multiplied", node), product, 0.8, "ROUTES_MULTIPLIED")
    yield _slip(("averaged", node), right / len(sent), 0.5, "ROUTES_AVERAGED")


def _inner_routes(paper: Paper, node: int) -> Iterator[Slip]:
    """At a node further on a route of its own is forgotten, or sent on before the others came."""
    along = paper.along(node)
    right = paper.gradients[node]
    inner = [n for n in paper.tape.reached(node) & paper.needed if n not in (node, paper.of)]
    forked = [n for n in inner if len(paper.successors(n)) > 1 and along[n]]
    for n in forked:
        sent = {m: paper.gradients[m] * local for m, local in paper.successors(n).items()}
        for m, number in sent.items():
            missing = along[n] * (paper.gradients[n] - number)
            weight = 5.0 / len(sent) / len(forked)
            yield _slip(("inner route", n, m), right - missing, weight, "ONE_ROUTE")
        first = sent[max(sent)]  # the one that comes first on the way back
        early = right + along[n] * first
        yield _slip(("premature", n), early, 1.2 / len(forked), "PREMATURE")


def _factors(paper: Paper, node: int) -> Iterator[Slip]:
    successors = paper.successors(node)
    for m, local in successors.items():
        arriving, weight = paper.gradients[m], 1 / len(successors)
        several = len(successors) > 1
        yield _slip(("arriving alone", node, m), arriving, 6 * weight, "BACKPROP_ONLY")
        if m != paper.of:
            yield _slip(("local alone", node, m), local, 4.5 * weight, "LOCAL_ONLY")
            if not several:
                yield _slip(("added", node), arriving + local, 3.0, "ADDED")
        value = arriving * paper.values[m]
        yield _slip(("times value", node, m), value, 0.6 * weight, "BACKPROP_TIMES_SUCC_VALUE",
                    "VALUE_AS_DERIV")  # fmt: skip
        own = arriving * paper.values[node]
        if paper.op(m) != "mul":
            yield _slip(("own value", node, m), own, 0.6 * weight, "BACKPROP_TIMES_OWN_VALUE")
    along = paper.along(node)
    stops = [
        m for m in paper.tape.reached(node) & paper.needed
        if m not in (node, paper.of) and m not in successors
    ]  # fmt: skip
    for m in stops:
        yield _slip(("stopped", m), along[m], 5.0 / len(stops), "STOPPED_EARLY")
    # The gradient of the other factor of a product is the own factor times what arrives.
    near = {i: paper.op(m) for m in successors for _, i in paper.rows[m].inputs if i != node}
    for n, op in near.items():
        labels = ("WRONG_NODE", "MUL_OWN_VALUE") if op == "mul" else ("WRONG_NODE",)
        yield _slip(("neighbour", n), paper.gradients[n], 2.5 / len(near), *labels)


def _whole(paper: Paper, node: int) -> Iterator[Slip]:
    right, value = paper.gradients[node], paper.values[node]
    output = paper.values[paper.of]
    yield _slip(("sign",), -right, 4.0, "SIGN_FLIPPED", "SIGN_LOST")
    yield _slip(("twice",), 2 * right, 1.2, "ACCUMULATED_TWICE")
    yield _slip(("seed is output",), right * output, 0.6, "SEED_IS_OUTPUT_VALUE")
    yield _slip(("value", node), value, 0.8, "VALUE_OF_NODE")
    yield _slip(("value of output",), output, 0.4, "VALUE_OF_OUTPUT")
    yield _slip(("not zeroed",), _second_pass(paper)[node], 0.5, "ACCUMULATED_STALE")


def _second_pass(paper: Paper) -> list[float]:
    """A second pass on top of the gradients of the first, as code that never sets them to zero."""
    held = list(paper.gradients)
    held[paper.of] = 1.0
    for row in reversed(paper.tape.rows):
        for slot, source in row.inputs:
            held[source] += held[row.node] * paper.locals[row.node][slot]
    return held


def _pairs_of_operands(paper: Paper, node: int) -> Iterator[Slip]:
    """A product or a quotient of two things that both depend on the node."""
    along = paper.along(node)
    for row in paper.tape.rows:
        if row.op not in ("mul", "div") or row.node not in paper.needed or len(row.inputs) != 2:
            continue
        one, two = (along[i] for _, i in row.inputs)
        if row.op == "mul" and one and two:
            wrong, label, weight = one * two, "PRODUCT_OF_DERIVATIVES", 2.0
        elif row.op == "div" and two:
            wrong, label, weight = one / two, "QUOTIENT_OF_DERIVATIVES", 2.0
        else:
            continue
        number = paper.gradients[node] + paper.gradients[row.node] * (wrong - along[row.node])
        yield _slip(("operands", label, row.node), number, weight, label)
