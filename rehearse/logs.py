"""The log file: for what a sentence on the screen leaves out, never for what the user said."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rehearse.paths import private_folder

_MEBIBYTE = 1024 * 1024


class _LogFile(RotatingFileHandler):
    """A file that may be on a full disk."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging calls it so)
        """Go without the line: Python would write a traceback into the terminal instead."""


def start_logging(file: Path, *, debug: bool = False) -> None:
    """Send the log to a file of at most 1 MiB, with one older file beside it; silent when that is impossible."""
    root = logging.getLogger("rehearse")
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    root.propagate = False
    try:
        private_folder(file.parent)
        file.touch(mode=0o600, exist_ok=True)
        handler: logging.Handler = _LogFile(
            file, maxBytes=_MEBIBYTE, backupCount=1, encoding="utf-8", errors="replace"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.handlers[:] = [handler]
