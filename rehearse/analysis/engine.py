"""The rules engine: an answer in, a critique out; no model, no file, no clock."""

from collections.abc import Collection
from typing import Final

from rehearse.analysis import findings, probes, rating, strengths, total
from rehearse.analysis.ledgers import ledgers as fill
from rehearse.analysis.reading import Reading
from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique, Finding, Rating
from rehearse.domain.ledger import Ledgers
from rehearse.domain.vocabulary import Flaw, Signal

ENGINE: Final = "rules"

NOTHING_WRITTEN: Final = (
    "Nothing was written down, so nothing was judged. "
    "Note a bullet for each section while you speak, and it can be."
)
TIMED: Final = frozenset({Flaw.SETUP_TOO_LONG, Flaw.OVER_TIME})
"""The flaws that a clock alone can show."""
NOTHING_TO_FIX: Final = "No flaw was found. Tell the same story from another angle, and expect to be probed."


def critique(answer: Answer, fillers: Collection[str] = ()) -> Critique:
    """Read an answer and say what was measured, what is wrong, what is good, and what to fix next.

    `fillers` are words and phrases that the user wants counted beside the usual ones; no rating knows of them.
    """
    reading = Reading(answer, fillers)
    if not answer.whole.strip():
        return _unread(reading)
    found = findings.find(reading)
    flaws = frozenset(finding.flaw for finding in found)
    ratings = rating.rate(reading, flaws)
    return Critique(
        answer_id=answer.id,
        engine=ENGINE,
        overall=total.overall(ratings, total.deductions(reading, flaws)),
        ratings=ratings,
        findings=found,
        strengths=strengths.find(reading, flaws),
        probes=probes.rank(reading, found, ratings),
        next_fix=_next_fix(found, ratings),
        segments=reading.segments,
        measures=reading.measures,
    )


def _unread(reading: Reading) -> Critique:
    """Say of an answer without a written word only what its clock measured; nobody heard the rest."""
    timed = tuple(found for found in findings.find(reading) if found.flaw in TIMED)
    ratings = tuple(Rating(signal, None, None, "") for signal in Signal)
    return Critique(
        answer_id=reading.answer.id,
        engine=ENGINE,
        overall=None,
        ratings=ratings,
        findings=timed,
        strengths=(),
        probes=probes.rank(reading, timed, ratings),
        next_fix=_next_fix(timed, ratings) if timed else NOTHING_WRITTEN,
        segments=(),
        measures=reading.measures,
    )


def _next_fix(found: tuple[Finding, ...], ratings: tuple[Rating, ...]) -> str:
    """Name one thing to do, tied to the words it is about; the weightiest flaw, else the weakest signal."""
    if found:
        return found[0].advice
    weakest = min(ratings, key=lambda rated: rated.rating or 0)
    if (weakest.rating or 0) < 4:
        _, _, absent = weakest.why.partition(rating.NOT_SHOWN)
        missing = f"; not shown: {absent}" if absent else ", though every part of it is there: say more of it"
        return (
            f"Your weakest signal is {weakest.signal.label}{missing}. "
            f"Aim for: {rating.ANCHORS[weakest.signal][5]}"
        )
    return NOTHING_TO_FIX


def ledgers(answer: Answer) -> Ledgers:
    """Give what the critique rests on, ledger by ledger, to be opened one by one."""
    return fill(Reading(answer))
