"""Writing a file of the user's: for its owner only, never through a link, over another only when told so."""

import os
from collections.abc import Iterable
from pathlib import Path

from rehearse.domain.story import one_line
from rehearse.errors import StorageError
from rehearse.paths import private_folder


def write_new(target: Path, pieces: Iterable[str], *, replace: bool = False) -> Path:
    """Write a file and give it back; `StorageError` says why it cannot be written, and nothing half is left.

    With `replace` an ordinary file that is there is replaced in one step once the new one is whole.
    """
    named = one_line(str(target))
    begun = target.with_name(f"{target.name}.part") if replace else target
    try:
        if target.is_symlink():
            raise StorageError(f"{named} is a link; name the file itself.")
        if replace and target.exists() and not target.is_file():
            raise StorageError(f"{named} is no file; name another one.")
        # O_EXCL refuses whatever is there
        handle = os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(pieces)
            if replace:
                begun.replace(target)
        except BaseException:
            begun.unlink(missing_ok=True)
            raise
    except FileExistsError as error:
        raise StorageError(f"{one_line(str(begun))} is there already; name another file.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "that is no file name"
        raise StorageError(f"{named} cannot be written: {reason}.") from error
    return target


def write_numbered(folder: Path, name: str, ending: str, text: str) -> Path:
    """Write a new file under a name, with a number behind it where the name is taken."""
    try:
        private_folder(folder)
    except OSError as error:
        raise StorageError(f"{one_line(str(folder))} cannot be made: {error.strerror}.") from error
    for number in range(1, 1000):
        target = folder / (f"{name}.{ending}" if number == 1 else f"{name}-{number}.{ending}")
        if not os.path.lexists(target):
            return write_new(target, [text])
    raise StorageError(f"{one_line(str(folder))} holds a thousand files called {name}; move some away.")
