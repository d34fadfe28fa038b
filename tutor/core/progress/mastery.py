"""How likely it is that a skill is known, as the answers say.

A learner has not got a skill, is unsure of it, or has it: a hidden Markov model of three states, in
the line of Bayesian knowledge tracing (Corbett and Anderson, "Knowledge tracing", User Modeling and
User-Adapted Interaction 4, 1995), which has two and takes one who gets every second question right
for one who knows.  An answer is evidence by Bayes' rule; the chance of a right one is

    without the skill     g      what the question gives away (``Evidence.guess``)
    unsure                at least ``UNSURE``
    with the skill        1 − s  where s grows with the steps in which one may slip

and of what was known, a part may be forgotten since (``recall``, from the schedule).  What is
answered about one graph with one set of values is one occasion: ten arrows of one picture are not
ten pieces of evidence, so what they say is averaged.  After an occasion the skill may have
been learnt, for the answer is explained; not in a test, where nothing is.

The numbers below have their sources beside them; ``python -m tests.benchmarks.mastery --fit`` moves
each of the others and prints by how much the aims are then missed.

Mastered is who has the skill with a chance of ``MASTERED``, was right at the first try on two
different days, on graphs of different shapes, is told apart from one who is right by half, has
made no mistake twice without being right since where it would have shown, and was right where each
common mistake would have (``MISTAKES``): who keeps one wrong rule for ever is never a master.
"""

from __future__ import annotations

from datetime import date, datetime
from math import exp, log
from typing import NamedTuple

from tutor.core.progress.evidence import LEAST, Evidence
from tutor.core.progress.mistakes import MISTAKES
from tutor.core.progress.tries import FormShown, Habit, LastTry, RightOn, Try

MASTERED = 0.95
"""A skill is taken for known from this chance on."""
UNSURE = 0.4
"""The chance of a right answer by one who is unsure: below half, so that who gets every second
question right is never taken for one who knows.  Fitted: at 0.5 a fifth of those who know are no
masters after six questions."""
SLIP, SLIPS = 0.06, 0.27
"""The chance of a slip in one step, and in many.  Corbett and Anderson hold the one below 0.1, and
a guess below 0.3; several steps are not believed to hide more than five of them would.  With 0.3
who is right in every second of long questions came near ``MASTERED``."""
STILL = 0.8
"""The least chance of a right answer that one who knew is given, however long ago it was.

A wrong answer after a pause may be forgiven, a right one soon after it counts in full: without a
limit, who fails first thing every day and is right the second time would become a master.  Any
value from 0.7 to 0.9 meets the aims.
"""
LEARNT, SURE = 0.04, 0.08
"""The chance that an occasion takes one who has not got the skill to being unsure, and from there
to having it.  Fitted: with 0.1 the first, or without the second, one in ten of those who know is no
master after six questions."""
LOST = 0.5
"""The chance below which it is taken that a skill was lost: that it is there is the less likely."""
BROKEN = 20
"""Right first tries in a row after which a mistake is no habit any more, although none of them was
to a question in which it would have shown: a mistake that shows in one question of seven shows in
twenty of them with a chance of 95 %."""
UNKNOWN, FORGIVEN = "", 9
"""A mistake that nobody recognised, and after how many right first tries in a row it is forgotten:
as many as the sum below takes from its least to enough."""
A_SLIP = 0.5
"""The share of right steps above which a mistake that nobody recognised is taken for a slip: who
knows slips in two grids of three cells of six more often (one in four) than in two single steps."""
KNOWS, HALF = 0.94, 0.5
"""The share of whole answers that are right of one who knows, and of one from whom he has to be
told apart by a sequential test (Wald, "Sequential tests of statistical hypotheses", Annals of
Mathematical Statistics 16, 1945): each answer adds the logarithm of how much likelier the one makes
it."""
RIGHT, WRONG = log(KNOWS / HALF), log((1 - KNOWS) / (1 - HALF))
ENOUGH, UP_TO, POWER = 0.1, 6, 3
"""What the sum has to reach, and up to how many occasions: less than four right answers and one
wrong give, so that a master may slip once in the six questions that are asked of one who is new.
Who was asked more often had more chances to be lucky; so the odds have to be better by a power of
their number, as in tests that may end at any answer (with a power above 1 the chances of all
answers together stay finite: Robbins, "Statistical methods related to the law of the iterated
logarithm", Annals of Mathematical Statistics 41, 1970).  With this power two wrong of twelve
are too many; a coin is a master in 2 % of the runs, with a power of 2.5 in 3, and of 0 in 4."""
MOST, LEAST_SUM = 7 * RIGHT, -4.5
"""The sum goes no further than this: a master stays one after one wrong answer and not after two,
and who was always wrong needs eleven right ones in a row; who is right by half has them once in
2,000 times."""
OVER = 12
"""Occasions that are remembered, so that nobody goes to and fro between two graphs; how much the
sum has to reach grows as long as their number does."""
OFTEN, KINDS = 2, 16
"""Days on which a kind of question was right at once after which it is not asked again, as a skill
is known after two; and the kinds that are remembered, which are all."""
PAIRS = 6
"""Days and shapes of right first tries that are kept."""


class Chances(NamedTuple):
    """The chances that a skill is not there, is unsure, is there; they add up to 1."""

    without: float = 0.64
    unsure: float = 0.06
    known: float = 0.3


START = Chances()
"""What is known of a learner who has not been asked: three in ten know, as in the forecast
(``UNTAUGHT``), few are in between; nothing counts before the lesson was begun.  Fitted: with 0.22
one in twenty of those who know, and slip once in six questions whose answers are 1, −1 or 0, are no
masters."""


class Occasion(NamedTuple):
    """What was answered about one graph with one set of values so far.

    ``before`` are the chances before it, ``logs`` the sums of the logarithms of what each state
    makes of the ``answers``, a number; ``tally`` is the sum of the sequential test before it, and
    ``weight`` what its ``tries`` say in that together.
    """

    key: int
    before: Chances
    answers: int = 0
    logs: tuple[float, float, float] = (0.0, 0.0, 0.0)
    tally: float = 0.0
    weight: float = 0.0
    tries: int = 0


class Mastery(NamedTuple):
    """What is known about one skill: the chances, and what they rest on.

    ``seen`` first tries of which ``right`` were right, the last of them at ``last``; ``right_on``
    are the first days and shapes of right ones, as far as they differ; ``habit`` is what was last
    wrong, as long as no right answer speaks against it; ``over`` are the keys of late occasions,
    and ``tally`` says how much better the answers fit one who knows than one who is right by half;
    ``shown`` is the day of the last right one, and ``forms`` the kinds of question that were asked;
    ``ruled_out`` are the common mistakes that right ones spoke against, since each was last made,
    and ``last_try`` says what was changed last, and by what.
    """

    skill: str
    chances: Chances = START
    seen: int = 0
    right: int = 0
    last: datetime | None = None
    right_on: tuple[RightOn, ...] = ()
    occasion: Occasion | None = None
    habit: Habit | None = None
    over: tuple[int, ...] = ()
    tally: float = 0.0
    shown: date | None = None
    forms: tuple[FormShown, ...] = ()
    ruled_out: tuple[str, ...] = ()
    last_try: LastTry | None = None

    @property
    def chance(self) -> float:
        """The chance that the skill is there, or was on the day it was last asked for."""
        return self.chances.known

    @property
    def confirmed(self) -> bool:
        """Whether first tries were right on two days, on graphs of different shapes."""
        return any(
            one.day != other.day and one.shape != other.shape
            for one in self.right_on
            for other in self.right_on
        )

    @property
    def mastered(self) -> bool:
        """Whether the skill counts as known."""
        sure = self.chance >= MASTERED and self.confirmed
        return sure and not self.has_habit and self.is_told_apart and not self.open_mistakes

    @property
    def is_told_apart(self) -> bool:
        """Whether the answers are not those of one who is right by half."""
        return self.tally >= ENOUGH + POWER * log(max(1.0, len(self.over) / UP_TO))

    @property
    def open_mistakes(self) -> tuple[str, ...]:
        """The common mistakes that the learner may make: no right answer speaks against them."""
        return tuple(id_ for id_ in MISTAKES.get(self.skill, ()) if id_ not in self.ruled_out)

    @property
    def mastered_forms(self) -> frozenset[str]:
        """The kinds of question that show nothing new: right at once on two days, and known."""
        found = (one.kind for one in self.forms if one.days >= OFTEN)
        return frozenset(found) if self.mastered else frozenset()

    @property
    def has_habit(self) -> bool:
        """Whether a mistake was made again, and no right answer since that it would have spoilt."""
        return self.habit is not None and self.habit.times > 1


def slip_of(steps: int) -> float:
    """The chance that one who has the skill goes wrong in one of these steps."""
    return float(min(SLIPS, 1 - (1 - SLIP) ** max(1, steps)))


def chances_of_right(one: Evidence, recall: float = 1.0) -> Chances:
    """How likely a right answer is in each state.

    One wrong answer weighs more than one right one, be it after a pause: else who is right every
    second time would become a master.
    """
    slip = slip_of(one.steps)
    guess = min(max(one.guess, LEAST), 0.9)
    unsure = max(UNSURE, guess)
    known = recall * (1 - slip) + (1 - recall) * unsure
    return Chances(guess, unsure, max(known, min(STILL, 1 - slip), 1 - UNSURE, unsure))


def weighed(
    before: Mastery, found: Evidence, key: int, *, recall: float = 1.0, taught: bool = True
) -> Mastery:
    """The mastery with the chances after one more step, of the occasion with this ``key``.

    ``recall`` is the chance that what was known is still there; in a test nothing is ``taught``.
    """
    same = before.occasion is not None and before.occasion.key == key
    if not same and found.right and key in before.over:  # back at a graph that was done
        return before
    occasion = before.occasion if same and before.occasion else None
    occasion = occasion or Occasion(key, before.chances, tally=before.tally)
    likely = chances_of_right(found, 1.0 if same else recall)
    sides = likely if found.right else tuple(1 - one for one in likely)
    logs = tuple(x + log(max(y, 1e-9)) for x, y in zip(occasion.logs, sides, strict=True))
    occasion = occasion._replace(answers=occasion.answers + 1, logs=(logs[0], logs[1], logs[2]))
    chances = posterior(occasion)
    return before._replace(
        chances=learning(chances) if taught else chances,
        occasion=occasion,
        over=before.over if same else (*before.over, key)[-OVER:],
    )


def tried(before: Mastery, one: Try) -> Mastery:
    """The mastery, whose chances are weighed already, with the day, shape and mistake of a try.

    Who no longer knows what was shown on two days has to show it anew.
    """
    found = before.right_on
    if one.right:
        found = _with(found, RightOn(one.day, one.shape))
    elif before.confirmed and before.chance < LOST:
        found = ()
    occasion, tally = _told(before, one)
    return before._replace(
        occasion=occasion,
        seen=before.seen + 1,
        right=before.right + one.right,
        last=one.at,
        right_on=found,
        habit=_habit(before.habit, one),
        tally=tally,
        shown=one.day if one.right else before.shown,
        forms=_with_form(before.forms, one),
        ruled_out=_ruled_out(before, one),
        last_try=_last_try(before, one),
    )


def _last_try(before: Mastery, one: Try) -> LastTry:
    """What ``one`` was, whose chances are weighed already."""
    chances = before.occasion.before if before.occasion else before.chances
    mistake = "" if one.right or one.helped else next(iter(one.mistakes), "")
    return LastTry(one.right, one.helped, chances.known, one.day, mistake)


def _ruled_out(before: Mastery, one: Try) -> tuple[str, ...]:
    """What is ruled out after a first try; what may have been made again no longer is.

    The right steps of a wrong answer rule out what would have shown in them.
    """
    common = MISTAKES.get(before.skill, ())
    known = {*before.ruled_out, *one.against} - (set() if one.right else {*one.mistakes})
    return tuple(id_ for id_ in common if id_ in known)


def _told(before: Mastery, one: Try) -> tuple[Occasion | None, float]:
    """The occasion and the sum of the sequential test with one more try: the mean of the occasion
    counts; who is back at a graph that was done tells nothing."""
    occasion = before.occasion
    if occasion is None or occasion.key != one.key:
        return occasion, before.tally
    weight, tries = occasion.weight + _weight(one), occasion.tries + 1
    tally = _tally(occasion.tally, weight / tries)
    return occasion._replace(weight=weight, tries=tries), tally


def missed(before: Mastery) -> Mastery:
    """The mastery after a wrong answer to a question on the skill, of which it is not known why."""
    occasion = before.occasion
    if occasion:
        occasion = occasion._replace(tally=_tally(occasion.tally, WRONG))
    return before._replace(tally=_tally(before.tally, WRONG), occasion=occasion)


def _weight(one: Try) -> float:
    """What a first try says in the sequential test; its steps count as one, as in an occasion.

    Where the skill was there and another was not, it says nothing.
    """
    if one.right:
        return RIGHT if one.all_right else 0.0
    return one.share * RIGHT + (1 - one.share) * WRONG


def _tally(before: float, more: float) -> float:
    return min(max(before + more, LEAST_SUM), MOST)


def _habit(before: Habit | None, one: Try) -> Habit | None:
    """What may have become a habit, after a first try; a slip in few of its steps is none."""
    if not one.right:
        if not one.mistakes and one.share > A_SLIP:
            return before
        made = one.mistakes or (UNKNOWN,)
        same = tuple(id_ for id_ in before.mistakes if id_ in made) if before else ()
        if before and same:
            return Habit(same, before.times + 1)
        return before._replace(right_since=0) if before and before.times > 1 else Habit(made)
    left = tuple(id_ for id_ in before.mistakes if id_ not in one.against) if before else ()
    if before is None or not left:
        return None
    since = before.right_since + 1
    lasts = FORGIVEN if left == (UNKNOWN,) else BROKEN
    return None if since >= lasts else before._replace(mistakes=left, right_since=since)


def posterior(occasion: Occasion) -> Chances:
    """The chances after an occasion, by Bayes' rule; its answers count as one."""
    weights = [
        p * exp(x / occasion.answers) for p, x in zip(occasion.before, occasion.logs, strict=True)
    ]
    total = sum(weights)
    return Chances(*(weight / total for weight in weights))


def learning(chances: Chances) -> Chances:
    """The chances after an explanation."""
    without, unsure, known = chances
    return Chances(
        without * (1 - LEARNT),
        unsure * (1 - SURE) + without * LEARNT,
        known + unsure * SURE,
    )


def _with_form(before: tuple[FormShown, ...], one: Try) -> tuple[FormShown, ...]:
    """The kinds of question with this one; a wrong answer begins anew."""
    rest = tuple(form for form in before if form.kind != one.kind)
    same = next((form for form in before if form.kind == one.kind), FormShown(one.kind, 0, one.day))
    later = not same.days or one.day != same.last
    return (*rest, FormShown(one.kind, same.days + later if one.right else 0, one.day))[-KINDS:]


def _with(found: tuple[RightOn, ...], on: RightOn) -> tuple[RightOn, ...]:
    """One more day and shape, where it may still be needed: two shapes a day are enough."""
    today = sum(one.day == on.day for one in found)
    needed = on not in found and today < 2 and len(found) < PAIRS
    return (*found, on) if needed else found
