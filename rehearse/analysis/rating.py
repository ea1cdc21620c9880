"""The five production signals, rated 1 to 5 against written anchors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Final

from rehearse.analysis import constraints, content, decisions, failure
from rehearse.analysis.matching import found
from rehearse.analysis.outcomes import outcome
from rehearse.analysis.ownership import RESPONSIBILITY, acts
from rehearse.analysis.reading import Cue, Reading, holds
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

CEILINGS: Final[Mapping[Flaw, Mapping[Signal, int]]] = {
    Flaw.NO_TRADEOFF: {Signal.TECHNICAL_TRADEOFFS: 2},
    Flaw.MODEL_ONLY: {Signal.DATA_JUDGMENT: 2, Signal.PROBLEM_FRAMING: 2},
    Flaw.COULD_BE_ANY_ENGINEER: {Signal.DATA_JUDGMENT: 1},
    Flaw.TEAM_LANGUAGE: {Signal.OWNERSHIP: 2, Signal.EXECUTION: 3},
    Flaw.HIDDEN_FAILURE: {Signal.OWNERSHIP: 2},
    Flaw.MISSING_RESULT: {Signal.OWNERSHIP: 3, Signal.EXECUTION: 3},
    Flaw.JARGON_OVERLOAD: {Signal.PROBLEM_FRAMING: 3, Signal.DATA_JUDGMENT: 3, Signal.TECHNICAL_TRADEOFFS: 3},
    Flaw.TIMELINE_STORY: {Signal.TECHNICAL_TRADEOFFS: 2, Signal.PROBLEM_FRAMING: 3},
}
"""The highest rating of a signal while a flaw that contradicts it stands."""

NOT_SHOWN: Final = "not shown: "
"""What the list of absent steps begins with."""
_S, _T, _A, _R, _L = Section
_WATCHED: Final = (_A, _R, _L)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a signal shows by: what it is, how much of it there is (0 to 1), its weight, and the words."""

    name: str
    amount: float
    weight: float
    sentence: Sentence | None


def rate(reading: Reading, flaws: frozenset[Flaw]) -> tuple[Rating, ...]:
    """Rate each signal by what the answer holds; delivery and length have no part in it (requirement 11)."""
    return tuple(_rating(signal, base, steps(reading), flaws) for signal, (base, steps) in _SIGNALS.items())


def _rating(signal: Signal, base: float, steps: tuple[Step, ...], flaws: frozenset[Flaw]) -> Rating:
    ceiling = min((CEILINGS.get(flaw, {}).get(signal, 5) for flaw in flaws), default=5)
    shown = [step for step in steps if step.amount > 0]
    absent = [step.name for step in steps if step.amount <= 0]
    value = base + sum(step.weight * step.amount for step in shown) if shown else 1
    parts = []
    if shown:
        parts.append("shown: " + ", ".join(step.name for step in shown))
    if absent:
        parts.append(NOT_SHOWN + ", ".join(absent))
    quote = next((step.sentence.quote for step in shown if step.sentence is not None), None)
    return Rating(signal, max(1, min(ceiling, int(value + 0.5))), quote, "; ".join(parts))


def _watches_only(sentence: Sentence) -> bool:
    """Tell whether a sentence tells of watching after launch and decides nothing: it counts for ownership alone."""
    lower = sentence.plain
    return found(content.MONITORING, lower) and not decisions.decides(lower)


def _told(reading: Reading, *sections: Section) -> list[Sentence]:
    return [each for each in reading.sentences(*sections) if not _watches_only(each)]


def _times(name: str, weight: float, cue: Cue, enough: int, told: list[Sentence]) -> Step:
    """Count sentences in which a cue stands, up to what is enough."""
    where = [each for each in told if holds(cue, each)]
    return Step(name, min(enough, len(where)) / enough, weight, where[0] if where else None)


def _kinds(name: str, weight: float, cue: Pattern[str], enough: int, told: list[Sentence]) -> Step:
    """Count different words of a cue, up to what is enough: saying one thing twice does not count twice."""
    where = [each for each in told if found(cue, each.plain)]
    words = {match.group() for each in where for match in cue.finditer(each.plain)}
    return Step(name, min(enough, len(words)) / enough, weight, where[0] if where else None)


def _limits(name: str, weight: float, enough: int, told: list[Sentence]) -> Step:
    """Count different kinds of limits, up to what is enough."""
    where = [each for each in told if constraints.kinds(each.plain)]
    kinds = {kind for each in where for kind in constraints.kinds(each.plain)}
    return Step(name, min(enough, len(kinds)) / enough, weight, where[0] if where else None)


def _framing(reading: Reading) -> tuple[Step, ...]:
    told = _told(reading)
    return (
        _times("a problem beyond the model", 0.5, content.OBJECTIVE, 2, _told(reading, _S, _T)),
        _kinds("an objective that steered the work", 0.8, content.OBJECTIVE, 2, _told(reading, _A, _R)),
        _kinds("the people it was for", 1.0, content.STAKEHOLDER, 4, told),
        _limits("the limits it had to respect", 0.7, 4, told),
        _times("what was decided for it", 0.7, decisions.weighed, 3, _told(reading, _T, _A)),
    )


def _data(reading: Reading) -> tuple[Step, ...]:
    told = _told(reading)
    return (
        _kinds("a look at the data", 1.1, content.DATA_ISSUE, 4, told),
        _times("a problem in it and what you did about it", 0.7, content.DATA_ISSUE, 4, told),
        _times("how it was checked", 1.1, content.CHECKED, 2, _told(reading, _A)),
        _times("a model or data at all", 0.8, content.ML, 1, told),
    )


def _tradeoffs(reading: Reading) -> tuple[Step, ...]:
    told = _told(reading)
    action = _told(reading, _T, _A)
    return (
        _times("a choice with its reason", 1.6, decisions.decides, 1, action),
        _times("an option weighed", 0.5, decisions.weighed, 1, action),
        _times("what was given up", 0.7, decisions.given_up, 1, _told(reading, _T, _A, _R)),
        _times("more than one decision", 0.8, decisions.weighed, 4, action),
        _limits("the limit behind it", 0.6, 3, told),
    )


def _acted(lower: str) -> bool:
    return acts(lower).own > 0


def _execution(reading: Reading) -> tuple[Step, ...]:
    kind, effect = outcome(reading)
    action = _told(reading, _A)
    mine = [each for each in action if _acted(each.plain)]
    elsewhere = [each for each in _told(reading) if _acted(each.plain)][
        :1
    ]  # no more, or the Action's first would cost
    counted = [acts(each.plain) for each in _told(reading, _A, _R)]
    own = sum(each.own for each in counted)
    others = sum(each.group + each.nobody for each in counted)
    return (
        _times("your own acts", 0.5, _acted, 2, mine or elsewhere),
        Step("your part told apart from the others'", own / max(1, own + others), 0.3, None),
        _kinds("an obstacle", 0.4, content.BLOCKER, 2, _told(reading, _S, _T, _A)),
        _kinds("who else was needed", 0.6, content.STAKEHOLDER, 3, action),
        _kinds("how it was checked", 0.4, content.CHECKED, 2, action),
        _times("what was decided on the way", 0.3, decisions.weighed, 3, _told(reading, _T, _A)),
        Step("a measured or visible effect", float(kind.shown), 0.8, effect if kind.shown else None),
    )


def _ownership(reading: Reading) -> tuple[Step, ...]:
    kind, effect = outcome(reading)
    told = list(reading.sentences(*_WATCHED))
    return (
        _times("a responsibility of your own", 0.4, RESPONSIBILITY, 1, list(reading.sentences())),
        _times("a release or hand-over", 0.5, content.LIVE, 1, told),
        _times("a look at what happened after it", 1.6, content.MONITORING, 1, told),
        _times("watching that goes on", 0.6, content.MONITORING, 2, told),
        _times("your own slips named", 0.4, failure.OWNED, 1, told),
        Step("an effect seen", float(kind.shown), 0.5, effect if kind.shown else None),
    )


_SIGNALS: Final[Mapping[Signal, tuple[float, Callable[[Reading], tuple[Step, ...]]]]] = {
    Signal.PROBLEM_FRAMING: (1.8, _framing),
    Signal.DATA_JUDGMENT: (1.4, _data),
    Signal.TECHNICAL_TRADEOFFS: (1.2, _tradeoffs),
    Signal.EXECUTION: (1.7, _execution),
    Signal.OWNERSHIP: (1.2, _ownership),
}
"""Where each signal starts once anything of it is shown, and its steps.

The weights were fitted to the tuning half and rounded.
"""
