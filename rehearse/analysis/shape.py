"""Flaws of shape and delivery: lengths, fillers, repeated wording. They never lower a rating (requirement 11)."""

from typing import Final

from rehearse.analysis import delivery, repetition
from rehearse.analysis.reading import Reading
from rehearse.domain.answer import SHORT
from rehearse.domain.budget import GRACE, spoken_words
from rehearse.domain.critique import Finding
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import percent
from rehearse.domain.vocabulary import Flaw, Mode

SETUP_LIMIT: Final = 0.35
ACTION_FLOOR: Final = 0.40
"""Shares from the definitions of the flaws set-up too long and thin action."""
DOUBT: Final = 0.03
"""Shares of sections that the engine had to find itself are sure to about this much."""
RAMBLING: Final = 0.2
"""Weighted fillers, hedges and restarts per word in a stretch from which it rambles."""


def setup_limit(reading: Reading) -> float:
    """Give the share from which a set-up is too long; sections that had to be found may be off by a little."""
    return SETUP_LIMIT + (DOUBT if reading.told_whole else 0.0)


def action_floor(reading: Reading) -> float:
    """Give the share below which an Action is thin; sections that had to be found may be off by a little."""
    return ACTION_FLOOR - (DOUBT if reading.told_whole else 0.0)


def _too_short(reading: Reading) -> bool:
    """Tell whether too little was told for its shares to mean anything, by the clock where that made them."""
    measures = reading.measures
    timed = measures.share_basis == "seconds" and measures.seconds is not None
    words = (
        spoken_words(sum(measures.seconds.values())) if timed and measures.seconds else measures.total_words
    )
    return words < SHORT


def setup_too_long(reading: Reading) -> Finding | None:
    """Situation and Task well over 20 % (requirements 14 and 27)."""
    share = reading.measures.share
    if share is None or share.setup <= setup_limit(reading) or _too_short(reading):
        return None
    return Finding(
        Flaw.SETUP_TOO_LONG,
        Section.SITUATION,
        None,
        f"The set-up takes {percent(share.setup)} of the answer; 20 % is enough.",
        "Cut the background to two or three sentences: product, problem, your part.",
    )


def thin_action(reading: Reading) -> Finding | None:
    """The Action is well under half (requirement 16)."""
    share = reading.measures.share
    if share is None or share.action >= action_floor(reading) or _too_short(reading):
        return None
    return Finding(
        Flaw.THIN_ACTION,
        Section.ACTION,
        None,
        f"The Action takes {percent(share.action)} of the answer; it should take about 60 %.",
        "Move the words to what you decided: what you found, what you ruled out, what you chose and why.",
    )


def rambling(reading: Reading) -> Finding | None:
    """Fillers, hedges and repetition dominate a stretch (requirement 1)."""
    worst, density = delivery.loosest(reading.sentences(), fillers=True)
    if worst is None or density < RAMBLING:
        return None
    return Finding(
        Flaw.RAMBLING,
        worst.section,
        worst.quote,
        f"From here on, {percent(density)} of the words are fillers, hedges and restarts.",
        "Say it in two sentences: what you found, what you did.",
    )


def over_time(reading: Reading) -> Finding | None:
    """The whole answer ran over its budget, beyond the grace (requirement 1); the section that did so most is named."""
    answer, budget = reading.answer, reading.answer.budget
    if answer.mode is Mode.SPOKEN and answer.seconds:
        used = {section: answer.seconds.get(section, 0.0) for section in SECTIONS}
        planned = {section: budget.seconds(section) for section in SECTIONS}
        over, unit = sum(used.values()) > budget.target + GRACE, "s"
    else:
        used = {section: float(reading.measures.words.get(section, 0)) for section in SECTIONS}
        planned = {section: float(budget.words(section)) for section in SECTIONS}
        over, unit = sum(used.values()) > budget.most_words, " words"
    if not over:
        return None
    worst = max(SECTIONS, key=lambda section: used[section] - planned[section])
    return Finding(
        Flaw.OVER_TIME,
        worst,
        None,
        f"{sum(used.values()):.0f}{unit} against {sum(planned.values()):.0f}{unit}; the {worst.label} ran "
        f"over most: "
        f"{used[worst]:.0f} against {planned[worst]:.0f}.",
        f"Take a third out of the {worst.label}.",
    )


def rehearsed_wording(reading: Reading) -> Finding | None:
    """Wording and rhythm repeat an earlier answer beyond shared facts (requirement 78)."""
    text = reading.answer.whole
    scored = [(repetition.overlap(text, earlier), earlier) for earlier in reading.answer.previous]
    most, earlier = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    if most < repetition.REHEARSED:
        return None
    passage = repetition.shared_passage(earlier, (each.quote for each in reading.sentences()))
    return Finding(
        Flaw.REHEARSED_WORDING,
        next((each.section for each in reading.sentences() if each.quote == passage), None),
        passage,
        f"{percent(most)} of the wording stands in an earlier answer of yours too.",
        "Keep the facts and tell it from another end: start with the decision, or with what went wrong.",
    )
