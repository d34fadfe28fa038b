"""Rounds of questions outside a lesson's pages: practice, review, and testing out of a lesson.

An item is a question with the lesson it is counted under.  What is due decides a review; a lesson's
own questions come first, and questions made from its graphs where they do not suffice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, takewhile
from math import prod

from tutor.core import questions as quizzes
from tutor.core.errors import GraphError
from tutor.core.lesson import Lesson, LessonGraph, Quiz, Spans
from tutor.core.practice.grounds import ground_for, grounds, is_ground, is_local, kinds_on
from tutor.core.practice.question_order import telling_first, told_by
from tutor.core.progress import (
    COURSE,
    PRACTICE,
    Evidence,
    Mastery,
    Progress,
    known_skill,
    weakest_first,
)
from tutor.core.questions import FollowUp, Question, Response, Verdict, plain, with_ranges
from tutor.core.session import WORKED, SaveAnswer, SaveHint, mark_item
from tutor.core.text import Draws

OWN = "Practice on other graphs"
"""What that is called where a lesson has its title."""
LONGEST_NAME = 160
"""Characters of the name of a generated question."""
WEAKEST, ON_WEAKEST = 3, 6
"""Skills that a round on the weakest ones takes up, and its questions."""
AHEAD = 10
"""Questions on a skill that are looked at for the kinds that there are, and what they show."""
ON_GROUND = 30
"""Rounds of questions on one graph until a mistake shows."""
FURTHER = 100
"""Questions behind these that are looked through for one kind."""
NO_PROGRESS = Progress()
SHAPES = 2
"""Graphs of as many shapes are wanted for a skill: one in which to know it is not enough."""
ROUNDS = 20
"""Rounds on one graph that a review may draw from."""


@dataclass(frozen=True)
class PracticeItem:
    """A question as it is asked outside a lesson.

    ``name`` is what answers are stored under; ``tries_before`` and ``hints_used`` count the wrong
    answers and the hints so far; ``given`` is the last answer, and ``follow`` the number on the way
    that is asked for besides.
    """

    lesson: str
    name: str
    question: Question
    lesson_graph: LessonGraph | None = None
    tries_before: int = 0
    hints_used: int = 0
    given: Response = ()
    follow: FollowUp | None = None

    @property
    def is_worked(self) -> bool:
        """Whether its worked answer was shown."""
        return self.hints_used >= WORKED


def mark_answer(
    item: PracticeItem, response: Response
) -> tuple[PracticeItem, Verdict, SaveAnswer | None]:
    """The item as it goes on, the verdict, and what to store (nothing if it could not be read).

    After an answer that several mistakes explain, the item has values that tell them apart.
    """
    question = quizzes.answered_anew(item.question)
    verdict, save = mark_item(
        question,
        response,
        item=item.name,
        seed=question.seed,
        tries_before=item.tries_before,
        hints_used=item.hints_used,
    )
    if save is None or verdict.correct:
        return item, verdict, save
    other = None
    if verdict.again:
        other = quizzes.ask_again(question, item.lesson_graph, verdict.mistakes)
    after = replace(
        item,
        tries_before=item.tries_before + 1,
        question=other or question,
        given=response,
        follow=quizzes.follow_up_of(question, verdict),
    )
    return after, verdict, save


def answer_number(item: PracticeItem, response: Response) -> tuple[PracticeItem, Verdict]:
    """The item once the number on the way was given, and what is said; it counts as no try.

    Raises GraphError where none is asked for.
    """
    if item.follow is None:
        raise GraphError("no number on the way is asked for")
    follow, question, again = quizzes.answer_follow_up(
        item.question, item.given, item.follow, response
    )
    said = follow.verdict if again is None else again
    if said is None:
        raise GraphError("a number that was given has a verdict")
    return replace(item, question=question, follow=follow), said


def give_hint(item: PracticeItem) -> tuple[PracticeItem, Spans, SaveHint]:
    """The item as it goes on, its next hint (after the third the worked answer), what to store."""
    question = item.question
    after = replace(item, hints_used=item.hints_used + 1)
    given = (
        quizzes.worked(question) if after.is_worked else quizzes.hints(question)[item.hints_used]
    )
    return after, given, SaveHint(item.name, question.seed, after.hints_used)


def graph_items(
    lesson_graph: LessonGraph, count: int, seed: int, kinds: tuple[str, ...] = ()
) -> tuple[PracticeItem, ...]:
    """``count`` generated questions on a graph.  Raises GraphError when it has no values."""
    return tuple(_generated(PRACTICE, lesson_graph, count, seed, kinds))


def lesson_items(
    lesson: Lesson,
    count: int,
    seed: int,
    kinds: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> tuple[PracticeItem, ...]:
    """A lesson's own questions with fresh values, then questions made from its graphs.

    Of its own only those that can be answered away from their page; what was answered and would
    come again word for word comes last.
    """
    done = _answered(progress or NO_PROGRESS)
    own: list[PracticeItem] = []
    spent: list[PracticeItem] = []
    for quiz in quizzes_of(lesson):
        if quiz.alone and (not kinds or quiz.kind in kinds):
            item = _own(lesson, quiz, seed)
            (spent if _is_spent(item, done) else own).append(item)
    del own[count:]
    graphs = list(lesson.graphs.values())
    for turn, lesson_graph in enumerate(graphs):
        missing = count - len(own)
        share = -(-missing // (len(graphs) - turn))
        if share > 0:
            own += _generated(lesson.id, lesson_graph, share, seed + turn, kinds)
    return (*own, *spent)[:count]


def review_items(
    lessons: Sequence[Lesson],
    skills: Sequence[str],
    count: int,
    seed: int,
    progress: Progress = NO_PROGRESS,
) -> tuple[PracticeItem, ...]:
    """Questions on these skills in turn, each with fresh values; no question twice in one form.

    What ``progress`` says is mastered in one form is asked in another; of a skill that is not,
    those come first in which mistakes would show that it does not rule out, then those that tell
    most of one who has the skill.  What was answered and would come again word for word is asked
    only where there is nothing else on a skill.
    """
    done = _answered(progress)
    pools = [
        _in_turn(_unspent(_pool(lessons, skill, seed), done), progress.mastery(skill), seed)
        for skill in askable(lessons, skills)
    ]
    items: list[PracticeItem] = []
    asked: set[tuple[str, str, int]] = set()
    while len(items) < count and pools:
        for pool in list(pools):
            item = next((candidate for candidate in pool if _key(candidate) not in asked), None)
            if item is None:
                pools.remove(pool)
                continue
            asked.add(_key(item))
            items.append(item)
            if len(items) == count:
                break
    return tuple(items)


def _in_turn(pool: Iterator[PracticeItem], mastery: Mastery, seed: int) -> Iterator[PracticeItem]:
    """The questions of a pool: those first that tell most of who is not known to have the skill."""
    if mastery.mastered:
        return _in_other_forms(pool, mastery.mastered_forms)
    skill, shapes = mastery.skill, {one.shape for one in mastery.right_on}

    def further(mistake: str) -> Iterator[PracticeItem]:
        graph, kinds = ground_for(mistake), kinds_on(mastery.skill)
        for turn in range(ON_GROUND if graph else 0):
            made = _generated(PRACTICE, graph, len(kinds), seed + turn, kinds) if graph else ()
            yield from (one for one in made if mastery.skill in quizzes.skills_of(one.question))

    def worth(item: PracticeItem) -> tuple[float, ...]:
        steps = [one for one in quizzes.evidence_if_right(item.question) if one.skill == skill]
        whole = Evidence(skill, True, prod(x.guess for x in steps), sum(x.steps for x in steps))
        is_new = len(shapes) == 1 and _shape(item) not in shapes
        return float(is_new), told_by(whole)

    if len(shapes) == 1:
        pool = _another_shape_first(pool, shapes)
    return telling_first(
        pool, mastery.open_mistakes, lambda item: quizzes.ruled_out_by(item.question), further,
        AHEAD, worth,
    )  # fmt: skip


def _shape(item: PracticeItem) -> str:
    numbers = item.question.numbers
    return numbers.graph.shape if numbers else item.name


def _another_shape_first(
    pool: Iterator[PracticeItem], shapes: Collection[str]
) -> Iterator[PracticeItem]:
    """``pool`` with one on a graph of another shape than these in front, if there is one."""
    passed: list[PracticeItem] = []
    for item in islice(pool, FURTHER):
        if _shape(item) not in shapes:
            yield item
            break
        passed.append(item)
    yield from passed
    yield from pool


def _in_other_forms(
    pool: Iterator[PracticeItem], mastered: Collection[str]
) -> Iterator[PracticeItem]:
    """The questions of kinds not mastered yet, then those of the kind that gives least away."""
    if not mastered:
        yield from pool
        return
    ahead = list(islice(pool, AHEAD))
    gives = {item.question.quiz.kind: _gives_away(item) for item in reversed(ahead)}
    hardest = min(gives, key=lambda kind: (*gives[kind], kind), default="")
    new = gives.keys() - mastered
    yield from (item for item in ahead if item.question.quiz.kind in new)
    yield from (
        item for item in chain(ahead, islice(pool, FURTHER)) if item.question.quiz.kind == hardest
    )


def _gives_away(item: PracticeItem) -> tuple[bool, float]:
    """Whether the answer is among what is offered, and the chance to be right without any skill."""
    guesses = [one.guess for one in quizzes.evidence_if_right(item.question)]
    if item.question.way in ("blanks", "grid"):
        return False, prod(guesses)
    return True, min(guesses, default=1.0)


def askable(lessons: Sequence[Lesson], skills: Iterable[str]) -> tuple[str, ...]:
    """Those of ``skills`` on which there may be a question: of these lessons, or built in.

    An import may name skills that nobody teaches; to look for questions on them takes long.
    """
    taught = {skill for lesson in lessons for skill in lesson.skills}
    taught |= {skill for one in lessons for quiz in quizzes_of(one) for skill in quiz.skills}
    return tuple(skill for skill in skills if skill in taught or known_skill(skill))


def met_so_far(lessons: Iterable[Lesson], progress: Progress) -> tuple[Lesson, ...]:
    """The lessons of the course up to the last that was begun, and others that were.

    A review asks nothing else: its answers would begin a lesson that the learner never opened.
    """
    begun = [COURSE.index(name) for name in progress.lessons if name in COURSE]
    met = {*COURSE[: max(begun, default=-1) + 1], *progress.lessons}
    return tuple(lesson for lesson in lessons if lesson.id in met)


def weakest_items(
    lesson: Lesson, lessons: Sequence[Lesson], progress: Progress, seed: int
) -> tuple[PracticeItem, ...]:
    """Questions on the weakest skills of a lesson, from those of ``lessons`` that end with it."""
    before = takewhile(lambda one: one.id != lesson.id, lessons)
    open_ = [skill for skill in lesson.skills if not progress.mastery(skill).mastered]
    skills = weakest_first(open_ or lesson.skills, progress)[:WEAKEST]
    return review_items([*before, lesson], skills, ON_WEAKEST, seed, progress)


def quizzes_of(lesson: Lesson) -> Iterator[Quiz]:
    """The questions of a lesson, in the order of its pages."""
    for page in lesson.pages:
        yield from (a for a in page.activities if isinstance(a, Quiz))


def _key(item: PracticeItem) -> tuple[str, str, int]:
    """What tells a question from others: a fixed one is the same with every seed."""
    question = item.question
    return item.lesson, item.name, question.seed if question.quiz.varied else 0


def _own(lesson: Lesson, quiz: Quiz, seed: int) -> PracticeItem:
    graph = lesson.graphs.get(quiz.graph)
    return PracticeItem(lesson.id, quiz.id, quizzes.make(quiz, graph, max(1, seed)), graph)


def _unspent(
    pool: Iterator[PracticeItem], done: Collection[tuple[str, str]]
) -> Iterator[PracticeItem]:
    """``pool`` without the fixed questions that were answered, unless it has no others."""
    passed = list[PracticeItem]()
    for item in pool:
        if not _is_spent(item, done):
            yield item
            break
        passed.append(item)
    else:
        yield from passed
    yield from (item for item in pool if not _is_spent(item, done))


def _is_spent(item: PracticeItem, done: Collection[tuple[str, str]]) -> bool:
    """Whether this was answered, and would come again word for word."""
    names = (item.lesson, item.name), (PRACTICE, item.name)
    return not item.question.quiz.varied and any(name in done for name in names)


def _answered(progress: Progress) -> set[tuple[str, str]]:
    """What was answered, as (lesson, name); in a round of pages a number stands before the name."""
    rounds = progress.lessons.get(PRACTICE)
    within = {(PRACTICE, name.partition(" ")[2]) for name in rounds.best} if rounds else set()
    return within | {(id_, name) for id_, one in progress.lessons.items() for name in one.best}


def _pool(lessons: Sequence[Lesson], skill: str, seed: int) -> Iterator[PracticeItem]:
    """Questions on one skill: those that authors wrote, shuffled, then generated ones.

    Where nothing can be generated on a skill, those of authors come again with other values.
    """
    draws = Draws(seed, skill, "review")
    written = [(lesson, quiz) for lesson in lessons for quiz in quizzes_of(lesson)]
    fitting = [(lesson, quiz) for lesson, quiz in written if quiz.alone and skill in quiz.skills]
    own_ones = (_own(*one, 1 + draws.below(2**31)) for one in draws.shuffled(fitting))
    yield from (item for item in own_ones if skill in quizzes.skills_of(item.question))
    if kinds := kinds_on(skill):
        own = [(lesson.id, graph) for lesson in lessons for graph in lesson.graphs.values()]
        others = [(PRACTICE, graph) for graph in grounds()]
        fitted = [one for one in own if is_ground(one[1].graph, skill)]
        if is_local(skill) or len({graph.graph.shape for _, graph in fitted}) < SHAPES:
            fitted += [one for one in others if is_ground(one[1].graph, skill)]
        for name, graph in draws.shuffled(fitted) * ROUNDS:
            made = _generated(name, graph, len(kinds), 1 + draws.below(2**31), kinds)
            yield from (item for item in made if skill in quizzes.skills_of(item.question))
    again = [(lesson, quiz) for lesson, quiz in fitting if quiz.varied] * ROUNDS
    own_ones = (_own(*one, 1 + draws.below(2**31)) for one in again)
    yield from (item for item in own_ones if skill in quizzes.skills_of(item.question))


def _generated(
    lesson: str, lesson_graph: LessonGraph, count: int, seed: int, kinds: tuple[str, ...]
) -> Iterator[PracticeItem]:
    ready = with_ranges(lesson_graph)
    try:
        made: Iterable[Question] = quizzes.generate(ready, count, seed, kinds)
    except GraphError:
        if lesson == PRACTICE:
            raise
        made = ()
    for question in made:
        yield PracticeItem(lesson, _name(question), question, ready)


def _name(question: Question) -> str:
    """A generated question is stored under its own words: an instructor can read them."""
    return f"{question.quiz.kind}: {plain(question.prompt)}"[:LONGEST_NAME]
