"""Line mode in a real terminal that can do nothing, and in pipes: what it writes, and what every way out leaves."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from rehearse.plain.terminal import LONGEST_LINE
from tests.builders import ANSWER
from tests.e2e.terminal import PATIENCE, Terminal, terminal
from tests.e2e.test_whole_way import rows
from tests.native import models

ENTER, CTRL_C, CTRL_D = "\r", "\x03", "\x04"
DRILL = ("--seed", "1", "drill", "--plain")
GO_ON = "Go on with it: rehearse drill --plain --resume"
SITUATION = "SELECT text FROM attempt_sections WHERE section = 'situation'"


@pytest.fixture(autouse=True)
def dumb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Terminal]:
    """Give a drill whose clock runs."""
    with terminal(tmp_path, *DRILL) as opened:
        opened.wait_for("Ready:")
        opened.press(ENTER)
        opened.wait_for("Situation, 0 of 50 words:")
        yield opened


def tell(app: Terminal) -> None:
    """Answer in five sections."""
    app.wait_for("Ready:")
    app.press(ENTER)
    for section, text in ANSWER.items():
        app.wait_for(f"{section.label}, 0 of ")
        app.press(f"{text}\r\r\r")


def test_a_whole_drill_by_keyboard_without_one_escape_sequence(tmp_path: Path) -> None:
    with terminal(tmp_path, *DRILL, "--follow-ups", "1") as app:
        tell(app)
        app.wait_for("Follow-up 1 of 1 (built-in interviewer):")
        app.press("It was read off the live dashboard.\r")
        app.wait_for("It was read off")
        app.press("/time\r")
        app.wait_for("of 1 minute.")
        app.press("/next\r")
        app.wait_for("Next:")
        assert "Fix this next:" in app.said
        assert "rehearse history show 1 reads it again." in app.said
        app.press(ENTER)
        assert app.wait_for_end() == 0
        assert not {byte for byte in app.raw if byte < 32} - set(b"\r\n")
        critique = app.said[app.said.index("Fix this next:") :]
        assert all(len(line) < 120 for line in critique.splitlines())
    assert dict(rows(tmp_path, "SELECT section, text FROM attempt_sections")) == {
        section.value: text for section, text in ANSWER.items()
    }
    assert rows(tmp_path, "SELECT status FROM attempts") == [("finished",)]
    assert rows(tmp_path, "SELECT answer FROM follow_ups") == [("It was read off the live dashboard.",)]


def test_kill_9_costs_no_line_that_was_entered(tmp_path: Path, app: Terminal) -> None:
    for number in range(1, 6):
        app.press(f"Sentence number {number}.\r")
        app.wait_for(f"Situation, {3 * number} of 50 words:")
    app.press("never entered")
    app.wait_for("never entered")
    app.kill()
    text = "\n".join(f"Sentence number {number}." for number in range(1, 6))
    assert rows(tmp_path, SITUATION) == [(text,)]
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    with terminal(tmp_path, *DRILL, "--resume") as again:
        again.wait_for("15 words stand here already")
        again.press("/quit\r")
        assert again.wait_for_end() == 0


def test_a_special_drill_goes_on_after_kill_9(tmp_path: Path) -> None:
    with terminal(tmp_path, *DRILL, "--exercise", "interruption") as app:
        app.wait_for("Ready:")
        app.press(ENTER)
        for section in ("Situation", "Task"):
            app.wait_for(f"{section}, 0 of ")
            app.press(f"{section} told.\r\r\r")
        app.wait_for("Action, 0 of ")
        app.press(f"{'act ' * 210}\r")
        app.wait_for("cuts in:")
        app.kill()
    with terminal(tmp_path, *DRILL, "--resume") as again:
        again.wait_for("cuts in:")
        again.press("Because of the cost.\r\r\r")
        again.wait_for("Back to your Action.")
        again.press("So I went on.\r/next\r")
        again.wait_for("Result, 0 of ")
        again.press("It held.\r/finish\r")
        again.wait_for("Next:")
        assert "Interruption drill:" in again.said
        again.press(ENTER)
        assert again.wait_for_end() == 0
    assert rows(tmp_path, "SELECT status, kind FROM attempts") == [("finished", "interruption")]


@pytest.mark.parametrize(
    ("way", "status"),
    [("ctrl+c", 130), ("ctrl+d", 0), ("SIGTERM", 143)],
)
def test_every_way_out_keeps_the_half_typed_line_too(
    tmp_path: Path, app: Terminal, way: str, status: int
) -> None:
    app.press("It broke on\r")
    app.wait_for("Situation, 3 of 50 words:")
    app.press("a friday and nobody")
    app.wait_for("a friday and nobody")
    if way == "SIGTERM":
        os.kill(app.pid, signal.SIGTERM)
    else:
        # ctrl+d hands a half line over, and ends the input only on an empty one
        app.press(CTRL_C if way == "ctrl+c" else CTRL_D * 2)
    app.wait_for(GO_ON)
    assert app.wait_for_end() == status
    assert "Kept: 7 words." in app.said
    assert rows(tmp_path, SITUATION) == [("It broke on a friday and nobody",)]


def test_a_closed_terminal_keeps_everything(tmp_path: Path, app: Terminal) -> None:
    app.press("It broke.\r")
    app.wait_for("Situation, 2 of 50 words:")
    assert app.hang_up() == 129
    assert rows(tmp_path, SITUATION) == [("It broke.",)]
    assert rows(tmp_path, "SELECT status FROM attempts") == [("draft",)]


def test_ctrl_z_leaves_nothing_to_the_shell(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "rehearse", "--data-dir", str(tmp_path), *DRILL]
    shell = pexpect.spawn("bash", ["--norc", "-i"], env={**os.environ, "PS1": "shell% "}, timeout=PATIENCE)
    shell.expect_exact(b"shell% ")
    shell.sendline(" ".join(words).encode())
    shell.expect_exact(b"Ready:")
    shell.send(b"\r")
    shell.expect_exact(b"Situation, 0 of 50 words:")
    shell.send(b"half a sentence")
    shell.expect_exact(b"half a sentence")
    shell.send(b"\x1a")
    shell.expect_exact(b"shell% ")
    shell.sendline(b"fg")
    shell.expect_exact(b"Situation, 3 of 50 words:")
    shell.sendline(b"that goes on.")
    shell.expect_exact(b"Situation, 6 of 50 words:")
    shell.sendline(b"/quit")
    shell.expect_exact(b"shell% ")
    shell.close(force=True)
    assert rows(tmp_path, SITUATION) == [("half a sentence that goes on.",)]


def test_a_line_as_long_as_the_terminal_takes_is_pointed_out(tmp_path: Path, app: Terminal) -> None:
    app.press("word " * (LONGEST_LINE // 5 + 20))
    app.press(ENTER)
    app.wait_for("its end may be missing")
    app.press("/quit\r")
    assert app.wait_for_end() == 0
    assert len(rows(tmp_path, SITUATION)[0][0]) > LONGEST_LINE - 10


def test_a_model_asks_and_reads_the_answer(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "config.toml").write_text("[model]\ncontext = 8192\n", encoding="utf-8")
    models.scripted_model(
        tmp_path / "models" / "scripted.gguf",
        ["One real case", " is all I need", " today."],
        also={" ": ["What did the small", " model get", " wrong after that?"]},
    )
    with terminal(tmp_path, "--seed", "3", "drill", "--plain", "--follow-ups", "1") as app:
        app.wait_for("Ready:")
        opened, ready = "Loading Tiny Scripted.", "Tiny Scripted is ready and asks from now on."
        # who puts the question then is a matter of two seconds, which a busy machine has not got
        assert app.said.index(opened) < app.said.index(ready) < app.said.index(" asks: ")
        tell(app)
        app.wait_for("Follow-up 1 of 1 (Tiny Scripted):")
        app.wait_for(
            lambda: "small model get wrong after that?" in " ".join(app.said.split()), "its question"
        )
        app.press("/next\r")
        app.wait_for("Tiny Scripted reads your answer too.")
        app.wait_for("Next:")
        app.press(ENTER)
        assert app.wait_for_end() == 0
        assert b"\x1b" not in app.raw
    assert rows(tmp_path, "SELECT interviewer FROM follow_ups") == [("Tiny Scripted",)]


def test_the_app_sends_a_dumb_terminal_here(tmp_path: Path) -> None:
    with terminal(tmp_path) as app:
        assert app.wait_for_end() == 1
        assert b"rehearse drill --plain" in app.raw
        assert b"\x1b" not in app.raw


def piped(
    folder: Path, *words: str, given: str = "", out: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rehearse", "--data-dir", str(folder), *words],
        input=given,
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def test_prompts_are_seen_while_the_output_goes_into_a_file(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "rehearse", "--data-dir", str(tmp_path), *DRILL]
    shell = pexpect.spawn("sh", ["-c", f"{' '.join(words)} > {tmp_path / 'said.txt'}"], timeout=PATIENCE)
    shell.expect_exact(b"Ready:")
    shell.send(b"\r")
    shell.expect_exact(b"Situation, 0 of 50 words:")
    shell.send(b"/quit\r")
    shell.expect(pexpect.EOF)
    said = (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert "Situation, 1 of 5: 50 words." in said
    assert "0 of 50" not in said


def test_a_whole_drill_is_piped_in_and_its_transcript_out(tmp_path: Path) -> None:
    given = "\n\n\n".join(ANSWER.values()) + "\n\n\n"
    run = piped(tmp_path, *DRILL, "--follow-ups", "0", given=given)
    assert (run.returncode, run.stderr) == (0, "")
    assert "Situation, 0 of" not in run.stdout
    assert "Situation, 1 of 5: 50 words." in run.stdout
    assert "Fix this next:" in run.stdout
    assert rows(tmp_path, "SELECT status, words > 60 FROM attempts") == [("finished", 1)]


def test_a_whole_mock_is_piped_in(tmp_path: Path) -> None:
    answer = "\n" + "\n\n\n".join(ANSWER.values()) + "\n\n\n"
    run = piped(
        tmp_path, "mock", "--plain", "--questions", "3", "--follow-ups", "0", "--exam", given=answer * 2
    )
    assert run.stdout.endswith("Go on with it: rehearse mock --plain --resume\n")
    refused = piped(tmp_path, "mock", "--plain")
    assert refused.returncode == 1
    assert "A mock interview goes on: 2 of 3 questions answered." in refused.stderr
    run = piped(tmp_path, "mock", "--plain", "--resume", given=answer)
    assert (run.returncode, run.stderr) == (0, "")
    assert "3 of 3 questions answered" in run.stdout
    assert rows(tmp_path, "SELECT stage FROM mocks") == [("finished",)]


def test_a_reader_that_goes_away_costs_nothing(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = piped(tmp_path, *DRILL, given="\nIt broke.\n", out=writing)
    os.close(writing)
    assert "Traceback" not in run.stderr
    assert "Exception ignored" not in run.stderr
