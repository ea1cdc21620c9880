"""Where a demo keeps its sample data: a temporary folder, gone at its end; that of a killed one at the next."""

import contextlib
import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

PREFIX: Final = "rehearse-demo-"
LOCK: Final = "demo.lock"
"""The file that a demo holds a lock on: the system takes the lock away with the process, however that ends."""


@contextlib.contextmanager
def demo_folder() -> Iterator[Path]:
    """Give a folder for as long as the demo lasts, and clear away those whose demo is gone."""
    for left in Path(gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            _clear_away(left)
    with TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        lock = _locked(folder)
        try:
            yield folder
        finally:
            os.close(lock)


def _locked(folder: Path) -> int:
    """Lock a folder's file before it has its name, so that nobody ever finds it without its lock."""
    new = folder / f"{LOCK}.new"
    lock = os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    with contextlib.suppress(OSError):  # a file system without locks: then none is taken for gone either
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        new.rename(folder / LOCK)
    return lock


def _clear_away(folder: Path) -> None:
    """Take a folder away if it is the user's own and a demo's whose process is gone; `OSError` where it is not."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        return
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if stat.S_ISREG(os.fstat(lock).st_mode):
            shutil.rmtree(folder)
    finally:
        os.close(lock)
