"""The lines of a hand calculation: what each claims, and where one cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from tutor.core.answers import AnswerError, read_number
from tutor.core.graph import Pass
from tutor.core.working.left_sides import UnreadError, is_leibniz, quantity_of
from tutor.core.working.names import FindNode, NodeNames, value_of
from tutor.core.working.steps import Quantity, Step, derivative_by

LINES, LONGEST = 400, 1000
"""Lines of a working, and characters of a line with those that go on from it, that are read."""

_COMMENT = re.compile(r"#.*|//.*")
_BULLET = re.compile(
    r"\s*(?:[-*•·]\s+|\(?[0-9]{1,3}[.)]\s+|\(?[a-h]\)\s+|(?:step|line)\s+[0-9]+\s*[:.)]\s*|"
    r"[\u2234⇒]\s*|=>\s*)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"(?<=[0-9])\s+(?:\([^()=]*\)|\[[^\[\]=]*\])\s*\Z|\s*[✓\u2714✗\u2718]\s*\Z")
"""What people put behind a number: (w·x), ✓."""
_BESIDE = re.compile(r"([-+−]?[0-9.,]+)\s+([^\W\d]\w*)")
_RATIO = re.compile(r"\(?[∂d]\w*\)?\s*/\s*\(?[∂d]\w+\)?|\\frac\{[^{}]*\}\{[^{}]*\}|\\cdot|\\times")
_SUBSCRIPT = re.compile(r"(?<=\w)_\{([\w\s,]*)\}")
_BEGINS = re.compile(r"\s*(?:=(?![=>])|≈|\u2243|\u2245)")
_DIGIT = re.compile(r"[0-9½¼¾⅓⅔]")
_PROSE = re.compile(r"[A-Za-z]{3}.*\s.*[A-Za-z]{4}(?!.*\bis\b)(?!.*:)", re.DOTALL)
"""Words, as in the heading of a part: such a line without = says nothing of a number."""
_EQUALS = re.compile(r"\s*(?::=|(?<![<>!=+\-*/])=(?!=)|≈|\u2243|\u2245)\s*")
_SAID = re.compile(r"\s*(?::(?!=)|\bis\b)\s*(?=[^A-Za-z]*[0-9])")
_NEXT = re.compile(r";|(?:(?<![0-9]),|,(?![0-9])|\s+and\s+)(?=[^,;]*[=≈])")
"""Between two claims; a comma between two digits belongs to a number."""
_DECIMALS = re.compile(r"[≈~\s]*[-+−–]?[0-9]*[.,]([0-9]+)(?:[eE]([-+−]?[0-9]{1,3}))?")


def read_lines(text: str, numbers: Pass, find: FindNode) -> tuple[Step, ...]:
    """The claims of a working, in the order in which they stand.

    Empty lines, comments, headings (they end with a colon) and rules without a number are left
    out; other words alone are a remark.  Raises
    AnswerError for a text of too many lines.
    """
    lines = text.splitlines()
    if len(lines) > LINES:
        raise AnswerError(f"this working has {len(lines)} lines: at most {LINES} are read")
    names = NodeNames(numbers, find)
    claims = (step for at, line in _joined(lines) for step in _claims(at, line, names))
    steps = tuple(islice(claims, LINES + 1))
    if len(steps) > LINES:
        raise AnswerError(f"this working has too many steps: at most {LINES} are read")
    return _with_numbers(_with_seed(steps, names), numbers, names)


def _joined(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines without comments; one that begins with = goes on from the one before it."""
    begun: tuple[int, str] | None = None
    for at, line in enumerate(lines, 1):
        bare = line[: comment.start()] if (comment := _COMMENT.search(line)) else line
        if not bare.strip():
            continue
        if begun and _BEGINS.match(bare) and len(begun[1]) + len(bare) < LONGEST:
            begun = (begun[0], f"{begun[1].rstrip()} {bare.strip()}")
            continue
        if begun:
            yield begun
        begun = (at, bare)
    if begun:
        yield begun


def _claims(at: int, line: str, names: NodeNames) -> Iterator[Step]:
    if len(line) > LONGEST:
        said = f"it has {len(line)} characters: at most {LONGEST} are read"
        yield Step(at, 1, line[:LONGEST], problem=said)
        return
    start = bullet.end() if (bullet := _BULLET.match(line)) else 0
    is_remark = True
    for place, claim in _pieces(line, start):
        is_rule = _is_symbolic(claim, names)
        is_claim = _EQUALS.search(claim) or (_DIGIT.search(claim) and not _PROSE.search(claim))
        if is_claim and not is_rule:
            column = place + len(claim) - len(claim.lstrip()) + 1
            yield _claim(Step(at, column, claim.strip()), names)
        is_remark = is_remark and not is_claim and not is_rule
    is_heading = line.rstrip().endswith(":")
    if is_remark and not is_heading and any(char.isalnum() for char in line):
        said = "it claims no number, as u = 15 does"
        yield Step(at, start + 1, line[start:].strip(), problem=said, remark=True)


def _is_symbolic(claim: str, names: NodeNames) -> bool:
    """Whether this is a rule without a number, as ∂J/∂w = ∂J/∂u · ∂u/∂w is, or dJdw = dJdu*dudw."""
    *before, last = _EQUALS.split(claim)
    factors = [factor.strip() for factor in re.split(r"[*·×]", last)]
    if before and all(is_leibniz(factor, names) for factor in factors):
        return True
    rest = _RATIO.sub("", last)
    return bool(before) and rest != last and not re.search(r"[^\W_]", rest)


def _pieces(line: str, start: int) -> Iterator[tuple[int, str]]:
    """The claims on one line, between commas and semicolons, and where they begin."""
    for found in _NEXT.finditer(line, start):
        before = line[start : found.start()]
        if before.count("(") <= before.count(")"):  # no comma inside max(a, b)
            yield start, before
            start = found.end()
    yield start, line[start:]


def _claim(step: Step, names: NodeNames) -> Step:
    """The step with what it asks for; its number is read when all steps are known."""
    if "+=" in step.text:
        return replace(step, problem="+= adds to what is there: write the whole, as in w.grad = 24")
    text = _SUBSCRIPT.sub(_written_in_ascii, _REMARK.sub("", step.text))
    parts = [part.strip() for part in _EQUALS.split(text)]
    if len(parts) == 1:
        parts = [part.strip() for part in _SAID.split(text, maxsplit=1)]
    if len(parts) == 1:
        return replace(step, problem="there is no = in it: write a line as u = 15")
    if not all(parts):
        return replace(step, problem="something is missing beside =: write a line as u = 15")
    if _number(parts[0]) is not None and _number(parts[-1]) is None:  # 24 = ∂J/∂w
        parts = [parts[-1], *parts[1:-1], parts[0]]
    try:
        asks = quantity_of(parts[0], names)
    except UnreadError as error:
        return replace(step, problem=str(error))
    for part in parts[1:-1]:
        beside = _BESIDE.fullmatch(part)
        if beside and names.named(beside[2]) and _number(parts[-1]) is not None:
            said = f"is it {beside[1]}·{beside[2]}, or two steps? Put a * or a comma between them"
            return replace(step, problem=said)
    return replace(step, asks=asks, between=tuple(parts[1:]))


def _written_in_ascii(found: re.Match[str]) -> str:
    """``_{h1}`` as ``_h1``, ``_{1,2}`` as ``_1_2``."""
    return "_" + "_".join(re.split(r"[,\s]+", found[1].strip()))


def _with_seed(steps: tuple[Step, ...], names: NodeNames) -> tuple[Step, ...]:
    """Where ∂J/∂J is given, ∂J/∂e is a gradient that follows from it."""
    output = names.graph.output
    if Quantity("gradient", output, output) not in {step.asks for step in steps}:
        return steps
    return tuple(
        replace(step, asks=derivative_by(names.graph, *step.asks[1:], seeded=True))
        if step.asks and step.asks.kind == "local" and step.asks.of == output
        else step
        for step in steps
    )


def _number(text: str) -> float | None:
    try:
        return read_number(text)
    except AnswerError:
        return None


def _with_numbers(steps: tuple[Step, ...], numbers: Pass, names: NodeNames) -> tuple[Step, ...]:
    """The steps with their numbers; a formula in names is worked out with the values written."""
    values = dict(numbers.values)
    read: dict[int, Step] = {}
    waiting: list[int] = []
    for at, step in enumerate(steps):
        found = _number(step.between[-1]) if step.asks else None
        if step.asks is None or found is None:
            waiting.append(at)
            continue
        if step.asks.kind == "value":
            values[step.asks.of] = found
        unit = _unit(step.between[-1])
        read[at] = replace(step, number=found, unit=unit, between=step.between[:-1])
    for at, step in read.items():
        if step.between and _number(step.between[-1]) is None:
            read[at] = replace(step, worth=worth_of(step.between[-1], values, names))
    for at in waiting:
        read[at] = steps[at] if steps[at].asks is None else _worked_out(steps[at], values, names)
    return tuple(_one_meant(read[at], numbers) for at in range(len(steps)))


def _one_meant(step: Step, numbers: Pass) -> Step:
    """∂m/∂v inside the graph, where v reaches m by other routes, too: people mean either."""
    asks, graph = step.asks, numbers.graph
    if asks is None or asks.kind != "gradient" or asks.of == graph.output:
        return step
    if asks.wrt not in graph.by_name[asks.of].inputs or step.agrees(asks.number(numbers)):
        return step
    return replace(step, asks=asks._replace(kind="local"))


def _worked_out(step: Step, values: dict[str, float], names: NodeNames) -> Step:
    """A step that ends with a formula (``∂J/∂e = 2e``), with its number for these values."""
    *between, last = step.between
    worth = worth_of(last, values, names)
    if worth is not None:
        return replace(step, number=worth, between=tuple(between))
    try:
        read_number(last)
    except AnswerError as error:
        if "is a name" not in str(error):
            return replace(step, asks=None, problem=str(error).rstrip("."))
    return replace(step, asks=None, problem="it does not end with a number")


def worth_of(text: str, values: dict[str, float], names: NodeNames) -> float | None:
    """What a formula in nodes of the graph is worth for these values; None if it has no worth."""
    found = names.formula(text)
    if found is None:
        return None
    expr, nodes = found
    return value_of(expr, {name: values[node] for name, node in nodes.items()})


def _unit(text: str) -> float:
    """What one is worth in the last decimal that is written; 0 without decimals."""
    found = _DECIMALS.fullmatch(text.strip())
    if found is None:
        return 0.0
    exponent = int((found[2] or "0").replace("−", "-"))
    return float(10.0 ** (exponent - len(found[1])))
