"""Writing a file of the user's: for its owner only, never through a link, over another only when told so.

Whatever ends the program meanwhile, a name stands for a whole file: it is given when everything is on the disk.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rehearse.domain.text import one_line
from rehearse.errors import StorageError
from rehearse.files import NO_NAME, own_folder


def write_new(target: Path, pieces: Iterable[str], *, replace: bool = False) -> Path:
    """Write a file and give it back; `StorageError` says why it cannot be written, and nothing half is left.

    With `replace` an ordinary file that is there is replaced in one step once the new one is whole.
    """
    named = one_line(str(target))
    try:
        if target.is_symlink():
            raise StorageError(f"{named} is a link; name the file itself.")
        if replace and target.exists() and not target.is_file():
            raise StorageError(f"{named} is no file; name another one.")
        if not replace and target.exists():
            raise FileExistsError
        _write(target, pieces, replace=replace)
    except FileExistsError as error:
        raise StorageError(f"{named} is there already; name another file.") from error
    except (OSError, ValueError) as error:
        raise StorageError(f"{named} cannot be written: {reason_of(error)}.") from error
    return target


def write_numbered(folder: Path, name: str, ending: str, text: str) -> Path:
    """Write a new file under a name, with a number behind it where the name is taken."""
    if Path(name).name != name:
        raise StorageError(f"{one_line(name)} is no file name.")
    make_folder(folder)
    for number in range(1, 1000):
        target = folder / (f"{name}.{ending}" if number == 1 else f"{name}-{number}.{ending}")
        if not os.path.lexists(target):
            return write_new(target, [text])
    raise StorageError(f"{one_line(str(folder))} holds a thousand files called {name}; move some away.")


def make_folder(folder: Path) -> None:
    """Make a folder of the app's own; `StorageError` where it cannot be made or a link stands in its place."""
    try:
        own_folder(folder)
    except OSError as error:
        raise StorageError(f"{one_line(str(folder))} cannot be made: {error.strerror}.") from error


def stamp() -> str:
    """Write the present moment as a part of a file's name, in UTC."""
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")


def reason_of(error: OSError | ValueError) -> str:
    """Say why a file cannot be used; Python refuses names that no file can have with a `ValueError`."""
    return getattr(error, "strerror", None) or NO_NAME


def name_new(part: Path, target: Path) -> None:
    """Give a file that is whole its name; `FileExistsError` when that is taken."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # no second name there, as on a memory stick
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        part.rename(target)
    else:
        part.unlink()
    keep_names(target.parent)


def keep_names(folder: Path) -> None:
    """Have the names in a folder on the disk, so that a power cut takes none of them back."""
    with contextlib.suppress(OSError):  # not every file system lets a folder be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(target: Path, pieces: Iterable[str], *, replace: bool) -> None:
    # made anew for its owner alone, under a name that no other file has
    handle, name = tempfile.mkstemp(".part", f"{target.name}.", target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            part.replace(target)
            keep_names(target.parent)
        else:
            name_new(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
