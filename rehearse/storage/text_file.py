"""Reading a text of the user's from a file: a resume, a job description; PDF where pypdf is installed."""

import errno
import io
import logging
from pathlib import Path
from typing import Final

from rehearse.domain.profile import MOST_TEXT, kept_text
from rehearse.domain.text import in_bytes, one_line
from rehearse.errors import StorageError
from rehearse.files import read_file

MAX_BYTES: Final = 20 * 1024 * 1024
"""A larger file is neither a resume nor a job description."""
MAX_PAGES: Final = 40
"""Pages of a PDF that are read."""
NO_PDF: Final = (
    "{name} is a PDF, and pypdf is not installed. "
    'Install rehearse with the extra "pdf", or save the file as text.'
)


def read_text(source: Path) -> str:
    """Read a file as text; `StorageError` says why it cannot be, and how to mend it."""
    name = one_line(str(source))
    try:
        data = read_file(source, MAX_BYTES)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise StorageError(f"{name} is larger than {in_bytes(MAX_BYTES)}; that is no resume.") from error
        raise StorageError(f"{name} cannot be read: {error.strerror}.") from error
    if data.startswith(b"%PDF"):
        return _of_pdf(data, name)
    try:
        return kept_text(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise StorageError(
            f"{name}, line {line}: not UTF-8 text; save it as text, Markdown or PDF."
        ) from error


def _of_pdf(data: bytes, name: str) -> str:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 (an optional extra, loaded when a PDF is read)
    except ModuleNotFoundError as error:
        raise StorageError(NO_PDF.format(name=name)) from error
    # it would write what it finds wrong, words of the resume among it, to standard error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        text = ""
        for page in PdfReader(io.BytesIO(data)).pages[:MAX_PAGES]:
            text += page.extract_text() + "\n"
            if len(text) > MOST_TEXT:
                break
    # Whatever is wrong with a PDF, pypdf says it with one of many errors, some of them Python's own.
    except Exception as error:
        raise StorageError(f"{name} cannot be read as a PDF: save it as text instead.") from error
    if not text.strip():
        raise StorageError(f"{name} holds pictures of text only; save it as text instead.")
    return kept_text(text)
