"""A database for one session, where the folder of the real one cannot be written to: a copy, in a folder of its own."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from rehearse.domain.budget import Budget
from rehearse.domain.persona import Cast
from rehearse.errors import StorageError
from rehearse.storage.store import SqliteStore

_SAID: Final = (
    "{folder} cannot be written to. What you do now is kept in {instead}, with a copy of what was there: "
    "rehearse --data-dir {instead} goes on with it later."
)


def open_anyhow(file: Path, cast: Cast, budget: Budget) -> SqliteStore:
    """Open the database, or a copy of it where its folder cannot be written to; `StorageError` when neither can be."""
    try:
        return SqliteStore(file, cast, budget)
    except StorageError:
        if _can_be_written(file):
            raise
        try:
            instead = _copied(file)
        except OSError:
            instead = None
        if instead is None:
            raise
    return SqliteStore(instead, cast, budget, said=_SAID.format(folder=file.parent, instead=instead.parent))


def _can_be_written(file: Path) -> bool:
    places = [near for near in (file, file.parent) if near.exists()]
    nearest = places or [next(near for near in file.parents if near.exists())]
    return all(os.access(near, os.W_OK) for near in nearest)


def _copied(file: Path) -> Path:
    """Copy a database with its log into a folder for its owner alone."""
    instead = Path(tempfile.mkdtemp(prefix="rehearse-")) / file.name
    for ending in ("", "-wal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{file}{ending}", f"{instead}{ending}")
    return instead
