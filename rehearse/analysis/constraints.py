"""The constraint radar: limits by kind (requirements 24, 63 and 77)."""

from functools import lru_cache
from typing import Final

from rehearse.analysis.matching import cue
from rehearse.analysis.numbers import FRACTION, NUMBER

_SPAN: Final = rf"(?:{NUMBER}|{FRACTION}|a few|few|couple of|a couple of|one|an|a)"
_TIME: Final = (
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|sprints?|quarters?|semesters?|weekends?|millis\w*|"
    r"ms)"
)

KINDS: Final = {
    kind: cue("constraints", kind, number=NUMBER, period=_TIME, span=_SPAN)
    for kind in (
        "latency",
        "cost",
        "memory and hardware",
        "privacy and law",
        "interpretability",
        "labels",
        "time",
        "people and rights",
        "limit",
    )
}
"""Kinds of limits and the words that name one of them."""


@lru_cache(maxsize=512)
def kinds(lower: str) -> tuple[str, ...]:
    """Name the kinds of limits a sentence speaks of."""
    return tuple(kind for kind, cue in KINDS.items() if cue.search(lower))
