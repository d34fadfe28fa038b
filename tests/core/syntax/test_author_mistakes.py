"""One mistake of an author is one problem, at its place, with what to do about it."""

from __future__ import annotations

import pytest

from tests.core.hostile import LESSON
from tutor.core.checking.lesson_file import check
from tutor.core.lesson import Problem
from tutor.core.syntax.decode import SHOWN


def problems(old: str, new: str) -> tuple[Problem, ...]:
    text = LESSON.replace(old, new, 1)
    assert text != LESSON
    return check(text.encode(), "05-lesson.md")


def at(old: str) -> int:
    return LESSON.count("\n", 0, LESSON.index(old)) + 1


ONE = [
    # old, new, how many lines below it, column, severity, message, help
    ("graph: linreg varied\nskill: message-product\nask: Fill",
     "graph: linrg varied\nskill: message-product\nask: Fill",
     0, 8, "error", "no graph called 'linrg' in this lesson", "did you mean 'linreg'?"),
    ("param w = 5", "parm w = 5", 0, 1, "error", "no statement called 'parm'", "'param'?"),
    ("u    = w * x", "u    : w * x", 0, 1, "error", "line is not a statement", "write = for :"),
    ("loss J = e^2", "loss J = e²", 0, 11, "error", "'²' (U+00B2) does not belong", "as in e^2"),
    ("answer: grad(J, w)", "answer: grad(w, J)", -4, 1, "warning",
     "'w' does not depend on 'J', so this gradient is always 0", "did you mean grad(J, w)?"),
    ("- [ ] 1 ::", "- [ ] -1 ::", -4, 1, "error", "options 1 and 2 say the same: '-1'",
     "one of them is the right answer"),
    ("- [ ] {=y} ::", "- [ ] 1 ::", -6, 1, "warning", "options 1 and 3 say the same: '1'",
     "leave one of them out"),
    ("{=grad(J, u)}", "{grad(J, u)}", 0, 7, "error", "'{grad(J, u)}' is shown as it stands",
     "write {= expression }"),
    ("## Meet the graph", "##Meet the graph", 0, 1, "warning", "'##Meet' is text, not a heading",
     "a blank after its #"),
    ("skills: forward-value", "skills: averag, forward-value", 0, 9, "warning",
     "the skill 'averag' is a new one", "did you mean 'average'?"),
    ("```steps forward", "```step forward", 0, 4, "error", "no block called 'step'", "'steps'?"),
    ("graph: linreg\nmode: predict", "graph: linreg varied\nmode: predict", -1, 1, "error",
     "steps are never varied", "remove 'varied'"),
    ("yhat = u + b        as ŷ", "yhat = u + b        as ŷŷŷŷŷŷŷŷŷŷŷŷŷ", 0, 24, "error",
     "this label is wider than 12 cells", "a letter or two"),
    ("probe: SUB_SIGN_LOST", "probe: SUB_SIGN_LOST,\n  NOPE", 1, 3, "error",
     "no rule called 'NOPE'", "ONE_ROUTE"),
    ("# Linear regression, f", "# A linear regression, f", 0, 1, "warning",
     "the title differs from 'Linear regression, forwards and backwards'", "the same in both"),
    ("to: w\nfrom: u", "to: u\nfrom: w", 1, 7, "error", "'w' is not a successor of 'u'", "yhat"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "below", "column", "severity", "message", "help_"), ONE)
def test_one_mistake_is_one_problem(
    old: str, new: str, below: int, column: int, severity: str, message: str, help_: str
) -> None:
    found = problems(old, new)
    assert len(found) == 1, found
    (problem,) = found
    assert message in problem.message
    assert help_ in problem.help
    assert (problem.line, problem.column, problem.severity) == (at(old) + below, column, severity)


def test_of_very_many_characters_that_do_not_belong_some_are_named_and_the_others_counted() -> None:
    found = problems("## Meet the graph", "## Meet the graph" + "\x01" * (SHOWN + 3))
    named = [one for one in found if "a control character here (U+0001)" in one.message]
    assert len(named) == SHOWN
    assert [one.message for one in found if one not in named] == ["3 more such characters follow"]
