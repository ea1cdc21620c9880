"""Files as anybody may have put them there: never a pipe or a device, never more of one than is wanted."""

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from rehearse.domain.text import in_bytes

NO_NAME: Final = "that is no file name"
NO_FILE: Final = "it is no file but a pipe, a device or the like"


def open_file(file: str | Path, *, follow: bool = True) -> BinaryIO:
    """Open an ordinary file for reading; `OSError` says in `strerror` why it cannot be. Nothing is waited for.

    Without `follow` a link is refused, whatever it leads to.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | (0 if follow else os.O_NOFOLLOW)
    try:
        handle = os.open(file, flags)
    except ValueError as error:
        raise OSError(errno.EINVAL, NO_NAME) from error
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, NO_FILE)
    except BaseException:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb")


def read_file(file: str | Path, most: int) -> bytes:
    """Read an ordinary file of at most so many bytes; `OSError` with `errno.EFBIG` when it is larger."""
    with open_file(file) as source:
        if os.fstat(source.fileno()).st_size > most or len(data := source.read(most + 1)) > most:
            raise OSError(errno.EFBIG, f"it is larger than {in_bytes(most)}")
    return data


def read_text(file: str | Path, most: int) -> str:
    """Read an ordinary file of UTF-8 as lines that end as Python's do, without a mark of their byte order.

    `OSError` as `read_file`, `UnicodeDecodeError` where it is another text.
    """
    return read_file(file, most).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def private_folder(folder: Path) -> Path:
    """Make a folder, with its parents, that only its owner can read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def own_folder(folder: Path) -> Path:
    """Make a folder of the app's own and give it back; a link in its place would lead what is written elsewhere."""
    private_folder(folder)
    if folder.is_symlink():
        raise OSError(errno.ELOOP, "it is a link; put a folder in its place")
    return folder


def write_file(file: Path, data: bytes) -> None:
    """Write a file for its owner alone, in one step over what is there, and through no link; `OSError` if it can't."""
    private_folder(file.parent)
    begun = file.with_name(f".{file.name}.{os.getpid()}.new")
    begun.unlink(missing_ok=True)
    handle = os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        begun.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            begun.unlink()
        raise
