"""What first tries say about a skill, and when it is due again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.events import START, TIMES, added_up, answered
from tutor.core.progress import (
    MASTERED,
    MISTAKES,
    PRACTICE,
    SKILLS,
    Evidence,
    Mastery,
    Placed,
    Progress,
    days_until,
    former_name,
    prerequisites_of,
    summary,
    weakest_first,
    weighed,
)
from tutor.core.progress.events import Answered
from tutor.core.progress.mastery import MOST, SLIP, UNSURE, Chances
from tutor.core.progress.schedule import Due, Grade, Graded, grade_of_day, grade_of_occasion
from tutor.core.progress.skill_sums import UNKNOWN_PACE
from tutor.core.progress.skills import COURSE
from tutor.core.progress.standing import what_is_lacking
from tutor.core.progress.tries import Habit, RightOn


def first_try(number: int, *, correct: bool = True, **changes: object) -> Answered:
    return replace(answered(number, correct=correct), **changes)  # type: ignore[arg-type]


def step(skill: str = "S5", *, right: bool = True, guess: float = 0.1, steps: int = 1) -> Evidence:
    return Evidence(skill, right, guess, steps)


def at_day(number: int, day: int, *, right: bool = True, **changes: object) -> Answered:
    """The ``number``-th question, on a graph of its own shape, on one of the days."""
    one = first_try(number, correct=right, evidence=(step(right=right),), shape=f"graph {number}")
    return replace(one, at=START + timedelta(days=day, minutes=number), **changes)  # type: ignore[arg-type]


def test_the_chances_follow_bayes_rule() -> None:
    without, unsure, known = Mastery("S5").chances
    weights = (without * 0.1, unsure * UNSURE, known * (1 - SLIP))
    after = weighed(Mastery("S5"), step(), 1, taught=False).chances
    assert after == pytest.approx(tuple(weight / sum(weights) for weight in weights))
    weights = (without * 0.9, unsure * (1 - UNSURE), known * SLIP)
    after = weighed(Mastery("S5"), step(right=False), 1, taught=False).chances
    assert after == pytest.approx(tuple(weight / sum(weights) for weight in weights))


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0.0, 1.0), st.integers(1, 12)), max_size=12),
    st.floats(0.0, 1.0), st.integers(1, 12), st.floats(0.2, 1.0),
)  # fmt: skip
def test_a_right_answer_never_lowers_the_chance_and_beats_a_wrong_one(
    story: list[tuple[bool, float, int]], guess: float, steps: int, recall: float
) -> None:
    mastery = Mastery("S5")
    for number, (right, chance, several) in enumerate(story):
        mastery = weighed(mastery, step(right=right, guess=chance, steps=several), number)
    up, down = (
        weighed(mastery, step(right=right, guess=guess, steps=steps), -1, recall=recall).chance
        for right in (True, False)
    )
    assert up >= mastery.chance - 1e-12
    assert up >= down - 1e-12
    assert 0 <= down <= 1
    assert 0 <= up <= 1


@given(st.integers(2, 40), st.floats(0.0, 1.0), st.integers(1, 12))
def test_who_is_right_every_second_time_is_never_a_master(
    count: int, guess: float, steps: int
) -> None:
    mastery = Mastery("S5")
    for number in range(count):
        mastery = weighed(mastery, step(right=not number % 2, guess=guess, steps=steps), number)
        assert mastery.chance < MASTERED


@pytest.mark.parametrize("pause", [1, 2, 7, 30, 100])
@pytest.mark.parametrize("first", [True, False])
def test_who_is_right_every_second_time_is_never_a_master_over_months(
    pause: int, *, first: bool
) -> None:
    """Wrong first thing and right the second time, day by day, was “known” from the 20th on."""
    story: list[Answered] = []
    for number in range(60):
        day = number // 2 * pause
        story.append(at_day(number, day, right=(number % 2 == 0) is first))
    for count in (10, 20, 40, 60):
        assert added_up(story[:count]).mastery("S5").chance < MASTERED


def test_who_has_lost_what_was_known_shows_it_on_two_days_again() -> None:
    known = [at_day(n, n) for n in range(6)]
    lost = [at_day(10 + n, 90, right=False) for n in range(6)]
    today = [at_day(20 + n, 90, against=("BACKPROP_ONLY",)) for n in range(10)]
    assert added_up(known).mastery("S5").mastered
    found = added_up([*known, *lost, *today]).mastery("S5")
    assert found.chance > MASTERED
    assert not found.mastered
    assert added_up([*known, *lost, *today, at_day(40, 91)]).mastery("S5").mastered


def test_a_clock_that_was_put_back_makes_no_second_day() -> None:
    story = [at_day(n, 5) for n in range(6)] + [at_day(10 + n, 0) for n in range(6)]
    assert not added_up(story).mastery("S5").mastered


def test_a_try_is_one_whatever_its_steps() -> None:
    grid = at_day(0, 0, right=False, evidence=(step(), step(right=False), step()))
    found = added_up([grid, at_day(1, 0)]).mastery("S5")
    assert (found.seen, found.right) == (2, 1)


def test_what_was_walked_on_one_graph_is_one_occasion() -> None:
    """Four values in twenty seconds were “100 % mastered”."""
    walk = [replace(at_day(n, 0), shape="one graph", seed=7) for n in range(10)]
    once = added_up(walk[:1]).mastery("S5")
    found = added_up(walk).mastery("S5")
    assert found.chances == pytest.approx(once.chances)
    assert (found.seen, found.right) == (10, 10)
    others = [replace(at_day(n, 0), seed=n) for n in range(10)]
    assert added_up(others).mastery("S5").chance > found.chance + 0.2


def test_what_was_walked_on_one_graph_tells_a_learner_from_a_coin_only_once() -> None:
    """Ten right numbers on one graph made good for whatever was wrong before."""
    wrong = [at_day(n, 0, right=False) for n in range(3)]
    walk = [replace(at_day(10 + n, n % 2), scene="A", content=f"{n}") for n in range(10)]
    graphs = [at_day(30 + n, 1) for n in range(3)]
    found = added_up([*wrong, *walk, *graphs]).mastery("S5")
    assert found.confirmed
    assert not found.is_told_apart
    others = [at_day(10 + n, n % 2) for n in range(10)]
    assert added_up([*wrong, *others, *graphs]).mastery("S5").is_told_apart
    again = [replace(one, at=one.at + timedelta(hours=2)) for one in walk[:1]]
    assert added_up([*walk, *again]).mastery("S5").tally == added_up(walk).mastery("S5").tally


def test_a_wrong_answer_at_a_graph_that_was_done_counts() -> None:
    """A right one there tells nothing new; what is forgotten may show anywhere."""
    story = [replace(at_day(n, 0), scene=name) for n, name in enumerate("ABA")]
    before, right = (added_up(story[:count]).mastery("S5") for count in (2, 3))
    assert (right.tally, right.chance) == (before.tally, before.chance)
    failed = replace(at_day(2, 0, right=False), scene="A")
    wrong = added_up([*story[:2], failed]).mastery("S5")
    assert wrong.tally < before.tally
    assert wrong.chance < before.chance


def test_who_was_asked_more_often_has_to_be_right_more_clearly() -> None:
    """Two wrong of twelve were enough, which a coin has once in fifty times."""
    few = [at_day(n, n // 3, right=n != 1) for n in range(6)]
    assert added_up(few).mastery("S5").is_told_apart
    many = [at_day(n, n // 10, right=n not in (5, 7)) for n in range(12)]
    assert not added_up(many).mastery("S5").is_told_apart
    bars = [added_up([at_day(n, 0, right=False) for n in range(count)]) for count in range(1, 14)]
    told = [one.mastery("S5")._replace(tally=1.0).is_told_apart for one in bars]
    assert told == [count < 9 for count in range(1, 14)], "the bar rises from the seventh on"
    master = [at_day(n, n // 10, right=n != 16) for n in range(17)]
    assert added_up(master).mastery("S5").mastered, "one slip makes no master a beginner"


def test_the_same_question_word_for_word_counts_once_a_day() -> None:
    """A question without values had another seed in every round, and was counted each time."""
    eight = [at_day(n, 0, content="which is which", scene="") for n in range(8)]
    once = added_up(eight[:1]).mastery("S5")
    assert added_up(eight).mastery("S5") == once
    tomorrow = replace(eight[0], at=eight[0].at + timedelta(days=1))
    assert added_up([*eight, tomorrow]).mastery("S5").seen == 2


def test_going_to_and_fro_between_two_graphs_is_two_occasions() -> None:
    to_and_fro = [at_day(n, 0, scene="AB"[n % 2], content=f"{n}") for n in range(6)]
    found = added_up(to_and_fro).mastery("S5")
    assert found.chance < added_up([at_day(n, 0) for n in range(6)]).mastery("S5").chance


def test_known_is_who_was_right_on_two_days_and_two_graphs() -> None:
    many = [at_day(n, 0) for n in range(8)]
    assert added_up(many).mastery("S5").chance > MASTERED
    assert not added_up(many).mastery("S5").mastered  # all on one day
    same = [replace(at_day(n, n), shape="one graph") for n in range(8)]
    assert not added_up(same).mastery("S5").mastered
    assert added_up([*many, at_day(9, 1)]).mastery("S5").mastered


def test_what_was_known_fades_until_it_is_reviewed() -> None:
    known = added_up([*(at_day(n, 0) for n in range(5)), at_day(9, 2)])
    then = START + timedelta(days=2, hours=1)
    now = known.standing("S5", then)
    assert now.state == "known"
    assert now.due
    later = known.standing("S5", then + timedelta(days=90))
    assert later.state == "due"
    assert not later.mastered
    assert later.chance < now.chance - 0.05


def test_what_is_lacking_is_said() -> None:
    def lacks(*answers: Answered) -> str:
        return added_up(answers).standing("S5", START + timedelta(days=3)).lacks

    one_day = [at_day(n, 0) for n in range(8)]
    assert lacks(at_day(0, 0)) == "more right first tries"
    assert lacks(*one_day) == "a right first try on another day"
    graph = [replace(at_day(n, n % 3), shape="one graph") for n in range(8)]
    assert lacks(*graph) == "a right first try on another graph"
    two_of_each = [replace(at_day(n, n % 2), shape=f"graph {n % 2}") for n in range(8)]
    assert lacks(*two_of_each) == ""


def test_a_mistake_that_is_made_again_stands_until_it_is_put_right_where_it_was_made() -> None:
    wrong = [
        at_day(n, 0, right=False, mistakes=("SIGMA_AS_DERIV",), shape="neuron") for n in (0, 1)
    ]
    others = [at_day(n, n % 3) for n in range(2, 12)]
    found = added_up([*wrong, *others]).mastery("S5")
    assert found.chance > MASTERED
    assert not found.mastered
    there = at_day(20, 3, shape="neuron", against=("SIGMA_AS_DERIV",))
    assert added_up([*wrong, *others, there]).mastery("S5").mastered
    elsewhere = at_day(20, 3, shape="neuron", against=("MUL_OWN_VALUE",))
    assert not added_up([*wrong, *others, elsewhere]).mastery("S5").mastered


def test_who_is_wrong_every_second_time_in_something_else_is_no_master_either() -> None:
    """The skill was right in all of its answers; half of them were wrong for lack of another."""
    story = []
    for n in range(16):
        one = at_day(n, n % 4, correct=not n % 2)
        story.append(one if not n % 2 else replace(one, evidence=(step("S7", right=False),)))
    found = added_up(story).mastery("S5")
    assert found.chance > MASTERED
    assert not found.mastered
    assert added_up(story[::2]).mastery("S5").mastered


def test_nothing_counts_before_the_lesson_that_teaches_it() -> None:
    early = [
        replace(at_day(n, n), lesson=COURSE[0], evidence=(step("sum-routes"),)) for n in range(6)
    ]
    assert added_up(early).mastery("sum-routes").seen == 0
    begun = Placed.of(START, SKILLS["sum-routes"].lesson, {})
    assert added_up([begun, *early]).mastery("sum-routes").seen == 6


def test_who_keeps_one_wrong_rule_is_no_master_however_often_it_does_not_show() -> None:
    """Ten quotients asked for the numerator alone: whoever forgets the square is always right."""
    hidden = "DIV_NOT_SQUARED"
    rest = tuple(one for one in MISTAKES["local-quotient"] if one != hidden)

    def right(number: int, *against: str) -> Answered:
        asked = (step("local-quotient"),)
        return replace(at_day(number, number), skills=(), evidence=asked, against=against)

    begun = Placed.of(START, COURSE[-1], {})
    many = [begun, *(right(number, *rest) for number in range(30))]
    late = START + timedelta(days=40)
    found = summary(many, late).standing("local-quotient", late)
    assert not found.mastered
    assert found.open_mistakes == (hidden,)
    shown = [*many, right(31, hidden)]
    assert summary(shown, late).mastery("local-quotient").mastered
    wrong = step("local-quotient", right=False)
    made = replace(right(32), correct=False, mistakes=(hidden,), evidence=(wrong,))
    after = [*shown, made, *(right(number, *rest) for number in range(33, 39))]
    late = START + timedelta(days=50)
    assert summary(after, late).mastery("local-quotient").open_mistakes == (hidden,)


def test_a_lesson_of_ones_own_teaches_what_it_asks_for() -> None:
    """A learner with a teacher's lessons was told “No answers yet” for ever."""
    own, graph = (
        [
            replace(
                at_day(n, n),
                lesson=lesson,
                evidence=(step("sum-routes"),),
                against=MISTAKES["sum-routes"],
            )
            for n in range(6)
        ]
        for lesson in ("my lesson", PRACTICE)
    )
    assert added_up(own).mastery("sum-routes").mastered
    assert added_up(graph).mastery("sum-routes").seen == 0


def test_a_test_teaches_nothing() -> None:
    one = at_day(0, 0, right=False)
    taught, tested = (added_up([replace(one, test=test)]).mastery("S5") for test in (False, True))
    assert tested.chance < taught.chance


def test_an_answer_of_an_older_version_counts_for_the_skills_that_its_name_has_become() -> None:
    """It has names of skills and no evidence; what was typed is worth more than what was chosen."""
    old = first_try(1, lesson=COURSE[-1], skills=("local-gradient", "minibatch", "my own"))
    known = added_up([old])
    assert set(known.skills) == {
        "local-sum", "local-product", "local-power", "average", "update", "my own",
    }  # fmt: skip
    chosen = added_up([replace(old, quiz_kind="choice")])
    assert chosen.mastery("update").chance < known.mastery("update").chance
    assert known.mastery("local-power").chance < known.mastery("update").chance
    assert known.mastery("update").chance < known.mastery("my own").chance
    assert former_name("update") == "minibatch"
    assert former_name("my own") == "my own"


def test_only_first_tries_count_and_one_after_a_hint_is_not_right() -> None:
    tries = [
        first_try(1, correct=False),
        first_try(1, tries_before=1),  # the same question again
        first_try(1),  # and once more after the page was opened anew
        first_try(2, hints_used=1),
        first_try(3, quiz_kind="message", skills=("S5", "S7")),
    ]
    known = added_up(tries).mastery
    assert [(one.seen, one.right) for one in (known("S5"), known("S7"))] == [(3, 1), (1, 1)]


def test_the_weakest_skill_comes_first_and_one_never_tried_before_one_that_is_known() -> None:
    answers = [
        *(first_try(n, skills=("known",)) for n in range(3)),
        *(first_try(n, skills=("missed",), correct=False) for n in range(3, 6)),
    ]
    order = weakest_first(("known", "new", "missed"), added_up(answers))
    assert set(order[:2]) == {"new", "missed"}
    assert order[2] == "known"
    assert weakest_first(("b", "a"), Progress()) == ("b", "a")


def test_the_same_question_with_other_values_is_another_observation() -> None:
    tries = [first_try(1), first_try(1, seed=99)]
    assert added_up(tries).mastery("S5").seen == 2


# --- review ------------------------------------------------------------------------------------


MINE = timezone(timedelta(hours=-8))
"""The zone of a learner on another side of the earth."""


def at(days: float, *, right: bool = True, skill: str = "a") -> Answered:
    when = START + timedelta(days=days)
    return replace(
        answered(0, correct=right),
        at=when,
        item=f"{when} {skill}",
        skills=(skill,),
        quiz_kind="numeric",
    )


def schedule(seen: list[Answered], now: datetime | None = None) -> tuple[Due, ...]:
    zone = now.tzinfo if now else None
    return added_up(seen, now).schedule(zone or UTC)


def test_a_skill_known_for_longer_is_asked_less_often() -> None:
    seen, gaps = [at(0)], []
    for _ in range(5):
        due = schedule(seen)[0].due
        gaps.append(due - seen[-1].at)
        seen.append(replace(seen[0], at=due, item=f"{due}"))
    assert gaps == sorted(gaps)
    assert timedelta(days=1) <= gaps[0] < timedelta(days=4)
    assert gaps[-1] > timedelta(days=60)


def test_the_order_within_a_day_counts() -> None:
    """Wrong and then right was “again” for ever, as right and then wrong is."""
    learnt, lost = (
        [at(n / 1440, right=right) for n, right in enumerate(order)]
        for order in ((False, True, True, True), (True, True, True, False))
    )
    one_day = [[replace(one, at=one.at + timedelta(days=d), item=f"{one.item} {d}")
                for d in (0, 2, 5) for one in story] for story in (learnt, lost)]  # fmt: skip
    good, bad = (schedule(story)[0].due for story in one_day)
    assert good > bad


def test_who_is_wrong_half_of_the_time_is_not_sent_away_for_a_month() -> None:
    story: list[Answered] = []
    gaps: list[int] = []
    when = 0.0
    for _ in range(10):
        story += [at(when, right=True), at(when + 0.001, right=False)]
        due = schedule(story)[0].due
        gaps.append((due - story[-1].at).days)
        when += max(1, gaps[-1]) + 0.2
    assert max(gaps) <= 7


def test_what_is_wrong_at_first_each_time_is_not_sent_away_for_a_month() -> None:
    """Six wrong and four right, every time: 1, 3, 7, 12, 18, 25, 33 days."""
    story: list[Answered] = []
    gaps: list[int] = []
    when = 0.0
    for _ in range(8):
        story += [at(when + n / 1440, right=n > 5) for n in range(10)]
        gaps.append(schedule(story)[0].days(story[-1].at))
        when += gaps[-1]
    assert max(gaps) <= 2
    kept = [at(day) for day in (0, 2, 13, 59)]
    again = [at(222 + n / 1440, right=n > 5) for n in range(8)]
    before, after = (schedule(one)[0].days(one[-1].at) for one in (kept, [*kept, *again]))
    assert 2 < after < before


def test_a_second_try_is_half_a_review_and_a_quick_answer_a_good_one() -> None:
    wrong = replace(at(0, right=False), item="q", seed=1)
    again = replace(at(0.001), item="q", seed=1, tries_before=1)
    right = at(0)
    slow = [replace(at(-9 + n), item=f"{n}", seconds=40.0, skills=("b",)) for n in range(6)]
    by_skill = [
        next(x.due for x in schedule([*slow, *story]) if x.skill == "a")
        for story in (
            [wrong], [wrong, again], [replace(right, seconds=40.0)], [replace(right, seconds=5.0)],
        )
    ]  # fmt: skip
    assert by_skill[0] <= by_skill[1] < by_skill[2] < by_skill[3]


def test_a_right_answer_reviews_what_it_uses() -> None:
    """Who sums over routes has multiplied along each."""
    begun = Placed.of(START, COURSE[-1], {})
    part = at(0, skill="message-product")
    whole = replace(at(3, skill="sum-routes"), lesson=COURSE[-1])

    def due(*events: Answered) -> datetime:
        found = added_up([begun, *events]).schedule(UTC)
        return next(one.due for one in found if one.skill == "message-product")

    part = replace(part, lesson=COURSE[-1])
    assert due(part, whole) > due(part)
    wrong = replace(whole, correct=False)
    assert due(part, wrong) == due(part)


def test_a_wrong_answer_brings_the_next_review_nearer() -> None:
    good, bad = ([at(0), at(10), at(40, right=right)] for right in (True, False))
    assert schedule(bad)[0].due < schedule(good)[0].due


def test_half_forgotten_is_forgotten_and_a_day_that_ended_well_is_only_hard() -> None:
    again, good = Grade.AGAIN, Grade.GOOD
    assert grade_of_occasion([again, good]) is again
    assert grade_of_occasion([again, good, good]) is Grade.HARD
    assert grade_of_occasion([good, good]) is good

    def day(*grades: Grade) -> Grade:
        """A day of so many graphs, with one question each."""
        return grade_of_day(Graded(n, n, grade) for n, grade in enumerate(grades))

    assert day(again, good, good) is day(good, again, good, good) is Grade.HARD
    assert day(again, good) is day(good, good, again) is day(good, again, good) is again


def test_a_day_that_ended_well_is_hard_and_another_with_wrong_answers_is_forgotten() -> None:
    def due_after(*last_day: bool) -> datetime:
        tries = (at(40 + n / 1440, right=right) for n, right in enumerate(last_day))
        return schedule([at(0), at(10), *tries])[0].due

    forgotten = {
        due_after(*day)
        for day in ((False,), (True, False), (False, True), (True, True, False), (False,) * 3)
    }
    hard = {due_after(False, True, True), due_after(True, False, False, True, True)}
    assert len(forgotten) == len(hard) == 1
    assert max(forgotten) < min(hard) < due_after(True) == due_after(True, True)


def test_ten_answers_in_ten_minutes_are_one_review() -> None:
    assert schedule([at(n / 1440) for n in range(10)])[0].due == schedule([at(0)])[0].due


def test_a_mistake_that_was_made_again_keeps_a_skill_from_being_known() -> None:
    shown = tuple(RightOn(date(2026, 3, day), f"graph {day}") for day in (1, 2))
    sure = Mastery("S5", Chances(0.0, 0.01, 0.99), right_on=shown, tally=MOST)
    once, twice = (sure._replace(habit=Habit(("LOCAL_ONLY",), times)) for times in (1, 2))
    assert [one.mastered for one in (sure, once, twice)] == [True, True, False]
    assert "the same mistake was made twice" in what_is_lacking(twice)
    assert what_is_lacking(once) == ""


def test_what_is_learnt_before_a_skill_comes_before_it_in_the_course() -> None:
    order = list(SKILLS)
    for name, row in SKILLS.items():
        before = prerequisites_of(name)
        assert before == (*row.uses, *row.needs)
        assert all(order.index(one) < order.index(name) for one in before), name
    assert prerequisites_of("read-graph") == ("decompose",)
    assert prerequisites_of("of no table") == ()


def test_how_long_a_question_takes_is_the_learners_own_pace_once_it_is_known() -> None:
    few, usual = ([first_try(n, seconds=20.0) for n in range(count)] for count in (4, 5))
    assert added_up(few).seconds_a_question() == UNKNOWN_PACE
    assert added_up(usual).seconds_a_question() == pytest.approx(20.0)
    slow = [first_try(100 + n, seconds=60.0, quiz_kind="order") for n in range(5)]
    assert added_up([*usual, *slow]).seconds_a_question() == pytest.approx(40.0)


def test_what_is_due_is_listed_most_urgent_first() -> None:
    seen = [at(1, skill="later"), at(0, right=False, skill="sooner"), at(0, skill="between")]
    late = START + timedelta(days=30)
    assert [one.skill for one in added_up(seen).due(late)] == ["sooner", "between", "later"]
    assert added_up(seen).due(START) == ()


@given(st.lists(st.tuples(TIMES, st.booleans()), min_size=1, max_size=12))
def test_no_review_is_due_before_the_last_answer_whatever_the_clock_did(
    tries: list[tuple[datetime, bool]],
) -> None:
    seen = [replace(at(0, right=right), at=when, item=f"{when}") for when, right in tries]
    (due,) = schedule(seen)
    assert due.last == max(one.at for one in seen)
    assert due.due >= due.last
    assert schedule(seen) == schedule(seen)


def test_a_clock_put_back_within_a_day_does_not_move_the_last_answer() -> None:
    """The last of a day's answers was taken for its latest."""
    seen = [replace(at(hour / 24, right=False), seed=n) for n, hour in enumerate((0, 2, 0))]
    assert schedule(seen)[0].last == START + timedelta(hours=2)


def test_one_answer_under_a_wrong_clock_does_not_silence_a_skill() -> None:
    """One answer of 2036, and the skill was not due for ten years, whatever came after it."""
    sound = [at(0), at(1), at(2, right=False)]
    wrong = [at(0), replace(at(3650), item="wrong"), at(1), at(2, right=False)]
    now = START + timedelta(days=2, hours=1)
    assert schedule(wrong, now)[0].due == schedule(sound, now)[0].due
    far = replace(at(0), at=datetime(9999, 12, 31, tzinfo=UTC), item="far")
    late = now + timedelta(days=60)
    assert schedule([*sound, far], late)[0].due <= late, "it is due, although nothing came after"


def test_an_evening_around_midnight_of_utc_is_one_day_where_the_learner_is() -> None:
    """At 15:50 and 16:10 in California the days of UTC change: it was two reviews."""
    evening = [
        replace(at(0, right=right), at=datetime(2026, 3, 2, 23, 50, tzinfo=UTC) + later, seed=n)
        for n, (right, later) in enumerate(
            [(False, timedelta(0)), (True, timedelta(minutes=20))], 1
        )
    ]
    now = datetime(2026, 3, 3, 1, tzinfo=UTC)
    earlier = [replace(one, at=one.at - timedelta(minutes=30)) for one in evening]
    here = now.astimezone(MINE)
    assert schedule(evening, here) == tuple(
        one._replace(last=one.last + timedelta(minutes=30)) for one in schedule(earlier, here)
    )


def test_what_is_due_on_a_day_is_due_in_its_morning() -> None:
    evening = [replace(at(0, right=False), at=datetime(2026, 3, 2, 18, 30, tzinfo=MINE))]
    (due,) = schedule(evening, datetime(2026, 3, 2, 19, tzinfo=MINE))
    assert due.due == datetime(2026, 3, 3, 4, tzinfo=MINE)
    assert due.days(datetime(2026, 3, 3, 3, 59, tzinfo=MINE)) == 1
    assert due.days(datetime(2026, 3, 3, 4, 0, tzinfo=MINE)) == 0


def test_right_answers_around_midnight_are_those_of_one_day() -> None:
    """Six answers around midnight were right on two days, and the skill was known."""
    late = datetime(2026, 3, 2, 23, 57, tzinfo=UTC)
    night = [replace(at_day(n, 0), at=late + timedelta(minutes=n)) for n in range(6)]
    assert not added_up(night).mastery("S5").mastered
    after = replace(at_day(9, 0), at=datetime(2026, 3, 3, 4, 1, tzinfo=UTC))
    assert added_up([*night, after]).mastery("S5").mastered


def test_known_on_is_the_day_of_the_last_right_answer() -> None:
    """A wrong answer a week later was given as the day on which a skill was known."""
    right = [*(at_day(n, 0) for n in range(6)), *(at_day(n, 1) for n in range(6, 12))]
    found = added_up([*right, at_day(20, 3, right=False)])
    standing = found.standing("S5", START + timedelta(days=3))
    assert found.mastery("S5").mastered
    assert standing.shown == date(2026, 3, 2)


@pytest.mark.slow
def test_who_is_right_as_a_coin_falls_is_hardly_ever_called_a_master() -> None:
    """A coin that was lucky for a while was a master in a quarter of the runs."""
    chance, masters = Random(1), 0
    for _ in range(100):
        story = [at_day(n, n // 10, right=chance.random() < 0.5, mistakes=()) for n in range(20)]
        counts = range(11, 21)
        masters += any(added_up(story[:count]).mastery("S5").mastered for count in counts)
    assert masters <= 5


def test_days_are_counted_on_the_learners_calendar_and_what_is_never_due_has_none() -> None:
    night = datetime(2026, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    days = [days_until(due, night) for due in (date(2026, 3, 4), date(2026, 2, 27), None)]
    assert days == [4, -1, 0]
    morning = night + timedelta(hours=4)
    assert [days_until(date(2026, 3, day), morning) for day in (1, 4)] == [0, 3]


def test_the_end_of_unix_time_and_a_change_of_the_clocks_are_days_like_others() -> None:
    for start in (
        datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-11))).astimezone(UTC),
    ):
        due = schedule([replace(at(0), at=start)])[0]
        assert timedelta(days=1) <= due.due - start < timedelta(days=4)


def test_a_clock_in_the_year_9999_ends_nothing() -> None:
    far = datetime(9999, 12, 31, tzinfo=UTC)
    assert schedule([replace(at(0), at=far)], far)
