"""Which question comes next: none is repeated before all that fit have been asked, and the order is seeded."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from rehearse.domain.question import Question
from rehearse.domain.vocabulary import Competency


def next_question(
    questions: Sequence[Question],
    asked: Iterable[str],
    seed: int,
    competency: Competency | None = None,
) -> Question | None:
    """Pick the next question; None when no question fits.

    `asked` holds the keys of the questions asked so far, one for each time. Of the questions asked least often,
    those of the competency practised least come first; the seed decides between the rest.
    """
    fitting = [question for question in questions if competency in (None, question.competency)]
    if not fitting:
        return None
    times = Counter(asked)
    fewest = min(times[question.key] for question in fitting)
    fresh = [question for question in fitting if times[question.key] == fewest]
    practised: Counter[Competency] = Counter()
    for question in fitting:
        practised[question.competency] += times[question.key]
    least = min(practised[question.competency] for question in fresh)
    candidates = [question for question in fresh if practised[question.competency] == least]
    return random.Random(f"{seed}:{sum(times.values())}").choice(candidates)  # noqa: S311 (no secret)
