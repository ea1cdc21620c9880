"""An export as text: Markdown, JSON Lines or CSV, written as it is read, and the file it goes into."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from rehearse.domain.report import COLUMNS, attempt_report, overview, sheet_row
from rehearse.domain.story import one_line
from rehearse.domain.vocabulary import Signal
from rehearse.errors import StorageError
from rehearse.storage.exchange import chosen, json_lines
from rehearse.storage.port import HistoryFilter, Store

FORMS: Final = {"markdown": ".md", "json": ".jsonl", "csv": ".csv"}
"""The forms of an export and how their files end."""

Anchors = Mapping[Signal, Mapping[int, str]]


def export(store: Store, wanted: HistoryFilter, form: str, anchors: Anchors) -> Iterator[str]:
    """Write what a filter leaves in one of the forms, piece by piece."""
    if form == "json":
        yield from json_lines(store, wanted)
    elif form == "csv":
        yield _csv(COLUMNS)
        for attempt in map(store.load, chosen(store, wanted)):
            if attempt is not None:
                yield _csv(sheet_row(attempt))
    else:
        ids = chosen(store, wanted)
        found = (each for one in ids for each in store.page(HistoryFilter(ids=(one,)), 1))
        yield from (f"{line}\n" for line in overview(found))
        for attempt in map(store.load, ids):
            if attempt is not None:
                yield from (f"{line}\n" for line in attempt_report(attempt, anchors))


def write_new(target: Path, pieces: Iterable[str], *, replace: bool = False) -> None:
    """Write a file that only its owner can read; a link is never followed, a file only replaced if told so."""
    named = one_line(str(target))
    part = target.with_name(f"{target.name}.part")
    try:
        if target.is_symlink():
            raise StorageError(f"{named} is a link; name the file itself.")
        if target.exists() and not (replace and target.is_file()):
            raise StorageError(f"{named} is there already; name another file, or replace it with --force.")
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "that is no file name"
        raise StorageError(f"{named} cannot be written: {reason}.") from error


def _csv(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
