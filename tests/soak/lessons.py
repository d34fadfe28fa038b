"""Every question of every built-in lesson, drawn many times.

    python -m tests.soak.lessons [SEEDS]          1,000 by default

A question holds for a seed when it can be drawn, its own solution is marked right, its hints and
its worked answer have no open number left, and no author's ``wrong`` answer is the right one there.
Prints a line a lesson and every question that does not hold.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from tutor.core import quiz as quizzes
from tutor.core.answers import close
from tutor.core.errors import TutorError
from tutor.core.expression import PassScope, evaluate
from tutor.core.lesson import Lesson, Quiz
from tutor.core.lesson_format import read
from tutor.core.question import Question
from tutor.core.quizzes.numeric import NumericBody
from tutor.library import built_in


def faults(lesson: Lesson, seeds: int) -> Iterator[str]:
    """What does not hold, a line for each question and seed."""
    for page in lesson.pages:
        for quiz in page.activities:
            if isinstance(quiz, Quiz):
                for seed in range(seeds if quiz.varied else 1):
                    fault = _fault(quiz, lesson, seed)
                    if fault:
                        yield f"{lesson.id} {quiz.id} seed {seed}: {fault}"


def _fault(quiz: Quiz, lesson: Lesson, seed: int) -> str:
    try:
        question = quizzes.make(quiz, lesson.graphs.get(quiz.graph), seed)
        verdict = quizzes.mark(question, quizzes.solution(question))
    except TutorError as error:
        return str(error)
    if not verdict.correct:
        return f"its solution {quizzes.solution(question)} is marked wrong"
    texts = (*quizzes.hints(question), quizzes.worked(question), question.prompt)
    if any(span.value is not None for text in texts for span in text):
        return "a number is left open"
    return _clash(question)


def _clash(question: Question) -> str:
    """An author's ``wrong`` number that is right here."""
    body = question.quiz.body
    if not isinstance(body, NumericBody) or question.numbers is None:
        return ""
    scope = PassScope(question.numbers)
    expected = evaluate(body.answer, scope)
    for wrong in question.quiz.wrongs:
        if close(evaluate(wrong.when, scope), expected, question.quiz.tolerance):
            return f"the wrong answer {evaluate(wrong.when, scope):.4g} is right"
    return ""


def main(seeds: int) -> int:
    """Run all lessons; the number of faults."""
    count = 0
    for file in built_in():
        lesson, problems = read(file.data, file.name)
        if lesson is None:
            print(file.name, problems)
            return 1
        start = time.perf_counter()
        found = list(faults(lesson, seeds))
        count += len(found)
        print(f"{file.name:32} {len(found):4} faults  {time.perf_counter() - start:6.1f} s")
        for line in found[:20]:
            print(f"    {line}")
    return count


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000) else 0)
