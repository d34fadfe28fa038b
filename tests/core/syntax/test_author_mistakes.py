"""One mistake of an author is one problem, at its place, with what to do about it."""

from __future__ import annotations

import pytest

from tests.core.hostile import LESSON
from tutor import starters
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


WEAK = [
    # old, new, words of the line reported, severity, message, help
    ("hint: Which nodes lie", "\thint: Which nodes lie", "hint: Which", "error",
     "there is a tab here", "use spaces"),
    ("wrong grad(C, w)", "wrong 2 * w", "wrong", "warning",
     "2·w is the right answer in all variants that were tried", "the number that the mistake"),
    ("require l != w and area > 6", "param q = 1\nrequire l != q", "require", "error",
     "'q' is left out, so no values can meet this condition", "remove the condition"),
    ("area   = l * w", "for i in 1..3:", "for", "error", "not a statement", "there are no loops"),
    ("answer: grad(C, l)", "seed: 3\nanswer: grad(C, l)", "seed", "error", "no field called 'seed'",
     "'varied' draws values for each learner"),
    ("param l = 4", "param l = random(0, 1)", "param l", "error", "'random(0, 1)' is not a number",
     "'vary x in 0..1 step 0.1'"),
    ("area   = l * w", "area = l + w + l", "area", "error", "two operations in one node",
     "sum(l, w, l)"),
    ("answer: grad(C, l)", "answer: grad(C, w)", "```quiz", "warning",
     "the words ask for ∂C/∂l, the answer is grad(C, w)", "make them the same"),
    ("loss C = 2 * area", "t = 2 * area\ns = -t\nr = -50 + s\nloss C = exp(r)", "```quiz",
     "warning", "the answer is next to nothing, ", "draw smaller ones"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "severity", "message", "help_"), WEAK)
def test_a_mistake_of_meaning_is_told_at_its_line(
    old: str, new: str, line: str, severity: str, message: str, help_: str
) -> None:
    text = starters.lesson().replace("require l != w and area > 6\n", "", old[:7] != "require")
    assert old in text
    text = text.replace(old, new)
    found = [one for one in check(text.encode(), "90-area.md") if message in one.message]
    assert len(found) == 1
    (problem,) = found
    assert help_ in problem.help
    assert problem.severity == severity
    assert text.splitlines()[problem.line - 1].strip().startswith(line)
    errors = [one for one in check(text.encode(), "90-area.md") if one.severity == "error"]
    assert errors in ([], found)
