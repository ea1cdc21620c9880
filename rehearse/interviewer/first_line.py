"""The first line to a child: what to load. Apart from `protocol.py`, for neither side may wait for pydantic here.

The app writes it before its first paint, and the child has the model loading before it loads the rest of itself:
pydantic takes each of them 0.1 s.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal, Self

VERSION: Final = 1
"""Of the whole line protocol."""
LINE_LIMIT: Final = 1024 * 1024
"""Bytes of one line; an answer of ten thousand words is well under a tenth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
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
    v: Literal[1] = VERSION
    type: Literal["load"] = "load"

    def line(self) -> bytes:
        """Write it; lone surrogates, which UTF-8 cannot hold, become question marks."""
        told = {
            name: value.encode(errors="replace").decode() if isinstance(value, str) else value
            for name, value in asdict(self).items()
        }
        return json.dumps(told, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Read what the app wrote; `ValueError` when it is something else. Unknown fields are ignored."""
        told = json.loads(line)
        if not isinstance(told, dict) or (told.get("v"), told.get("type")) != (VERSION, "load"):
            raise ValueError("the first line is no request to load")
        given: dict[str, Any] = {each.name: told[each.name] for each in fields(cls) if each.name in told}
        numbers = [given.get("id"), given.get("context", 0), given.get("threads", 0)]
        texts = [given.get("path"), given.get("prefix_cache") or ""]
        known = all(type(each) is int for each in numbers) and all(isinstance(each, str) for each in texts)
        if not (known and isinstance(given.get("repack", True), bool)):
            raise ValueError("a request to load with a field of another kind")
        return cls(**given)
