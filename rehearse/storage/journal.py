"""SQLite's write-ahead log as a file: which pages it holds, and whether something within it was damaged.

SQLite itself reads such a log up to the first frame that does not verify and drops the rest without a word, which
is right for the end of a log that a power cut tore off, and wrong for a damaged place in the middle of it.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_HEADER: Final = 32
_FRAME: Final = 24
_LITTLE, _BIG = 0x377F0682, 0x377F0683
PAGE: Final = 4096
"""Bytes of a page in every database that rehearse made."""

Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Journal:
    """The newest committed version of each page in a log; `damaged` when committed pages lie behind a broken place."""

    pages: dict[int, bytes]
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    number: int
    commits: bool
    page: bytes
    salts: bytes
    verified: bool


def read_journal(data: bytes) -> Journal:
    """Read the pages of a log, those behind a broken place too."""
    pages: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    frames, damaged = list(_frames(data)), False
    broken, salts = not _header_is_sound(data), _salts(data, frames)
    for frame in frames:
        if not frame.verified or frame.salts != salts:
            broken = True
            continue
        waiting[frame.number] = frame.page
        if frame.commits:
            pages |= waiting
            waiting = {}
            damaged |= broken
    return Journal(pages, damaged)


def _frames(data: bytes) -> Iterator[_Frame]:
    """Give the frames of a log; each is verified against the sums that the one before it carries."""
    order = ">" if data[:4] == struct.pack(">I", _BIG) else "<"
    before = struct.unpack(">2I", data[24:32].ljust(8, b"\0"))
    for start in range(_HEADER, len(data) - _FRAME - PAGE + 1, _FRAME + PAGE):
        header, page = data[start : start + _FRAME], data[start + _FRAME : start + _FRAME + PAGE]
        number, size, *rest = struct.unpack(">6I", header)
        verified = _summed(before, header[:8] + page, order) == (rest[2], rest[3])
        yield _Frame(number, size > 0, page, header[8:16], verified)
        before = (rest[2], rest[3])


def _salts(data: bytes, frames: Sequence[_Frame]) -> bytes:
    """Give the mark of the log's present round; where its header is broken, the first that two frames share."""
    if _header_is_sound(data):
        return data[16:24]
    found = [frame.salts for frame in frames if frame.verified]
    return next((each for each in found if found.count(each) > 1), b"")


def _header_is_sound(data: bytes) -> bool:
    if len(data) < _HEADER or struct.unpack(">I", data[:4])[0] not in (_LITTLE, _BIG):
        return False
    order = ">" if data[3] == _BIG & 0xFF else "<"
    return _summed((0, 0), data[:24], order) == struct.unpack(">2I", data[24:32])


def _summed(before: Sums, data: bytes, order: str) -> Sums:
    """Go on with SQLite's running sums over some data."""
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
