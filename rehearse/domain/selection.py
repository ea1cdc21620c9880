"""Which question comes next: none is repeated before all have been asked, and the order is seeded."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from rehearse.domain.question import Question
from rehearse.domain.vocabulary import Competency


def next_question(
    questions: Sequence[Question],
    asked: Mapping[str, int],
    seed: int,
    weights: Mapping[Competency, float] | None = None,
) -> Question | None:
    """Pick the next question; None when there is none.

    `asked` tells how often each question was asked so far, by its key. Of the questions asked least often,
    those of the competency practised least come first; the seed decides between the rest. `weights` let a competency
    be practised more than the others: with 2 it counts as practised half as often.
    """
    if not questions:
        return None
    times = Counter(asked)
    fewest = min(times[question.key] for question in questions)
    fresh = [question for question in questions if times[question.key] == fewest]
    practised: Counter[Competency] = Counter()
    for question in questions:
        practised[question.competency] += times[question.key]
    weighed = {each: practised[each] / (weights or {}).get(each, 1.0) for each in practised}
    least = min(weighed[question.competency] for question in fresh)
    candidates = [question for question in fresh if weighed[question.competency] == least]
    return random.Random(f"{seed}:{sum(times.values())}").choice(candidates)  # noqa: S311 (no secret)
