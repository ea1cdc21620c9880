"""The log: for what a sentence on the screen leaves out, never for what the user said."""

import logging
from contextlib import suppress
from functools import cached_property
from pathlib import Path


class _Late(logging.Handler):
    """Opens the log with its first line: what writes files loads for 10 ms, and mostly there is nothing to write."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._path = file

    @cached_property
    def _file(self) -> logging.Handler:
        from rehearse.log_file import LogFile  # noqa: PLC0415

        return LogFile(self._path)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, or go without where that is impossible."""
        with suppress(Exception):
            self._file.emit(record)


def start_logging(file: Path, *, debug: bool = False) -> None:
    """Send the log to a file; silent when that is impossible."""
    root = logging.getLogger("rehearse")
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    root.propagate = False
    root.handlers[:] = [_Late(file)]
