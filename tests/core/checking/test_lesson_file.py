"""The reader of lesson files, on the lesson that the format's description prints."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.hostile import LESSON, hostile_lessons, in_both_forms, large_lesson
from tests.samples import examples, sampled
from tutor import starters
from tutor.core.catalogue import SIZE
from tutor.core.checking.lesson_file import check
from tutor.core.graph import run
from tutor.core.lesson import Figure, Lesson, Problem, Prose, Quiz, Steps
from tutor.core.misconceptions import wrong_numbers
from tutor.core.reader import read


def lesson(text: str = LESSON) -> Lesson:
    found, problems = read(text.encode(), "05-lesson.md")
    assert found, problems
    return found


def problems(text: str) -> tuple[Problem, ...]:
    return read(text.encode("utf-8", "surrogatepass"), "05-lesson.md")[1]


def place(text: str, marker: str) -> tuple[int, int]:
    """Line and column of the first ``marker`` in ``text``."""
    offset = text.index(marker)
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def test_the_lesson_has_its_pages_activities_graphs_cards_and_notes() -> None:
    found = lesson()
    assert found.id == "note-1.3-linear-regression"
    assert (found.minutes, found.skip, found.licence) == (20, True, "CC-BY-4.0")
    assert [page.title for page in found.pages][1:3] == [
        "Meet the graph",
        "Forward pass (Example 5)",
    ]
    assert len(found.pages) == 8
    assert set(found.graphs) == {"linreg"}
    assert Figure("linreg") in found.pages[1].blocks
    activities = [one for page in found.pages for one in page.activities]
    assert [one.id for one in activities] == [
        "forward-linreg", "backward-order", "which-is-which", "backward-linreg", "msg-w",
        "x-and-y", "grad-w", "sign-y", "both-passes",
    ]  # fmt: skip
    walk = activities[3]
    assert isinstance(walk, Steps)
    assert walk.asks[1].nodes == ("yhat", "w")
    assert walk.asks[1].what == ("backprop", "local", "product")
    quiz = activities[6]
    assert isinstance(quiz, Quiz)
    assert quiz.varied
    assert quiz.probes[0] == "LOCAL_ONLY"
    assert quiz.tolerance == 0.005
    assert len(quiz.hints) == 3
    assert [card.term for card in found.cards][:2] == ["computation graph", "successor"]
    assert found.notes[0].startswith("The graph is that of Example 4.")


def test_prose_keeps_its_styles_and_values() -> None:
    text = LESSON.replace(
        "Two inputs", "").replace(
        "A model predicts",
        "**Bold** *soft* `w * x` [site](https://example.org/) {= w*x*b } $\\hat y$ A model",
    )  # fmt: skip
    prose = lesson(text).pages[1].blocks[0]
    assert isinstance(prose, Prose)
    found = [(span.text, span.style) for span in prose.spans if span.text.strip()]
    assert found[:6] == [
        ("Bold", "strong"), ("soft", "emphasis"), ("w * x", "code"), ("site", "link"),
        ("w·x·b", ""), ("ŷ", "formula"),
    ]  # fmt: skip
    assert next(span.href for span in prose.spans if span.style == "link") == "https://example.org/"


def test_lists_quotes_code_and_headings_are_kept() -> None:
    text = LESSON.replace(
        "## Forward pass (Example 5)\n",
        "## Forward pass (Example 5)\n\n1. one\n2. two\n   - deep\n\n> said\n\n### Part\n\n"
        "```python\na = 1\n```\n\n$$\na = b\n$$\n",
    )
    kinds = [
        (block.kind, block.depth, block.marker)
        for block in lesson(text).pages[2].blocks
        if isinstance(block, Prose)
    ]
    assert kinds[:7] == [
        ("number", 0, "1."), ("number", 0, "2."), ("bullet", 1, "•"), ("quote", 0, ""),
        ("heading", 0, ""), ("code", 0, ""), ("formula", 0, ""),
    ]  # fmt: skip


AUTHOR_MISTAKES = {
    "undefined node": ("u    = w * x", "u    = ww * x", "ww * x", "no node called 'ww'"),
    "unknown kind": ("quiz numeric", "quiz numerik", "numerik", "no kind of quiz"),
    "misspelt field": ("answer: grad(J, w)", "anwser: grad(J, w)", "anwser", "no field called"),
    "no right option": ("- [x] -1", "- [ ] -1", "```quiz choice", "no option is ticked"),
    "vary on a computed node": ("vary x in", "vary u in", "u in 2..6", "cannot vary"),
    "unknown rule": ("LOCAL_ONLY,", "LOKAL_ONLY,", "LOKAL_ONLY", "no rule called"),
    "bad number": ("param w = 5", "param w = 5,0", "5,0", "not a number"),
    "unknown graph": ("graph: linreg\nmode", "graph: linrek\nmode", "linrek", "no graph called"),
    "require that nothing meets": (
        "require 3 <=", "require 300 <=", "300 <=", "no values meet"),
    "unused node": ("param b = 1\n", "param b = 1\nparam q = 2\n", "q = 2", "does not need 'q'"),
    "two operations in one node": ("u    = w * x", "u    = w * x + 1", "* x + 1", "two operations"),
    "misspelt front matter": ("minutes: 20", "minuets: 20", "minuets", "no field called"),
    "answer that does not parse": (
        "answer: grad(J, w)", "answer: grad(J, w", "answer: grad(J, w\n", "not closed"),
    "code injection": (
        "answer: grad(J, w)", "answer: __import__('os')", "__import__", "no function called"),
    "duplicate id": ("quiz choice sign-y", "quiz choice grad-w", "choice grad-w", "two activities"),
    "missing hint": (
        "hint: A node can only", "solution: A node can only", "```quiz order", "no hint"),
    "LaTeX outside the subset": ("$\\hat y = wx + b$", "$\\hut y = wx + b$", "\\hut", "'\\hut'"),
    "a cycle": ("u    = w * x", "u    = w * e", "u    = w * e", "computed from itself"),
    "two losses": ("e    = yhat - y", "loss e = yhat - y", "J = e^2\n\nvary", "second one"),
    "a tab": ("u    = w * x", "u\t= w * x", "\t", "a tab"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", sorted(AUTHOR_MISTAKES))
def test_an_authors_mistake_is_reported_at_its_place(mistake: str) -> None:
    old, new, marker, said = AUTHOR_MISTAKES[mistake]
    text = LESSON.replace(old, new, 1)
    if mistake == "missing hint":
        for hint in ("hint: Start at the output", "hint: J is computed from e"):
            text = text.replace(hint, "  ")
    assert text != LESSON
    line, column = place(text, marker)
    if mistake == "answer that does not parse":
        column += len("answer: grad(J, w")
    if mistake == "duplicate id":
        column += len("choice ")
    found = [one for one in problems(text) if said in one.message]
    assert found, problems(text)
    assert (found[0].line, found[0].column) == (line, column), found


@pytest.mark.parametrize(
    ("old", "new", "marker", "said"),
    [
        ("The forward pass", "The \x1bforward pass", "\x1bforward", "control character"),
        ("The forward pass", "The \u202eforward pass", "\u202eforward", "hidden character"),
        ("```steps forward", "```stepps forward", "stepps", "no block called 'stepps'"),
        ("```steps forward", "```steps forwards", "forwards\n", "no kind of steps"),
        ("mode: predict", "mode: guess", "guess", "'guess' is not one of"),
        ("ask at u, yhat: value", "ask at u, yhut: value", "yhut", "no node called 'yhut'"),
        ("ask at u, yhat: value", "ask at u, x: value", "x: value", "'x' is an input"),
        ("ask at u, yhat: value", "ask at u: local", "local\n```", "'local' is not one of"),
        ("ask at e: local", "ask at J: local", "J: local", "'J' is the output"),
        ("ask at e: local", "ask e: local", "ask e", "names no nodes"),
        ("format: bptutor-lesson 1", "format: bptutor-lesson 9", "bptutor-lesson 9", "format"),
        ("id: note-1.3-linear-regression", "id: Linear Regression", "Linear Reg", "cannot be"),
        ("minutes: 20", "minutes: soon", "soon", "not a whole number"),
        ("minutes: 20", "minutes: 20\nminutes: 30", "minutes: 30", "two fields"),
        ("minutes: 20", "minutes 20", "minutes 20", "not a field"),
        ("skill: message-product\nask: Fill", "skill: mesage\nask: Fill", "mesage", "skill"),
        ("tolerance: 0.5%", "tolerance: much", "much", "not a number"),
        ("tolerance: 0.5%", "tolerance: 50%", "50%", "not a tolerance"),
        ("graph: linreg varied", "graph: linreg random", "random", "does not belong"),
        ("wrong grad(J, x):", "wrong:", "wrong:", "nothing before the colon"),
        ("wrong grad(J, x):", "wrong grad(J, q):", "q): That", "no node called 'q'"),
        ("{=grad(J, u)}.", "{=grad(J, u}.", "}.", "not closed"),
        ("{=grad(J, u)}.", "{=local(u, b)}.", "local(u, b)", "not computed directly"),
        ("{=grad(J, u)}.", "{=grad(J, u) .", "{=grad(J, u) .", "not closed"),
        ("The forward pass", "The \\frac forward pass", "\\frac forward", "outside $"),
        ("The forward pass", "The <b>forward</b> pass", "<b>", "HTML"),
        ("The forward pass", "The [x](javascript:a) pass", "](javascript", "http"),
        ("The forward pass", "The ![x](a.png) pass", "![x]", "pictures"),
        ("The forward pass", "The $$x$$ forward pass", "$$x$$ f", "display formula"),
        ("- The **backprop", "- The {= q } **backprop", "q } **", "no node called 'q'"),
        ("  the successor.", "  the {= q } successor.", "q } succ", "no node called 'q'"),
        ("> $b=1$ and", "> {= q } and", "q } and", "no node called 'q'"),
        ("  \\frac{", "  \\overbrace{", "\\overbrace", "not in the subset"),
        ("A directed graph", "A {= q } graph", "q } graph", "no node called 'q'"),
        ("## On your own", "# On your own", "# On your own", "second title"),
        ("## On your own", "## On your own\n\n## Again", "## On your own", "is empty"),
        ("```graph linreg", "```graph", "```graph", "no name of a graph"),
        ("```graph linreg", "```graph linreg now", "now", "does not belong"),
        ("```graph linreg", "  ```graph linreg", "  ```graph", "left margin"),
        ("```card successor", "```card", "```card\nA node", "no term"),
        ("ask: Fill", "  Fill", "Fill", ""),
        ("ask: Fill the message", "hint: Fill the message", "```quiz message", "'ask' is missing"),
    ],
)  # fmt: skip
def test_more_mistakes_are_reported_at_their_places(
    old: str, new: str, marker: str, said: str
) -> None:
    text = LESSON.replace(old, new, 1)
    assert text != LESSON
    if not said:
        return
    found = [one for one in problems(text) if said in one.message]
    assert found, problems(text)
    assert (found[0].line, found[0].column) == place(text, marker), found


def test_all_problems_are_reported_in_the_order_of_the_file() -> None:
    text = LESSON
    for old, new, _, _ in AUTHOR_MISTAKES.values():
        text = text.replace(old, new, 1)
    found = problems(text)
    assert len(found) > 8
    assert list(found) == sorted(found)


@pytest.mark.parametrize("block", ["```card successor", "```graph linreg", "```steps forward"])
def test_a_block_that_is_not_closed_is_said_at_its_line_and_swallows_nothing(block: str) -> None:
    """What followed an unclosed card was taken for its text, and was gone without a word."""
    start = LESSON.index(block)
    end = LESSON.index("\n```\n", start)
    text = LESSON[:end] + LESSON[end + len("\n```") :]
    at = text[:start].count("\n") + 1
    found = [one for one in problems(text) if "not closed" in one.message]
    assert [one.line for one in found] == [at]
    behind = text[:end].count("\n") + text[end:].partition("\n```")[0].count("\n") + 2
    assert found[0].message.endswith(f"before another one begins in line {behind}")


def test_code_inside_a_note_takes_a_longer_fence() -> None:
    code = "```python\nprint(1)\n```\n"
    text = LESSON + f"\n```note\n{code}```\n"
    assert any("around a block inside it write ````" in one.help for one in problems(text))
    found, said = read((LESSON + f"\n````note\n{code}````\n").encode(), "05-lesson.md")
    assert found is not None
    assert not said
    assert found.notes[-1] == code.strip()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "front matter"),
        (b"# Title\n", "front matter"),
        (b"---\nformat: bptutor-lesson 1\n", "not closed"),
        (b"\xff\xfe", "not UTF-8"),
        (b"---\nid: \xe9\n---\n", "not UTF-8"),
        (b"a" * (SIZE + 1), f"{SIZE} are allowed"),
        (b"\x00" * 100, "control character"),
    ],
)
def test_what_is_no_lesson_says_so(data: bytes, said: str) -> None:
    found, problems = read(data, "01-x.md")
    assert found is None
    assert any(said in one.message for one in problems)


def test_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    plain = lesson()
    for text in (LESSON.replace("\n", "\r\n"), "\ufeff" + LESSON, LESSON.rstrip("\n")):
        found, _ = read(text.encode(), "05-lesson.md")
        assert found == plain


def test_a_mistake_that_is_never_visible_is_a_warning_of_check() -> None:
    text = LESSON.replace("numeric grad-w\ngraph: linreg varied", "numeric grad-w\ngraph: linreg")
    found = check(text.encode(), "05-lesson.md")
    assert [one.severity for one in found] == ["warning"]
    assert "BACKPROP_ONLY gives the right number in 1 of 1 variants" in found[0].message


ONE_FACTOR = """
```graph one-factor
input c = 1
param v = 5
p = v * c
loss K = p^2
{ranges}```

```quiz numeric lost-factor
graph: one-factor{varied}
ask: What is ∂K/∂v?
answer: grad(K, v)
hint: Which nodes lie between v and K?
```
"""


def hint(ranges: str = "", varied: str = "") -> list[tuple[str, str, str]]:
    text = LESSON + ONE_FACTOR.format(ranges=ranges, varied=varied)
    return [(one.severity, one.message, one.help) for one in check(text.encode(), "05-lesson.md")]


def test_an_author_is_told_what_her_numbers_hide_and_what_to_do() -> None:
    ((severity, message, help_),) = hint()
    assert severity == "hint"
    assert message.startswith(
        "lost-factor: “the backpropagated gradient alone” gives the right number"
    )
    assert re.fullmatch(r"for example c = \S+ instead of 1 tells more apart", help_)


def test_where_values_can_be_drawn_she_is_told_so_and_then_all_is_well() -> None:
    ranges = "vary c in 2..6\nvary v in 2..9\n"
    ((_, _, help_),) = hint(ranges)
    assert "add 'varied'" in help_
    assert hint(ranges, " varied") == []


def test_she_is_told_in_how_many_of_the_drawn_variants() -> None:
    ((_, message, _),) = hint("vary c in 1..2 except 2\nvary v in 2..9\n", " varied")
    assert re.search(r"lost-factor: .* in \d of \d variants", message), message


TRAPS = {
    "two equal factors": ("input x1 = 3\ninput x2 = 3\nu = x1 * x2\noutput C = u^2", "C", "x1"),
    "a 2 beside a square": ("input w = 2\ninput k = 5\ns = w^2\noutput C = k * s", "C", "w"),
    "a sum and a product": (
        "input b = 2\ninput c = 3\np = b * c\nq = b + 4\noutput f = p * q", "f", "b",
    ),
}  # fmt: skip


def asking(graph: str, of: str, wrt: str, more: str = "", varied: str = "") -> str:
    quiz = f"graph: trap{varied}\nask: ?\nanswer: grad({of}, {wrt})\n{more}hint: h\n"
    return f"\n```graph trap\n{graph}\n```\n\n```quiz numeric trapped\n{quiz}```\n"


@pytest.mark.parametrize("trap", TRAPS)
def test_an_author_is_warned_of_a_trap_and_easy_numbers_are_proposed(trap: str) -> None:
    """Each of these confuses or hides more than drawn values may, none of it at one number."""
    graph, of, wrt = TRAPS[trap]
    ((severity, message, help_),) = [
        (one.severity, one.message, one.help)
        for one in check((LESSON + asking(graph, of, wrt)).encode(), "05-lesson.md")
    ]
    assert severity == "hint"
    assert re.search(r"\(\d+ % of slips; in all \d+ % are unseen or mistaken\)$", message), message
    change = re.fullmatch(r"for example (\w+) = (−?\d) instead of (\d) tells more apart", help_)
    assert change, help_
    name, new, old = change.groups()
    mended = graph.replace(f"{name} = {old}", f"{name} = {new.replace('−', '-')}")
    assert check((LESSON + asking(mended, of, wrt)).encode(), "05-lesson.md") == ()


def test_each_number_that_fixed_values_confuse_is_named_with_its_slips() -> None:
    fixed = "input x = 2\nparam w = 2\ninput y = 1\nu = w * x\ne = u - y\noutput J = e^2"
    (found,) = check((LESSON + asking(fixed, "J", "w")).encode(), "05-lesson.md")
    told = re.findall(r"(−?[\d.]+) may be “([^”]+)” or “([^”]+)”", found.message)
    assert [number for number, *_ in told] == ["6", "24"], found.message
    assert "; “the factor itself instead of the other one” gives the right number" in found.message
    numbers = run(lesson(LESSON + asking(fixed, "J", "w")).graphs["trap"].graph)
    slips = wrong_numbers(numbers, "w")
    for number, *_ in told:
        assert sum(float(number) in one for one in slips.values()) > 1, found.message


@pytest.mark.parametrize(
    ("inner", "wrong", "warned"),
    [
        ("g = 3 * x", "2 * x * 3", True),
        ("p = 3 * x\ng = p + 1", "2 * x * 3", False),
        ("g = 3 * x", "grad(f, g)", False),  # the mistake itself, in the author's words
    ],
)
def test_an_author_is_warned_of_a_wrong_number_that_is_another_mistake_s(
    inner: str, wrong: str, warned: bool
) -> None:
    graph = f"input x = 2\n{inner}\noutput f = g^2\n\nvary x in 3..9"
    text = LESSON + asking(graph, "f", "x", f"wrong {wrong}: You took f′ at x.\n", " varied")
    found = [one.message for one in check(text.encode(), "05-lesson.md")]
    said = (
        "trapped: 2·x·3 is the number of “the backpropagated gradient alone” (BACKPROP_ONLY), too"
    )
    assert [one.startswith(said) for one in found] == [True] * warned, found


KINDS = sorted(hostile_lessons())


@pytest.mark.parametrize("kind", sampled(KINDS, KINDS[::4]))
def test_a_hostile_lesson_is_refused_or_read(kind: str) -> None:
    for data in in_both_forms(hostile_lessons()[kind]):
        found, problems = read(data, "01-x.md")
        assert found is not None or problems


def test_a_lesson_of_two_hundred_blocks_is_read() -> None:
    assert len(lesson(large_lesson()).pages) == 201


PIECES = st.sampled_from(
    ["```", "```quiz numeric a\n", "```graph g\n", "$$", "$", "{=", "}", "- [x] ", "::", "## ",
     "# ", "> ", "---\n", "ask: ", "hint: ", "\n\n", "    ", "\t", "\x00", "\u202e",
     "loss J = a*b\n", "\\frac{", "graph: linreg varied\n", "[a](b)", "1. ", "wrong 1: ",
     "require 1/0\n", "|", "***"]
)  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(st.integers(0, len(LESSON)), st.integers(0, 400), st.lists(PIECES | st.text(max_size=5)))
def test_a_mutated_lesson_gives_a_lesson_or_problems(at: int, cut: int, new: list[str]) -> None:
    text = LESSON[:at] + "".join(new) + LESSON[at + cut :]
    found, said = read(text.encode("utf-8", "surrogatepass"), "05-lesson.md")
    assert (found is None) == any(one.severity == "error" for one in said)
    assert all(one.line >= 1 and one.column >= 1 for one in said)


@settings(max_examples=examples(150), deadline=None)
@given(st.binary(max_size=300) | st.lists(PIECES).map(lambda pieces: "".join(pieces).encode()))
def test_no_bytes_do_anything_but_give_a_lesson_or_problems(data: bytes) -> None:
    for whole in (data, LESSON[:300].encode() + b"---\n" + data):
        found, said = read(whole, "x.md")
        assert (found is None) == any(one.severity == "error" for one in said)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("{\\partial a}$", "{\\partial a$", 37, "this { is not closed|add } where it ends"),
        ("area: value", "area: gradient", 44, "gradients are asked in 'steps backward': local"),
        ("= l * w", "= np.exp(l) * w", 25, "|write exp(…)"),
        ("area   = l * w", "for i in range(3):", 25, "|there are no loops and no cases"),
        ("l = 4", "l = [1, 2", 23, "|write numbers between commas, as in [1, 2, 0.5]"),
        ("l = 4", "l = 0,5", 23, "|decimals follow a point: 0.5"),
        ("{= area }", "{= area:.2f }", 33, "|write {= x, 2 decimals }"),
        ("The area", "The **area", 33, "this ** makes nothing bold"),
        ("The area", "| a | b |\n|---|\n| 1 |\n\nThe area", 34, "this line makes no table"),
        ("l in 2..9", "l in random(0,1)", 28, "|values are drawn by themselves: as in 2..6"),
        ("l in 2..9", "l, w in 2..9", 29, "there are two ranges for 'w'"),
        ("{= area }", "{= area, 9 decimals }", 33, "is not shown with 9 decimals|8 at most"),
    ],
)
def test_what_an_author_often_writes_is_told_what_to_write_instead(
    old: str, new: str, line: int, said: str
) -> None:
    text = starters.lesson()
    assert old in text
    found = check(text.replace(old, new, 1).encode(), "1.md")
    assert any(said in f"{one.message}|{one.help}" for one in found if one.line == line), found
