"""How an answer is told: pace, fillers, pronouns. None of it ever enters a rating (requirement 11)."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rehearse.analysis.matching import cue
from rehearse.analysis.sentences import Sentence
from rehearse.domain.budget import SPEAKING_RATE
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import as_cued, count_words

SOUNDS: Final = re.compile(r"\b(?:u+m+|u+h+|e+r+m*|hmm+|ah+m)\b")
PHRASES: Final = re.compile(
    r"\b(?:you know|i mean|sort of|kind of|basically|literally|like,|, like|so yeah|and stuff|"
    r"or something|or whatever)"
)
STRETCH: Final = 60
"""Words of a stretch: some twenty-five seconds of speech."""
SOUND_WEIGHT: Final = 2
"""A sound counts double: listeners notice it more than a filler phrase."""

_I = re.compile(r"\b(?:i|i'm|i'd|i've|i'll|my|me|mine|myself)\b")
_WE = re.compile(r"\b(?:we|we're|we'd|we've|we'll|our|us|ours|ourselves)\b")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|got)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ilt|ade|ept|ound)\b"
)


HEDGES: Final = cue("delivery", "hedges")
_LIKE_VERB: Final = re.compile(
    r"\b(?:would|didn't|don't|people|users|customers|looks?|looked|feels?|felt|sounds?|sounded|something|"
    r"things|stuff|more|just|not|is|was|exactly|a lot|much) like\b"
)
_TOKEN: Final = re.compile(r"[a-z']+")


@lru_cache(maxsize=4096)
def looseness(lower: str) -> int:
    """Weigh the fillers, hedges and restarts of a stretch: sounds double, hedges one, a repeated word or pair one."""
    sounds: int = len(SOUNDS.findall(lower)) * SOUND_WEIGHT
    hedges = len(HEDGES.findall(lower)) - len(_LIKE_VERB.findall(lower))
    tokens: list[str] = _TOKEN.findall(lower)
    restarts = sum(one == two for one, two in pairwise(tokens))
    pairs = list(pairwise(tokens))
    restarts += sum(one == two and one[0] != one[1] for one, two in zip(pairs, pairs[2:], strict=False))
    return sounds + hedges + restarts


def loosest(told: Sequence[Sentence], *, fillers: bool) -> tuple[Sentence | None, float]:
    """Find where the loosest stretch begins, and its looseness per word; without fillers, hedges and repeats alone."""
    worst, density = None, 0.0
    for place, first in enumerate(told):
        words, loose = 0, 0
        for each in told[place:]:
            words += each.words
            loose += looseness(each.lower if fillers else each.plain)
            if words >= STRETCH:
                break
        if words >= STRETCH and loose / words > density:
            worst, density = first, loose / words
    return worst, density


def fillers(text: str, own: Collection[str] = ()) -> dict[str, int]:
    """Count the fillers of a text by what was said, most frequent first; `own` are further words and phrases."""
    lower = as_cued(text)
    found = Counter(match.group().strip(" ,") for match in SOUNDS.finditer(lower))
    found.update(match.group().strip(" ,") for match in PHRASES.finditer(lower))
    if wanted := sorted({_spelled(each) for each in own}, key=len, reverse=True):
        further = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)")
        found |= Counter(further.findall(_spelled(text)))  # the larger count, where both know a filler
    return dict(found.most_common())


def _spelled(text: str) -> str:
    return " ".join(as_cued(text).split())


def weight(counted: Mapping[str, int]) -> int:
    """Add up fillers, sounds counting double."""
    return sum(times * (SOUND_WEIGHT if SOUNDS.fullmatch(filler) else 1) for filler, times in counted.items())


def per_minute(counted: Mapping[str, int], words: int, seconds: float | None) -> float | None:
    """Give weighted fillers per minute; without seconds the words count at the speaking rate."""
    minutes = seconds / 60 if seconds else words / SPEAKING_RATE
    return round(weight(counted) / minutes, 1) if minutes > 0 else None


def rate(words: int, seconds: float) -> float | None:
    """Give words per minute of speech; None below ten seconds, which say nothing."""
    return round(words * 60 / seconds, 1) if seconds >= 10 else None


def pronouns(sections: Mapping[Section, str]) -> dict[Section, tuple[int, int, int]]:
    """Count I, we and passive forms in each section that holds words."""
    counted = {}
    for section in SECTIONS:
        lower = as_cued(sections.get(section, ""))
        if count_words(lower):
            counted[section] = (
                len(_I.findall(lower)),
                len(_WE.findall(lower)),
                len(_PASSIVE.findall(lower)),
            )
    return counted
