"""A learner goes through a lesson on the real screens, with keys that a person could press."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.learners.mistakes import praise
from tests.learners.outcome import DONE, END, Played, ended, holds, told
from tests.learners.policy import Answer, Hint, Learner, turns_to_goal
from tests.ui.harness import NARROW, Screen, tutor
from tutor.core.lesson import Lesson
from tutor.core.questions.model import Question, Response
from tutor.core.session.state import State
from tutor.core.session.view import View, view
from tutor.ui.widgets.blanks import Blank
from tutor.ui.widgets.options import Options

MOST = 20_000
"""Keys that nobody needs for a lesson."""
DIGITS = 9
"""Options that have a key of their own."""


async def play_keys(
    lesson: Lesson, learner: Learner, folder: Path, size: tuple[int, int] = NARROW
) -> Played:
    """The whole lesson on the screens, with progress kept in ``folder``."""
    async with tutor(folder, size, lesson, (lesson,)) as screen:
        return await Keys(lesson, learner, screen).play()


class Keys:
    """A learner's keys, and what the screen shows after each of them."""

    def __init__(self, lesson: Lesson, learner: Learner, screen: Screen) -> None:
        self.played = Played(lesson, learner)
        self._lesson = lesson
        self._screen = screen

    async def play(self) -> Played:
        """The whole lesson, then back to the list of lessons."""
        await self._screen.settle()
        while self._view.page < len(self._lesson.pages):
            shown = self._view
            self.played.arrive(shown.page)
            if self.played.steps > MOST:
                self.played.fault(shown.heading, "no end in sight")
                return self.played
            if shown.question is not None and not shown.settled:
                await self._answers(shown.question)
                if self.played.faults and not self._view.settled:
                    return self.played
            elif not await self._goes_on(shown):
                return self.played
        self.played.arrive(self._view.page)
        await self._leaves()
        return self.played

    @property
    def _state(self) -> State:
        return self._screen.lesson.session.state

    @property
    def _view(self) -> View:
        return view(self._lesson, self._state)

    async def _press(self, *keys: str) -> None:
        self.played.steps += len(keys)
        await self._screen.tap(*keys)

    # Going on -------------------------------------------------------------------------------------

    async def _goes_on(self, shown: View) -> bool:
        before = self._state
        key = "Enter" if shown.question is not None else "→"
        if f"{key} {shown.forward}" not in self._screen.text:
            self.played.fault(shown.heading, f"the footer does not offer “{shown.forward}”")
        turns = turns_to_goal(self._lesson, before)
        onward = ("enter" if key == "Enter" else "right",)
        await self._press(*(("up" if turns > 0 else "down",) * abs(turns) or onward))
        if self._state == before:
            self.played.fault(shown.heading, "a dead end")
            return False
        return True

    async def _leaves(self) -> None:
        """The closing page, and home, which says that the lesson is finished."""
        end = self._screen.prose
        ended(self.played, self._screen.store.events(), end if holds(end, END) else f"{DONE} {end}")
        await self._press("escape")
        await self._screen.settle()
        if "100 %" not in self._screen.text or "1 of 1 lessons finished" not in self._screen.text:
            self.played.fault("home", f"the lesson is not ticked: {self._screen.text[:300]!r}")

    # Answering ------------------------------------------------------------------------------------

    async def _answers(self, question: Question) -> None:
        where = question.quiz.id
        for move in self.played.learner.moves(question):
            match move:
                case Hint(text):
                    await self._press("question_mark")
                    await self._reads(where, text)
                case Answer(response, None):
                    await self._answer(question, response)
                    await self._reads(where, f"✓ {praise(question)}")
                case Answer(response, mistake):
                    await self._answer(question, response)
                    events = self._screen.store.events()
                    if list(told(mistake, events, self._screen.prose)):
                        await self._screen.pilot.pause(0.1)  # what was said is scrolled into sight
                    self.played.stumble(where, mistake, events, self._screen.prose)
        if not self._view.settled:
            self.played.fault(where, "the question is still open")

    async def _reads(self, where: str, wanted: str) -> None:
        if not holds(self._screen.prose, wanted):
            await self._screen.pilot.pause(0.1)
        if not holds(self._screen.prose, wanted):
            self.played.fault(where, f"{wanted!r} is not in sight: {self._screen.text!r}")

    async def _answer(self, question: Question, response: Response) -> None:
        match question.way:
            case "blanks" | "grid":
                await self._fill(response)
            case "label":
                await self._label(response)
            case "tick":
                await self._tick(response)
            case "assemble":
                await self._assemble(response[0].split())
            case _:
                for part in response if question.way == "pick" else await self._to_place(response):
                    await self._choose(int(part))
                await self._press("enter")

    async def _fill(self, response: Response) -> None:
        """Type each blank's text over what is in it; Enter after the last one."""
        fields = list(self._screen.lesson.query(Blank))
        if not any(field.value for field in fields):
            for text in response:
                await self._press(*text, "enter")
            return
        for place, text in enumerate(response):
            await self._to(fields, place)
            replaced = fields[place].judged is False
            await self._press(*() if replaced else ["backspace"] * len(fields[place].value), *text)
        await self._press("enter")

    async def _to(self, fields: list[Blank], place: int) -> None:
        """Tab and Shift+Tab until the cursor is in this blank."""
        for _ in range(2 * len(fields)):
            here = self._screen.lesson.focused
            at = fields.index(here) if isinstance(here, Blank) else -1
            if at == place:
                return
            await self._press("tab" if at < place else "shift+tab")
        self.played.fault(f"blank {place}", "the cursor does not come here")

    async def _label(self, response: Response) -> None:
        """A digit for each item from the first one; Enter when all have one."""
        options = self._screen.lesson.query_one(Options)
        while options._cursor:
            await self._press("up")
        for part in response:
            await self._press(str(int(part) + 1))
        await self._press("enter")

    async def _assemble(self, tiles: Sequence[str]) -> None:
        """Take back what is put together; a digit puts each tile; Enter gives the equation."""
        options = self._screen.lesson.query_one(Options)
        while options.has_picks:
            await self._press("backspace")
        for tile in tiles:
            await self._press(str(int(tile) + 1))
        await self._press("enter")

    async def _tick(self, response: Response) -> None:
        """The digit of every line whose tick is not as it shall be."""
        options = self._screen.lesson.query_one(Options)
        for place, part in enumerate(response):
            if str(options._chosen[place]) != part:
                await self._choose(place)
        await self._press("enter")

    async def _to_place(self, response: Response) -> Response:
        """The items of an order that are still to be placed; the last one goes by itself."""
        options = self._screen.lesson.query_one(Options)
        if options._right:  # what is said to be right stays, the rest goes with the next item
            good = options._right.index(False) if False in options._right else 0
        else:
            good = 0
        kept = tuple(str(one) for one in options._chosen[:good])
        while kept and kept != response[: len(kept)]:
            await self._press("backspace")
            kept = tuple(str(one) for one in options._chosen)
        return response[len(kept) : -1]

    async def _choose(self, option: int) -> None:
        """The digit of an option; the arrows and Space where it has none, and every other time."""
        options = self._screen.lesson.query_one(Options)
        if option < DIGITS and self.played.steps % 2:
            await self._press(str(option + 1))
            return
        while options._cursor != option:
            await self._press("down" if options._cursor < option else "up")
        await self._press("space")
