"""A day as a person writes one, YYYY-MM-DD, wherever a day is asked for; and as a plan calls it."""

import re
from datetime import date
from typing import Final

from rehearse.domain.text import one_line

_WRITTEN: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_in(text: str) -> date:
    """Read a day as in 2026-12-01; `ValueError` says in a sentence what is wrong."""
    written = text.strip()
    try:
        if not _WRITTEN.fullmatch(written):
            raise ValueError
        return date.fromisoformat(written)
    except ValueError as error:
        raise ValueError(f"{one_line(written)[:40]!r} is no day; write it as in 2026-12-01.") from error


def day_or_none(text: str) -> date | None:
    """Read a day as `day_in` does, None from an empty text."""
    return day_in(text) if text.strip() else None


def called(day: date, first: date) -> str:
    """Say which day it is, seen from the first one: today, tomorrow, or as in Tue 01 Dec."""
    return "today" if day == first else "tomorrow" if (day - first).days == 1 else f"{day:%a %d %b}"
