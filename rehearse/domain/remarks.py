"""What users note down on an attempt: tags, a note, and findings that they hold to be wrong."""

import re
from dataclasses import dataclass
from typing import Final

from rehearse.domain.critique import Finding
from rehearse.domain.section import Section
from rehearse.domain.text import clean
from rehearse.domain.vocabulary import Flaw

MOST_TAGS: Final = 12
MOST_NOTE: Final = 4_000
"""Tags of an attempt, and characters of its note, that are kept."""
_TAG: Final = re.compile(r"[^\s,#]+")

Disputed = tuple[Flaw, Section | None]
"""A finding as it is disputed: by its flaw and its section."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """Everything noted down on one attempt."""

    tags: tuple[str, ...] = ()
    note: str = ""
    disputed: frozenset[Disputed] = frozenset()

    def disputes(self, finding: Finding) -> bool:
        """Tell whether a finding is disputed."""
        return finding.key in self.disputed


def read_tags(text: str) -> tuple[str, ...]:
    """Read tags parted by blanks or commas, in lower case, each once, in the order of the alphabet."""
    found = (each.lower()[:40] for each in _TAG.findall(clean(text)))
    return tuple(sorted(set(found)))[:MOST_TAGS]


def kept_note(text: str) -> str:
    """Give a note as it is kept."""
    return clean(text).strip()[:MOST_NOTE]
