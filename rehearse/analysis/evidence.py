"""The evidence ledger: what each claim of a result stands on (requirements 18, 50, 51, 52, 63 and 74)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rehearse.analysis.evidence_cues import (
    BEFORE_AFTER,
    CHANGE_BY,
    CHANGE_TO,
    CLAUSE_END,
    CLOSE,
    COMPARED,
    CONCRETE,
    COUNTED,
    FROM_TO,
    GOT,
    HALVED,
    LEVEL,
    NOTHING_LEFT,
    PEOPLE_ACT,
    PLANNED,
    PROCESS,
    SETTING,
    SIZE,
    SPEAKER,
    STATE,
    UNKNOWN,
    VAGUE,
    WHEN,
    WHERE,
    YEARS,
)
from rehearse.analysis.matching import found
from rehearse.analysis.numbers import FIGURE, has_number, in_measure, unit_of
from rehearse.analysis.ownership import acts
from rehearse.analysis.sentences import Sentence, Telling
from rehearse.domain.critique import FigureQuote
from rehearse.domain.section import Section


class Evidence(StrEnum):
    """What an outcome stands on."""

    MEASURED = "measured"
    CONCRETE = "concrete"
    VAGUE = "vague"
    NONE = "none"

    @property
    def shown(self) -> bool:
        """Tell whether there is something that somebody could have measured or seen."""
        return self in (Evidence.MEASURED, Evidence.CONCRETE)


@lru_cache(maxsize=512)
def changed(lower: str) -> bool:
    """Tell whether a quantity of change is told: from/to, by, compared with, halved."""
    if found(FROM_TO, lower) or found(HALVED, lower) or found(COMPARED, lower):
        return True
    return any(not SETTING.search(match.group()) for match in CHANGE_BY.finditer(lower))


@lru_cache(maxsize=512)
def from_to(lower: str) -> bool:
    """Tell whether a before and an after are told, or a halving."""
    return bool(found(FROM_TO, lower) or found(HALVED, lower))


def measured(sentence: Sentence) -> bool:
    """Tell whether a sentence holds a figure that can be a result; years, team and data sizes are none."""
    lower = sentence.plain
    if found(PLANNED, lower) and not found(FROM_TO, lower):
        return False
    if changed(lower):
        return True
    if sentence.section not in CLOSE or not has_number(lower):
        return False
    if found(BEFORE_AFTER, lower) or activity(lower):
        return found(BEFORE_AFTER, lower)
    if found(LEVEL, lower) or found(COUNTED, lower):
        return True
    return any(not SETTING.search(lower[match.start() : match.end() + 20]) for match in STATE.finditer(lower))


@lru_cache(maxsize=512)
def activity(lower: str) -> bool:
    """Tell whether a sentence tells what was done, not what came of it: an outcome's subject is not the speaker."""
    told = acts(lower)
    done = (told.own or told.group) and found(SPEAKER, lower) and not found(GOT, lower)
    return bool(done) or found(PROCESS, lower)


def concrete(sentence: Sentence) -> bool:
    """Tell whether a sentence tells an effect that a bystander could have seen (requirement 52)."""
    lower = sentence.plain
    if found(PLANNED, lower) or found(UNKNOWN, lower):
        return bool(found(NOTHING_LEFT, lower))
    if found(CONCRETE, lower) or found(NOTHING_LEFT, lower):
        return True
    return (
        sentence.section is Section.RESULT
        and found(PEOPLE_ACT, lower)
        and not activity(lower)
        and not found(VAGUE, lower)
    )


def vague(sentence: Sentence) -> str | None:
    """Give the vague words of a sentence as they stand; None when there are none."""
    match = VAGUE.search(sentence.lower)
    return sentence.text[match.start() : match.end()] if match else None


def unknown(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of what is to come, was not measured, or was handed over."""
    return bool(found(UNKNOWN, sentence.plain) or found(PLANNED, sentence.plain))


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the result and what it stands on; slots are verbatim or None (requirement 51)."""

    sentence: Sentence
    evidence: Evidence
    before: str | None = None
    after: str | None = None
    unit: str | None = None
    where: str | None = None


def claim(sentence: Sentence) -> Claim:
    """Read one sentence as a claim of a result."""
    if measured(sentence):
        before, after = _change(sentence)
        where = WHERE.search(sentence.lower)
        return Claim(
            sentence,
            Evidence.MEASURED,
            before=before,
            after=after,
            unit=unit_of(after or "") or unit_of(before or "") or None,
            where=sentence.text[where.start() : where.end()] if where else None,
        )
    if concrete(sentence):
        return Claim(sentence, Evidence.CONCRETE)
    if found(VAGUE, sentence.lower):
        return Claim(sentence, Evidence.VAGUE)
    return Claim(sentence, Evidence.NONE)


def _change(sentence: Sentence) -> tuple[str | None, str | None]:
    """Give what it was before and after; only words such as from, instead of and was make a figure the one before."""
    told = [match.span() for match in FIGURE.finditer(sentence.text)]
    if both := [(each.span("before"), each.span("after")) for each in FROM_TO.finditer(sentence.lower)]:
        inside = {place for before, after in both for place in range(before[0], after[1])}
        told = [each for each in told if each[0] not in inside]
        results = [each for each in both if not _aside(sentence, *each[0])]
        if results or all(_aside(sentence, *each) for each in told):
            before, after = (results or both)[0]
            return _words(sentence, before), _words(sentence, after)
    if change := BEFORE_AFTER.search(sentence.lower):
        was = _words(sentence, change.span("before"))
        earlier = _results(sentence, [each for each in told if each[1] <= change.start("before")])
        later = _results(sentence, [each for each in told if each[0] >= change.end("before")])
        words = [_words(sentence, each) for each in (*reversed(earlier), *later)]
        alike = (each for each in words if unit_of(each) and unit_of(each) == unit_of(was))
        return was, next(alike, words[0] if words else None)
    return None, _changed_to(sentence, told)


def _changed_to(sentence: Sentence, told: list[tuple[int, int]]) -> str | None:
    """Give the figure that a change came to, or else the first that is no part of the setting.

    A change may count what it was done to before it says how much it was: "reduced the cost of 12 services by 30
    percent". So the figure beside the verb yields to one behind by or to, unless it is in a measure itself; what
    another verb says, as in "and showed it to 15 nurses", is not this change's.
    """
    lower = sentence.lower
    changes = [each for each in CHANGE_BY.finditer(lower) if not SETTING.search(each[0])]
    if not changes:
        results = _results(sentence, told)
        return _words(sentence, results[0]) if results else None
    beside = [each.span("after") for each in changes]
    behind = [
        each.span("after")
        for change in changes
        for each in CHANGE_TO.finditer(lower, change.start(), _clause_end(lower, change.end()))
    ]
    places = [
        *(each for each in beside if in_measure(_words(sentence, each))),
        *(each for each in behind if in_measure(_words(sentence, each))),
        *behind,
        *beside,
    ]
    return _words(sentence, next((each for each in places if not _aside(sentence, *each)), beside[0]))


def _clause_end(lower: str, start: int) -> int:
    end = CLAUSE_END.search(lower, start)
    return end.start() if end else len(lower)


def _words(sentence: Sentence, place: tuple[int, int]) -> str:
    return sentence.text[slice(*place)].strip(" -")


def _results(sentence: Sentence, told: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out the figures that are a time or the size of the setting, unless there are no others."""
    return [each for each in told if not _aside(sentence, *each)] or told


def _aside(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a figure is a time, a year, or the size of what was worked on: a share or a price is no size."""
    return start in _years(sentence.lower) or _setting(sentence.lower, start, end)


def _setting(lower: str, start: int, end: int) -> bool:
    figure = lower[start:end]
    if SETTING.search(figure) or start in _times(lower):
        return True
    if in_measure(figure):
        return False
    return start in _sizes(lower) or SETTING.search(lower[start : end + 20]) is not None


@lru_cache(maxsize=16)
def _years(lower: str) -> frozenset[int]:
    """Give the places of years that others are counted from and to: forward, and beside a figure that is the result."""
    spans = [match for match in YEARS.finditer(lower) if match["first"] < match["last"]]
    years = frozenset(match.start(end) for match in spans for end in ("first", "last"))
    told = (match.span() for match in FIGURE.finditer(lower) if match.start() not in years) if years else ()
    return years if any(not _setting(lower, *each) for each in told) else frozenset()


@lru_cache(maxsize=16)
def _times(lower: str) -> frozenset[int]:
    """Give the places of all letters that tell a time: each figure asks, so the sentence is read once."""
    return frozenset(place for match in WHEN.finditer(lower) for place in range(*match.span("time")))


@lru_cache(maxsize=16)
def _sizes(lower: str) -> frozenset[int]:
    """Give the places where a size begins, read once as well."""
    return frozenset(match.start("size") for match in SIZE.finditer(lower))


def figures(telling: Telling) -> tuple[FigureQuote, ...]:
    """List every number of the answer as it stands, with its unit and section; "half" alone is none."""
    listed = []
    for sentence in telling.sentences:
        for match in FIGURE.finditer(sentence.text):
            text = match.group().strip(" ,.-")
            if text.lower() != "half":
                listed.append(FigureQuote(text, unit_of(text), sentence.section))
    return tuple(listed)
