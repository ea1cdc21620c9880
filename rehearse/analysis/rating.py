"""The five production signals, rated 1 to 5 against written anchors; totals are computed here and nowhere else."""

from collections.abc import Callable, Mapping
from typing import Final

from rehearse.analysis import constraints, content, decisions, evidence, failure
from rehearse.analysis.findings import lesson, outcome
from rehearse.analysis.evidence import Evidence
from rehearse.analysis.ownership import RESPONSIBILITY, acts
from rehearse.analysis.reading import Reading
from rehearse.analysis.sentences import Sentence
from rehearse.domain.critique import Rating
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Flaw, Signal

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
Step = tuple[str, Sentence | None, float]


def rate(reading: Reading) -> tuple[Rating, ...]:
    """Rate each signal by what the answer holds; delivery and length have no part in it (requirement 11)."""
    return tuple(_rating(signal, steps(reading)) for signal, steps in _STEPS.items())


def overall(ratings: tuple[Rating, ...], flaws: frozenset[Flaw]) -> float:
    """Average the signals with equal weights, under the caps."""
    values = [rating.rating or 1 for rating in ratings]
    mean = sum(values) / len(values)
    shown = sum(value >= SHOWS_FROM for value in values)
    cap = 5 - sum(weight for flaw, weight in CAPS.items() if flaw in flaws)
    if shown < 2:
        cap = min(cap, CAP_WITHOUT_SIGNALS)
    return round(max(1.0, min(mean, cap)), 1)


CAPS: Final = {
    Flaw.MISSING_RESULT: 1.0,
    Flaw.VAGUE_IMPACT: 1.0,
    Flaw.HIDDEN_FAILURE: 1.5,
    Flaw.TEAM_LANGUAGE: 1.5,
    Flaw.OVERCLAIMING: 1.5,
    Flaw.COULD_BE_ANY_ENGINEER: 1.5,
    Flaw.MODEL_ONLY: 1.5,
    Flaw.NO_TRADEOFF: 1.0,
    Flaw.MISSING_REFLECTION: 0.5,
    Flaw.NO_CONSTRAINT: 0.5,
    Flaw.NO_TASK: 0.5,
    Flaw.JARGON_OVERLOAD: 0.5,
    Flaw.TIMELINE_STORY: 1.0,
}
"""How far each flaw of content lowers the highest total that can be reached."""


FEATURES = {}


def _count(reading, cue, cap, *sections):
    return min(cap, reading.times(cue, *sections)) / cap


def _distinct(reading, cue, cap, *sections):
    told = " ".join(each.plain for each in reading.sentences(*sections))
    return min(cap, len({match.group() for match in cue.finditer(told)})) / cap


def _f_framing(r):
    return {
        "objective st": _count(r, content.OBJECTIVE, 2, _S, _T),
        "objective st d": _distinct(r, content.OBJECTIVE, 3, _S, _T),
        "objective a": _distinct(r, content.OBJECTIVE, 2, _A),
        "objective rl": _distinct(r, content.OBJECTIVE, 2, _R, _L),
        "people st": _count(r, content.STAKEHOLDER, 1, _S, _T),
        "people": _distinct(r, content.STAKEHOLDER, 4),
        "limit st": _count(r, constraints.kinds, 1, _S, _T),
        "limits": len({k for e in r.sentences() for k in constraints.kinds(e.plain)}) / 4,
        "weighed": _count(r, decisions.weighed, 3, _T, _A),
        "outcome": float(outcome(r)[0] in (Evidence.MEASURED, Evidence.CONCRETE)),
        "responsible": float(r.has(RESPONSIBILITY)),
    }


def _f_data(r):
    return {
        "issue d": _distinct(r, content.DATA_ISSUE, 4),
        "issue s": _count(r, content.DATA_ISSUE, 4),
        "issue a": _count(r, content.DATA_ISSUE, 2, _A),
        "issue 1": float(r.has(content.DATA_ISSUE)),
        "data": _distinct(r, content.DATA, 3),
        "act": float(_near(r, content.DATA_ISSUE.search, _own) is not None),
        "checked": _distinct(r, content.CHECKED, 3),
        "checked a": _count(r, content.CHECKED, 2, _A),
        "ml": float(r.has(content.ML)),
        "outcome": float(outcome(r)[0] in (Evidence.MEASURED, Evidence.CONCRETE)),
    }


def _f_tradeoffs(r):
    return {
        "weighed": _count(r, decisions.weighed, 2, _T, _A),
        "weighed4": _count(r, decisions.weighed, 4, _T, _A),
        "option": float(r.has(lambda l: decisions.OPTION.search(decisions.stated(l)), _T, _A)),
        "given": float(r.has(lambda l: decisions.GIVEN_UP.search(decisions.stated(l)), _T, _A, _R)),
        "given2": _count(r, lambda l: decisions.GIVEN_UP.search(decisions.stated(l)), 3, _T, _A, _R),
        "reason": _count(r, decisions.reasoned, 1, _A),
        "reason2": _count(r, decisions.reasoned, 3, _A),
        "limit": _count(r, constraints.kinds, 1),
        "limits": len({k for e in r.sentences() for k in constraints.kinds(e.plain)}) / 4,
        "either": float(r.has(lambda l: decisions.weighed(l) or decisions.reasoned(l), _T, _A)),
    }


def _f_execution(r):
    kind, _ = outcome(r)
    own = sum(acts(e.plain).own for e in r.sentences(_A, _R))
    other = sum(acts(e.plain).group + acts(e.plain).nobody for e in r.sentences(_A, _R))
    return {
        "own": min(own, 4) / 4,
        "own8": min(own, 8) / 8,
        "mine": own / max(1, own + other),
        "blocker": _distinct(r, content.BLOCKER, 2, _S, _T, _A),
        "people": _distinct(r, content.STAKEHOLDER, 3, _A),
        "people1": float(r.has(content.STAKEHOLDER, _A)),
        "measured": float(kind is Evidence.MEASURED),
        "shown": float(kind in (Evidence.MEASURED, Evidence.CONCRETE)),
        "weighed": _count(r, decisions.weighed, 3, _T, _A),
        "checked": _distinct(r, content.CHECKED, 2, _A),
    }


def _f_ownership(r):
    kind, _ = outcome(r)
    own = sum(acts(e.plain).own for e in r.sentences(_A, _R))
    other = sum(acts(e.plain).group + acts(e.plain).nobody for e in r.sentences(_A, _R))
    return {
        "responsible": float(r.has(RESPONSIBILITY)),
        "live": float(r.has(content.LIVE, _A, _R, _L)),
        "monitor": _distinct(r, content.MONITORING, 1, _A, _R, _L),
        "monitor3": _distinct(r, content.MONITORING, 3, _A, _R, _L),
        "monitor rl": _count(r, content.MONITORING, 1, _R, _L),
        "mine": own / max(1, own + other),
        "owned": float(r.has(failure.OWNED, _A, _R, _L)),
        "shown": float(kind in (Evidence.MEASURED, Evidence.CONCRETE)),
        "measured": float(kind is Evidence.MEASURED),
        "lesson": float(lesson(r) is not None),
        "deploy": _distinct(r, content.DEPLOYMENT, 3),
    }


FEATURES.update({
    Signal.PROBLEM_FRAMING: _f_framing,
    Signal.DATA_JUDGMENT: _f_data,
    Signal.TECHNICAL_TRADEOFFS: _f_tradeoffs,
    Signal.EXECUTION: _f_execution,
    Signal.OWNERSHIP: _f_ownership,
})


def _rating(signal: Signal, steps: tuple[Step, ...]) -> Rating:
    found = [(name, sentence) for name, sentence, _ in steps if sentence is not None]
    absent = [name for name, sentence, _ in steps if sentence is None]
    value = 1 + sum(weight for _, sentence, weight in steps if sentence is not None)
    parts = []
    if found:
        parts.append("shown: " + ", ".join(name for name, _ in found))
    if absent:
        parts.append("not shown: " + ", ".join(absent))
    return Rating(
        signal, max(1, min(5, round(value))), found[0][1].quote if found else None, "; ".join(parts)
    )


def _near(reading: Reading, one: Callable[[str], object], other: Callable[[str], object]) -> Sentence | None:
    told = reading.sentences()
    for place, sentence in enumerate(told):
        near = " ".join(each.plain for each in told[place : place + 2])
        if one(sentence.plain) and other(near):
            return sentence
    return None


def _own(lower: str) -> bool:
    return acts(lower).own > 0


_S, _T, _A, _R, _L = Section


def _framing(reading: Reading) -> tuple[Step, ...]:
    return (
        ("a problem beyond the model", reading.first(content.OBJECTIVE, _S, _T), 1.4),
        ("who felt it", reading.first(content.STAKEHOLDER, _S, _T), 0.6),
        ("what it meant in the end", reading.first(content.OBJECTIVE, _R, _L), 1.0),
        ("a limit that framed it", reading.first(constraints.kinds, _S, _T), 0.7),
        ("an objective that steered the work", reading.first(content.OBJECTIVE, _A), 0.7),
    )


def _data(reading: Reading) -> tuple[Step, ...]:
    issue = content.DATA_ISSUE.search
    return (
        ("the data", reading.first(content.DATA, _A, _R, _L), 0.6),
        ("a problem in it", reading.first(content.DATA_ISSUE), 1.2),
        ("what you did about it", _near(reading, issue, _own), 1.2),
        ("how it was checked", reading.first(content.CHECKED, _A, _R), 1.0),
    )


def _tradeoffs(reading: Reading) -> tuple[Step, ...]:
    return (
        (
            "an option weighed",
            reading.first(lambda lower: decisions.OPTION.search(decisions.stated(lower)), _T, _A),
            1.2,
        ),
        ("a reason for the choice", reading.first(decisions.reasoned, _A), 1.2),
        (
            "what was given up",
            reading.first(lambda lower: decisions.GIVEN_UP.search(decisions.stated(lower)), _A, _R),
            1.2,
        ),
        ("the limit behind it", reading.first(constraints.kinds), 0.4),
    )


def _execution(reading: Reading) -> tuple[Step, ...]:
    kind, effect = outcome(reading)
    own = [sentence for sentence in reading.sentences(_A, _R) if _own(sentence.plain)]
    return (
        ("your own acts", own[1] if len(own) > 1 else None, 1.2),
        ("an obstacle", reading.first(content.BLOCKER, _A), 0.6),
        ("who else was needed", reading.first(content.STAKEHOLDER, _A), 0.8),
        (
            "a measured or visible effect",
            effect if kind in (Evidence.MEASURED, Evidence.CONCRETE) else None,
            1.0,
        ),
    )


def _ownership(reading: Reading) -> tuple[Step, ...]:
    return (
        ("a responsibility of your own", reading.first(RESPONSIBILITY), 0.7),
        ("a release or hand-over", reading.first(content.LIVE), 0.7),
        ("a look at what happened after it", reading.first(content.MONITORING, _A, _R, _L), 1.4),
        ("who answers for it", reading.first(failure.OWNED, _A, _R, _L), 0.5),
    )


_STEPS: Final[Mapping[Signal, Callable[[Reading], tuple[Step, ...]]]] = {
    Signal.PROBLEM_FRAMING: _framing,
    Signal.DATA_JUDGMENT: _data,
    Signal.TECHNICAL_TRADEOFFS: _tradeoffs,
    Signal.EXECUTION: _execution,
    Signal.OWNERSHIP: _ownership,
}
