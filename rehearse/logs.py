"""The log file: for what a sentence on the screen leaves out, never for what the user said."""

import logging
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rehearse.files import private_folder

_MEBIBYTE = 1024 * 1024


class _LogFile(RotatingFileHandler):
    """A file that is made with its first line, and may be on a full disk."""

    def _open(self) -> TextIOWrapper:
        file = Path(self.baseFilename)
        private_folder(file.parent)
        file.touch(mode=0o600, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging calls it so)
        """Go without the line: Python would write a traceback into the terminal instead."""


def start_logging(file: Path, *, debug: bool = False) -> None:
    """Send the log to a file of at most 1 MiB, with one older file beside it; silent when that is impossible.

    Nothing is made before there is something to write.
    """
    root = logging.getLogger("rehearse")
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    root.propagate = False
    handler = _LogFile(
        file, maxBytes=_MEBIBYTE, backupCount=1, encoding="utf-8", errors="replace", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.handlers[:] = [handler]
