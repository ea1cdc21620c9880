"""The evidence ledger: what each claim of a result stands on (requirements 18, 50, 51, 52, 63 and 74)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rehearse.analysis.evidence_cues import (
    BEFORE_AFTER,
    CHANGE_BY,
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
    SPEAKER,
    STATE,
    UNKNOWN,
    VAGUE,
    WHEN,
    WHERE,
)
from rehearse.analysis.matching import found
from rehearse.analysis.numbers import FIGURE, has_number, unit_of
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
    if change := FROM_TO.search(sentence.lower):
        return _told(sentence, change, "before"), _told(sentence, change, "after")
    told = list(FIGURE.finditer(sentence.text))
    if change := BEFORE_AFTER.search(sentence.lower):
        earlier = _results(sentence, [each for each in told if each.end() <= change.start("before")])
        later = _results(sentence, [each for each in told if each.start() >= change.end("before")])
        after = next(iter(earlier[-1:] or later), None)
        return _told(sentence, change, "before"), after[0].strip() if after else None
    changes = (each for each in CHANGE_BY.finditer(sentence.lower) if not SETTING.search(each[0]))
    if change := next(changes, None):
        return None, _told(sentence, change, "after")
    results = _results(sentence, told)
    return None, results[0][0].strip() if results else None


def _told(sentence: Sentence, change: re.Match[str], part: str) -> str:
    return sentence.text[slice(*change.span(part))].strip(" -")


def _results(sentence: Sentence, told: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out the figures that are a time or the size of the setting, unless there are no others."""
    times = [match.span() for match in WHEN.finditer(sentence.lower)]
    results = [
        figure
        for figure in told
        if not SETTING.search(sentence.lower[figure.start() : figure.end() + 20])
        and not any(start <= figure.start() < end for start, end in times)
    ]
    return results or told


def figures(telling: Telling) -> tuple[FigureQuote, ...]:
    """List every number of the answer as it stands, with its unit and section; "half" alone is none."""
    listed = []
    for sentence in telling.sentences:
        for match in FIGURE.finditer(sentence.text):
            text = match.group().strip(" ,.-")
            if text.lower() != "half":
                listed.append(FigureQuote(text, unit_of(text), sentence.section))
    return tuple(listed)
