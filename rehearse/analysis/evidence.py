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
    WHERE,
)
from rehearse.analysis.matching import found
from rehearse.analysis.numbers import FIGURE, has_number
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
    if match is None or len(sentence.lower) != len(sentence.text):
        return None
    return sentence.text[match.start() : match.end()]


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
        matches = [match for match in FIGURE.finditer(sentence.text) if match.group().strip()]
        figures_ = [match.group().strip() for match in matches]
        unit = next((u for f in figures_ if (u := re.sub(r"^[$€£]?[\d,.]+[ -]?", "", f)) and u != f), None)
        where = WHERE.search(sentence.lower)
        return Claim(
            sentence,
            Evidence.MEASURED,
            before=figures_[0] if len(figures_) > 1 else None,
            after=figures_[1] if len(figures_) > 1 else (figures_[0] if figures_ else None),
            unit=unit,
            where=sentence.text[where.start() : where.end()] if where else None,
        )
    if concrete(sentence):
        return Claim(sentence, Evidence.CONCRETE)
    if found(VAGUE, sentence.lower):
        return Claim(sentence, Evidence.VAGUE)
    return Claim(sentence, Evidence.NONE)


def figures(telling: Telling) -> tuple[FigureQuote, ...]:
    """List every number of the answer as it stands, with its unit and section."""
    listed = []
    for sentence in telling.sentences:
        for match in FIGURE.finditer(sentence.text):
            text = match.group().strip(" ,.-")
            if text.lower() in ("one", "a one", "half", ""):
                continue
            digits = re.match(r"[$€£]?[\d,.]+", text)
            unit = text[digits.end() :].strip(" -") if digits else (text.split()[-1] if " " in text else "")
            listed.append(FigureQuote(text, unit or (text[0] if text[0] in "$€£" else ""), sentence.section))
    return tuple(listed)
