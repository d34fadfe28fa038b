"""Signs: what is shown has a row in the table, and a substitute where fonts are small."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lessons import lesson
from tests.samples import sampled
from tutor.core import questions as quizzes
from tutor.core.checking.markdown import render
from tutor.core.drawing.density import DENSITIES, draw
from tutor.core.drawing.network import draw_network
from tutor.core.drawing.paint import paint
from tutor.core.drawing.picture import Marks, marks_of
from tutor.core.graph import run
from tutor.core.lesson import Lesson, Prose, Quiz
from tutor.core.text.scripts import HIGH, LOW
from tutor.core.text.signs import SMALL, TABLE, UNKNOWN, encodable, legend, plain, substitute
from tutor.core.text.terminal import safe, width
from tutor.repertoire import VARIABLE, reads_unicode, repertoire

ROOT = Path(__file__).parent.parent.parent.parent
NUMBERS = [f"{number:02}" for number in range(1, 19)]
FEW = ("03", "07", "12", "16")
"""Lessons that are tried at once where all take long."""

NOT_SHOWN = frozenset("\ufe0e\ufe0f\ufeff\u2011\u202f\xa0\U00100000\U0010ffff＝＋－＠")
"""What is only read or left out, blanks, and what never leaves the formulas."""


def missing(text: str) -> list[str]:
    """What is beyond ASCII in a text and has no row."""
    return sorted(set(text) - set(map(chr, range(0x80))) - set(TABLE) - NOT_SHOWN)


def has_rows(text: str, where: object) -> None:
    found = missing(text)
    assert not found, (
        f"{where}: {found} can be shown and have no row: "
        "add each to _ROWS in tutor/core/text/signs.py, "
        "with a substitute as wide as it is, or write another sign"
    )


def test_a_substitute_is_as_wide_as_its_sign_and_stands_in_every_font() -> None:
    for sign, row in TABLE.items():
        assert row.sign == sign
        assert width(row.substitute) == width(sign), row
        assert set(row.substitute) <= SMALL, row
        assert row.meaning
        assert sign not in SMALL or row.substitute == sign, row


def test_no_sign_has_two_rows() -> None:
    from tutor.core.text import signs

    rows = [row.split(" ")[0] for row in signs._ROWS.strip().split("\n")]
    assert len(rows) == len(set(rows)), [one for one in rows if rows.count(one) > 1]


ANYTHING = st.text(max_size=40) | st.text(alphabet=[*TABLE, *"xyz中é", "\u0302"], max_size=20)


@given(ANYTHING)
def test_the_smaller_repertoire_is_as_wide_and_is_final(text: str) -> None:
    shown = plain(safe(text))
    assert width(shown) == width(safe(text))
    assert set(shown) <= SMALL
    assert plain(shown) == shown


@pytest.mark.parametrize(
    ("sign", "others"),
    [
        ("ŷ", "y"), ("∂", "dδ"), ("∇", "V"), ("✓", "✗"), ("●", "○◉◐"), ("○", "◉◐"), ("◉", "◐"),
        ("━", "─═"), ("┃", "│║"), ("┏", "┌╔╭"), ("═", "─"), ("║", "│"), ("╔", "┌╭"),
        ("▶", "◀"), ("²", "₂"), ("³", "₃"), ("¹", "₁"), ("⁰", "₀"), ("⁻", "−"), ("ⁿ", "ₙ"),
        ("█", "░"), ("x\u0302", "x"), ("ḡ", "g"), ("η", "n"),
    ],
)  # fmt: skip
def test_signs_that_are_told_apart_stay_apart(sign: str, others: str) -> None:
    assert all(plain(sign) != plain(other) for other in others)


def test_the_steps_of_a_curve_stay_apart() -> None:
    assert len({plain(block) for block in "▁▂▃▄▅▆▇█"}) == 8


def test_what_is_known_is_written_as_it_is_read() -> None:
    assert plain("∂J/∂ŷ · z₁² = −½ ⊙ σ′") == "ðJ/ðÿ · z1² = -½ ¤ §'"


def test_a_strangers_letters_are_replaced_cell_by_cell() -> None:
    assert plain("Škoda 中文 🙂 q̈") == "Skoda ???? ?? Q"
    assert substitute("д") == "?"


# What is shown ------------------------------------------------------------------------------------


def constants(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are not docstrings, with their lines."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


@pytest.mark.parametrize("room", ["engine", "tutor"])
def test_every_sign_in_the_program_has_a_row(room: str) -> None:
    for path in sorted((ROOT / room).rglob("*.py")):
        if path.name == "signs.py":
            continue
        for line, text in constants(path):
            has_rows(text, f"{path.relative_to(ROOT)}:{line}")


KEPT = [
    ROOT / "README.md",
    *sorted((ROOT / "lessons").glob("*.md")),
    *sorted((ROOT / "tests" / "ui" / "looks").glob("*.txt")),
]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_every_sign_in_lessons_and_on_kept_screens_has_a_row(path: Path) -> None:
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        has_rows(line, f"{path.relative_to(ROOT)}:{number}")


@pytest.mark.parametrize("number", sampled(NUMBERS, FEW))
def test_every_sign_of_a_lesson_as_it_is_shown_has_a_row(number: str) -> None:
    for line in render(lesson(number)).split("\n"):
        has_rows(line, f"lesson {number}: {line}")


def pictures(read: Lesson) -> Iterator[tuple[str, ...]]:
    """Every graph in each density and as a network, with different parts of it marked."""
    for held in read.graphs.values():
        numbers = run(held.graph)
        node, edges = numbers.graph.nodes[-1].name, numbers.graph.edges
        for draw_it, density in product((draw, draw_network), DENSITIES):
            picture = draw_it(numbers, density)
            if picture is not None:
                yield paint(picture, marks_of(numbers))
                yield paint(picture, Marks(active=frozenset({node, *edges}), selected=edges[0]))
                yield paint(picture, Marks(message=(edges[0], 0.5), selected=node))


@pytest.mark.parametrize("number", sampled(NUMBERS, FEW))
def test_every_sign_of_a_picture_has_a_row(number: str) -> None:
    for picture in pictures(lesson(number)):
        has_rows("".join(picture), f"a picture of lesson {number}")


# What differs stays different ---------------------------------------------------------------------


def stay_apart(texts: set[str], where: object) -> None:
    """No two texts become one."""
    seen: dict[str, str] = {}
    for text in sorted(texts):
        other = seen.setdefault(plain(text), text)
        assert other == text, f"{where}: {other!r} and {text!r} are both {plain(text)!r}"


@pytest.mark.parametrize("number", NUMBERS)
def test_labels_of_a_lesson_stay_apart(number: str) -> None:
    for name, held in lesson(number).graphs.items():
        stay_apart({node.label for node in held.graph.nodes}, name)


@pytest.mark.parametrize("number", sampled(NUMBERS, NUMBERS[::3]))
def test_options_and_blanks_of_a_question_stay_apart(number: str) -> None:
    read = lesson(number)
    for page in read.pages:
        for quiz in page.activities:
            if isinstance(quiz, Quiz):
                question = quizzes.make(quiz, read.graphs.get(quiz.graph), 1)
                stay_apart(set(question.options), quiz.id)
                stay_apart({slot.label for slot in question.slots}, quiz.id)


def formulas(read: Lesson) -> set[str]:
    """Every formula of a lesson, in a sentence or on lines of its own."""
    spans = [span for page in read.pages for block in page.blocks if isinstance(block, Prose)
             for span in block.spans]  # fmt: skip
    for page in read.pages:
        for quiz in page.activities:
            if isinstance(quiz, Quiz):
                for part in (quiz.ask, quiz.solution, *quiz.hints):
                    spans.extend(part)
    return {span.text.strip() for span in spans if span.style == "formula"}


@pytest.mark.parametrize("number", NUMBERS)
def test_formulas_of_a_lesson_stay_apart(number: str) -> None:
    stay_apart(formulas(lesson(number)), number)


# Its meaning stays as well ------------------------------------------------------------------------

NAMES = [chr(code) for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))]
GREEK = "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΦΨΩ∂∇"
RAISED = "".join(sorted({one for one in HIGH.values() if one != "′" and not one.isascii()}))
KNOWN = "".join(one for one in RAISED if plain(one) != UNKNOWN)
UNIT = re.compile(rf"[\w∂∇{RAISED}]+[′\u0302-\u0308]?")
"""A name with its indices, as it stands in a sentence, a picture or a formula."""

STYLED = str.maketrans("ℓℝ", "lR")
"""Letters of other alphabets, which may become the same letters of the ordinary one."""

DIFFERENT = [*NAMES, *"0123456789+-()=*'<>#.", *GREEK, *KNOWN, *"⊙√Σ·×→←↑↓…"]
"""Signs with a meaning each that can stand beside one another."""


def test_signs_with_different_meanings_have_different_substitutes() -> None:
    stay_apart(set(DIFFERENT), "signs")


@pytest.mark.parametrize("sign", [*RAISED, *GREEK])
def test_neither_a_raised_nor_a_greek_letter_becomes_an_ordinary_one(sign: str) -> None:
    """``zˡ`` was ``zl``, ``x⁴`` was ``x4`` and ``δ`` was ``d``."""
    assert not plain(sign).isascii()


@pytest.mark.parametrize("raised", [*HIGH.items()], ids="".join)
def test_what_is_raised_is_told_from_what_is_lowered(raised: tuple[str, str]) -> None:
    char, high = raised
    if high != char and char != "⊤":  # the same sign of a transpose
        assert plain(high) not in (plain(char), plain(LOW.get(char, char)))


UNITS = st.lists(
    st.tuples(
        st.sampled_from([*NAMES, *GREEK]),
        st.text(alphabet="₀₁₂₃₄₅₆₇₈₉ⱼₖᵢ", max_size=2),
        st.text(alphabet=KNOWN, max_size=3),
    ).map("".join),
    min_size=1, max_size=3,
).map("·".join)  # fmt: skip


def read_low(text: str) -> str:
    """``text`` with its lowered signs as ordinary ones, which are read alike."""
    return text.translate({ord(low): char for char, low in LOW.items()})


@given(UNITS, UNITS)
def test_formulas_that_differ_stay_apart(one: str, other: str) -> None:
    assert (plain(one) == plain(other)) == (read_low(one) == read_low(other))


@pytest.mark.parametrize("numbers", sampled((FEW, NUMBERS), (FEW,)), ids=len)
def test_what_is_read_in_the_course_stays_apart(numbers: Sequence[str]) -> None:
    """Every name with its indices, in all lessons and on all kept screens."""
    texts = [path.read_text("utf-8") for path in KEPT[1:] if path.suffix == ".txt"]
    texts += [render(lesson(number)) for number in numbers]
    texts += ["\n".join(picture) for number in numbers for picture in pictures(lesson(number))]
    found = {unit for text in texts for unit in UNIT.findall(text)}
    assert not [unit for unit in found if UNKNOWN in plain(unit)]
    stay_apart({read_low(unit.translate(STYLED)) for unit in found}, "the course")


@pytest.mark.parametrize("numbers", sampled((FEW, NUMBERS), (FEW,)), ids=len)
def test_the_legend_names_every_sign_of_the_course_that_has_lost_its_shape(
    numbers: Sequence[str],
) -> None:
    shown = set("".join(map(render, map(lesson, numbers))))
    for sign in (shown & {*GREEK, *RAISED, *"⊙√"}) - set(SMALL):
        assert f" {plain(sign)} {TABLE[sign].meaning};" in legend(), sign


# Which repertoire ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "encoding", "chosen", "expected"),
    [
        ({"TERM": "xterm-256color"}, "utf-8", "", "full"),
        ({"TERM": "linux"}, "utf-8", "", "plain"),
        ({"TERM": "linux-16color"}, "utf-8", "", "plain"),
        ({"TERM": "linux"}, "utf-8", "full", "full"),
        ({"TERM": "xterm"}, "utf-8", "plain", "plain"),
        ({"TERM": "xterm"}, "utf-8", "nonsense", "full"),
        ({"TERM": "xterm", VARIABLE: "plain"}, "utf-8", "full", "plain"),
        ({"TERM": "linux", VARIABLE: "full"}, "utf-8", "", "full"),
        ({"TERM": "xterm"}, "ISO-8859-1", "", "plain"),
        ({"TERM": "xterm"}, "KOI8-R", "", "plain"),
        ({}, "cp437", "", "plain"),
        ({}, "cp850", "", "plain"),
        ({}, "cp65001", "", "full"),
        ({"WT_SESSION": "1"}, "cp437", "", "full"),
        ({"TERM": "xterm"}, "ANSI_X3.4-1968", "", "full"),
        ({"TERM": "xterm"}, "ascii", "", "full"),
        ({"TERM": "xterm"}, "", "", "full"),
    ],
)
def test_the_terminal_says_which_signs_it_has(
    environment: dict[str, str], encoding: str, chosen: str, expected: str
) -> None:
    assert repertoire(environment, encoding, chosen) == expected


def test_a_code_page_shows_what_a_substitute_stands_for_where_it_lacks_the_substitute() -> None:
    assert encodable("σ(z) √ ∂", "cp437") == "σ(z) √ d"


@pytest.mark.parametrize("encoding", ["iso8859-1", "koi8-r", "cp437", "cp850", "shift_jis"])
@given(text=ANYTHING)
def test_a_terminal_without_unicode_is_sent_what_it_reads(encoding: str, text: str) -> None:
    shown = encodable(safe(text), encoding)
    shown.encode(encoding)
    assert not reads_unicode(encoding)
    assert width(shown) == width(safe(text))
