"""A rewrite may hold only the user's facts: numbers and names that stand in their own words."""

import re
from typing import Final

from rehearse.interviewer.quotes import addresses_the_judge, numbers

LONGEST: Final = 60
"""Words."""
_WORD: Final = re.compile(r"[^\W\d_][\w'’&/+.-]*[\w+]|[^\W\d_]")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:]\s+|[“\"(]\s*)$")
_NUMBER_WORDS: Final = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "half",
        "third",
        "quarter",
        "double",
        "doubled",
        "triple",
        "tripled",
        "halved",
        "dozen",
        "twice",
        "thrice",
        "percent",
    ]
)
_OWN: Final = frozenset(("i", "i'm", "i'd", "i've", "i'll"))


def keeps_the_facts(rewrite: str, source: str) -> bool:
    """Tell whether every number, number word, acronym and name of a rewrite stands in the user's words."""
    if not rewrite or len(rewrite.split()) > LONGEST or addresses_the_judge(rewrite):
        return False
    if not numbers(rewrite) <= numbers(source):
        return False
    known = {_plain(word) for word in _WORD.findall(source)}
    for found in _WORD.finditer(rewrite):
        word, plain = found[0], _plain(found[0])
        if plain in known or plain in _OWN:
            continue
        if plain in _NUMBER_WORDS or _is_name(word, rewrite[: found.start()]):
            return False
    return True


def _is_name(word: str, before: str) -> bool:
    """Tell whether a word is written as a name or an acronym where it stands."""
    if any(letter.isupper() for letter in word[1:]):
        return True
    return word[0].isupper() and _SENTENCE_START.search(before) is None


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s").rstrip(".-")
