"""Looks a cue up in a sentence once: the segmenter, the rules, the ratings and the probes ask the same questions."""

from functools import lru_cache
from re import Pattern

REMEMBERED = 8192
"""Answers kept: a long answer asks some two thousand questions; texts of more than one answer are not needed."""


@lru_cache(maxsize=REMEMBERED)
def found(cue: Pattern[str], text: str) -> bool:
    """Tell whether a cue stands in a text."""
    return cue.search(text) is not None
