"""An export as text: Markdown, JSON Lines or CSV, written as it is read, and the file it goes into."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rehearse.domain.report import COLUMNS, attempt_report, overview, sheet_row
from rehearse.domain.story import one_line
from rehearse.domain.vocabulary import Signal
from rehearse.errors import StorageError
from rehearse.paths import private_folder
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


def write_report(store: Store, wanted: HistoryFilter, anchors: Anchors) -> Path:
    """Write a report into exports/ beside the database, named after the present moment, and name the file."""
    folder = store.file.parent / "exports"
    target = folder / f"rehearse-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.md"
    try:
        private_folder(folder)
    except OSError as error:
        raise StorageError(f"{folder} cannot be made: {error.strerror}.") from error
    if folder.is_symlink():
        raise StorageError(f"{folder} is a link; put a folder in its place.")
    write_new(target, export(store, wanted, "markdown", anchors))
    return target


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
