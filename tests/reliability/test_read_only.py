"""A data folder that cannot be written to: the app says so and still lets one rehearse; nothing in it changes."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import answered
from tests.e2e.terminal import terminal
from tests.ui.harness import seeded

ENTER, CTRL_Q = "\r", "\x11"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def unwritable(tmp_path: Path) -> Iterator[Path]:
    """A folder with an attempt in it that cannot be written to: by its mode, or by a mount where modes bind nobody."""
    real = tmp_path / "data"
    real.mkdir()
    seeded(real, answered())
    if os.geteuid():
        real.chmod(0o500)
        yield real
        real.chmod(0o700)
        return
    if subprocess.run(["mount", "--bind", real, real], capture_output=True, check=False).returncode:
        pytest.skip("for the superuser a folder is read-only only where it can be mounted so")
    subprocess.run(["mount", "-o", "remount,bind,ro", real], check=True)
    yield real
    subprocess.run(["umount", "-l", real], check=True)


def rehearsed(data: Path, instead: Path) -> str:
    """Answer a question with the program in a folder, and give the folder that it kept it in."""
    before = contents(data)
    with terminal(data) as app:
        app.wait_for("cannot be written to")
        app.wait_for("Enter starts")
        app.wait_for("Last attempts")
        app.press(ENTER)
        app.wait_for("Enter starts the clock")
        app.press(ENTER)
        app.wait_for("▌ S  Situation")
        app.press("Words on another disk.")
        app.wait_for("Words on another disk.")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        said = app.raw.decode(errors="replace")
    (folder,) = instead.glob("rehearse-*")
    assert folder.name in re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "", said)
    with closing(sqlite3.connect(folder / "rehearse.db")) as connection:
        texts = [text for (text,) in connection.execute("SELECT text FROM attempt_sections")]
    assert "Words on another disk." in texts
    assert contents(data) == before
    return str(folder)


def test_one_can_rehearse_from_a_read_only_disk(
    unwritable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    folder = rehearsed(unwritable, tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", "--data-dir", folder, "history"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "got worse after launch" in run.stdout


def test_commands_say_what_to_do(unwritable: Path) -> None:
    for words in (["history"], ["backup"], ["trends"]):
        run = subprocess.run(
            [sys.executable, "-m", "rehearse", "--data-dir", str(unwritable), *words],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 1, words
        assert "--data-dir" in run.stderr or "cannot be" in run.stderr
        assert run.stderr.count("\n") == 1, run.stderr
