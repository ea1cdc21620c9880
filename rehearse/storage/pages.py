"""A SQLite file page by page: gives the rows of whichever pages can still be made out, damaged or not.

SQLite reads a table from its root downwards and stops at the first page that is wrong. Here every page is read for
itself, so that what is wrong costs its own rows only. The format: https://www.sqlite.org/fileformat2.html
"""

import os
import struct
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rehearse.storage.journal import PAGE, read_journal

Value = int | float | str | bytes | None

_INNER_INDEX, _INNER_TABLE, _LEAF_INDEX, _LEAF_TABLE = 2, 5, 10, 13
_FIRST: Final = 100
"""Bytes of the file's header, before what the first page holds."""
_SIZES: Final = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
_MOST_COLUMNS: Final = 100


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands on its page; `rowid` is None in a table that is kept by its key."""

    rowid: int | None
    values: tuple[Value, ...]


class Pages:
    """The pages of a database file with what its write-ahead log changed; nothing is ever written."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb", buffering=0) if file.is_file() else None
        self._newer = read_journal(_content(Path(f"{file}-wal"))).pages
        self._seen: set[int] = set()
        size = file.stat().st_size if self._file else 0
        self._count = max([-(-size // PAGE), *self._newer])

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def roots(self, wanted: Collection[str]) -> dict[str, int]:
        """Give the first page of each table whose entry in the schema can still be read."""
        found = _entries(each for number in self.leaves(1) for each in self.records(number))
        if not found.keys() >= set(wanted):
            found = _entries(each for number in self._unseen() for each in self.records(number)) | found
        return found

    def leaves(self, root: int) -> list[int]:
        """List the pages that hold the rows of the table below a page; what hangs on a broken page is left out."""
        ahead, found = [root], dict[int, None]()
        while ahead:
            number = ahead.pop()
            if number not in found and 0 < number <= self._count:
                found[number] = None
                if self._kind(number) in (_INNER_TABLE, _INNER_INDEX):
                    ahead += reversed(self._children(number))
        self._seen |= found.keys()
        return [number for number in found if self._kind(number) != _INNER_TABLE]

    def strays(self) -> list[int]:
        """List the pages that hold rows of some table and were not reached from any."""
        free = self._free()
        return [number for number in self._unseen() if number not in free]

    def records(self, number: int) -> Iterator[Record]:
        """Read the rows of one page; a row that makes no sense is left out."""
        page, kind = self._page(number), self._kind(number)
        keyed = kind in (_INNER_INDEX, _LEAF_INDEX)
        for place in self._pointers(number):
            with suppress(ValueError, IndexError, struct.error):
                at = place + (4 if kind == _INNER_INDEX else 0)
                size, at = _varint(page, at)
                rowid = None
                if not keyed:
                    rowid, at = _varint(page, at)
                yield Record(_signed(rowid), _values(self._payload(page, at, size, keyed=keyed)))

    def _unseen(self) -> list[int]:
        numbers = range(1, self._count + 1)
        return [each for each in numbers if each not in self._seen and self._kind(each) == _LEAF_TABLE]

    def _page(self, number: int) -> bytes:
        if (newer := self._newer.get(number)) is not None:
            return newer
        page = b""
        if self._file is not None:
            with suppress(OSError):  # a place that the disk itself cannot read any more
                page = os.pread(self._file.fileno(), PAGE, (number - 1) * PAGE)
        return page.ljust(PAGE, b"\0")

    def _kind(self, number: int) -> int:
        return self._page(number)[_FIRST if number == 1 else 0]

    def _pointers(self, number: int) -> list[int]:
        page, start = self._page(number), _FIRST if number == 1 else 0
        first = start + (12 if page[start] in (_INNER_TABLE, _INNER_INDEX) else 8)
        (count,) = struct.unpack_from(">H", page, start + 3)
        places = struct.unpack_from(f">{min(count, (PAGE - first) // 2)}H", page, first)
        return [place for place in places if first <= place < PAGE - 4]

    def _children(self, number: int) -> list[int]:
        page = self._page(number)
        (last,) = struct.unpack_from(">I", page, (_FIRST if number == 1 else 0) + 8)
        return [*(struct.unpack_from(">I", page, place)[0] for place in self._pointers(number)), last]

    def _payload(self, page: bytes, at: int, size: int, *, keyed: bool) -> bytes:
        """Put a row together from its page and those it runs over to, as far as these are there."""
        most = (PAGE - 12) * 64 // 255 - 23 if keyed else PAGE - 35
        least = (PAGE - 12) * 32 // 255 - 23
        if size <= most:
            return page[at : at + size]
        here = least + (size - least) % (PAGE - 4)
        here = here if here <= most else least
        parts, had, seen = [page[at : at + here]], here, set[int]()
        (following,) = struct.unpack_from(">I", page, at + here)
        while had < size and 0 < following <= self._count and following not in seen:
            seen.add(following)
            over = self._page(following)
            parts.append(over[4 : 4 + size - had])
            had += PAGE - 4
            (following,) = struct.unpack_from(">I", over)
        return b"".join(parts)

    def _free(self) -> set[int]:
        """List the pages that hold nothing any more."""
        found: set[int] = set()
        (trunk,) = struct.unpack_from(">I", self._page(1), 32)
        while 0 < trunk <= self._count and trunk not in found:
            found.add(trunk)
            page = self._page(trunk)
            following, count = struct.unpack_from(">2I", page)
            found |= set(struct.unpack_from(f">{min(count, PAGE // 4 - 2)}I", page, 8))
            trunk = following
        return found


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        return b""


def _entries(schema: Iterable[Record]) -> dict[str, int]:
    """Read which page each table begins on."""
    return {
        str(each.values[1]): each.values[3]
        for each in schema
        if len(each.values) == 5 and each.values[0] == "table" and isinstance(each.values[3], int)
    }


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for length in range(8):
        byte = data[at + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    return value << 8 | data[at + 8], at + 9


def _signed(value: int | None) -> int | None:
    return value - 2**64 if value is not None and value >= 2**63 else value


def _values(payload: bytes) -> tuple[Value, ...]:
    """Read the values of a row; a text whose end is missing gives what there is of it."""
    end, at = _varint(payload, 0)
    if end > len(payload):
        raise ValueError("a header that runs over the row")
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if len(kinds) > _MOST_COLUMNS:
        raise ValueError("more columns than any table has")
    found = []
    for kind in kinds:
        length = _SIZES[kind] if kind < len(_SIZES) else (kind - 12) // 2
        found.append(_value(kind, payload[at : at + length]))
        at += length
    return tuple(found)


def _value(kind: int, data: bytes) -> Value:
    if kind >= 12:
        return data.decode("utf-8", "replace") if kind % 2 else data
    if kind in (8, 9):
        return kind - 8
    if kind == 7 and len(data) == 8:
        return float(struct.unpack(">d", data)[0])
    return int.from_bytes(data, "big", signed=True) if 0 < kind < 7 and len(data) == _SIZES[kind] else None
