"""A lesson that is being taken: its state, what that looks like, and what is stored of it."""

from __future__ import annotations

from dataclasses import replace

from tutor.core.catalogue import Entry
from tutor.core.lesson import Lesson
from tutor.core.practice import PageSetting, page_setting
from tutor.core.session import (
    Action,
    ChangeForm,
    Effect,
    NewVariant,
    SavePlace,
    State,
    View,
    act,
    lesson_as_taken,
    page_of,
    view,
)
from tutor.records import Recorder


class LessonSession:
    """One lesson and one learner: every action goes through here; others paint what comes of it.

    ``behind`` says where its end and Esc lead, ``opens`` which key opens the next lesson.
    """

    def __init__(
        self,
        lesson: Lesson,
        number: str,
        state: State,
        record: Recorder,
        following: Entry | None = None,
        behind: str = "lessons",
        opens: str = "Enter",
    ) -> None:
        self.lesson, self.following = lesson, following
        self.state = replace(state, skills=record.progress().standings(record.now()))
        self.behind, self._opens = behind, opens
        self.is_practice = False
        """Whether it was made on the spot, and is not a lesson of the list."""
        self.heading = f"{number} · {lesson.title}" if number else lesson.title
        self.record = record
        self.owes_place = False
        """Whether the place is not stored yet."""
        self._seen: tuple[Lesson, State, View] | None = None
        self._set: tuple[object, PageSetting] | None = None

    @property
    def view(self) -> View:
        """What the state looks like; many ask, it is worked out once."""
        lesson, state = self.lesson, self.state
        if self._seen is None or not (self._seen[0] is lesson and self._seen[1] is state):
            shown = view(lesson, state, self._afterword)
            if self.is_at_end:
                shown = replace(shown, forward="next lesson" if self.following else self.behind)
            self._seen = lesson, state, shown
        return self._seen[2]

    @property
    def is_at_end(self) -> bool:
        """Whether the learner is behind the last page."""
        return page_of(self.lesson, self.state) is None

    def setting(self, columns: int) -> PageSetting:
        """What stays the same on this page where its text has ``columns`` cells."""
        forms = [work.form for work in self.state.works.values() if work.form]
        key = self.lesson, self.state.page, columns, forms
        if self._set is None or self._set[0] != key:
            taken = lesson_as_taken(self.lesson, self.state)
            self._set = key, page_setting(taken, self.state.page, columns)
        return self._set[1]

    def do(self, action: Action) -> str:
        """One action, stored; a message for the learner when that failed."""
        state, record = self.state, self.record
        if isinstance(action, (NewVariant, ChangeForm)):  # the form depends on the answers so far
            state = replace(state, skills=record.progress().standings(record.now()))
        self.state, effects = act(self.lesson, state, action)
        return self._save(effects)

    def renew(self, lesson: Lesson) -> None:
        """Go on at the same place of another version of the lesson."""
        from tutor.core.checking import carry_over  # only who writes one waits for the checks

        self.state = carry_over(self.lesson, lesson, self.state)
        self.lesson, self.heading = lesson, lesson.title

    def keep_place(self) -> str:
        """Store where the learner is, unless that is done; a message when it failed."""
        if not self.owes_place:
            return ""
        self.owes_place = False
        return self.record.save(self.lesson.id, (SavePlace(self.state),))

    def _save(self, effects: tuple[Effect, ...]) -> str:
        """Answers are stored at once; a place alone may wait until the keys are still."""
        if all(isinstance(effect, SavePlace) for effect in effects):
            self.owes_place = self.owes_place or bool(effects)
            return ""
        self.owes_place = False
        return self.record.save(self.lesson.id, effects)

    def _afterword(self) -> tuple[str, ...]:
        """What the record says about this lesson, at its end."""
        from tutor.core.practice import afterword

        title = self.following.title if self.following else ""
        progress, now = self.record.progress(), self.record.now()
        return afterword(self.lesson, progress, now, title, self._opens)
