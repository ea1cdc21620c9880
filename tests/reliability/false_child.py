"""A child that is none of ours: it speaks the protocol badly, each way on purpose. `FALSE_CHILD` says which.

It stands in the place of `rehearse.interviewer.worker`, so it is started and spoken to in the same way.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from typing import Any

WAY = os.environ["FALSE_CHILD"]
HELLO = b'{"v":1,"type":"hello","pid":1,"binding":"0"}\n'
FRAME = {"before_system": "<s>", "before_user": "<u>", "after_user": "<a>"}


def say(**fields: object) -> bytes:
    return json.dumps({"v": 1, **fields}).encode() + b"\n"


def ready(number: int) -> bytes:
    return say(
        type="ready", id=number, description="x", context=4096, own_template=True, rolls_back=True, frame=FRAME,
        milliseconds=1.0,
    )  # fmt: skip


def done(number: int, **other: object) -> bytes:
    fields = {
        "reason": "stop", "reused": 0, "evaluated": 0, "drawn": 1, "first_token_milliseconds": 1.0, "milliseconds": 1.0,
    }  # fmt: skip
    return say(type="done", id=number, **{**fields, **other})


def wait() -> Iterator[bytes]:
    time.sleep(3600)
    yield b""


def delta(number: int, text: str) -> bytes:
    return say(type="delta", id=number, text=text)


BEGUN = "What did you measure, "
GREETINGS: dict[str, Callable[[], Iterable[bytes]]] = {
    "garbage": lambda: repeat(os.urandom(4000).replace(b"\x00", b"\n")),
    "empty lines": lambda: repeat(b"\n" * 4000),
    "a line without end": lambda: repeat(b"x" * 65536),
    "silent": wait,
    "half a greeting": lambda: [HELLO[:20]],
    "ends": list,
    "another version": lambda: chain([HELLO.replace(b'"v":1', b'"v":2')], wait()),
    "no greeting": lambda: repeat(say(type="beat", id=1, remaining=0, drawn=0)),
    "numbers": lambda: chain([HELLO.replace(b'"pid":1', b'"pid":' + b"9" * 5000)], wait()),
}
"""What comes instead of a greeting."""
LOADING: dict[str, Callable[[int], Iterable[bytes]]] = {
    "never loads": lambda _: wait(),
    "loads for ever": lambda number: slowly(say(type="progress", id=number, fraction=0.5)),
    "odd progress": lambda number: [
        *(say(type="progress", id=number, fraction=odd) for odd in (-1, 1e300, 7)),
        b'{"v":1,"type":"progress","id":1,"fraction":NaN}\n',
        ready(number),
    ],
    "fails oddly": lambda number: [
        say(type="failed", id=number, code="\x1b]0;x\x07[/]", detail="[bold\x1b[2J" * 1000)
    ],
    "a huge frame": lambda number: [ready(number).replace(b"<s>", b"s" * 900_000)],
    "unknown kinds": lambda number: [
        say(type="surprise", id=number), say(type=["x"]), b"[]\nnull\n1\n{}\n", ready(number),
    ],
}  # fmt: skip
SPEAKING: dict[str, Callable[[int], Iterable[bytes]]] = {
    "talks for ever": lambda number: repeat(delta(number, BEGUN)),
    "thinks for ever": lambda number: chain([delta(number, "<think>")], repeat(delta(number, "hm " * 300))),
    "white space for ever": lambda number: repeat(delta(number, " \n\t" * 300)),
    "floods others": lambda number: repeat(delta(number + 77, "x" * 3000)),
    "garbage while speaking": lambda number: chain([delta(number, BEGUN)], repeat(os.urandom(3000) + b"\n")),
    "a line without end while speaking": lambda number: chain([delta(number, BEGUN)], repeat(b"y" * 65536)),
    "dies in a line": lambda number: [delta(number, BEGUN)[:-12]],
    "dies": lambda number: [delta(number, BEGUN)],
    "never answers": lambda _: wait(),
    "answers once and is silent": lambda number: chain([delta(number, BEGUN)], wait()),
    "huge pieces": lambda number: [delta(number, "z" * 900_000), done(number)],
    "lies about itself": lambda number: [
        delta(number, ASKED), done(number, reused=-(10**18), evaluated=10**18, milliseconds=1e300),
    ],
    "other kinds of text": lambda number: [
        b'{"v":1,"type":"delta","id":%d,"text":["x"]}\n' % number,
        b'{"v":1,"type":"delta","id":%d,"text":"\\ud800"}\n' % number,
        done(number),
    ],
    "many ends": lambda number: [done(number)] * 50,
}  # fmt: skip
ASKED = "What else did you try there?"


def slowly(line: bytes) -> Iterator[bytes]:
    while True:
        yield line
        time.sleep(0.01)


def loads(number: int) -> Iterable[bytes]:
    return [ready(number)]


def speaks(number: int) -> Iterable[bytes]:
    return [delta(number, ASKED), done(number)]


def greets() -> Iterable[bytes]:
    return [HELLO]


def answer(command: dict[str, Any]) -> Iterable[bytes]:
    number = command["id"]
    match command["type"]:
        case "load":
            if WAY == "no such instruction" or (WAY == "no instruction to repack" and command["repack"]):
                os.kill(os.getpid(), signal.SIGILL)
            return LOADING.get(WAY, loads)(number)
        case "generate":
            return SPEAKING.get(WAY, speaks)(number)
    return []


def main() -> None:
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    for piece in GREETINGS.get(WAY, greets)():
        out.write(piece)
    if WAY in {"ends", "half a greeting"}:
        return
    for line in sys.stdin.buffer:
        command = json.loads(line)
        for piece in answer(command):
            out.write(piece)
        if command["type"] == "generate" and WAY in {"dies", "dies in a line"}:
            return


if __name__ == "__main__":
    main()
