"""SQLite's write-ahead log as a file: which pages it holds, and whether something within it was damaged.

SQLite itself reads such a log up to the first frame that does not verify and drops the rest without a word, which
is right for the end of a log that a power cut tore off, and wrong for a damaged place in the middle of it.
"""

import struct
from collections.abc import Iterator
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
    sound: bool


def read_journal(data: bytes) -> Journal:
    """Read the pages of a log, those behind a broken place too."""
    pages: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    sound, broken, damaged = _header_is_sound(data), False, False
    broken = not sound
    for frame in _frames(data):
        if not frame.sound:
            broken = True
            continue
        waiting[frame.number] = frame.page
        if frame.commits:
            pages |= waiting
            waiting = {}
            damaged |= broken
    return Journal(pages, damaged)


def _frames(data: bytes) -> Iterator[_Frame]:
    """Give the frames of the log's present round; each is verified against the sums that the one before it carries."""
    order = ">" if data[:4] == struct.pack(">I", _BIG) else "<"
    salts, before = _start(data)
    for start in range(_HEADER, len(data) - _FRAME - PAGE + 1, _FRAME + PAGE):
        header, page = data[start : start + _FRAME], data[start + _FRAME : start + _FRAME + PAGE]
        number, size, *rest = struct.unpack(">6I", header)
        sums = (rest[2], rest[3])
        sound = header[8:16] == salts and _summed(before, header[:8] + page, order) == sums
        yield _Frame(number, size > 0, page, sound)
        before = sums


def _start(data: bytes) -> tuple[bytes, Sums]:
    """Give the salts of the present round and the sums it begins with; of a broken header what the frames say."""
    if _header_is_sound(data):
        return data[16:24], struct.unpack(">2I", data[24:32])
    return data[_HEADER + 8 : _HEADER + 16], struct.unpack(">2I", data[24:32].ljust(8, b"\0"))


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
