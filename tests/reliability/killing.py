"""Ending the program with -9 at a chosen moment: before each call that changes a file, or when the time has come."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from rehearse.domain.history import HistoryFilter
from rehearse.storage.store import SqliteStore

STRACE: Final = shutil.which("strace")
_CHANGING: Final = (
    "pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,link,linkat,unlink,unlinkat,chmod"
)
"""The system calls after which the disk is another one; what lies between two of them leaves no trace there."""
_CALL: Final = re.compile(r"^\d+ +(\w+)\((.*)")

Moment = tuple[str, int]
"""A system call and its number among those of its kind."""


def rehearse(data: Path, *words: str, through: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
    """Run a command of the program to its end, however that comes."""
    return subprocess.run(
        [*through, sys.executable, "-m", "rehearse", "--data-dir", str(data), *words],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def moments(data: Path, *words: str) -> list[Moment]:
    """Run a command and list the calls it changes files with, in their order."""
    calls = data.parent / "calls"
    watch = [str(STRACE), "-f", "--seccomp-bpf", "-qq", "-e", f"trace={_CHANGING}", "-o", str(calls)]
    run = rehearse(data, *words, through=watch)
    assert run.returncode == 0, run.stderr
    seen: Counter[str] = Counter()
    found = []
    for line in calls.read_text(encoding="utf-8", errors="replace").splitlines():
        if call := _CALL.match(line):
            seen[call[1]] += 1
            found.append((call[1], seen[call[1]]))
    return found


def killed_at(moment: Moment, data: Path, *words: str) -> bool:
    """Run a command and kill it before one of its calls; tell whether it came that far."""
    name, number = moment
    # not with --seccomp-bpf, under which no signal is sent
    kill = ["-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}"]
    run = rehearse(data, *words, through=[str(STRACE), "-f", "-qq", "-o", os.devnull, *kill])
    assert run.returncode in (0, -signal.SIGKILL), run.stderr
    return run.returncode != 0


def read(file: Path, query: str) -> list[tuple[Any, ...]]:
    """Read a database without changing it or its folder."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
        return db.execute(query).fetchall()


def assert_in_order(file: Path) -> None:
    """See that every page and every reference of a database holds."""
    assert read(file, "PRAGMA integrity_check") == [("ok",)]
    assert read(file, "PRAGMA foreign_key_check") == []


def attempts(file: Path) -> int:
    """Open a database as the app does, see that it is in order, and count the attempts that can be read."""
    store = SqliteStore(file)
    try:
        assert not store.trouble
        found = [store.load(each.id) for each in store.page(HistoryFilter(), 2**31)]
    finally:
        store.close()
    assert None not in found
    assert_in_order(file)
    return len(found)
