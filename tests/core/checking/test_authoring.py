"""What authors are given: templates without a problem, a rendering with answers, live reload."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.hostile import LESSON
from tests.core.lessons import LESSON_5
from tests.samples import examples
from tutor import starters
from tutor.core import questions as quizzes
from tutor.core.activities import ACTIVITIES
from tutor.core.checking.lesson_file import check
from tutor.core.checking.lesson_set import check_together
from tutor.core.checking.markdown import render
from tutor.core.checking.reload import Watched, carry_over, reload, summary
from tutor.core.lesson import Lesson
from tutor.core.reader import read, read_pack, slug
from tutor.core.session.actions import Next, Visit
from tutor.core.session.reducer import act, start
from tutor.core.session.state import State
from tutor.core.session.view import view
from tutor.core.syntax.inline import markdown
from tutor.library import LibraryError
from tutor.watcher import Watcher

# Templates ----------------------------------------------------------------------------------------


def test_the_template_of_a_lesson_has_no_problem() -> None:
    assert check(starters.lesson().encode(), "90-area.md") == ()
    assert check(starters.lesson("Größen: ein [Versuch]").encode(), "90-a.md") == ()


@pytest.mark.parametrize(
    ("what", "kind"), [(what, kind) for what, kinds in starters.kinds().items() for kind in kinds]
)
def test_every_block_goes_into_that_lesson_without_a_problem(what: str, kind: str) -> None:
    block = starters.kinds()[what][kind]
    text = starters.lesson().replace("quiz numeric cost", "quiz numeric first-cost")
    assert check(f"{text}\n## Another page\n\n{block}".encode(), "90-area.md") == ()


def test_there_is_a_template_for_every_kind() -> None:
    assert list(starters.kinds()["quiz"]) == list(quizzes.KINDS)
    assert list(starters.kinds()["steps"]) == list(ACTIVITIES)
    assert check(f"{starters.lesson()}\n## N\n\n{starters.network()}".encode(), "90-a.md") == ()


@given(st.text(max_size=40))
def test_any_title_makes_an_id(title: str) -> None:
    assert slug(title).strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""
    assert slug(title)


@pytest.mark.parametrize(
    ("what", "kind"), [(what, kind) for what, kinds in starters.kinds().items() for kind in kinds]
)
def test_a_graph_with_an_error_is_one_problem_wherever_it_is_used(what: str, kind: str) -> None:
    block = starters.kinds()[what][kind]
    text = starters.lesson().replace("quiz numeric cost", "quiz numeric first-cost")
    text = f"{text}\n## Another page\n\n{block}".replace("l * w", "l * v")
    found = check(text.encode(), "90-area.md")
    assert [one.message for one in found] == ["no node called 'v' in this graph"]


# Rendering ----------------------------------------------------------------------------------------


def test_a_rendered_lesson_has_its_pictures_formulas_and_answers() -> None:
    text = render(LESSON_5)
    for expected in (
        "# Linear regression",
        "│ u=w·x │",
        "∂J   ∂J   ∂e",
        "Answer: J, e, ŷ, u, w",
        "- Hint 1: A node can only be done once",
        "- Variant 1: w = ",
        "- To a wrong answer: That is ∂J/∂x.",
        "## Words",
        "## Notes for instructors",
    ):
        assert expected in text
    assert "{=" not in text


@pytest.mark.parametrize("kind", list(starters.kinds()["quiz"]))
def test_every_kind_of_question_is_rendered_with_its_answer(kind: str) -> None:
    block = starters.kinds()["quiz"][kind].replace("```quiz", "```quiz", 1)
    text = starters.lesson().replace("numeric cost-of-length", "numeric first-cost")
    lesson, _ = read(f"{text}\n## Another\n\n{block}".encode(), "90-a.md")
    assert lesson
    page = render(lesson).partition("## Another")[2]
    assert f"({kind}" in page
    assert "Answer: " in page
    assert "cannot be drawn" not in page


@pytest.mark.parametrize("kind", list(starters.kinds()["steps"]))
def test_every_kind_of_steps_is_rendered_with_what_it_asks(kind: str) -> None:
    block = starters.kinds()["steps"][kind]
    lesson, _ = read(f"{starters.lesson()}\n## Another\n\n{block}".encode(), "90-a.md")
    assert lesson
    page = render(lesson).partition("## Another")[2]
    assert f"**Steps: {kind}**" in page
    assert " → " in page


HOSTILE = ["*a*", "`b`", "[c](d)", "<e>", "# f", "```", "\x1b[2J", "\u202eg", "| h", "_i_", "~~~"]


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), min_size=1, max_size=6))
@settings(max_examples=examples(60), deadline=None)
def test_what_an_author_typed_as_text_stays_text_when_rendered(parts: list[str]) -> None:
    title = " ".join(" ".join(parts).split()) or "x"
    lesson = replace(LESSON_5, title=title, pages=LESSON_5.pages[:1])
    first = render(lesson).split("\n")[0]
    assert "\x1b" not in first
    tokens = markdown().parse(first)
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "math_inline"}


# Live reload --------------------------------------------------------------------------------------


def lesson(text: str) -> Lesson:
    found, problems = read(text.encode(), "05-x.md")
    assert found, problems
    return found


def at_backward() -> State:
    state, _ = act(LESSON_5, start(LESSON_5, 7), Visit(5))
    return act(LESSON_5, state, Next())[0]


def test_a_change_in_the_text_keeps_page_step_and_seed() -> None:
    state = at_backward()
    new = lesson(LESSON.replace("Watch the first one", "Watch the first message"))
    kept = carry_over(LESSON_5, new, state)
    assert (kept.page, kept.item, kept.seed) == (state.page, state.item, state.seed)
    assert kept.works == state.works
    assert "first message" in str(view(new, kept).prose)


def test_a_page_put_in_front_does_not_move_the_reader() -> None:
    state = at_backward()
    new = lesson(LESSON.replace("## Meet the graph", "## New\n\nWords.\n\n## Meet the graph"))
    kept = carry_over(LESSON_5, new, state)
    assert kept.page == state.page + 1
    assert view(new, kept).heading == view(LESSON_5, state).heading
    assert kept.works == state.works


def test_a_page_that_is_gone_leaves_the_reader_where_it_was() -> None:
    state = at_backward()
    whole = LESSON.index("## Backward pass"), LESSON.index("## Fill the message")
    new = lesson(LESSON[: whole[0]] + LESSON[whole[1] :])
    kept = carry_over(LESSON_5, new, state)
    assert view(new, kept).heading == "Fill the message"


def test_the_end_of_a_lesson_stays_its_end() -> None:
    ended = replace(start(LESSON_5, 1), page=len(LESSON_5.pages))
    new = lesson(LESSON + "\n## More\n\nWords.\n")
    assert carry_over(LESSON_5, new, ended).page == len(new.pages)


def test_the_last_good_version_is_kept_while_the_newest_has_errors() -> None:
    good = reload(Watched(), LESSON.encode(), "05-x.md")
    assert good.is_current
    assert summary(good, "05-x.md") == "05-x.md: no problems"
    bad = reload(good, LESSON.replace("w * x", "ww * x").encode(), "05-x.md")
    assert bad.lesson == good.lesson
    assert not bad.is_current
    assert summary(bad, "05-x.md") == (
        "05-x.md:38:8: no node called 'ww' in this graph; the last good version is shown"
    )
    assert reload(bad, LESSON.encode(), "05-x.md") == good


def test_a_watcher_tells_each_change_once_and_waits_for_a_file_that_is_away(
    tmp_path: Path,
) -> None:
    file = tmp_path / "05-x.md"
    file.write_text(LESSON, "utf-8")
    watcher = Watcher(file)
    first = watcher.poll()
    assert first is not None
    assert first.is_current
    assert watcher.poll() is None
    file.unlink()
    assert watcher.poll() is None
    assert "cannot be read" in watcher.trouble
    file.write_text(LESSON.replace("w * x", "ww * x"), "utf-8")
    second = watcher.poll()
    assert second is not None
    assert second.lesson == first.lesson
    assert not second.is_current
    assert watcher.trouble == ""


def test_a_watcher_survives_every_fault_of_reading() -> None:
    def refuse(_path: Path) -> bytes:
        raise LibraryError("it is a pipe now")

    watcher = Watcher(Path("x.md"), refuse)
    assert watcher.poll() is None
    assert watcher.trouble == "it is a pipe now"


# Several lessons ----------------------------------------------------------------------------------


def test_two_lessons_with_one_id_and_a_need_that_is_nowhere_are_found() -> None:
    other = LESSON.replace("needs: note-1.3-chain-rule-in-graph", "needs: area, chain-rool")
    files = [("1.md", starters.lesson("Area").encode()), ("2.md", other.encode()),
             ("3.md", starters.lesson("Area").encode())]  # fmt: skip
    found = check_together(files, {"chain-rule"})
    assert set(found) == {"2.md", "3.md"}
    (need,) = found["2.md"]
    assert (need.line, need.column, need.severity) == (6, 14, "warning")
    assert need.help == "did you mean 'chain-rule'?"
    (twice,) = found["3.md"]
    assert (twice.line, twice.column) == (3, 5)
    assert "1.md" in twice.message


def test_a_skill_of_a_pack_that_can_never_be_known_is_found() -> None:
    """Known is what was shown on graphs of two shapes; the author of one graph was not told."""
    said = "---\nformat: bptutor-pack 1\nid: p\ntitle: P\nskill area-rate: its rate\n---\n"
    pack = read_pack(said.encode())[0]
    one = "---\nformat: bptutor-lesson 1\nid: one\ntitle: One\nskills: area-rate\n---\n\n# One\n\n"
    one += "```graph g\nparam l = 4\nparam w = 3\noutput C = l * w\nvary l in 2..9\n```\n\n"
    one += "```quiz numeric q\ngraph: g\nskill: area-rate\nask: ∂C/∂l?\n"
    one += "answer: grad(C, l)\nhint: w\n```\n"
    found = check_together([("1.md", one.encode())], (), pack)
    (hint,) = found["1.md"]
    assert hint.severity == "hint"
    assert "'area-rate'" in hint.message
    other = one.replace("id: one", "id: other").replace("l * w", "l + w")
    assert check_together([("1.md", one.encode()), ("2.md", other.encode())], (), pack) == {}
