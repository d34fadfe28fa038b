"""Formulas: every one of the lecture note, as lines that were looked at one by one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.hostile import FORMULAS
from tutor.core.text.terminal import safe, width
from tutor.core.typesetting import FormulaError, FormulaLine, broken_display, display, inline
from tutor.core.typesetting.symbols import commands

EXAMPLES = [
    block.strip("\n").split("\n")
    for block in (Path(__file__).parent / "formulas.txt").read_text("utf-8").split("\n\n")
]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example[0][:40] for example in EXAMPLES])
def test_a_formula_gives_its_lines(example: list[str]) -> None:
    latex, one, *lines = example
    assert inline(latex).text == one.removeprefix("= ")
    assert [line.text.rstrip() for line in display(latex)] == [line[2:] for line in lines]
    assert len({width(line.text) for line in display(latex)}) == 1


def test_there_are_all_formulas_of_the_note() -> None:
    assert len(EXAMPLES) > 150


@pytest.mark.parametrize(
    ("latex", "column", "said"),
    [
        ("a + \\frak{b}", 4, "'\\frak' is not in the subset"),
        ("\\usepackage{x}", 0, "not in the subset"),
        ("\\input{/etc/passwd}", 0, "not in the subset"),
        ("\\def\\a{b}", 0, "not in the subset"),
        ("\\frac{1}", 0, "cannot be read"),
        ("{a", 0, "cannot be read"),
        ("a}", 1, "cannot be read"),
        ("x^", 1, "nothing after '^'"),
        ("x_a_b", 3, "two subscripts"),
        ("x^a^b", 3, "two superscripts"),
        ("\\left( x", 0, "no \\right"),
        ("x \\right)", 2, "no \\left"),
        ("\\left x \\right)", 6, "not a bracket"),
        ("a & b", 2, "does not belong"),
        ("a \\\\ b", 2, "line break"),
        ("\\begin{tabular} a \\end{tabular}", 0, "not in the subset"),
        ("\\begin{pmatrix} \\end{pmatrix}", 0, "nothing in"),
        ("\\hat{ab}", 0, "one letter"),
        ("\\mathbb{X}", 0, "no \\mathbb letter"),
        ("\\text{a $b$}", 8, "dollar"),
        ("a % b", 2, "comment"),
        ("{" * 50 + "}" * 50, 12, "nested too deeply"),
        ("x" * 2001, 2000, "at most"),
    ],
)
def test_what_is_outside_the_subset_is_refused_at_its_place(
    latex: str, column: int, said: str
) -> None:
    for write in (inline, display, lambda one: broken_display(one, 7)):
        with pytest.raises(FormulaError) as refused:
            write(latex)
        assert said in str(refused.value)
        assert said == "cannot be read" or refused.value.column == column


def test_a_misspelt_command_finds_its_neighbour() -> None:
    with pytest.raises(FormulaError) as refused:
        inline("\\sigm(z)")
    assert refused.value.help == "did you mean '\\sigma'?"


def test_an_accent_on_a_blank_is_an_error() -> None:
    """A mark without a letter below it stood alone in the line."""
    with pytest.raises(FormulaError, match="goes on one letter"):
        inline("\\tilde \\  ")


PIECES = st.sampled_from(
    [*(f"\\{name} " for name in commands()), "{", "}", "_", "^", "'", "a", "1", "+", "=", "&",
     "\\\\", "\\begin{cases}", "\\end{cases}", "\\begin{pmatrix}", "\\end{pmatrix}", "(", ")", "~",
     "[", "]", "$", "\\(", "\u202e", "é", "\\ "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40))
def test_no_text_does_anything_but_give_safe_lines_or_a_formula_error(latex: str) -> None:
    try:
        lines = [line.text for line in (inline(latex), *display(latex), *broken_display(latex, 7))]
    except FormulaError:
        return
    assert all(safe(line) == line for line in lines)
    assert len({width(line.text) for line in display(latex)}) == 1


@pytest.mark.parametrize("latex", FORMULAS)
def test_a_hostile_formula_ends_in_lines_or_an_error(latex: str) -> None:
    for write in (inline, display, lambda one: broken_display(one, 7)):
        with suppress(FormulaError):
            write(latex)


LOSS = (
    r"C = \frac{1}{2} \sum_{k=1}^m (y_k - a_k)^2, \qquad "
    r"\frac{\partial C}{\partial a_j} = a_j - y_j"
)
ROWS = r"\begin{pmatrix} a \\ b \end{pmatrix} = \begin{pmatrix} c \\ d \end{pmatrix} = x \odot y"


def test_a_formula_that_fits_is_not_broken() -> None:
    assert broken_display(LOSS, len(display(LOSS)[0].text)) == display(LOSS)


def test_a_wide_formula_breaks_at_its_wide_blank_not_in_the_middle_of_its_lines() -> None:
    assert [line.text.rstrip() for line in broken_display(LOSS, 30)] == [
        "    1  m",
        "C = ─  ∑  (yₖ − aₖ)²,",
        "    2 k=1",
        "∂C",
        "─── = aⱼ − yⱼ",
        "∂aⱼ",
    ]


def test_a_wide_formula_without_a_blank_breaks_before_a_relation() -> None:
    assert [line.text.rstrip() for line in broken_display(ROWS, 10)] == [
        *[line.text.rstrip() for line in display(ROWS.rpartition("=")[0])],
        "  = x ⊙ y",
    ]


@given(st.sampled_from([LOSS, ROWS]), st.integers(1, 60))
def test_a_broken_formula_loses_nothing_of_what_is_written(latex: str, room: int) -> None:
    whole = "".join(line.text for line in display(latex))
    lines = [line.text for line in broken_display(latex, room)]
    assert sorted("".join(lines).replace(" ", "")) == sorted(whole.replace(" ", ""))
    assert len({width(line) for line in lines}) == 1


def bold(line: FormulaLine) -> list[str]:
    """The parts of a line that are bold."""
    return [line.text[start:end] for start, end in line.bold]


def test_bold_letters_are_ordinary_letters_in_a_style() -> None:
    """They were letters that few fonts have, and that a screen reader spells out."""
    line = inline(r"\mathbf{W}^\ell \mathbf{a}^{\ell-1} + \boldsymbol{\delta} + \textbf{net}")
    assert line.text == "Wˡaˡ⁻¹ + δ + net"
    assert bold(line) == ["W", "a", "δ", "net"]
    assert bold(inline(r"\hat{\mathbf{y}} + \mathbf{x_1}")) == ["ŷ", "x"]
    assert inline("w + x").bold == ()


def test_a_displayed_formula_has_its_bold_letters_in_their_lines() -> None:
    top, bar, bottom = display(r"\frac{\partial C}{\partial \mathbf{W}^2} = \mathbf{z}")
    assert [bold(line) for line in (top, bar, bottom)] == [[], ["z"], ["W"]]


def test_a_broken_formula_keeps_its_bold_letters() -> None:
    latex = r"\mathbf{a} = \mathbf{b} + c, \qquad \mathbf{x} = \mathbf{y} + d"
    lines = broken_display(latex, 12)
    assert len(lines) == 2
    assert [bold(line) for line in lines] == [["a", "b"], ["x", "y"]]


def test_no_bold_alphabet_leaves_the_formulas() -> None:
    for latex in (r"\mathbf{aZ\alpha\Omega 9}", r"\mathbb{E}[X]", "𝐚 + 𝑏"):
        for line in (inline(latex), *display(latex)):
            assert not [char for char in line.text if ord(char) > 0xFFFF], line.text
