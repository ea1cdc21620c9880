"""A resume given in the shell, asked about in the real program, told otherwise, and taken off the disk."""

import subprocess
import sys
from pathlib import Path

from tests.e2e.drilling import end_reply, start_clock, tell
from tests.e2e.terminal import CTRL_Q, CTRL_S, ENTER, terminal


def profile(data: Path, *words: str) -> None:
    command = [sys.executable, "-m", "rehearse", "--data-dir", str(data), "profile", *words]
    subprocess.run(command, check=True, capture_output=True)


def test_a_number_that_the_resume_has_otherwise_is_asked_about(tmp_path: Path) -> None:
    resume = tmp_path / "cv.md"
    resume.write_text("- Cut misrouted urgent tickets from 11 % to 7 % in six weeks\n", encoding="utf-8")
    profile(tmp_path, "resume", str(resume))
    with terminal(tmp_path) as app:
        app.wait_for("Enter starts")
        app.press("y")
        app.wait_for("Asked about: Cut misrouted urgent tickets")
        app.press("\x1b")
        app.wait_for("Enter starts:")
        app.press(ENTER)
        start_clock(app)
        tell(app)
        app.wait_for("Your resume says 7 %, and you said 4 %.")
        app.wait_for(" of 1:00")
        app.press(CTRL_S)
        app.wait_for("Follow-up 2 of 2")
        app.wait_for(" of 1:00")
        end_reply(app, "Numbers of your resume")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    profile(tmp_path, "wipe", "--yes")
    left = b"".join(file.read_bytes() for file in tmp_path.glob("rehearse.db*"))
    assert b"Cut misrouted urgent tickets" not in left
