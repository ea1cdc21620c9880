"""The total: half what the answer shows, half what it leaves open, under the cap; computed here and nowhere else."""

from collections.abc import Mapping, Sequence
from typing import Final

from rehearse.analysis import delivery, shape
from rehearse.analysis.phrases import empty_phrases
from rehearse.analysis.reading import Reading
from rehearse.domain.answer import SHORT
from rehearse.domain.critique import Rating
from rehearse.domain.ledger import Deduction, left_open
from rehearse.domain.text import percent
from rehearse.domain.vocabulary import Flaw

CAP_WITHOUT_SIGNALS: Final = 3.0
"""The total of an answer in which fewer than two signals show (requirement 4)."""
SHOWS_FROM: Final = 3
"""Rating from which a signal counts as shown."""
COSTS: Final[Mapping[Flaw, float]] = {
    Flaw.OVERCLAIMING: 2.2,
    Flaw.HIDDEN_FAILURE: 2.0,
    Flaw.MODEL_ONLY: 1.4,
    Flaw.TIMELINE_STORY: 1.3,
    Flaw.COULD_BE_ANY_ENGINEER: 1.2,
    Flaw.MISSING_RESULT: 1.2,
    Flaw.JARGON_OVERLOAD: 1.1,
    Flaw.TEAM_LANGUAGE: 1.1,
    Flaw.NO_CONSTRAINT: 1.1,
    Flaw.NO_TASK: 1.1,
    Flaw.VAGUE_IMPACT: 1.0,
    Flaw.NO_TRADEOFF: 1.0,
    Flaw.MISSING_REFLECTION: 0.9,
}
"""Points that each flaw of content takes off; fitted to the labelled totals and rounded."""
SHAPE_COST: Final = 0.8
"""Points for a long set-up, a thin Action and too many words each, by words alone: pace never enters."""
LOOSE_COST: Final = 1.2
"""Points for a stretch of hedges and repetition; fillers are delivery and not counted."""
LOOSE: Final = 0.1
"""Hedges and restarts per word in a stretch from which they bury what is said."""
EMPTY_COST: Final = 0.25
EMPTY_MOST: Final = 4
"""Points for each different phrase that says nothing, and how many count."""


def overall(ratings: Sequence[Rating], deductions: Sequence[Deduction]) -> float:
    """Average two halves, both 1 to 5: the mean of the signals with equal weights, and 5 less the deductions."""
    values = [rating.rating or 1 for rating in ratings]
    shown = sum(values) / len(values)
    total = (shown + left_open(deductions)) / 2
    if sum(value >= SHOWS_FROM for value in values) < 2:
        total = min(total, CAP_WITHOUT_SIGNALS)
    return round(total, 1)


def deductions(reading: Reading, flaws: frozenset[Flaw]) -> tuple[Deduction, ...]:
    """List what is taken off 5 and why: flaws of content, shape in words, hedges, empty phrases."""
    found = [Deduction(flaw.label, cost) for flaw, cost in COSTS.items() if flaw in flaws]
    found += _shape(reading)
    if delivery.loosest(reading.sentences(), fillers=False)[1] >= LOOSE:
        found.append(Deduction("hedges and repetition in a stretch", LOOSE_COST))
    if empty := empty_phrases(reading):
        found.append(Deduction(f"{empty} phrases that say nothing", EMPTY_COST * min(EMPTY_MOST, empty)))
    return tuple(found)


def _shape(reading: Reading) -> list[Deduction]:
    words = sum(reading.measures.words.values())
    share = reading.word_shares
    found = []
    if share is not None and words >= SHORT:
        if share.setup > shape.setup_limit(reading):
            found.append(Deduction(f"a set-up of {percent(share.setup)} of the words", SHAPE_COST))
        if share.action < shape.action_floor(reading):
            found.append(Deduction(f"an Action of {percent(share.action)} of the words", SHAPE_COST))
    if words > reading.answer.budget.most_words:
        found.append(Deduction(f"{words} words", SHAPE_COST))
    return found
