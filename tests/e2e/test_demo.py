"""The demo in the real program: shown, left, gone, also when the terminal is closed."""

import os
import signal
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
