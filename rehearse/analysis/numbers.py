"""Quantities as people write and say them: digits, number words, halves and fifths, with their units."""

import re
from functools import lru_cache
from typing import Final

from rehearse.domain.facts import AND_A_HALF, PART_OF

_SCALE: Final = "hundred|thousand|million|billion"
_WORD: Final = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|"
    rf"{_SCALE}|zero|dozen)\b"
)
_DIGITS: Final = (
    rf"[$€£]?\d(?:[\d,]{{0,14}}\d)?(?:\.\d{{1,9}})?\+?"
    rf"(?:k|m|bn|x|(?:[ -](?:{_SCALE})\b){{1,2}} and a half\b(?! of\b)|{AND_A_HALF}?(?:[ -](?:{_SCALE})\b){{0,2}})?"
)
"""A comma behind the last digit is the sentence's. Bounded, as everything here that repeats: a pattern must not take
longer than its text is long."""
NUMBER: Final = (
    rf"(?:{_DIGITS}|(?:half[ -]a[ -]|{PART_OF}|(?:one and )?a half |a |about a |one )?(?:{_WORD})"
    rf"(?:[ -](?:and |a )?(?:{_WORD}|point|a half\b)){{0,4}})"
)
"""A number in digits or in words; bounded, so that it matches in linear time."""
_SPAN: Final = (
    rf"(?:{_DIGITS}|{_WORD}(?:[ -]{_WORD})?)[ -](?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|"
    r"quarters?|years?)\b"
)
_YEAR: Final = r"(?!2000\b)(?:19|20)\d\d\b"
_MANY: Final = (
    r"(?:people|[cgt]pus|(?!(?:does|goes|always|sometimes|perhaps|besides|whereas|thanks|nowadays|shows|means|makes|"
    r"takes|gives|needs|fails|includes|remains|[a-z]{2,8}wards)\b)"
    r"[a-z]{2,20}[^\W\d_siu]s)\b"
)
"""A noun in the plural, as far as letters tell."""
_OF_MANY: Final = rf"(?= {_YEAR} {_MANY})"
_IN: Final = rf"in(?! {_SPAN})(?:(?! {_YEAR})|(?<=(?<![\w.,])1 in){_OF_MANY}|(?<=\bone in){_OF_MANY})"
FRACTION: Final = (
    rf"(?!{PART_OF})(?:half(?![ -]a[ -](?:{_SCALE}|dozen)\b)|a third|two thirds|a quarter|three quarters|a fifth|"
    r"a sixth|a tenth|"
    r"(?:one|two|three|four|five|six|"
    rf"seven|eight|nine|\d{{1,9}}) (?:{_IN}|out of) (?:every |a |an )?(?:two|three|four|five|six|seven|"
    r"eight|nine|ten|twelve|fifteen|"
    r"twenty|thirty|forty|fifty|hundred|thousand|\d{1,9}))"
)
"""A share: "1 in 2000" and "1 in 1950 calls" are shares, "40 in 6 weeks" and "40 in 2023" are none."""
PERCENT: Final = rf"(?:{NUMBER} ?(?:%|percent\b|per cent\b|pct\b|percentage points?\b|points?\b|pp\b|bps\b))"
CURRENCY: Final = "euros?|dollars?|pounds?|bucks|cents"
"""In words; beside a number they count as its sign does."""
MEASURE: Final = (
    r"(?:%|percent|per cent|pct|percentage points?|points?|pp|bps|ms|millis(?:econds?)?|milliseconds?|"
    r"secs?|seconds?|"
    r"s|mins?|minutes?|hours?|hrs?|days?|weeks?|months?|quarters?|years?|x|times|k|m|gb|mb|kb|tb|"
    r"kilobytes?|"
    rf"megabytes?|gigabytes?|{CURRENCY})"
)
"""What is measured; a figure of it is a result more likely than a count of things."""
_THING: Final = (
    r"(?:people|engineers?|users?|customers?|tickets?|requests?|alarms?|images?|rows?|labels?|records?|"
    r"calls?|orders?|complaints?|errors?|incidents?|cases?|samples?|reviews?|documents?|gpus?|machines?|"
    r"nodes?|stores?|sites?|queries|alerts?|pages?)"
)
UNIT: Final = rf"(?:{MEASURE}|{_THING})"
FIGURE: Final = re.compile(rf"(?<!\w)(?:{FRACTION}|{NUMBER})(?:[ -]?(?:{UNIT}\b|%))?", re.IGNORECASE)
"""Any number as it stands, with the unit beside it."""
HAS_NUMBER: Final = re.compile(rf"(?:\b(?:{FRACTION}|{NUMBER})\b|\d)", re.IGNORECASE)
_MEASURED: Final = re.compile(
    rf"^[$€£]|(?:(?<=\d)|[ -])(?:{MEASURE}|%)$|^{FRACTION}$|^(?:1|one) in {_YEAR}$", re.IGNORECASE
)
_UNIT_BESIDE: Final = re.compile(rf"(?:(?<=\d)|[ -])({UNIT})$", re.IGNORECASE)


@lru_cache(maxsize=512)
def has_number(lower: str) -> bool:
    """Tell whether a lower-case text holds a quantity; "half" alone is as often a manner of speaking."""
    return any(match.group() != "half" for match in HAS_NUMBER.finditer(lower))


def unit_of(figure: str) -> str:
    """Give the unit that stands beside a figure's number, as it stands; empty when there is none."""
    if figure[:1] in tuple("$€£"):
        return figure[0]
    beside = _UNIT_BESIDE.search(figure)
    return beside[1] if beside else ""


def in_measure(figure: str) -> bool:
    """Tell whether a figure is a share, a price, a time or the like, and no count of things."""
    return _MEASURED.search(figure.strip(" ,.-")) is not None
