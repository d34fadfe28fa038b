"""Questions, answers and verdicts as lines of text, and a line of text as an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tutor.core.answers import AnswerError, read_number
from tutor.core.drawing import printed
from tutor.core.graph import Graph
from tutor.core.lesson import Prose, Spans
from tutor.core.questions import Question, Response, Verdict, response_words, solution
from tutor.core.session import Scene, question_scene, scene_text, scene_words
from tutor.core.text import HIGH, LOW, folded_table, pad, plural, safe, width, wrap_text
from tutor.core.typesetting import broken_display, inline
from tutor.plain.spoken import told_row

WIDTH = 78
"""Columns that lines are folded to."""


class Paragraph(str):
    """A text that is folded where it is said; ``rest`` stands before its later lines."""

    text: str
    first: str
    rest: str | None

    def __new__(cls, text: str, first: str = "", rest: str | None = None) -> Paragraph:
        """``first`` stands before the first line; blanks as wide as it, if no ``rest`` is given."""
        made = super().__new__(cls, first + text)
        made.text, made.first, made.rest = text, first, rest
        return made


def fold(line: str, speak: Callable[[str], str] = str) -> list[str]:
    """A line as it is printed: a paragraph in lines of ``WIDTH`` cells, any other as it is."""
    if isinstance(line, Paragraph):
        return wrap_text(speak(line.text), WIDTH, line.first, line.rest) or [line.first.rstrip()]
    return [speak(line)]


def names_layers(graph: Graph) -> bool:
    """Whether raised numbers are layers there, as in ω₂₁³."""
    high, low = set(HIGH.values()), set(LOW.values())
    return any(node.label[-1:] in high and low.intersection(node.label) for node in graph.nodes)


def node_names(question: Question) -> list[tuple[str, str]]:
    """What the nodes of a question's graph are called on display, and how they are typed."""
    nodes = question.numbers.graph.nodes if question.numbers else ()
    return [(node.label, node.name) for node in nodes]


def text_of(spans: Spans) -> str:
    """The words of ``spans`` without their styles."""
    return safe("".join(span.shown for span in spans))


def paragraph(text: str) -> list[str]:
    """A stranger's or our own text; no line where it is empty."""
    return [Paragraph(safe(text))] if text.strip() else []


def scene_of(question: Question) -> Scene | None:
    """The graph of a question that stands alone; None where none is shown."""
    numbers = question.numbers
    if numbers is None or not question.quiz.pictured:
        return None
    return question_scene(numbers.graph.name, question, numbers)


def scene_lines(scene: Scene, *, words: bool, folded: bool = True) -> Iterator[str]:
    """The graph as a picture, between empty lines.

    No picture is wider than lines are.  It is told in words where these are asked for, and where
    lines are ``folded`` and no picture is as narrow as that; else it is a list then.
    """
    yield ""
    picture = () if words else scene_text(scene, WIDTH)
    if picture and max(map(width, picture)) <= WIDTH:
        yield from picture
    elif picture and not folded:
        for row in printed(scene.numbers, scene.marks, WIDTH):
            yield "".join(run.text for run in row).rstrip()
    else:
        yield from (Paragraph(line, "", "  ") for line in scene_words(scene))
    yield ""


def question_lines(
    question: Question, *, words: bool = False, folded: bool = True
) -> Iterator[str]:
    """The graph of a question as in ``scene_lines``, its prompt, options and blanks."""
    if scene := scene_of(question):
        yield from scene_lines(scene, words=words, folded=folded)
    yield from paragraph(text_of(question.prompt))
    yield from figure_lines(question, words=words)
    yield from option_lines(question)


def figure_lines(question: Question, *, words: bool = False) -> Iterator[str]:
    """The formulas and drawings below the prompt."""
    for block in question.figures:
        yield from prose_lines(block, words=words)


def _listed(latex: str) -> str:
    """The formula with a comma between the entries of a matrix: 1 −2 is heard as a difference."""
    return re.sub(r"matrix}.*?\\end", lambda found: re.sub(r"\s*&[\s&]*", ", &", found[0]), latex,
                  flags=re.DOTALL)  # fmt: skip


def prose_lines(block: Prose, *, words: bool = False) -> Iterator[str]:
    """One block of text; code keeps its lines, and a formula, but where it is told in words."""
    if words and (block.latex or block.said):
        yield from paragraph(inline(_listed(block.latex)).text if block.latex else block.said)
        return
    if block.kind in ("formula", "code"):
        rows = tuple(safe(span.text) for span in block.spans)
        if block.latex and max(map(width, rows)) > WIDTH - 4:
            rows = tuple(safe(row.text) for row in broken_display(block.latex, WIDTH - 4))
        yield from (f"    {row}".rstrip() for row in rows)
        return
    if block.kind == "table":
        yield from table_lines(block, words=words)
        return
    marks = {"bullet": "- ", "number": f"{block.marker} ", "quote": "| ", "heading": "## "}
    if words:
        marks |= {"quote": "Quoted: ", "heading": ""}
    first = "  " * block.depth + marks.get(block.kind, "")
    rest = first if block.kind == "quote" and not words else None
    yield Paragraph(text_of(block.spans), first, rest)


def table_lines(block: Prose, *, words: bool) -> Iterator[str]:
    """The table, folded; in words a line a row, each cell behind its heading."""
    rows = [[text_of(cell) for cell in row] for row in block.rows]
    if words:
        yield from (Paragraph(told_row(cells, rows[0])) for cells in rows[1:])
        return
    table = folded_table(rows, WIDTH - 4, block.right)
    for number, pieces in enumerate(table.lines, 1):
        line = ""
        for piece in pieces:
            line = pad(line, piece.start) + rows[piece.row][piece.column][slice(*piece.part)]
        yield f"    {line}".rstrip()
        if number == table.head:
            yield "    " + "   ".join("-" * cells for _, cells in table.rule)


def option_lines(question: Question) -> Iterator[str]:
    """What there is to choose from, by number, and what there is to fill in."""
    for number, option in enumerate(_numbered(question), 1):
        yield Paragraph(safe(option), f"  {number}  ")
    several = len(question.slots) > 1 and question.way not in ("arrange", "tick")
    named = several or question.way == "label"
    for slot in question.slots if named else ():
        role = f"{slot.role} " if question.way == "blanks" else ""
        yield safe(f"  - {role}{slot.label}".rstrip())


def _numbered(question: Question) -> tuple[str, ...]:
    """What has a number: the options, or the lines that can be ticked."""
    if question.way == "tick":
        return tuple(slot.label for slot in question.slots)
    return question.options


def how_to_answer(question: Question) -> str:
    """What to type, in a few words."""
    count = len(question.slots)
    match question.way:
        case "pick":
            return "the number of your choice"
        case "label":
            return f"{plural(count, 'option number')} in a row, one for each line above"
        case "tick":
            return "the numbers of those that belong"
        case "assemble":
            return "the numbers of the tiles, in order"
        case "arrange":
            return "the option numbers in your order"
        case _:
            return "your answer" if count == 1 else f"{count} answers, separated by spaces or ;"


def verdict_lines(
    question: Question, response: Response, verdict: Verdict, *, over: bool = False
) -> Iterator[str]:
    """Right or not yet (``over``: not right, for good), which parts are, and what to say of it."""
    if verdict.unreadable:
        yield from paragraph(verdict.unreadable)
        return
    wrong = "Not right." if over else "Not yet."
    yield "Kept." if verdict.kept else "Right." if verdict.correct else wrong
    if len(question.slots) > 1 and not verdict.correct and question.way != "tick":
        yield Paragraph("; ".join(_marks(question, response, verdict)))
    for line in verdict.feedback:
        yield from paragraph(line)


def _marks(question: Question, response: Response, verdict: Verdict) -> Iterator[str]:
    answers = map(safe, response_words(question, response))
    typed = question.way in ("blanks", "grid")
    rows = zip(question.slots, answers, verdict.slots, strict=False)
    for at, (slot, answer, right) in enumerate(rows):
        mark = "right" if right else "not right"
        mark = "follows from a number that is not right" if at in verdict.follows else mark
        yield safe(f"{slot.label} {'=' if typed else 'is'} {answer}: {mark}".strip())


def is_number(line: str) -> bool:
    """Whether a line can be read as a number."""
    try:
        read_number(line)
    except AnswerError:
        return False
    return True


def names_a_node(line: str, question: Question) -> bool:
    """Whether a line that could be a command (b, q, s) is the answer to a question for a formula:
    the name of a node.
    """
    if question.quiz.kind != "formula" or question.numbers is None:
        return False
    return line in question.numbers.graph.by_name


def read_response(line: str, question: Question) -> Response | str:
    """The response that a line writes, or a sentence that says what to type instead."""
    if question.way in ("blanks", "grid"):
        return _read_blanks(line, len(question.slots))
    picks = line.replace(",", " ").split()
    wanted = {"pick": 1, "label": len(question.slots), "arrange": len(question.options)}
    count = wanted.get(question.way, len(picks))
    if len(picks) != count:
        return f"Give {plural(count, 'number')}{' in a row, as in: 1 2' if count > 1 else ''}."
    offered = len(_numbered(question))
    chosen = [_read_option(pick, offered) for pick in picks]
    if None in chosen:
        return f"The options are numbered from 1 to {offered}."
    if question.way == "assemble":
        return (" ".join(map(str, chosen)),)
    if question.way == "tick":
        return tuple(str(int(place in chosen)) for place in range(offered))
    return tuple(str(option) for option in chosen)


def right_options(question: Question) -> str:
    """``Option 3: ``, the numbers that ``read_response`` reads; "" where an answer is typed."""
    if question.way in ("blanks", "grid"):
        return ""
    right = solution(question)
    if question.way == "tick":
        picks = [place for place, ticked in enumerate(right) if ticked == "1"]
    else:
        picks = [int(place) for place in " ".join(right).split()]
    listed = ", ".join(str(place + 1) for place in picks) or "none"
    return f"{'Option' if len(picks) == 1 else 'Options'} {listed}: "


def _read_blanks(line: str, count: int) -> Response | str:
    """Answers separated by spaces, or by ‘;’ where one has spaces in it (1 / 3; 2 * 4)."""
    if count == 1:
        return (line,)
    parts = tuple(part.strip() for part in line.split(";")) if ";" in line else tuple(line.split())
    if len(parts) != count:
        return f"This question has {count} blanks: separate them with spaces or ‘;’."
    return parts


def _read_option(text: str, count: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        return None
    return int(text) - 1 if 1 <= int(text) <= count else None
