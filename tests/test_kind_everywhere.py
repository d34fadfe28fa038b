"""A kind of question is one file and one row: here one more is added, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.core.events import START, added_up
from tests.learners.mistakes import mistakes
from tests.test_cli import run
from tests.test_lessons import estimate, missing_from_the_guide
from tutor import starters
from tutor.commands.completion import _kinds
from tutor.core import questions as quizzes
from tutor.core.checking.lesson_file import check
from tutor.core.checking.markdown import render
from tutor.core.lesson import Body, LessonGraph, Quiz
from tutor.core.practice import mark_answer, review_items
from tutor.core.practice.grounds import kinds_on
from tutor.core.progress import Mastery
from tutor.core.questions import registry
from tutor.core.questions.any_graph import quiz_on
from tutor.core.questions.common import pass_for, read_blanks, right
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.reader import read
from tutor.core.session.events import event_of
from tutor.core.syntax import Fields
from tutor.core.text import Draws

# A new kind, as it would stand in a file of its own -------------------------------------------


@dataclass(frozen=True, slots=True)
class CountBody(Body):
    node: str


@dataclass(frozen=True, slots=True)
class Count(Key):
    successors: int


def parse(fields: Fields) -> CountBody | None:
    node = fields.node("node")
    return CountBody(node) if node else None


def make(quiz: Quiz, body: CountBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    numbers = pass_for(quiz, lesson_graph, seed)
    key = Count(len(numbers.graph.successors(body.node)))
    slots = (Slot("successors"),)
    return Question(quiz, seed, "blanks", quiz.ask, slots, numbers=numbers, key=key)


def mark(question: Question, key: Count, response: Response) -> Verdict:
    typed = read_blanks(question, response)
    if isinstance(typed, Verdict):
        return typed
    if typed[0] == key.successors:
        return right(question, worked(question, key))
    return Verdict(correct=False, score=0.0, slots=(False,), feedback=("Follow the arrows.",))


def hints(_question: Question, _key: Count) -> tuple[str, ...]:
    return "An arrow leads to a successor.", "Every arrow counts.", "Count them."


def worked(_question: Question, key: Count) -> str:
    return f"{key.successors} arrows begin there."


def solution(key: Count) -> Response:
    return (str(key.successors),)


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    graph = lesson_graph.graph
    node = draws.choice(graph.nodes)
    body = CountBody(node.name)
    quiz = quiz_on(
        graph, "count", id_, f"How many successors has {node.label}?", body, "read-graph"
    )
    return make(quiz, body, lesson_graph, seed)


KIND = QuizKind(
    name="count", key=Count, mark=mark, hints=hints, worked=worked, solution=solution,
    body=CountBody, lines="`node: w`, whose successors are counted",
    template="""\
```quiz count arrows
graph: field
skill: local-gradient
ask: How many successors has l?
node: l
hint: Follow the arrows.
```
""",
    parse=parse, make=make, generate=generate,
)  # fmt: skip

# Where it is found --------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _one_row_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(registry._QUIZZES, KIND.name, KIND)


def with_the_kind() -> str:
    """A lesson that asks a question of the new kind."""
    return f"{starters.lesson()}\n## Another page\n\n{KIND.template}"


def test_it_is_asked_by_quiz_and_named_where_the_kinds_are_listed() -> None:
    graph = "z = w*x + b", "w=2", "x=3", "b=1"
    done = run("quiz", *graph, "--kind", "count", "--sheet", "--seed", "3")
    assert done.exit_code == 0, done.output
    assert "How many successors has" in done.output
    assert "count" in run("quiz", *graph, "--kind", "cuont").output
    assert ("count", "") in tuple(_kinds())


def test_a_learner_is_asked_marked_and_helped() -> None:
    words = ("quiz", "z = w*x", "w=2", "x=3", "--kind", "count", "--count", "1", "--seed", "2")
    done = run(*words, stdin="7\n?\n1\n")
    for told in ("Follow the arrows.", "An arrow leads to a successor.", "1 arrows begin there."):
        assert told in done.output


def test_an_author_can_begin_with_it_check_it_and_render_it(tmp_path: Path) -> None:
    assert run("new", "quiz", "count").output == KIND.template
    assert "count" in run("new", "quiz").output
    assert "count" in run("new", "--help").output
    assert "count" in run("quiz", "--help").output
    assert "did you mean 'count'?" in run("quiz", "5", "--kind", "coutn").output
    assert check(with_the_kind().encode(), "90-area.md") == ()
    file = tmp_path / "90-area.md"
    file.write_text(with_the_kind(), "utf-8")
    assert run("check", str(file)).exit_code == 0
    misspelt = with_the_kind().replace("quiz count", "quiz cuont").encode()
    assert any("'count'" in one.help for one in check(misspelt, "90-area.md"))
    lesson, _ = read(with_the_kind().encode(), "90-area.md")
    assert lesson
    assert "1 arrows begin there." in render(lesson)


def test_it_comes_up_for_review_and_counts_for_mastery() -> None:
    lesson, _ = read(with_the_kind().encode(), "90-area.md")
    assert lesson
    items = review_items((lesson,), ("local-gradient",), 20, 1)
    assert "count" in {item.question.quiz.kind for item in items}
    asked = next(one for one in items if one.question.quiz.kind == "count")
    _, _, save = mark_answer(asked, quizzes.solution(asked.question))
    assert save
    assert [(one.skill, one.right) for one in save.evidence] == [("local-gradient", True)]
    kept = event_of(save, lesson.id, START, 5.0)
    assert added_up([kept]).mastery("local-gradient").chance > Mastery("local-gradient").chance
    assert "count" in kinds_on("local-gradient")  # a round on a skill tries it on any graph


def test_the_guide_for_authors_is_told_to_list_it() -> None:
    assert "| `count` | `node: w`, whose successors are counted |" in missing_from_the_guide()


def test_what_the_tests_say_of_every_kind_holds_for_it() -> None:
    lesson, _ = read(with_the_kind().encode(), "90-area.md")
    assert lesson
    assert estimate(lesson) > 0
    (quiz,) = [one for page in lesson.pages for one in page.activities if one.kind == "count"]
    assert isinstance(quiz, Quiz)
    question = quizzes.make(quiz, lesson.graphs["field"], 0)
    assert not any(quizzes.mark(question, one.response).correct for one in mistakes(question))
