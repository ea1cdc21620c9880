"""What keys are called: by the reader of a terminal, and by a person."""

import string
import unicodedata
from collections.abc import Mapping
from typing import Final

_SIGN_NAMES: Final[Mapping[str, str]] = {
    "SOLIDUS": "slash",
    "REVERSE SOLIDUS": "backslash",
    "COMMERCIAL AT": "at",
    "HYPHEN-MINUS": "minus",
    "PLUS SIGN": "plus",
    "LOW LINE": "underscore",
}
"""The signs that a terminal's reader calls otherwise than Unicode does."""
_SPELLING: Final[Mapping[str, str]] = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
    "backspace": "Backspace",
    "up": "↑",
    "down": "↓",
    "home": "Home",
    "end": "End",
    "left": "←",
    "right": "→",
    "tab": "Tab",
    "insert": "Insert",
    "delete": "Delete",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}
SIGNS: Final[Mapping[str, str]] = {
    sign: _SIGN_NAMES.get(
        unicodedata.name(sign), unicodedata.name(sign).lower().replace(" ", "_").replace("-", "_")
    )
    for sign in string.punctuation
}
"""What a terminal's reader calls each sign of the keyboard."""
_SIGN_OF: Final[Mapping[str, str]] = {name: sign for sign, name in SIGNS.items()}


def spelled(keys: str) -> str:
    """Spell comma-separated keys as a person reads them."""
    return " or ".join(map(_spelled, keys.split(",")))


def _spelled(key: str) -> str:
    before, plus, last = key.rpartition("+")
    return before + plus + (named(last) or last)


def named(key: str) -> str | None:
    """Give what a person calls a key that its reader calls otherwise; None where both say the same."""
    return _SPELLING.get(key) or _SIGN_OF.get(key)
