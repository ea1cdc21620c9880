"""The state after the fixed instructions, kept on disk so that a new start need not read them again.

A file holds nothing a person wrote. llama.cpp checks nothing in such states: a flipped bit or another model's
state is accepted, a truncated one ends the process. So each file carries what it belongs to and a checksum, and
everything is verified before llama.cpp sees a byte. Any mismatch: the file is deleted and the text read again.
"""

import hashlib
import json
import os
import struct
from contextlib import suppress
from pathlib import Path
from typing import Final

from rehearse.files import read_file
from rehearse.interviewer import gguf
from rehearse.interviewer.worker.library import binding_version

_MAGIC: Final = b"RHPS0002"
"""Raised when a context is opened in another way: the same state is laid out otherwise then."""
_SUFFIX: Final = ".state"
_HEADER_CAP: Final = 4096
CAP: Final = 256 * 1024 * 1024
"""Bytes of all states together."""


def fingerprint(path: str, context: int) -> str:
    """Name the model file and everything that shapes a state: content ends, size, time, binding, context size."""
    file = Path(path)
    shaped = f"{gguf.fingerprint(file)} {file.stat().st_mtime_ns} {binding_version()} {context}"
    return hashlib.sha256(shaped.encode()).hexdigest()


class PrefixCache:
    """States by the tokens they follow."""

    def __init__(self, folder: str, owner: str) -> None:
        self._folder = Path(folder)
        self._owner = owner

    def has(self, tokens: tuple[int, ...]) -> bool:
        """Tell whether there is a file for these tokens; it may still turn out to be damaged."""
        return self._file(tokens).is_file()

    def get(self, tokens: tuple[int, ...]) -> bytes | None:
        """Give the state, or None when there is none that can be trusted."""
        file = self._file(tokens)
        try:
            state = self._unwrap(read_file(file, CAP), tokens)
            os.utime(file)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, struct.error):
            file.unlink(missing_ok=True)
            return None
        return state

    def put(self, tokens: tuple[int, ...], state: bytes) -> None:
        """Write a state, whole or not at all; silent when the disk does not want it."""
        if len(state) + _HEADER_CAP > CAP:
            return
        header = json.dumps(
            {"owner": self._owner, "tokens": len(tokens), "state": hashlib.sha256(state).hexdigest()}
        ).encode()
        draft = self._file(tokens).with_suffix(f".{os.getpid()}.new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(len(state) + _HEADER_CAP)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
                target.write(_MAGIC + struct.pack("<I", len(header)) + header + state)
            draft.replace(self._file(tokens))
        except OSError:
            with suppress(OSError):  # half a state on a full disk helps nobody
                draft.unlink()

    def _unwrap(self, data: bytes, tokens: tuple[int, ...]) -> bytes:
        if data[: len(_MAGIC)] != _MAGIC:
            raise ValueError("another format")
        (length,) = struct.unpack_from("<I", data, len(_MAGIC))
        start = len(_MAGIC) + 4
        if length > _HEADER_CAP:
            raise ValueError("header too long")
        header = json.loads(data[start : start + length])
        state = data[start + length :]
        expected = {"owner": self._owner, "tokens": len(tokens), "state": hashlib.sha256(state).hexdigest()}
        if header != expected:
            raise ValueError("not what it says")
        return state

    def _file(self, tokens: tuple[int, ...]) -> Path:
        digest = hashlib.sha256(self._owner.encode())
        digest.update(struct.pack(f"<{len(tokens)}i", *tokens))
        return self._folder / f"{digest.hexdigest()[:32]}{_SUFFIX}"

    def _make_room(self, wanted: int) -> None:
        files = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda file: file.stat().st_mtime)
        size = sum(file.stat().st_size for file in files)
        for file in files:
            if size + wanted <= CAP:
                return
            size -= file.stat().st_size
            file.unlink(missing_ok=True)
