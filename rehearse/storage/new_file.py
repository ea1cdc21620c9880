"""Writing a file of the user's that is not there yet: for its owner only, never over another, never through a link."""

import os
from pathlib import Path

from rehearse.domain.story import one_line
from rehearse.errors import StorageError


def write_new(target: Path, text: str) -> Path:
    """Write a new file and give it back; `StorageError` says why it cannot be written."""
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # O_EXCL refuses whatever is there, a link too
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except FileExistsError as error:
        raise StorageError(f"{one_line(str(target))} is there already; name another file.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "that is no file name"
        raise StorageError(f"{one_line(str(target))} cannot be written: {reason}.") from error
    return target


def write_numbered(folder: Path, name: str, ending: str, text: str) -> Path:
    """Write a new file under a name, with a number behind it where the name is taken."""
    for number in range(1, 1000):
        target = folder / (f"{name}.{ending}" if number == 1 else f"{name}-{number}.{ending}")
        if not os.path.lexists(target):
            return write_new(target, text)
    raise StorageError(f"{one_line(str(folder))} holds a thousand files called {name}; move some away.")
