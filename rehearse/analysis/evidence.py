"""What a claim stands on: figures with their units, and whether an outcome is told, shown or only praised."""

import re
from typing import Final

from rehearse.analysis import cues
from rehearse.analysis.sentences import Sentence, Telling
from rehearse.domain.critique import FigureQuote

_NUMBER: Final = (
    r"(?:\d[\d,]*(?:\.\d+)?|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundred|half|a third|a quarter|two thirds)\b)"
)
_UNIT: Final = (
    r"(?P<unit>\s?(?:%|percent\b|per cent\b|percentage points?\b|points?\b|pp\b|ms\b|milliseconds?\b|seconds?\b|s\b|"
    r"minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|quarters?\b|years?\b|x\b|times\b|[kKmM]\b|GB\b|MB\b|"
    r"euros?\b|dollars?\b|pounds?\b|people\b|engineers?\b|users?\b|customers?\b|tickets?\b|requests?\b|"
    r"images?\b|rows?\b|labels?\b))?"
)
_FIGURE = re.compile(rf"(?P<currency>[$€£])?\b{_NUMBER}{_UNIT}", re.IGNORECASE)
_TWICE = re.compile(
    r"\b(?:halved|doubled|tripled|quadrupled|(?:cut|reduced|dropped|fell) (?:\w+ ){0,4}(?:in|by) half|twice|"
    r"(?:one|two|three|four|five|nine) (?:in|out of) \w+)\b",
    re.IGNORECASE,
)
_NOT_A_RESULT = re.compile(
    r"\b(?:years?|people|engineers?|students?|team|months?|weeks?|days?|images?|rows?|labels?|samples?|of us)\b"
)
_CHANGE = re.compile(
    r"\b(?:from \S+(?: \S+){0,4} (?:to|down to|up to)|by (?:about |around |roughly )?\S+ ?(?:%|percent|points?)|"
    r"to (?:about |under |below |around |over )?\d|\d[\d.,]*\s?(?:%|percent|ms|seconds?|minutes?|hours?))"
)
_CONCRETE = re.compile(
    r"\b(?:fewer|less time|no longer|stopped|instead of (?:\w+ing|waiting)|any more|anymore|without (?:having|needing)|"
    r"first (?:try|time)|every (?:day|week|morning)|on their own|by themselves|adopted|"
    r"still (?:in use|using|use|running|run|uses)|now (?:use|uses|run|runs|rely)|asked (?:for|us to)|switched|merged|"
    r"accepted|published|signed off|approved|two other teams|other teams?|became (?:the|a|our)|kept (?:it|using)|"
    r"rolled (?:it )?out to|went back to)\b"
)


def figures(telling: Telling) -> tuple[FigureQuote, ...]:
    """List every number of the answer as it stands, with its unit and section."""
    found = []
    for sentence in telling.sentences:
        for match in _FIGURE.finditer(sentence.text):
            unit = (match["unit"] or match["currency"] or "").strip()
            if unit or any(character.isdigit() for character in match.group()):
                found.append(FigureQuote(match.group().strip(), unit, sentence.section))
    return tuple(found)


def measured(sentence: Sentence) -> bool:
    """Tell whether a sentence holds a quantity of change, not just any number (years and team sizes are none)."""
    if _TWICE.search(sentence.text):
        return True
    if _CHANGE.search(sentence.lower):
        return True
    return (
        any(character.isdigit() for character in sentence.text)
        and not _NOT_A_RESULT.search(sentence.lower)
        and bool(cues.OUTCOME.search(sentence.lower))
    )


def concrete(sentence: Sentence) -> bool:
    """Tell whether a sentence tells an effect that a bystander could have seen (requirement 52)."""
    return bool(_CONCRETE.search(sentence.lower))


def vague(sentence: Sentence) -> str | None:
    """Give the vague words of a sentence as they stand; None when there are none."""
    match = cues.VAGUE.search(sentence.lower)
    if match is None or len(sentence.lower) != len(sentence.text):
        return None
    return sentence.text[match.start() : match.end()]


def outcome(sentence: Sentence) -> bool:
    """Tell whether a sentence tells what came out, in any way."""
    return bool(cues.OUTCOME.search(sentence.lower)) or measured(sentence) or concrete(sentence)
