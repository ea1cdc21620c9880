"""Whether the lines of a story say what a good line says (requirement 39): five marks, each shown by a line."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from rehearse.domain.coverage import Detector
from rehearse.domain.ledger import Box

MARKS: Final = ("inherited state", "problem", "act", "partner team", "effect")
"""What a line such as “inherited a pipeline with stale features, retrained it, cut failed look-ups with the backend
team” says, and “I built a recommendation model” does not."""
_INHERITED: Final = re.compile(
    r"\b(?:inherit\w*|took over|taken over|handed (?:over|to)|existing|legacy|already (?:there|running|live|in)|"
    r"when i (?:joined|came|started)|had been|used to|years old|the old|nobody owned|so far|until then)\b"
)
_EFFECT: Final = re.compile(
    r"\b(?:cut|halv\w+|reduc\w+|lower\w*|rais\w+|doubl\w+|sav(?:ed|es|ing)|fewer|dropp\w+|fell|fall|rose|grew|"
    r"stopped|no longer|freed|went (?:down|up)|down (?:from|by|to)|up (?:from|by|to)|from \S+(?: \S+)? to)\b"
)
_OWN: Final[dict[str, re.Pattern[str]]] = {"inherited state": _INHERITED, "effect": _EFFECT}


def marks(lines: Iterable[str], detectors: Mapping[str, Detector]) -> tuple[Box, ...]:
    """Fill the five marks with the first line that shows each; `detectors` tells the other three by their name."""
    given = tuple(lines)
    return tuple(
        Box(mark, next((line for line in given if _shows(mark, line, detectors)), None)) for mark in MARKS
    )


def _shows(mark: str, line: str, detectors: Mapping[str, Detector]) -> bool:
    if own := _OWN.get(mark):
        return own.search(line.lower()) is not None
    detector = detectors.get(mark)
    return detector is not None and detector(line)
