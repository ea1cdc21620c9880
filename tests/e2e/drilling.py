"""The way through a drill as a person goes it: from Home to the clock, and an answer typed section by section."""

import time

from tests.builders import ANSWER
from tests.e2e.terminal import CTRL_N, CTRL_S, ENTER, Terminal


def begin(app: Terminal) -> None:
    """Take the question that Home proposes, and start its clock."""
    app.wait_for("Enter starts")
    app.press(ENTER)
    start_clock(app)


def start_clock(app: Terminal) -> None:
    """Start the clock of the question on the card, and wait for its first section."""
    app.wait_for("Enter starts the clock")
    app.press(ENTER)
    app.wait_for("▌ S  Situation")


def tell(app: Terminal) -> None:
    """Type a whole answer section by section, and end it."""
    for section, text in ANSWER.items():
        app.press(text)
        if section.value != "reflection":
            app.press(CTRL_N)
    app.wait_for("16/25 words")
    app.press(CTRL_S)


def end_reply(app: Terminal, wanted: str) -> None:
    """End the reply and wait for some words; the key does nothing until the question is out, so it is repeated."""
    pressed = 0.0

    def ended() -> bool:
        nonlocal pressed
        if wanted not in app.text and time.monotonic() > pressed + 1:
            app.press(CTRL_S)
            pressed = time.monotonic()
        return wanted in app.text

    app.wait_for(ended, wanted)
