from __future__ import annotations

import pytest

from tests.core.formulas import beside, further, told
from tests.core.formulas.form import Form, Refusal
from tests.core.formulas.forms import wrong_in, wrong_of, wrong_refusal
from tests.core.formulas.programs import NOT_READ, READ
from tests.core.formulas.published import PUBLISHED, Published
from tests.core.formulas.table import FORMS, REFUSED
from tests.samples import sampled


@pytest.mark.parametrize(
    "form",
    sampled(
        [*FORMS, *READ, *further.FORMS, *beside.FORMS, *told.FORMS],
        [*FORMS, *READ, *further.FORMS, *beside.FORMS, *told.FORMS][::3],
    ),
    ids=lambda form: form.text,
)
def test_a_formula_as_people_write_it_is_read_as_they_mean_it(form: Form) -> None:
    assert wrong_in(form) == ""


@pytest.mark.parametrize("one", PUBLISHED, ids=lambda one: f"{one.where}: {one.text}")
def test_a_published_formula_gets_its_published_numbers(one: Published) -> None:
    assert wrong_of(one) == ""


@pytest.mark.parametrize(
    "one",
    [*REFUSED, *NOT_READ, *further.NOT_READ, *beside.NOT_READ, *told.NOT_READ],
    ids=lambda one: one.text,
)
def test_what_cannot_be_read_or_has_two_readings_is_refused_with_the_reason(one: Refusal) -> None:
    assert wrong_refusal(one) == ""
