"""Whether an answer repeats the wording of an earlier one beyond shared facts (requirements 78 and 102)."""

import re
from collections.abc import Iterable
from typing import Final

from rehearse.domain.text import as_cued

RUN: Final = 5
"""Words in a row that count as the same wording; numbers and names are left out before."""
REHEARSED: Final = 0.25
"""Share of the answer's runs found in one earlier answer from which the wording counts as repeated."""
SAME_FACTS: Final = 0.5
"""Share of an answer's numbers and names that stand in the earlier one too, from which it is the same story."""
_FACT = re.compile(r"\d[\d.,]*|(?<=[a-z,] )[A-Z][a-z]{2,}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def _words(text: str) -> list[str]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        named = word[0].isupper() and match.start() > 1 and text[match.start() - 2] not in ".!?\n"
        if not (named and word not in ("I", "I'm", "I've", "I'd")):
            found.append(as_cued(word))
    return found


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _words(text)
    return [tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)]


def overlap(text: str, earlier: str) -> float:
    """Give the share of the answer's word runs that stand in an earlier answer too, from 0 to 1."""
    runs = _runs(text)
    if len(runs) < RUN:
        return 0.0
    known = set(_runs(earlier))
    return sum(run in known for run in runs) / len(runs)


def shared_passage(earlier: str, sentences: Iterable[str]) -> str | None:
    """Give the sentence that an earlier answer holds the most of."""
    known = set(_runs(earlier))
    scored = [(sum(run in known for run in _runs(sentence)), sentence) for sentence in sentences]
    best = max(scored, default=(0, ""), key=lambda pair: pair[0])
    return best[1] if best[0] else None


def shared_facts(text: str, earlier: str) -> float:
    """Give the share of the answer's numbers and names that an earlier answer holds too, from 0 to 1."""
    facts = {match.group().strip(".,") for match in _FACT.finditer(text)}
    known = {match.group().strip(".,") for match in _FACT.finditer(earlier)}
    return len(facts & known) / len(facts) if facts else 0.0
