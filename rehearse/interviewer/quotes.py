"""Quotes checked against what was said: a quote is a stretch of the text, or it is none."""

import re
from typing import Final

from rehearse.domain.text import cut_quote

_SHORTEST: Final = 2
"""Words; a single word is found in any answer and shows nothing."""
_SAME: Final = {
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‐‑‒–—―", "-"),
}
_TRIM: Final = " \t\n\"'“”‘’«».,;:!?…()[]"
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED: Final = re.compile(r"[“\"„«]([^“”\"„«»]{1,400})[”\"“»]")
_ADDRESSED: Final = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:above|previous|instructions?|rules?|rubric|prompt)\b"
    r"|\b(?:five|ten|5|10)\s*(?:out of|/)\s*(?:five|ten|5|10)\b"
    r"|\b(?:system prompt|as an ai|language model|you are now|respond only|output only)\b"
    r"|\bnote to (?:the )?(?:grader|judge|rater|evaluator|interviewer|model)\b"
    r"|\b(?:rate|score|grade)\s+(?:me|this|my|it|the answer)\b"
    r"|</?\s*(?:answer|system|assistant)\b|<\|",
    re.IGNORECASE | re.DOTALL,
)


def find_quote(quote: str, text: str) -> str | None:
    """Give the stretch of the text that a quote names, exactly as it stands there, or None.

    Differences in case, white space and the shapes of quotation marks and dashes are forgiven; nothing else is.
    """
    pieces = [re.escape(piece) for piece in _folded(quote.strip(_TRIM)).split()]
    if len(pieces) < _SHORTEST:
        return None
    pattern = r"(?<!\w)" + r"\s+".join(pieces) + r"(?!\w)"
    found = re.search(pattern, _folded(text))
    return text[found.start() : found.end()] if found else None


LEADS: Final = ("You said “{quote}”.", "Let me go back to “{quote}”.", "I noted “{quote}”.")
"""What a follow-up begins with when there are words of the user's to ask about."""
LONGEST: Final = 90
"""Characters of the user's own words that a follow-up repeats: more is not a quote any more but the answer again."""


def shortened(quote: str, most: int = LONGEST) -> str:
    """Cut a quote to what a follow-up repeats, without the mark at its end."""
    return cut_quote(quote, most).rstrip(" .,;:!?")


def numbers(text: str) -> set[str]:
    """List the numbers in a text, as they are written, without separators of thousands."""
    return set(numbers_in_order(text))


def numbers_in_order(text: str) -> list[str]:
    """List the numbers in a text as they follow each other."""
    return [found.replace(",", "") for found in _NUMBER.findall(text)]


def quotations(text: str) -> list[str]:
    """List what stands in double quotation marks and has more than one word."""
    return [found for found in _QUOTED.findall(text) if len(found.split()) >= _SHORTEST]


def addresses_the_judge(text: str) -> bool:
    """Tell whether words speak to whoever judges the answer; they are no evidence of anything."""
    return _ADDRESSED.search(text) is not None


def _folded(text: str) -> str:
    """Make one character of each, so that places in the folded text are places in the text."""
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    same = _SAME.get(character, character)
    lower = same.lower()
    return lower if len(lower) == 1 else same
