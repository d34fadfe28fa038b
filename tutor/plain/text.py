"""Questions, answers and verdicts as lines of text, and a line of text as an answer."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.lesson import Spans
from tutor.core.questions import Question, Response, Verdict
from tutor.core.session import question_scene, scene_text
from tutor.core.text import folded, safe

WIDTH = 78


def text_of(spans: Spans) -> str:
    """The words of ``spans`` without their styles."""
    return safe("".join(span.shown for span in spans))


def paragraph(text: str) -> list[str]:
    """A stranger's or our own text, wrapped."""
    return folded(safe(text), WIDTH)


def question_lines(question: Question) -> Iterator[str]:
    """The picture of a question's graph, its prompt, options and blanks."""
    numbers = question.numbers
    if numbers is not None and question.quiz.pictured:
        scene = question_scene(numbers.graph.name, question, numbers)
        yield from scene_text(scene, WIDTH)
        yield ""
    yield from folded(text_of(question.prompt), WIDTH)
    yield from option_lines(question)


def option_lines(question: Question) -> Iterator[str]:
    """What there is to choose from, by number, and what there is to fill in."""
    for number, option in enumerate(_offered(question), 1):
        yield from folded(safe(option), WIDTH, f"  {number}  ") or [f"  {number}"]
    several = len(question.slots) > 1 and question.way not in ("arrange", "tick")
    named = several or question.way == "label"
    for slot in question.slots if named else ():
        role = f"{slot.role} " if question.way == "blanks" else ""
        yield safe(f"  - {role}{slot.label}".rstrip())


def _offered(question: Question) -> tuple[str, ...]:
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
            return f"{count} option numbers, one for each line"
        case "tick":
            return "the numbers of those that belong"
        case "arrange":
            return "the option numbers in your order"
        case _:
            return "your answer" if count == 1 else f"{count} answers, separated by spaces or ;"


def verdict_lines(question: Question, response: Response, verdict: Verdict) -> Iterator[str]:
    """Right or not yet, which parts are right, and what to say about it."""
    if verdict.unreadable:
        yield from paragraph(verdict.unreadable)
        return
    yield "Right." if verdict.correct else "Not yet."
    if len(question.slots) > 1 and not verdict.correct and question.way != "tick":
        yield from folded("; ".join(_marks(question, response, verdict)), WIDTH)
    for line in verdict.feedback:
        yield from paragraph(line)


def _marks(question: Question, response: Response, verdict: Verdict) -> Iterator[str]:
    answers = answer_texts(question, response)
    typed = question.way in ("blanks", "grid")
    for slot, answer, right in zip(question.slots, answers, verdict.slots, strict=False):
        mark = "right" if right else "not right"
        yield safe(f"{slot.label} {'=' if typed else '→'} {answer}: {mark}".strip())


def answer_texts(question: Question, response: Response) -> tuple[str, ...]:
    """A response in words: options by their text, typed answers as they were typed."""
    if question.way in ("blanks", "grid"):
        return tuple(map(safe, response))
    if question.way == "tick":
        pairs = zip(question.slots, response, strict=False)
        return (", ".join(safe(slot.label) for slot, one in pairs if one == "1"),)
    known = {str(place): option for place, option in enumerate(question.options)}
    return tuple(safe(known.get(given, given)) for given in response)


def names_a_node(line: str, question: Question) -> bool:
    """Whether a line that could be a command (b, q, s) is a formula: the name of a node."""
    if question.quiz.kind != "formula" or question.numbers is None:
        return False
    return line in question.numbers.graph.by_name


def response_of(line: str, question: Question) -> Response | str:
    """The response that a line writes, or a sentence that says what to type instead."""
    if question.way in ("blanks", "grid"):
        return _typed(line, len(question.slots))
    picks = line.replace(",", " ").split()
    wanted = {"pick": 1, "label": len(question.slots), "arrange": len(question.options)}
    count = wanted.get(question.way, len(picks))
    if len(picks) != count:
        return f"Give {count} numbers, separated by spaces."
    offered = len(_offered(question))
    chosen = [_option(pick, offered) for pick in picks]
    if None in chosen:
        return f"The options are numbered from 1 to {offered}."
    if question.way == "tick":
        return tuple(str(int(place in chosen)) for place in range(offered))
    return tuple(str(option) for option in chosen)


def _typed(line: str, count: int) -> Response | str:
    """Answers apart by spaces, or by ‘;’ where an answer has spaces in it (1 / 3; 2 * 4)."""
    if count == 1:
        return (line,)
    parts = tuple(part.strip() for part in line.split(";")) if ";" in line else tuple(line.split())
    if len(parts) != count:
        return f"This question has {count} blanks: separate them with spaces or ‘;’."
    return parts


def _option(text: str, count: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        return None
    return int(text) - 1 if 1 <= int(text) <= count else None
