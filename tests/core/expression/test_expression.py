from __future__ import annotations

import math
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.hostile import ATTACKS
from tests.samples import examples
from tutor.core.errors import ExpressionError
from tutor.core.expression import (
    LENGTH,
    Binary,
    Call,
    Compare,
    Expression,
    LeafScope,
    ListLiteral,
    Logic,
    Name,
    Number,
    PassScope,
    Unary,
    evaluate,
    names,
    parse,
    parts,
    show,
    source,
)
from tutor.core.graph import run
from tutor.core.syntax.graph import parse_graph

SCOPE = LeafScope({"a": 2.0, "b": 3.0, "c": 0.5, "x": -1.5, "zero": 0.0})


def value(text: str) -> float:
    return evaluate(parse(text), SCOPE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-x^2", -2.25),
        ("(-x)^2", 2.25),
        ("2^-1", 0.5),
        ("2**3**2", 512.0),
        ("a-b-c", -1.5),
        ("a/b/c", 4 / 3),
        ("a - -b", 5.0),
        ("+a", 2.0),
        ("2*a+b*c", 5.5),
        ("a · b − c", 5.5),
        ("1e3 + .5", 1000.5),
        ("max(a, b) - min(a, b)", 1.0),
        ("abs(x) + sqrt(4) + exp(0) + log(1)", 4.5),
        ("sigmoid(0) + relu(x) + tanh(0)", 0.5),
        ("dot([a, b], [c, 2], 1)", 8.0),
        ("dot([a], [b])", 6.0),
        ("0^0", 1.0),
        ("exp(1000)", math.inf),
        ("0.1 + 0.2 == 0.3", 1.0),
        ("3 <= abs(x)*2 <= 3", 1.0),
        ("1 < 2 < 2", 0.0),
        ("a != 2 or not b == 3", 0.0),
        ("a == 2 and b == 3", 1.0),
        ("zero == 0 or 1/zero > 0", 1.0),
        ("not a == 2 and b == 3", 0.0),
    ],
)
def test_an_expression_means_what_it_means_in_mathematics(text: str, expected: float) -> None:
    assert value(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("", 0, "empty"),
        ("1 +", 3, "ends too early"),
        ("(1", 2, "not closed"),
        ("1)", 1, "closes nothing"),
        ("2x", 1, "operator is missing"),
        ("x y", 2, "operator is missing"),
        ("a = b", 2, "does not belong"),
        ("or(1)", 0, "'or' does not belong here"),
        ("and + 1", 0, "'and' does not belong here"),
        ("1 + not(a)", 4, "'not' does not belong here"),
        ("foo(1)", 0, "no function called 'foo'"),
        ("sigmoyd(1)", 0, "no function called 'sigmoyd'"),
        ("exp(1, 2)", 0, "takes one argument"),
        ("1e999", 0, "too large"),
        ("[1]", 0, "dot"),
        ("exp([1])", 4, "dot"),
        ("dot([1], [1, 2])", 0, "1 and 2 entries"),
        ("local(a + b, c)", 8, "names of nodes"),
        ("__import__('os')", 0, "no function called '__import__'"),
        ("os.system(1)", 2, "dot belongs in a number"),
        ("lambda: 1", 6, "does not belong"),
        ("x[0]", 1, "dot"),
        ("'a' * 3", 0, "does not belong"),
        ("1_0", 1, "operator is missing"),
        ("nan(1)", 0, "no function"),
        ("\uff11", 0, "U+FF11"),
        ("\u0430 + 1", 0, "U+0430"),
        ("a\u200b", 1, "U+200B"),
        ("a\u202e", 1, "U+202E"),
        ("a\x00", 1, "does not belong"),
        ("a\ud800", 1, "U+D800"),
        ("a\nb", 1, "does not belong"),
        ("-" * 5000 + "1", LENGTH, "5001 characters"),
        ("-" * 399 + "1", 200, "too long or too deeply"),
        ("(" * 300, 300, "ends too early"),
        ("+".join("1" * 150), 179, "too long or too deeply"),
        ("not " * 99 + "1", 240, "too long or too deeply"),
    ],
)
def test_what_is_no_expression_is_refused_at_its_place(text: str, column: int, said: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert said in str(refused.value)
    if "too long or too deeply" not in said:
        assert refused.value.column == column


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("1 + log(zero)", 4, "log(0) has no value: a logarithm needs a number above 0"),
        ("1 / zero", 2, "1 / 0 has no value: a division by 0"),
        ("-1 / (0 - zero)", 3, "−1 / 0 has no value: a division by 0"),
        ("(-8)^(1/3)", 4, "(−8)^0.3333 has no value: a power of a negative number needs a whole"),
        ("zero^(-1)", 4, "0^(−1) has no value: a division by 0"),
        ("sqrt(-4)", 0, "√(−4) has no value: a square root needs a number that is not negative"),
        ("exp(1000) - exp(1000)", 10, "∞ − ∞ has no value: a number in it is too large"),
        ("a + nobody", 4, "'nobody'"),
        ("nan", 0, "'nan'"),
        ("local(a, b)", 0, "needs a graph"),
    ],
)
def test_what_has_no_value_says_where(text: str, column: int, said: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        value(text)
    assert (refused.value.column, said in str(refused.value)) == (column, True)


def test_local_is_one_edge_and_grad_is_all_routes() -> None:
    graph, _ = parse_graph("b = a^2; y = b*a", implicit_leaves=True, expand=True)
    assert graph
    scope = PassScope(run(graph.graph, {"a": 3.0}))
    assert evaluate(parse("local(y, a)"), scope) == 9.0
    assert evaluate(parse("grad(y, a)"), scope) == 27.0
    assert evaluate(parse("value(y) + y"), scope) == 54.0
    with pytest.raises(ExpressionError, match="not computed directly"):
        evaluate(parse("local(a, y)"), scope)
    with pytest.raises(ExpressionError, match="no node called 'q'"):
        evaluate(parse("grad(y, q)"), scope)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1/2*e^2", "½·e²"),
        ("0.5*(a-y)^2", "½·(a − y)²"),
        ("3<=abs(e) and e!=4", "3 ≤ abs(e) and e ≠ 4"),
        ("-x^2", "−x²"),
        ("w*x+b", "w·x + b"),
    ],
)
def test_an_expression_is_shown_as_one_writes_it(text: str, shown: str) -> None:
    assert show(parse(text)) == shown


def test_labels_stand_in_for_names() -> None:
    assert show(parse("yhat - y"), {"yhat": "ŷ", "y": "y"}.__getitem__) == "ŷ − y"


def same(one: Expression, other: Expression) -> bool:
    """Equal but for columns."""
    return source(one) == source(other) and repr(stripped(one)) == repr(stripped(other))


def stripped(expr: Expression) -> tuple[object, ...]:
    return tuple(
        (type(part).__name__, getattr(part, "op", ""), getattr(part, "function", ""),
         getattr(part, "name", ""), getattr(part, "value", ""), depth,
         tuple(sign for sign, _ in getattr(part, "rest", ())))
        for part, depth in parts(expr)
    )  # fmt: skip


LEAVES = st.one_of(
    st.builds(Name, st.sampled_from(["a", "b", "c", "x"])),
    st.builds(Number, st.floats(0, 1e6).map(abs)),
)


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    vectors = st.lists(inner, min_size=2, max_size=2).map(lambda items: ListLiteral(tuple(items)))
    return st.one_of(
        st.builds(Binary, st.sampled_from(["add", "sub", "mul", "div", "pow"]), inner, inner),
        st.builds(Unary, st.sampled_from(["neg", "pos", "not"]), inner),
        st.builds(Logic, st.sampled_from(["and", "or"]), inner, inner),
        st.builds(
            Compare,
            inner,
            st.lists(
                st.tuples(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), inner),
                min_size=1,
                max_size=2,
            ).map(tuple),
        ),
        st.builds(lambda x: Call("tanh", (x,)), inner),
        st.builds(lambda x, y: Call("max", (x, y)), inner, inner),
        st.builds(lambda v, w: Call("dot", (v, w)), vectors, vectors),
    )


TREES = st.recursive(LEAVES, grown, max_leaves=12)


@pytest.mark.parametrize(
    "text",
    ["a-(b-c)", "a/(b/c)", "a*(b/c)", "(a^b)^c", "(-a)^b", "a^-b", "-(a+b)", "a and (b and c)",
     "(a or b) and c", "not (a and b)", "(a < b) < c", "a + (b < c)", "(not a) + b", "-(-a)",
     "a - (b + c)", "(a < b) == c"],
)  # fmt: skip
def test_brackets_that_matter_are_kept(text: str) -> None:
    assert same(parse(source(parse(text))), parse(text))
    assert not same(parse(text), parse("a"))


@given(TREES)
def test_what_is_written_reads_back_as_the_same_tree(tree: Expression) -> None:
    text = source(tree)
    if len(text) <= LENGTH:
        assert same(parse(text), tree), text


@given(TREES)
def test_the_readable_form_reads_back_too_where_it_has_no_raised_letters(
    tree: Expression,
) -> None:
    text = show(tree)
    plain = all(char not in text for char in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻½¼¾⅓⅔π") and " = " not in text
    if plain and len(text) <= LENGTH:
        assert names(parse(text)) == names(tree)


ARITHMETIC = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Binary, st.sampled_from(["add", "sub", "mul", "div", "pow"]), inner, inner),
        st.builds(Unary, st.sampled_from(["neg", "pos"]), inner),
    ),
    max_leaves=8,
)


NUMBER = re.compile(r"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?")


@given(ARITHMETIC)
def test_the_host_language_agrees_about_precedence_and_values(tree: Expression) -> None:
    text = source(tree)
    if len(text) > LENGTH:
        return
    try:
        ours = evaluate(parse(text), SCOPE)
        # Our own printed tree, in a test only: the program never evaluates text this way.
        # Whole numbers are written as floats: 9**9**9 in integers never ends.
        host = NUMBER.sub(lambda found: repr(float(found[0])), text.replace("^", "**"))
        found = eval(host, {}, {k: float(v) for k, v in SCOPE.values.items()})  # noqa: S307
        theirs = float(found)  # an int may be too large, a complex number is none of ours
    except (ExpressionError, ArithmeticError, TypeError):
        return
    if math.isfinite(theirs):
        assert ours == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_ends_in_a_number_or_one_line(attack: str) -> None:
    error = error_of(attack)
    assert error is None or ("\n" not in str(error) and 0 <= error.column <= LENGTH)


def error_of(text: str) -> ExpressionError | None:
    try:
        evaluate(parse(text), SCOPE)
    except ExpressionError as error:
        return error
    return None


@settings(max_examples=examples(300))
@given(
    st.one_of(
        st.text(max_size=60),
        st.text("abx019.()[]+-*/^<>=!, andortmxeg_", max_size=60),
        st.lists(st.sampled_from(ATTACKS), max_size=3).map("".join),
    )
)
def test_no_text_does_anything_but_give_a_number_or_an_expression_error(text: str) -> None:
    try:
        result = evaluate(parse(text), SCOPE)
    except ExpressionError:
        return
    assert isinstance(result, float)
    assert not math.isnan(result)


def test_lark_is_imported_with_the_first_expression_only() -> None:
    code = "import sys, tutor.core.syntax.graph; print('lark' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
