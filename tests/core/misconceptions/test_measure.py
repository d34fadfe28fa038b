"""The measure of the diagnosis is itself right: its slips are what they say, its score is fair."""

from __future__ import annotations

import pytest

from tests.benchmarks.diagnosis.calibration import expected_error
from tests.benchmarks.diagnosis.evidence import together
from tests.benchmarks.diagnosis.published import PUBLISHED, Published
from tests.benchmarks.diagnosis.questions import Asked, questions
from tests.benchmarks.diagnosis.reading import pass_of
from tests.benchmarks.diagnosis.scoring import verdict_on
from tests.benchmarks.diagnosis.slips import Paper
from tests.benchmarks.diagnosis.slips.edges import edge_slips
from tests.benchmarks.diagnosis.slips.every import single
from tests.samples import sampled
from tutor.core.graph import values_of
from tutor.core.misconceptions import Cause, Diagnosis


def asked(text: str, of: str, wrt: str, **values: float) -> Asked:
    """A question on a graph of this test's own."""
    numbers = pass_of(text, values, of)
    assert numbers
    paper = Paper(numbers)
    return Asked(Published("", text, of, values), numbers, paper, paper.tape.index[wrt])


def test_there_are_forty_published_graphs_and_each_can_be_read() -> None:
    assert len(PUBLISHED) == 40
    assert all(pass_of(one.text, one.values, one.of) for one in PUBLISHED)
    assert all(one.source.startswith(("http://", "https://")) for one in PUBLISHED)


@pytest.mark.parametrize("start", sampled(range(7), (0,)))
def test_an_answer_with_one_wrong_local_gradient_is_what_a_backward_pass_with_it_gives(
    start: int,
) -> None:
    for one in questions()[start::7]:
        for slip in edge_slips(one.paper, one.node):
            local = [list(here) for here in one.paper.locals]
            local[slip.row.node][slip.slot] = slip.wrong
            again = one.paper.tape.backward(local, one.paper.of)[one.node]
            assert single(one.paper, one.node, slip).number == pytest.approx(again, abs=1e-9)


@pytest.mark.parametrize(
    ("id_", "number"),
    [
        ("SUB_SIGN_LOST", -30),  # +1 for −1 at u − v, on the way from v to (u − v)²
        ("SQ_FORGOT_2", 15),
        ("MUL_OWN_VALUE", 12),
        ("BACKPROP_ONLY", 6),
        ("LOCAL_ONLY", 5),
        ("STOPPED_EARLY", -5),
        ("VALUE_OF_NODE", 2),
        ("ARITHMETIC_SLIP", 29),
    ],
)
def test_slips_have_the_numbers_that_calculus_gives(id_: str, number: float) -> None:
    """L = (y − w·x)², y = 7, w = 2, x = 5: the right answer for w is 2·(−3)·(−1)·5 = 30."""
    one = asked("p = w*x; e = y-p; L = e^2", "L", "w", y=7.0, w=2.0, x=5.0)
    assert one.right == 30
    assert number in [pytest.approx(slip.number) for slip in one.slips if id_ in slip.ids]


def test_a_value_slip_is_followed_through_both_passes() -> None:
    one = asked("p = w*x; e = y-p; L = e^2", "L", "w", y=7.0, w=2.0, x=5.0)
    product = one.paper.tape.index["p"]
    assert values_of(one.paper.tape, one.numbers)[product] == 10
    assert one.paper.rerun({product: 11.0}, one.node) == pytest.approx(-2 * (7 - 11) * 5)


def test_no_slip_that_can_be_seen_gives_the_right_number() -> None:
    for one in questions()[::11]:
        assert all(abs(slip.number - one.right) > 1e-12 for slip in one.slips)


def said(*causes: Cause, claimed: bool = True) -> Diagnosis:
    """A diagnosis of these causes, claimed or only listed."""
    mistakes = tuple(cause.id for cause in causes) if claimed else ()
    return Diagnosis(1.0, correct=False, mistakes=mistakes, causes=causes)


def test_a_cause_is_right_by_its_id_or_by_its_remedy() -> None:
    one, two = Cause("LOCAL_ONLY", "", 0.7), Cause("ONE_ROUTE", "", 0.3)
    found = verdict_on(said(one, two), {"ONE_ROUTE"})
    assert not found.listed.first
    assert found.listed.top
    assert found.claims_else
    kin = verdict_on(said(one), {"STOPPED_EARLY"})  # both lack what arrives
    assert not kin.first
    assert kin.first_by_remedy
    assert not kin.claims_else_by_remedy
    unsure = verdict_on(said(Cause("LOCAL_ONLY", "", 0.5)), {"ONE_ROUTE"})
    assert not unsure.claims_else
    assert not verdict_on(said(), {"ONE_ROUTE"}).claimed


def test_what_is_only_listed_is_neither_a_hit_of_what_is_claimed_nor_a_false_claim() -> None:
    listed = said(Cause("LOCAL_ONLY", "", 0.7), claimed=False)
    assert verdict_on(listed, {"LOCAL_ONLY"}).listed.first
    assert not verdict_on(listed, {"LOCAL_ONLY"}).first
    assert not verdict_on(listed, {"ONE_ROUTE"}).claims_else


def test_several_answers_multiply_and_none_is_ever_certain() -> None:
    one = [Cause("ONE_ROUTE", "m", 0.6), Cause("LOCAL_ONLY", "m", 0.4)]
    two = [Cause("LOCAL_ONLY", "m", 0.9)]
    assert [cause.id for cause in together([one, two])] == ["LOCAL_ONLY", "ONE_ROUTE"]
    assert sum(cause.share for cause in together([one, two])) == pytest.approx(1)
    assert [cause.id for cause in together([one, []])] == ["ONE_ROUTE", "LOCAL_ONLY"]


def test_shares_that_come_true_as_often_as_they_say_have_no_error() -> None:
    shares = [(0.75, True)] * 3 + [(0.75, False)]
    assert expected_error(shares) == pytest.approx(0)
    assert expected_error([(1.0, False)] * 4) == pytest.approx(1)
