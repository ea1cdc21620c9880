"""The log's file: of at most 1 MiB, with one older one beside it; made with its first line."""

from io import TextIOWrapper
from logging import Formatter, LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rehearse.files import private_folder

_MEBIBYTE = 1024 * 1024


class LogFile(RotatingFileHandler):
    """A file that may be on a full disk."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            file, maxBytes=_MEBIBYTE, backupCount=1, encoding="utf-8", errors="replace", delay=True
        )
        self.setFormatter(Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def _open(self) -> TextIOWrapper:
        file = Path(self.baseFilename)
        private_folder(file.parent)
        file.touch(mode=0o600, exist_ok=True)
        return super()._open()

    def handleError(self, record: LogRecord) -> None:  # noqa: N802 (logging calls it so)
        """Go without the line: Python would write a traceback into the terminal instead."""
