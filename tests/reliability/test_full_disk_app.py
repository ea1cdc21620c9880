"""The real program on a disk that fills up under it: it says so, the drill goes on, and no word is lost."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.e2e.drilling import begin
from tests.e2e.terminal import terminal
from tests.reliability.refusing import Refusing, build, environment

ENTER, CTRL_N, CTRL_Q, CTRL_S, ESCAPE = "\r", "\x0e", "\x11", "\x13", "\x1b"
TOLD_TO_END_LATE = """
import runpy, signal, sys
from rehearse.cli import running
show = running._show_unsaved
def told_then(words):
    signal.raise_signal(signal.SIGTERM)
    show(words)
running._show_unsaved = told_then
sys.argv = ["rehearse", *sys.argv[4:]]
runpy.run_module("rehearse", run_name="__main__")
"""


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Refusing:
    """A disk below data/ that refuses what the test wants it to, for every program that is started."""
    shim = build(tmp_path)
    if shim is None:
        pytest.skip("letting single writes fail needs Linux and a C compiler")
    control = tmp_path / "control"
    refusing = Refusing(control)
    refusing.heal()
    for name, value in environment(shim, tmp_path / "data", control).items():
        monkeypatch.setenv(name, value)
    return refusing


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system of its own needs the right to mount one")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def told(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "rehearse.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        query = "SELECT text FROM attempt_sections WHERE text != '' ORDER BY attempt_id, rowid"
        return [text for (text,) in connection.execute(query)]


def fill(folder: Path) -> None:
    """Leave no byte free."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        for size in (65536, 4096, 512, 1):
            with suppress(OSError):
                while filler.write(b"x" * size) == size:
                    pass
    assert os.statvfs(folder).f_bavail == 0


def test_a_full_disk_costs_no_word_once_there_is_room_again(small: Path) -> None:
    data = small / "data"
    with terminal(data) as app:
        begin(app)
        app.press("Before it was full.")
        app.wait_for(lambda: told(data) == ["Before it was full."], "the first words on disk")
        fill(small)
        app.press(" And then" + " more" * 20)
        app.wait_for(lambda: "disk is full" in app.prose, "the sentence")
        assert "Free some space" in app.prose
        app.press(CTRL_N + "The task.")
        app.wait_for("The task.")
        app.press(ESCAPE)
        app.wait_for("Enter starts")
        (small / "filler").unlink()
        whole = ["Before it was full. And then" + " more" * 20, "The task."]
        app.wait_for(lambda: told(data) == whole, "all the words on disk")
        app.press("r")
        app.wait_for("The task.")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    assert told(data) == whole


@pytest.mark.parametrize("told_to_end", [False, True])
def test_what_the_disk_takes_no_more_is_left_in_the_terminal(
    tmp_path: Path, disk: Refusing, told_to_end: bool
) -> None:
    data, script = tmp_path / "data", tmp_path / "told.py"
    script.write_text(TOLD_TO_END_LATE)
    with terminal(data, through=[sys.executable, str(script)] if told_to_end else []) as app:
        begin(app)
        app.press("Kept.")
        app.wait_for(lambda: told(data) == ["Kept."], "the first words on disk")
        disk.refuse(0, -1, errno.ENOSPC)
        app.press(" Not kept.")
        app.wait_for(lambda: "disk is full" in app.prose, "the sentence")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 1
        left = app.raw.rpartition(b"\x1b[?1049l")[2].decode()
    disk.heal()
    assert "Kept. Not kept." in left
    assert "could not be written to the disk" in left
    assert "Traceback" not in left
    assert told(data) == ["Kept."]


def test_a_disk_that_is_full_from_the_start_says_so(tmp_path: Path, disk: Refusing) -> None:
    disk.refuse(0, -1, errno.ENOSPC)
    with terminal(tmp_path / "data") as app:
        app.wait_for(lambda: "Free some space" in app.prose, "the sentence")
        disk.heal()
        app.press("h")
        app.wait_for("No attempts yet")
        app.press(ESCAPE)
        begin(app)
        app.press("Words.")
        app.wait_for(lambda: told(tmp_path / "data") == ["Words."], "the words on disk")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    assert "Logging error" not in app.raw.decode(errors="replace")


def test_commands_on_a_full_disk_are_one_sentence(tmp_path: Path, disk: Refusing) -> None:
    disk.refuse(0, -1, errno.ENOSPC)
    for words in (["history"], ["stories", "list"], ["backup"], ["profile", "set", "--role", "ML"], ["plan"]):
        run = subprocess.run(
            [sys.executable, "-m", "rehearse", "--data-dir", str(tmp_path / "data"), *words],
            env=dict(os.environ),
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 1, words
        assert run.stderr.startswith("rehearse: "), words
        assert run.stderr.count("\n") == 1, run.stderr
