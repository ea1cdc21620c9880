"""Starting the full-screen app: in a terminal that is large enough, with a log."""

import os
import shutil
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from rehearse.errors import RehearseError, sentence_for

if TYPE_CHECKING:
    from rehearse.compose import Setup
    from rehearse.ui.app import RehearseApp

NOT_A_TERMINAL: Final = (
    "rehearse is a full-screen app and needs a terminal; input or output is a pipe or a file here. "
    "Run it in a terminal, or use a command that writes text: rehearse --help lists them."
)

_DIGITS: Final = 4
"""Of the number of columns or lines that a terminal can have."""


def run_app(setup: "Setup", first: "Callable[[RehearseApp], object] | None" = None) -> None:
    """Run the app; `first` is called once Home is there. `RehearseError` where there is no terminal for it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RehearseError(NOT_A_TERMINAL)
    _forget_absurd_size()
    _check_size()
    from rehearse.compose import own_keys, services
    from rehearse.logs import start_logging
    from rehearse.ui.app import RehearseApp

    start_logging(setup.paths.log, debug=setup.debug)
    app = RehearseApp(services(setup), first, own_keys(setup))
    app.run()
    if app.error is not None:
        if setup.debug:
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


def _check_size() -> None:
    """Refuse a terminal that is too small before anything is drawn; one that shrinks later is told on screen."""
    from rehearse.ui.screens.overlays import SMALLEST

    columns, rows = shutil.get_terminal_size()
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        raise RehearseError(
            f"rehearse needs a terminal of {SMALLEST[0]}x{SMALLEST[1]}; this one is {columns}x{rows}. "
            "Make it larger and start again."
        )
