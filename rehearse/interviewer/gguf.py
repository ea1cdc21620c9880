"""The header of a GGUF file, read in plain Python: what a file says of itself, in milliseconds, never loading it.

Every length in the file is checked before it is believed, and at most `HEADER_CAP` bytes are read. The file is
read and not mapped: a mapped file that somebody shortens ends the process that reads it. Layout and numbers:
docs/gguf.md and gguf-py/gguf/constants.py of ggml-org/ggml and llama.cpp.
"""

import errno
import os
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from rehearse.files import open_file
from rehearse.interviewer.troubles import Code, ModelTrouble

HEADER_CAP: Final = 96 * 1024 * 1024
"""Bytes; a vocabulary of 260 000 tokens with its merges takes about a tenth of that."""
_CHUNK: Final = 1024 * 1024
_KEPT_STRING: Final = 256 * 1024
_KEPT_ARRAY: Final = 1024
_MAX_KEYS: Final = 10_000
_MAX_TENSORS: Final = 100_000
_SMALLEST: Final = 24
_MAX_DIMENSIONS: Final = 4
_MAX_ALIGNMENT: Final = 1024 * 1024
"""Limits of what is read of a header, in bytes and entries, beyond any real model's: a file may claim anything."""
_BLOCK: Final = re.compile(r"blk\.([0-9]{1,9})\.")

_FORMATS: Final = {
    0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d",
}  # fmt: skip
_STRING: Final = 8
_ARRAY: Final = 9

# tensor type | name, elements a block, bytes a block
_TYPES: Final = {
    0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20), 6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24), 8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 40), 10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144), 13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210), 15: ("Q8_K", 256, 292),
    16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74), 18: ("IQ3_XXS", 256, 98), 19: ("IQ1_S", 256, 50),
    20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110), 22: ("IQ2_S", 256, 82), 23: ("IQ4_XS", 256, 136),
    24: ("I8", 1, 1), 25: ("I16", 1, 2), 26: ("I32", 1, 4), 27: ("I64", 1, 8), 28: ("F64", 1, 8),
    29: ("IQ1_M", 256, 56), 30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66),
    39: ("MXFP4", 32, 17), 40: ("NVFP4", 64, 36), 41: ("Q1_0", 128, 18),
}  # fmt: skip
_FILE_TYPES: Final = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S",
    12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K",
    19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL",
    26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0",
    37: "TQ2_0", 38: "MXFP4", 39: "NVFP4", 40: "Q1_0",
}  # fmt: skip

_UNREADABLE: Final = {
    errno.ENOENT: Code.MODEL_MISSING,
    errno.ENOTDIR: Code.MODEL_MISSING,
    errno.ELOOP: Code.MODEL_MISSING,
    errno.EISDIR: Code.NOT_GGUF,
    errno.EINVAL: Code.NOT_GGUF,
}
"""What the system's answers to an attempt to open a file mean; every other one is a matter of permissions."""

Value = int | float | bool | str | tuple[int | float | bool, ...] | None


class Header(NamedTuple):
    """What stands before the weights; of arrays only short ones of numbers are in `keys`.

    `data_end` is where the last tensor ends, in bytes from the start of the file; `weights` their sum.
    """

    version: int
    size: int
    keys: Mapping[str, Value]
    tensors: int
    weights: int
    data_end: int
    heaviest_type: str
    highest_block: int

    def text(self, key: str) -> str:
        """Give a key that holds text, else nothing."""
        value = self.keys.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str, default: int = 0) -> int:
        """Give a key that holds a whole number; of an array of them the largest."""
        value = self.keys.get(key)
        if isinstance(value, tuple):
            whole = [held for held in value if isinstance(held, int)]
            return max(whole, default=default)
        return value if isinstance(value, int) and not isinstance(value, bool) else default


class ModelFacts(NamedTuple):
    """What a model file says of itself; sizes in bytes, `context` in tokens, empty or 0 where it does not say."""

    file: Path
    name: str
    architecture: str
    quantisation: str
    size: int
    context: int
    has_template: bool
    needs: int


def fingerprint(file: Path) -> str:
    """Tell one model file from another without reading it whole: a hash of its size, first and last MiB."""
    import hashlib  # noqa: PLC0415 (4 ms, which a model begins to load without)

    digest = hashlib.sha256()
    with open_file(file) as source:
        size = os.fstat(source.fileno()).st_size
        digest.update(str(size).encode())
        digest.update(source.read(_CHUNK))
        source.seek(max(0, size - _CHUNK))
        digest.update(source.read(_CHUNK))
    return digest.hexdigest()


class _Reader:
    """Reads on from the start of a file, a chunk at a time, and never further than the cap."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        self._source = source
        self._size = size
        self._data = bytearray()
        self.place = 0

    def need(self, length: int) -> None:
        """Have so many more bytes at hand, or raise the trouble that they are missing."""
        end = self.place + length
        if end > self._size:
            raise ModelTrouble(
                Code.MODEL_TRUNCATED, f"the header needs {end} bytes, the file has {self._size}"
            )
        if end > HEADER_CAP:
            raise ModelTrouble(Code.MODEL_CORRUPT, f"a header of more than {HEADER_CAP} bytes")
        while len(self._data) < end:
            chunk = self._source.read(max(_CHUNK, end - len(self._data)))
            if not chunk:
                raise ModelTrouble(Code.MODEL_TRUNCATED, "the file became shorter while it was read")
            self._data += chunk

    def unpack(self, layout: str) -> tuple[int | float | bool, ...]:
        """Read numbers, little-endian."""
        length = struct.calcsize(f"<{layout}")
        self.need(length)
        values = struct.unpack_from(f"<{layout}", self._data, self.place)
        self.place += length
        return values

    def whole(self, layout: str) -> int:
        """Read one whole number."""
        return int(self.unpack(layout)[0])

    def string(self) -> str:
        """Read a text; one that is very long is cut."""
        length = self.whole("Q")
        self.need(length)
        kept = bytes(self._data[self.place : self.place + min(length, _KEPT_STRING)])
        self.place += length
        return kept.decode("utf-8", "replace")

    def skip_strings(self, count: int) -> None:
        """Pass over so many texts; the vocabulary is most of a header, so this is kept tight."""
        if count * 8 > HEADER_CAP:
            raise ModelTrouble(Code.MODEL_CORRUPT, f"an array of {count} texts")
        unpack, data, place = struct.Struct("<Q").unpack_from, self._data, self.place
        texts = iter(range(count))
        while True:
            try:
                for _ in texts:
                    place += 8 + unpack(data, place)[0]
                break
            except (struct.error, OverflowError):  # its length is not at hand yet, or nowhere
                self.place = min(place, self._size)
                self.need(8)
                place += 8 + unpack(data, place)[0]
        self.place = min(place, self._size + 1)
        self.need(0)


def read_header(file: Path) -> Header:
    """Read the header of a file; `ModelTrouble` says why when it has none that can be used."""
    try:
        with open_file(file) as source:
            size = os.fstat(source.fileno()).st_size
            return _read(_Reader(source, size), size)
    except OSError as error:
        raise ModelTrouble(_UNREADABLE.get(error.errno or 0, Code.MODEL_UNREADABLE), str(error)) from error
    except (struct.error, OverflowError, MemoryError) as error:
        raise ModelTrouble(Code.MODEL_CORRUPT, repr(error)) from error


def _read(reader: _Reader, size: int) -> Header:
    if size < _SMALLEST:
        raise ModelTrouble(Code.NOT_GGUF, f"{size} bytes")
    reader.need(_SMALLEST)
    if bytes(reader.unpack("4B")) != b"GGUF":  # type: ignore[arg-type]
        raise ModelTrouble(Code.NOT_GGUF, "another file")
    version = reader.whole("I")
    if version not in (2, 3):
        raise ModelTrouble(Code.UNSUPPORTED_VERSION, f"version {version}")
    tensors, count = reader.whole("Q"), reader.whole("Q")
    if tensors > _MAX_TENSORS or count > _MAX_KEYS:
        raise ModelTrouble(Code.MODEL_CORRUPT, f"{tensors} tensors, {count} keys")
    keys: dict[str, Value] = {}
    for _ in range(count):
        key = reader.string()
        keys[key] = _value(reader, reader.whole("I"))
    weights, end, heaviest, block = _tensors(reader, tensors)
    alignment = keys.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 0 < alignment <= _MAX_ALIGNMENT:
        raise ModelTrouble(Code.MODEL_CORRUPT, f"alignment {alignment}")
    start = -(-reader.place // alignment) * alignment
    return Header(version, size, keys, tensors, weights, start + end, heaviest, block)


def _value(reader: _Reader, kind: int) -> Value:
    if kind == _STRING:
        return reader.string()
    if kind != _ARRAY:
        return reader.unpack(_format(kind))[0]
    element, count = reader.whole("I"), reader.whole("Q")
    if element == _STRING:
        reader.skip_strings(count)
        return None
    layout = _format(element)
    length = struct.calcsize(layout) * count
    reader.need(length)
    if count > _KEPT_ARRAY:
        reader.place += length
        return None
    return reader.unpack(f"{count}{layout}") if count else ()


def _format(kind: int) -> str:
    if kind not in _FORMATS:
        raise ModelTrouble(Code.MODEL_CORRUPT, f"a value of kind {kind}")
    return _FORMATS[kind]


def _tensors(reader: _Reader, count: int) -> tuple[int, int, str, int]:
    """Read the list of tensors: bytes of all, where the last ends, the type most bytes have, the highest block."""
    end, block = 0, -1
    by_type: dict[str, int] = {}
    for _ in range(count):
        name = reader.string()
        dimensions = reader.whole("I")
        if dimensions > _MAX_DIMENSIONS:
            raise ModelTrouble(Code.MODEL_CORRUPT, f"a tensor of {dimensions} dimensions")
        elements = 1
        for length in reader.unpack(f"{dimensions}Q"):
            elements *= int(length)
        kind, offset = reader.whole("I"), reader.whole("Q")
        label, per_block, width = _TYPES.get(kind, (f"type {kind}", 1, 0))
        occupied = elements // per_block * width
        by_type[label] = by_type.get(label, 0) + occupied
        end = max(end, offset + occupied)
        if (found := _BLOCK.match(name)) is not None:
            block = max(block, int(found[1]))
    heaviest = max(by_type, key=lambda label: by_type[label], default="")
    return sum(by_type.values()), end, heaviest, block


def quantisation(header: Header) -> str:
    """Name the quantisation as publishers do (Q4_K_M), else the type most of the weights have."""
    stated = header.keys.get("general.file_type")
    named = _FILE_TYPES.get(stated) if isinstance(stated, int) else None
    return named or header.heaviest_type
