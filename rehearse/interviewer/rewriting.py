"""A rewrite may hold only the user's facts: their words, joined anew, and their numbers in their order."""

import re
from collections.abc import Iterable
from typing import Final

from rehearse.domain.text import as_cued
from rehearse.interviewer.quotes import addresses_the_judge, numbers_in_order

LONGEST: Final = 60
"""Words."""
_WORD: Final = re.compile(r"[^\W\d_](?:[\w'’&/+.-]*[\w+])?")
_MARKUP: Final = re.compile(r"[<>{}\[\]|`\\]|://")
_STEM: Final = 5
"""Letters that two forms of a word have in common at least, where they are that long."""
_JOINING: Final = frozenset(
    (
        "a", "about", "after", "also", "an", "and", "as", "at", "be", "because", "been", "before", "but", "by",
        "did", "do", "down", "for", "from", "had", "has", "have", "i", "i'd", "i'm", "i've", "in", "instead",
        "into", "is", "it", "its", "made", "me", "my", "of", "on", "only", "or", "our", "out", "over", "own", "so",
        "still", "than", "that", "the", "their", "them", "then", "there", "they", "this", "those", "through", "to",
        "until", "up", "was", "we", "went", "were", "when", "where", "which", "while", "who", "with", "within",
    )
)  # fmt: skip
"""Words that join others and say nothing of what was done or what came of it. No "not", and nothing that counts."""


def keeps_the_facts(rewrite: str, source: str) -> bool:
    """Tell whether a rewrite is made of the user's own words and numbers.

    A word is theirs when it, or another form of it, stands in what they said; beside those there may be words that only
    join. Numbers come in the order in which they were said, so that before and after do not change places.
    """
    if (
        not rewrite
        or len(rewrite.split()) > LONGEST
        or addresses_the_judge(rewrite)
        or _MARKUP.search(rewrite)
    ):
        return False
    if not _follow(numbers_in_order(rewrite), numbers_in_order(source)):
        return False
    known = {_plain(word) for word in _WORD.findall(source)}
    stems = {word[:_STEM] for word in known if len(word) >= _STEM}
    joining = set(map(_plain, _JOINING))
    words = map(_plain, _WORD.findall(rewrite))
    return all(
        word in known or word in joining or (len(word) >= _STEM and word[:_STEM] in stems) for word in words
    )


def _follow(some: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether some stand among others in this order."""
    left = iter(others)
    return all(one in left for one in some)


def _plain(word: str) -> str:
    plain = as_cued(word).removesuffix("'s").rstrip(".-")
    return plain.removesuffix("s") if len(plain) > 3 else plain
