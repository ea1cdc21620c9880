"""The demo in the real program: shown, left, gone, also when the terminal is closed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.terminal import CTRL_Q, Terminal


@pytest.mark.parametrize("end", ["quit", "hang up"])
def test_nothing_is_left_of_a_demo(
    tmp_path: Path, isolated: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    app = Terminal(["--demo"])
    try:
        app.wait_for("A demo with sample data")
        app.wait_for("Last attempts")
        app.wait_for("Today")
        assert [each.name for each in tmp_path.iterdir() if each.name.startswith("rehearse-demo-")]
        if end == "quit":
            app.press(CTRL_Q)
            assert app.wait_for_end() == 0
        else:
            os.kill(app.pid, signal.SIGHUP)
            app.wait_for_end()
    finally:
        app.close()
    assert list(tmp_path.iterdir()) == []
    assert not [each for each in isolated.rglob("*") if each.is_file()]


def test_the_next_demo_clears_away_what_a_killed_one_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    killed, runs = Terminal(["--demo"]), Terminal(["--demo"])
    try:
        for app in (killed, runs):
            app.wait_for("Last attempts")
        folders = set(tmp_path.glob("rehearse-demo-*"))
        assert len(folders) == 2
        killed.kill()
        shown = subprocess.run(
            [sys.executable, "-m", "rehearse", "--demo", "history"], capture_output=True, check=True
        )
        assert shown.stdout
        (left,) = folders & set(tmp_path.glob("rehearse-demo-*"))
        runs.press("h")
        runs.wait_for("History  ·")
        runs.press(CTRL_Q)
        assert runs.wait_for_end() == 0
        assert not left.exists()
    finally:
        for app in (killed, runs):
            app.close()
