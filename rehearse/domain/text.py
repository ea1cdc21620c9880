"""Counting and cleaning text the same way everywhere."""

import json
import re
import reprlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’.,\-][^\W_]+)*%?")
_ESCAPE = re.compile(
    # operating system commands: titles, clipboard, links; one without an end on its line keeps its words
    r"(?:\x1b\]|\x9d)[^\x07\x1b\x9c\x9d\n]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x90\x98\x9c\x9e\x9f\n]*(?:\x1b\\|\x9c)"  # device control and the like
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # control sequences
    r"|\x1b[ -/]*[0-~]"  # escapes of two or three bytes
)
_CONTROLS = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # all but tab and newline
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing
    r"\ud800-\udfff"  # lone surrogates, which no file can hold
)
_CONTROL = re.compile(f"[{_CONTROLS}]")
_TO_SPELL = re.compile(f"[{_CONTROLS}\\u2028\\u2029]")

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 80
_SHORT.maxlevel = 2


def words(text: str) -> list[str]:
    """List the words of a text; a number with its sign of percent, or a hyphenated word, is one."""
    return _WORD.findall(text)


@lru_cache(maxsize=32)  # the clocks ask several times a second for the same five texts
def count_words(text: str) -> int:
    """Count the words of a text."""
    return len(words(text))


def as_cued(text: str) -> str:
    """Spell a text as cues are written: lower case, straight apostrophes, each letter in its place.

    İ alone would become two, and what is found would no longer be the same stretch of the text.
    """
    return text.replace("İ", "i").lower().replace("’", "'")


def clean(text: str) -> str:
    """Take escape sequences, control characters, direction overrides and lone surrogates out of a text.

    Line breaks become newlines and tabs stay. Everything that comes from a pack, a model, an import or the keys
    passes here once, so that nothing shown can steer the terminal.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _ESCAPE.sub("", unified))


def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(clean(text).split())


def steers(text: str) -> bool:
    """Tell whether a text holds a character that could steer a terminal."""
    return _CONTROL.search(text) is not None


def disarmed(text: str) -> str:
    """Take single control characters out of a text, so that it stays as wide as a terminal draws it."""
    return _CONTROL.sub("", text)


def json_text(value: Any, *, indent: int | None = None) -> str:
    r"""Write JSON that says everything a text holds and can stand on a terminal: controls are spelt as \u009b."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    return _TO_SPELL.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def cut_quote(text: str, most: int) -> str:
    """Cut a quote that is too long at the end of a clause, else between two words; what is left is verbatim."""
    if len(text) <= most:
        return text
    clause = max(text.rfind(f"{mark} ", most // 2, most + 2) for mark in ",;:")
    word = text.rfind(" ", 0, most + 1)
    return text[: clause if clause > 0 else word if word > 0 else most].rstrip(" ,;:")


def typed_after(told: str, text: str) -> str:
    """Give what was typed into a text after its words were taken over; empty where it was typed in their midst."""
    words = clean(text)
    return words[len(told) :] if words.startswith(told) else ""


def in_short(value: object) -> str:
    """Spell a value as Python does, cut where it is long: a sentence about it must stay one."""
    try:
        return _SHORT.repr(value)
    except ValueError:  # Python spells no number of more than 4300 digits
        return "a number that is too long"


def without_middle(text: str, most: int) -> str:
    """Cut a sentence that is too long where it says least: the beginning names the place, the end what to do."""
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-(most // 2) :]}"


def percent(share: float) -> str:
    """Write a share from 0 to 1 in whole percent."""
    return f"{round(share * 100)} %"


def in_bytes(count: float) -> str:
    """Write a number of bytes in the largest unit that it fills: KiB, MiB and GiB, each of 1024 of the one before."""
    unit = "bytes"
    for larger in ("KiB", "MiB", "GiB"):
        if round(count, 1) < 1024:  # else it would be written as 1024 of the smaller unit
            break
        count, unit = count / 1024, larger
    return f"{count:.1f}".removesuffix(".0") + f" {unit}"


def minutes(seconds: float) -> str:
    """Write seconds as m:ss."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def spelled(seconds: float) -> str:
    """Write seconds in words, as they are read out: a screen reader takes 2:30 for half past two."""
    whole = int(seconds)
    parts = [
        counted(amount, unit) for amount, unit in ((whole // 60, "minute"), (whole % 60, "second")) if amount
    ]
    return " ".join(parts) or "0 seconds"


def counted(number: int, thing: str, things: str | None = None) -> str:
    """Write a number with its noun; `things` where more than one are not called by an s."""
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"


def listed(words: Sequence[str]) -> str:
    """Write words as a list in a sentence, with an and before the last."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def sentence(text: str) -> str:
    """Give words a capital and a full stop, so that they are read as a sentence."""
    words = text.strip()
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '!', '?', '…')) else '.'}"
