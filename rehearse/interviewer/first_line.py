"""The first line to a model's process: what to load, and how.

Apart from the rest of the protocol, and written and read by hand: msgspec takes 25 ms, which the model begins to load
without.
"""

import json
from typing import Any, Final, NamedTuple

VERSION: Final = 1
"""Of the whole line protocol."""
LINE_LIMIT: Final = 1024 * 1024
"""Bytes of one line; an answer of ten thousand words is well under a tenth of it."""
_TYPE: Final = "load"
_KINDS: Final[dict[str, tuple[type, ...]]] = {
    "id": (int,),
    "path": (str,),
    "context": (int,),
    "threads": (int,),
    "prefix_cache": (str, type(None)),
    "repack": (bool,),
}


class ProtocolError(ValueError):
    """A line that is too long, no JSON, of another version, or not a message; the text says which."""


class Load(NamedTuple):
    """Load a model; `context` in tokens, 0 threads means as many as there are cores.

    `prefix_cache` is a folder for the state after the fixed instructions. `repack` lays the weights out for this
    machine's processor, where llama.cpp knows a faster way for it.
    """

    id: int
    path: str
    context: int = 4096
    threads: int = 0
    prefix_cache: str | None = None
    repack: bool = True


def write_load(load: Load) -> bytes:
    """Give the line; a file's name that is no UTF-8 survives it."""
    return json.dumps({"v": VERSION, "type": _TYPE, **load._asdict()}).encode() + b"\n"


def read_load(line: bytes) -> Load:
    """Read the line; `ProtocolError` when it is anything else. Unknown fields are ignored."""
    if len(line) > LINE_LIMIT:
        raise ProtocolError(f"a line of {len(line)} bytes")
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(str(error)) from error
    if (
        not isinstance(told, dict)
        or (told.get("v"), told.get("type")) != (VERSION, _TYPE)
        or told["v"] is True
    ):
        raise ProtocolError("the first line is no request to load")
    given: dict[str, Any] = {name: told[name] for name in _KINDS if name in told}
    wrong = [name for name, value in given.items() if type(value) not in _KINDS[name]]
    if wrong or not {"id", "path"} <= given.keys():
        raise ProtocolError(f"a request to load with another {' and '.join(wrong) or 'set of fields'}")
    return Load(**given)
