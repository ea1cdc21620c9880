"""What a terminal must be like once a program has left it, read off the bytes it was sent and its attributes."""

import re
from typing import Final

from tests.e2e.terminal import Terminal

_SEQUENCE: Final = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\x1b[PX^_][^\x1b]*\x1b\\"
    rb"|\x1b[ -/]+[0-~]|\x1b[0-OQ-WYZ\\`-~]"
)
_MODE: Final = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_AT_FIRST: Final = {7, 25}
"""Modes that are set in a fresh terminal: lines wrap, the cursor is shown."""


def modes(raw: bytes) -> set[int]:
    """Give the private modes that are set after some bytes: 1049 the other screen, 1000 the mouse, 2004 pastes."""
    present = set(_AT_FIRST)
    for numbers, how in _MODE.findall(raw):
        for number in map(int, numbers.split(b";")):
            (present.add if how == b"h" else present.discard)(number)
    return present


def assert_was_taken(app: Terminal) -> None:
    """See that the program holds the terminal: else there would be nothing to give back."""
    assert {1049, 1000, 1003, 1006, 2004} <= modes(app.raw)
    assert 25 not in modes(app.raw)
    assert app.attributes() != app.found


def assert_given_back(app: Terminal) -> None:
    """See that the terminal is as it was, with nothing half said."""
    assert modes(app.raw) == _AT_FIRST
    assert len(re.findall(rb"\x1b\[>\d*u", app.raw)) == len(re.findall(rb"\x1b\[<\d*u", app.raw)), (
        "kitty keys"
    )
    assert b"\x1b" not in _SEQUENCE.sub(b"", app.raw)
    assert app.left == app.found
