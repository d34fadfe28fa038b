"""What the list of lessons says: a row a lesson, what one is about, how far all of them are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import product, takewhile
from typing import TYPE_CHECKING

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tutor.core.catalogue import Catalogue, Entry, LessonState, Section, share
from tutor.core.progress import LessonProgress, Progress, known_skill
from tutor.core.text import clip, pad, plural, width
from tutor.ui.content import MARKS, styled, styled_spans
from tutor.ui.widgets.text_block import Paragraph, TextBlock

if TYPE_CHECKING:
    from tutor.core.lesson import Lesson
    from tutor.core.progress import Due

BAR, MARGIN = 8, 2
"""Cells of a bar, and those that a row leaves free at its end."""


def today(questions: int, minutes: int, key: str) -> tuple[str, ...]:
    """What is due today and the key that asks it, at length and in short."""
    asked = plural(questions, "question")
    return (
        f"due today: {plural(minutes, 'minute')}, {asked} · {key} reviews",
        f"today {minutes} min, {asked} · {key}",
    )


def bar(part: float, cells: int) -> str:
    """``███░░``; something done never looks like nothing, something open never like all."""
    full = round(part * cells)
    if 0 < part < 1:
        full = max(1, min(cells - 1, full))
    return "█" * full + "░" * (cells - full)


class FittedLine(Visual):
    """One line that ``make`` makes for the cells that it gets, whatever these are."""

    def __init__(self, make: Callable[[int], Content]) -> None:
        self._make = make

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The line as Textual draws it."""
        return self._make(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All that there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line."""
        return 1


def heading_row(section: Section) -> FittedLine:
    """The line above the lessons of a pack."""
    return FittedLine(lambda cells: styled(" " + clip(section.heading, cells - MARGIN), "bold"))


def lesson_row(entry: Entry, done: LessonProgress | None) -> FittedLine:
    """One line of the list."""
    return FittedLine(partial(_row, entry, done))


def _row(entry: Entry, done: LessonProgress | None, cells: int) -> Content:
    room = cells - MARGIN
    part = share(entry, done)
    mark = "✓" if part == 1.0 else "▸" if done is not None else " "
    end = f"  {bar(part, BAR)} {round(100 * part):>3} %"
    start = f"{mark} {entry.number:>2}  "
    title = pad(clip(entry.title, room - width(start + end)), room - width(start + end))
    return styled(start, "$accent-text") + styled(title) + styled(end, "$good-text" if part else "")


def lesson_about(
    lesson: Lesson, done: LessonProgress | None, skipped: Sequence[Entry] = ()
) -> TextBlock:
    """What a lesson is about, how far the learner is, and what it needs and was ``skipped``."""
    from tutor.core.lesson import Prose

    said = [block for block in lesson.pages[0].blocks if isinstance(block, Prose)]
    rest = takewhile(lambda block: block.kind == "bullet", said[1:])
    facts = [f"about {lesson.minutes} minutes (estimated)"] if lesson.minutes else []
    facts.append(f"{len(lesson.pages)} pages")
    if lesson.covers:
        facts.append("covers " + ", ".join(lesson.covers))
    if lesson.terms.words:  # whole: the heading of the pack may be cut off
        facts.append(lesson.terms.words)
    first = styled(" · ".join(facts), "$muted-text")
    if done is not None:
        state = "finished" if done.finished else "begun"
        score = f", {plural(len(done.solved), 'question')} solved" if done.solved else ""
        first = styled(state + score, "$good-text") + styled(" · ", "$muted-text") + first
    elif skipped:
        numbers = " and ".join(entry.number for entry in skipped)
        builds = (
            f"builds on {'lesson' if len(skipped) == 1 else 'lessons'} {numbers}, not finished yet"
        )
        first = styled(builds, "$accent-text") + styled(" · ", "$muted-text") + first
    opening = (styled(MARKS.get(b.kind, "")) + styled_spans(b.spans) for b in (*said[:1], *rest))
    return TextBlock((Paragraph(first), Paragraph(Content(" ").join(opening))))


def states_of(
    shelf: Catalogue, progress: Progress, due: Sequence[Due]
) -> Mapping[str, LessonState]:
    """How each lesson stands; one is due when a skill that it teaches is."""
    skills = (known_skill(one.skill) for one in due)
    waiting = {skill.lesson for skill in skills if skill is not None}
    return {
        entry.id: _state(entry, progress.lessons.get(entry.id), due=entry.id in waiting)
        for entry in shelf.entries
    }


def _state(entry: Entry, done: LessonProgress | None, *, due: bool) -> LessonState:
    if done is None:
        return "open"
    return "due" if due else "done" if share(entry, done) == 1.0 else "begun"


def lesson_heading(entry: Entry, state: LessonState, *, following: bool) -> Content:
    """``5 · Linear regression · due for review · go on here``."""
    words = {"due": " · due for review", "done": " · finished"}.get(state, "")
    return (
        styled(f"{entry.number} · {entry.title}")
        + styled(words, "$good-text" if state == "done" else "$accent-text")
        + styled(" · go on here" if following else "", "$formula-text")
    )


def overall_line(shelf: Catalogue, progress: Progress, due: Sequence[str] = ()) -> FittedLine:
    """The first line: what is due, at the greatest length that there is room for, or else what this
    is, and how far all lessons together are.
    """
    return FittedLine(partial(overall_text, shelf, progress, due))


def overall_text(shelf: Catalogue, progress: Progress, due: Sequence[str], cells: int) -> Content:
    """The same as text for so many cells."""
    shares = [share(entry, progress.lessons.get(entry.id)) for entry in shelf.entries]
    part = sum(shares) / len(shares) if shares else 0.0
    finished = sum(lesson_share == 1.0 for lesson_share in shares)
    text = f"{finished} of {len(shares)} lessons finished "
    name, ends = " bptutor", (f"{bar(part, 12)}  {text}", text)
    pairs: Iterable[tuple[str, str]]
    if due:
        titles = [f"{name} · {due[0]}", *(f" {one}" for one in due)]
        pairs = product(titles, ends)
    else:
        titles = [f"{name} · backpropagation, one message at a time", name]
        pairs = ((title, end) for end in ends for title in titles)
    fitting = (pair for pair in pairs if sum(map(width, pair)) + 2 <= cells)
    left, right = next(fitting, (titles[-1], ends[-1]))
    gap = " " * max(1, cells - width(left) - width(right))
    return styled(left, "bold") + Content(gap) + styled(right, "$accent-text")
