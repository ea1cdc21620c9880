"""Starting the full-screen app: in a terminal that is large enough."""

import gc
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Final

import click

from rehearse.errors import RehearseError, sentence_for

if TYPE_CHECKING:
    from rehearse.compose import Setup
    from rehearse.interviewer.head_start import HeadStart
    from rehearse.ui.app import RehearseApp

NOT_A_TERMINAL: Final = (
    "rehearse is a full-screen app and needs a terminal; input or output is a pipe or a file here. "
    "Run it in a terminal, rehearse line by line with rehearse drill --plain, or use a command that writes text: "
    "rehearse --help lists them."
)
DUMB: Final = (
    "rehearse is a full-screen app, and this terminal can show none (TERM is dumb). "
    "rehearse drill --plain and rehearse mock --plain work line by line."
)

_SELDOM: Final = (700, 10, 200)
"""When garbage is looked for. Through everything twenty times as seldom as usual: it takes 40 ms, and every fiftieth
key waited for it. `ui/tidying.py` does it at Home."""
_PAINTS: Final = "120"
"""A second. Textual's timer lets up to two periods pass after a paint: with its own 60 a second, a key that came just
behind a clock waited 33 ms for nothing."""
_TURN: Final = 0.001
"""Seconds that another thread may go on while the screen's wants its turn; with the usual 5 ms a model was ready
20 ms later."""
_DIGITS: Final = 4
"""Of the number of columns or lines that a terminal can have."""


def run_app(
    setup: "Setup",
    first: "Callable[[RehearseApp], object] | None" = None,
    model: str | None = None,
    early: "HeadStart | None" = None,
) -> None:
    """Run the app; `first` is called once Home is there, `model` asks instead of the one that would.

    `early` may hold a model's process. `RehearseError` where there is no terminal for the app.
    """
    check_terminal()
    from rehearse.compose import head_start

    with closing(head_start(setup, model, early)) as ahead:
        _run(setup, first, model, ahead)


def _run(
    setup: "Setup", first: "Callable[[RehearseApp], object] | None", model: str | None, ahead: "HeadStart"
) -> None:
    gc.disable()  # until Home stands: what is loaded now stays, and looking through it for garbage takes 55 ms
    sys.setswitchinterval(_TURN)
    os.environ.setdefault("TEXTUAL_FPS", _PAINTS)
    _check_size()
    from rehearse.compose import own_keys, services
    from rehearse.ui.app import RehearseApp

    def begin(app: RehearseApp) -> None:
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        gc.enable()
        if first is not None:
            first(app)

    app = RehearseApp(services(setup, model, ahead=ahead), begin, own_keys(setup))
    app.run()
    _report_end(app, debug=setup.debug)


def check_terminal() -> None:
    """Refuse what is no terminal or shows nothing but lines, and trust no size that none has."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RehearseError(NOT_A_TERMINAL)
    if os.environ.get("TERM") == "dumb":
        raise RehearseError(DUMB)
    _forget_absurd_size()


def _report_end(app: "RehearseApp", *, debug: bool) -> None:
    """Say how the app ended: what is not on the disk, an error of its own, the status of a signal."""
    _show_unsaved(app.unsaved)
    if app.error is not None:
        if debug:
            raise app.error
        raise RehearseError(f"{sentence_for(app.error)} What you typed is kept.")
    if app.return_code:
        raise SystemExit(app.return_code)


def _forget_absurd_size() -> None:
    """Ask the terminal itself where the environment names a size that no terminal has: it would be drawn."""
    for name in ("COLUMNS", "LINES"):
        given = os.environ.get(name, "")
        if given and not (given.isdecimal() and len(given) <= _DIGITS):
            del os.environ[name]


def _show_unsaved(words: list[str]) -> None:
    """Leave in the terminal what could not be written to the disk; `RehearseError` when there is any."""
    from rehearse.rehearsal.bridge import UNSAVED

    if words:
        for each in words:
            click.echo(f"\n{each}")
        raise RehearseError(UNSAVED)


def _check_size() -> None:
    """Refuse a terminal that is too small before anything is drawn; one that shrinks later is told on screen."""
    from rehearse.ui.screens.overlays import SMALLEST, too_small

    columns, rows = shutil.get_terminal_size()
    if too_small(columns, rows):
        raise RehearseError(
            f"rehearse needs a terminal of {SMALLEST[0]}x{SMALLEST[1]}; this one is {columns}x{rows}. "
            "Make it larger and start again."
        )
