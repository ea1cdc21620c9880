"""The five production signals, rated 1 to 5 against written anchors; totals are computed here and nowhere else."""

from collections.abc import Mapping
from re import Pattern
from typing import Final

from rehearse.analysis import cues, evidence
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.critique import Rating
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Signal

ANCHORS: Final[Mapping[Signal, Mapping[int, str]]] = {
    Signal.PROBLEM_FRAMING: {
        1: "Only the model task is named; one cannot tell why it mattered.",
        3: "A user or business problem is named beside the model task.",
        5: "The real objective is stated, apart from the model task, and it steers what was done.",
    },
    Signal.DATA_JUDGMENT: {
        1: "Nothing about the quality of data, labels, leakage or bias.",
        3: "A data or label problem is named.",
        5: "A data problem was looked for and found, something was done about it, and it was checked.",
    },
    Signal.TECHNICAL_TRADEOFFS: {
        1: "One way is told as if there had been no other.",
        3: "An option is weighed, or a choice has its reason.",
        5: "Two sides are named: what was chosen, why, and what it cost.",
    },
    Signal.EXECUTION: {
        1: "One cannot tell what the speaker did, or what stood in the way.",
        3: "Own acts are told, or an obstacle is named.",
        5: "An obstacle and the act that removed it are told, with whoever else was needed.",
    },
    Signal.OWNERSHIP: {
        1: "The story ends when the model does.",
        3: "It was released or handed over, and somebody looked.",
        5: "What happened after release was watched and acted on.",
    },
}
"""What a rating of 1, 3 and 5 looks like; 2 and 4 lie between."""

CAP_WITHOUT_SIGNALS: Final = 3.0
"""The total of an answer in which fewer than two signals show (requirement 4)."""
SHOWS_FROM: Final = 3
"""Rating from which a signal counts as shown."""


def rate(reading: Reading) -> tuple[Rating, ...]:
    """Rate each signal by what the answer holds; delivery and length have no part in it (requirement 11)."""
    return (
        _framing(reading),
        _data(reading),
        _tradeoffs(reading),
        _execution(reading),
        _ownership(reading),
    )


def overall(ratings: tuple[Rating, ...]) -> float | None:
    """Average the signals with equal weights, under the cap; None when one is not judged."""
    values = [rating.rating for rating in ratings]
    if not values or None in values:
        return None
    judged = [value for value in values if value is not None]
    mean = sum(judged) / len(judged)
    shown = sum(value >= SHOWS_FROM for value in judged)
    return round(min(mean, CAP_WITHOUT_SIGNALS) if shown < 2 else mean, 1)


def _rating(signal: Signal, steps: list[tuple[str, Sentence | None]]) -> Rating:
    """Rate by how many of the steps were found: none is 1, all are 5."""
    found = [(name, sentence) for name, sentence in steps if sentence is not None]
    absent = [name for name, sentence in steps if sentence is None]
    value = 1 + round(4 * len(found) / len(steps))
    parts = []
    if found:
        parts.append("shown: " + ", ".join(name for name, _ in found))
    if absent:
        parts.append("not shown: " + ", ".join(absent))
    return Rating(signal, value, found[0][1].quote if found else None, "; ".join(parts))


def _both(reading: Reading, one: Pattern[str], other: Pattern[str], *sections: Section) -> Sentence | None:
    told = reading.sentences(*sections)
    for place, sentence in enumerate(told):
        near = " ".join(each.lower for each in told[place : place + 2])
        if one.search(sentence.lower) and other.search(near):
            return sentence
    return None


def _framing(reading: Reading) -> Rating:
    return _rating(
        Signal.PROBLEM_FRAMING,
        [
            ("an objective beyond the model", reading.first(cues.OBJECTIVE)),
            (
                "who it was for",
                reading.first(cues.STAKEHOLDER, Section.SITUATION, Section.TASK, Section.ACTION),
            ),
        ],
    )


def _data(reading: Reading) -> Rating:
    issue = reading.first(cues.DATA_ISSUE)
    return _rating(
        Signal.DATA_JUDGMENT,
        [
            ("the data", reading.first(cues.DATA)),
            ("a problem in it", issue),
            ("what you did about it", _both(reading, cues.DATA_ISSUE, cues.ACT) if issue else None),
            ("how it was checked", _checked(reading)),
        ],
    )


def _checked(reading: Reading) -> Sentence | None:
    for sentence in reading.sentences():
        if any(
            word in sentence.lower
            for word in (
                "validat",
                "held-out",
                "hold-out",
                "holdout",
                "by hand",
                "test set",
                "cross-valid",
                "a/b",
                "compared",
                "baseline",
                "slice",
                "backtest",
            )
        ):
            return sentence
    return None


def _tradeoffs(reading: Reading) -> Rating:
    return _rating(
        Signal.TECHNICAL_TRADEOFFS,
        [
            ("an option weighed", reading.first(cues.OPTION)),
            ("a reason for the choice", reading.first(cues.REASON)),
            ("what was given up", reading.first(cues.GIVEN_UP)),
            ("the limit behind it", reading.first(cues.CONSTRAINT)),
        ],
    )


def _execution(reading: Reading) -> Rating:
    acts = [sentence for sentence in reading.sentences() if cues.ACT.search(sentence.lower)]
    return _rating(
        Signal.EXECUTION,
        [
            ("your own acts", acts[0] if len(acts) > 1 else None),
            ("an obstacle", reading.first(cues.BLOCKER)),
            ("who else was needed", reading.first(cues.STAKEHOLDER, Section.ACTION)),
            (
                "a measured or visible effect",
                next(filter(_effect, reading.sentences(Section.ACTION, Section.RESULT)), None),
            ),
        ],
    )


def _effect(sentence: Sentence) -> bool:
    return evidence.measured(sentence) or evidence.concrete(sentence)


def _ownership(reading: Reading) -> Rating:
    return _rating(
        Signal.OWNERSHIP,
        [
            ("a release or hand-over", reading.first(cues.DEPLOYMENT)),
            ("a look at what happened after it", reading.first(cues.MONITORING)),
        ],
    )
