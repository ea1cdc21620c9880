"""Looks a cue up in a sentence once: the segmenter, the rules, the ratings and the probes ask the same questions."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from re import Pattern

REMEMBERED = 4096
"""Answers kept: a long answer asks some two thousand questions; texts of more than one answer are not needed."""


@lru_cache(maxsize=REMEMBERED)
def found(pattern: Pattern[str], text: str) -> bool:
    """Tell whether a pattern stands in a text."""
    return pattern.search(text) is not None


def cue(file: str, name: str, *, whole_words: bool = True, **parts: str) -> Pattern[str]:
    """Make a cue of the phrases under its name in cues/FILE.txt; `parts` stand for <names> in them."""
    phrases = "|".join(_cues(file)[name])
    for part, pattern in parts.items():
        phrases = phrases.replace(f"<{part}>", pattern)
    return re.compile(rf"\b(?:{phrases})" + (r"\b" if whole_words else ""))


@cache
def _cues(file: str) -> dict[str, list[str]]:
    cues: dict[str, list[str]] = {}
    text = files("rehearse.analysis").joinpath("cues", f"{file}.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]") and not line.startswith("[^"):
            cues[line[1:-1]] = []
        elif line and not line.startswith("#"):
            cues[next(reversed(cues))].append(line)
    return cues
