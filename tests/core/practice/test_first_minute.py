"""The first minute: a wrong number is named, and nobody leaves without having seen one named."""

from __future__ import annotations

import pytest

from tutor.core.practice import FirstMinute


def answered(*answers: str) -> FirstMinute:
    minute = FirstMinute()
    for answer in answers:
        minute = minute.after(answer)
    return minute


@pytest.mark.parametrize(
    ("answer", "name"),
    [("12", "backpropagated gradient"), ("2", "how fast u changes with w"), ("14", "plus")],
)
def test_a_wrong_number_is_named_and_asked_again(answer: str, name: str) -> None:
    minute = answered(answer)
    assert name in minute.told[0]
    assert not minute.is_over


def test_a_second_wrong_number_ends_with_the_right_one() -> None:
    minute = answered("12", "14")
    assert minute.is_over
    assert "∂J/∂w = 12 · 2 = 24" in " ".join(minute.told)
    assert minute.scene.marks.gradients["w"] == 24


@pytest.mark.parametrize("answers", [("24",), ("7", "24"), ("7", "9")])
def test_where_no_mistake_was_named_the_usual_one_is(answers: tuple[str, ...]) -> None:
    assert "Many answer 12." in answered(*answers).told[-1]


@pytest.mark.parametrize("answer", ["", "  ", "1/0", "∞", "[red]"])
def test_what_is_no_number_costs_no_try(answer: str) -> None:
    minute = answered(answer, answer, answer)
    assert not minute.is_over
    assert minute.wrong == 0
    assert "Type a number" in minute.told[0]


def test_nothing_tells_the_answer_before_it_is_given() -> None:
    minute = FirstMinute()
    assert set(minute.scene.marks.gradients) == {"J"}
    assert "24" not in minute.question


def test_no_two_numbers_of_the_graph_are_equal() -> None:
    """Else a wrong number would not say where it comes from."""
    numbers = FirstMinute().scene.numbers
    found = [*numbers.values.values(), *numbers.locals.values(), numbers.gradients["w"]]
    assert len(set(found)) == len(found)


def test_no_reply_has_two_full_stops() -> None:
    assert ".." not in " ".join(answered("abc").told)


def test_the_sign_that_is_asked_for_is_said_to_be_what_the_question_asks() -> None:
    """∂J/∂w stood before the field, and nobody had said what that is."""
    minute = FirstMinute()
    assert minute.question.endswith(f" does J move? That is {minute.asks}.")
