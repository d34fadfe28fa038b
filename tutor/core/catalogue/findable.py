"""What of a lesson can be looked for, and where it is: title, pages, goals, skills, terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, NamedTuple

from tutor.core.progress import known_skill
from tutor.core.text import safe

if TYPE_CHECKING:
    from tutor.core.lesson import Lesson, Page, Prose, Span


END = "By the end you"
"""How lessons begin to say what they are good for."""


class Findable(NamedTuple):
    """A text to be found: what it is (``kind``), the lesson and its page, counted from 0.

    Without a page the lesson is opened where the learner left it.
    """

    text: str
    kind: str
    lesson: str
    page: int | None = None


def findable(lesson: Lesson) -> Iterator[Findable]:
    """All that can be found in a lesson, what says most first."""
    yield Findable(safe(lesson.title), "lesson", lesson.id)
    for number, page in enumerate(lesson.pages):
        if page.title and page.title != lesson.title:
            yield Findable(safe(page.title), "page", lesson.id, number)
    for goal in goals(lesson):
        yield Findable(goal, "goal", lesson.id)
    for skill in lesson.skills:
        row = known_skill(skill)
        if row is not None and row.lesson == lesson.id:
            yield Findable(safe(row.says), "skill", lesson.id, _page_that_asks(lesson, skill))
    for card in lesson.cards:
        yield Findable(safe(card.term), "term", lesson.id, _page_that_says(lesson, card.term))


def goals(lesson: Lesson) -> Iterator[str]:
    """What one can do at the end: the list below that sentence, or else the sentence."""
    texts = ((block.kind, _words(block.spans)) for block in _prose(lesson.pages[0]))
    rest = dropwhile(lambda one: not one[1].startswith(END), texts)
    sentence = next(rest, ("", ""))[1].removeprefix(END).strip()
    listed = [text for _, text in takewhile(lambda one: one[0] == "bullet", rest)]
    yield from map(safe, listed or filter(None, [sentence.removeprefix("can ")]))


def _prose(page: Page) -> Iterator[Prose]:
    from tutor.core.lesson import Prose

    return (block for block in page.blocks if isinstance(block, Prose))


def _words(spans: Iterable[Span]) -> str:
    return "".join(span.shown for span in spans)


def _page_that_asks(lesson: Lesson, skill: str) -> int | None:
    """The first page with a question on a skill."""
    from tutor.core.lesson import Quiz

    pages = enumerate(lesson.pages)
    asking = (
        number
        for number, page in pages
        for one in page.activities
        if isinstance(one, Quiz) and skill in one.skills
    )
    return next(asking, None)


def _page_that_says(lesson: Lesson, term: str) -> int | None:
    """The first page whose text has a term in it."""
    word = term.casefold()
    said = (
        number
        for number, page in enumerate(lesson.pages)
        if any(word in _words(block.spans).casefold() for block in _prose(page))
    )
    return next(said, None)
