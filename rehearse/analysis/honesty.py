"""The honesty guard: claims of scale above the stated level of experience (requirements 98, 99)."""

import re
from functools import lru_cache
from typing import Final

from rehearse.analysis.matching import cue
from rehearse.analysis.numbers import CURRENCY

STUDENT: Final = cue("honesty", "student")
BOAST: Final = cue("honesty", "boast")
MODEST: Final = cue("honesty", "modest")
"""Words beside a large number that keep it modest: the size of a public data set is no claim."""


LARGE: Final = re.compile(
    r"(?:"
    r"(?:hundreds of |tens of |several )?(?:millions?|billions?|trillions?) (?:of |in |a |per |active |"
    rf"daily |monthly |\w+ ){{0,2}}?(?:users?|customers?|requests?|queries|transactions?|people|{CURRENCY}|"
    r"subscribers?|riders?|revenue|patients?|savings?|lives|downloads?|shoppers|consumers|students|"
    r"per (?:year|day)|a year|year|day|saved|productivity|companies|tickets|businesses|viewers)|"
    r"[$€£] ?\d{1,12}(?:\.\d{1,9})? ?(?:m|mm|million|bn|billion|b)\b|(?<!\d)\d{1,12} ?(?:m|million|billion|"
    rf"bn) (?:\w+ )?(?:users|customers|requests|{CURRENCY}|transactions|people|queries|in savings|"
    r"savings|a year|per year|per day)"
    r")"
)
"""Numbers of a large scale; a claim unless modest words stand beside them."""


@lru_cache(maxsize=2048)
def claimed(lower: str) -> bool:
    """Tell whether a sentence claims a scale above a student's project."""
    return bool(BOAST.search(lower)) or bool(LARGE.search(lower) and not MODEST.search(lower))
