"""An export as text: Markdown, JSON Lines or CSV, written as it is read, and the file it goes into."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rehearse.domain.critique import Anchors
from rehearse.domain.history import HistoryFilter
from rehearse.domain.report import COLUMNS, attempt_report, overview, sheet_row
from rehearse.errors import StorageError
from rehearse.paths import EXPORTS
from rehearse.storage.exchange import chosen, json_lines
from rehearse.storage.new_file import make_folder, stamp, write_new
from rehearse.storage.port import Store


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


def write_report(
    store: Store, wanted: HistoryFilter, anchors: Anchors, stopped: Callable[[], bool] = lambda: False
) -> Path:
    """Write a report into exports/ beside the database, named after the present moment, and name the file.

    Nothing is left of it once `stopped` says so.
    """
    folder = store.file.parent / EXPORTS
    target = folder / f"rehearse-{stamp()}.md"
    make_folder(folder)
    write_new(target, _unless(stopped, export(store, wanted, "markdown", anchors)))
    return target


def _unless(stopped: Callable[[], bool], pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        if stopped():
            raise StorageError("The report was stopped; nothing of it was kept.")
        yield piece


def _csv(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
