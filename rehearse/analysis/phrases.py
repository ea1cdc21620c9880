"""Phrases that say nothing, and verbs that say little (requirement 49)."""

import re
from typing import Final

from rehearse.analysis.matching import cue
from rehearse.analysis.reading import Reading

EMPTY: Final = cue("phrases", "empty")
CONCRETE_VERB: Final = cue("phrases", "concrete verb")
VAGUE_VERB: Final = re.compile(
    r"\b(?:worked on|helped|handled|dealt with|was involved in|participated in|supported|contributed to|"
    r"looked into|took care of|did some|"
    r"assisted|facilitated|was part of|played a role)\b"
)


def empty_phrases(reading: Reading) -> int:
    """Count the different phrases that say nothing; sounds and fillers are delivery and not among them."""
    return len({match.group() for match in EMPTY.finditer(reading.lower)})


def vague_verbs(reading: Reading) -> tuple[str, ...]:
    """List the verbs a concrete one could replace, in the order told, at most three (requirement 49)."""
    return tuple(dict.fromkeys(match.group() for match in VAGUE_VERB.finditer(reading.lower)))[:3]
