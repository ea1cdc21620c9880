"""What is kept as JSON Lines, out of one database and into another.

One object a line: writing and reading hold one record at a time, however many there are, and a line that is broken
costs that line only.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from rehearse.domain.history import HistoryFilter
from rehearse.domain.text import in_bytes, json_text
from rehearse.errors import StorageError
from rehearse.storage.exchange_format import FORMAT
from rehearse.storage.port import Store, Taken

MAX_LINE: Final = 8 * 1024 * 1024
"""Bytes of one record at most: a hundred times what the longest answer takes."""
BATCH: Final = 200
"""Records that are committed together, so that an app that runs meanwhile never waits long."""
PAGE: Final = 200
"""Lines of the history that are read at a time."""


def chosen(store: Store, wanted: HistoryFilter) -> list[int]:
    """List the ids of the finished attempts that a filter leaves, oldest first."""
    found: list[int] = []
    while page := store.page(wanted, PAGE, found[-1] if found else None):
        found += [each.id for each in page]
    return found[::-1]


def json_lines(store: Store, wanted: HistoryFilter) -> Iterator[str]:
    """Write attempts, oldest first, after the stories they tell; without a filter everything else that is kept too."""
    records, ids, whole = store.records, chosen(store, wanted), wanted == HistoryFilter()
    yield _line({"format": FORMAT, "program": "rehearse"})
    if whole and (profile := records.profile()) is not None:
        yield _line({"profile": profile})
    told = {records.story_of(each) for each in ids} - {None}
    for story_id in records.story_ids():
        if whole or story_id in told:
            yield _line({"story": records.story(story_id)})
    for attempt_id in ids:
        yield _line({"attempt": records.attempt(attempt_id)})
    if whole:
        yield from (_line({"mock": records.mock(each)}) for each in records.mock_ids())
        yield from (_line({"interview": records.interview(each)}) for each in records.interview_ids())


def take_in(store: Store, source: BinaryIO, name: str) -> Taken:
    """Keep what a file holds and is not here yet; `StorageError` when it is no export of a format known here."""
    _check_head(source.readline(MAX_LINE), name)
    taken, batch, number = Taken(), list[tuple[str, bytes]](), 1
    while line := source.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            taken.refuse(f"{name}, line {number}: longer than {in_bytes(MAX_LINE)}; take it out.")
            while line and not line.endswith(b"\n"):
                line = source.readline(MAX_LINE)
        elif line.strip():
            batch.append((f"{name}, line {number}", line))
        if len(batch) == BATCH:
            store.intake.take(batch, taken)
            batch = []
    store.intake.take(batch, taken)
    return taken


def _check_head(line: bytes, name: str) -> None:
    try:
        head = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        head = None
    version = head.get("format") if isinstance(head, dict) and head.get("program") == "rehearse" else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise StorageError(
            f"{name}, line 1: this is no export of rehearse; rehearse export --format json writes one."
        )
    if version > FORMAT:
        raise StorageError(
            f"{name}, line 1, field format: {str(version)[:20]} is newer than this version of rehearse, which reads "
            f"format {FORMAT}; upgrade rehearse."
        )


def _line(record: dict[str, Any]) -> str:
    return json_text(record) + "\n"
