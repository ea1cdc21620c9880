"""The real program in a real terminal, from the shell to the history, and what a kill leaves behind."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.builders import ANSWER
from tests.e2e.drilling import begin, end_reply
from tests.e2e.terminal import CTRL_N, CTRL_Q, CTRL_S, ENTER, terminal


def rows(data: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data / "rehearse.db")) as db:
        return db.execute(query).fetchall()


def test_from_the_shell_to_the_history_and_back_again(tmp_path: Path) -> None:
    with terminal(tmp_path) as app:
        begin(app)
        for section, text in ANSWER.items():
            app.press(text)
            if section.value != "reflection":
                app.press(CTRL_N)
        app.wait_for("▌ L  Reflection")
        app.wait_for("16/25 words")
        app.press(CTRL_S)
        app.wait_for("Follow-up 1 of 2")
        app.wait_for("^s Answered")
        app.press("It was read off the live dashboard.")
        app.wait_for("live dashboard.")
        app.press(CTRL_S)
        app.wait_for("Follow-up 2 of 2")
        app.wait_for("of 1:00")
        app.press("Two hours of the support lead.")
        app.wait_for("support lead.")
        end_reply(app, "Fix this next")
        app.press("h")
        app.wait_for("History  ·  1 attempt")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    assert rows(tmp_path, "SELECT status, mode, words > 60 FROM attempts") == [("finished", "typed", 1)]
    told = dict(rows(tmp_path, "SELECT section, text FROM attempt_sections"))
    assert told == {section.value: text for section, text in ANSWER.items()}
    exchanges = rows(tmp_path, "SELECT answer, quote IS NULL OR instr(text, quote) > 0 FROM follow_ups")
    assert exchanges == [("It was read off the live dashboard.", 1), ("Two hours of the support lead.", 1)]
    assert rows(tmp_path, "SELECT engine, overall BETWEEN 1 AND 5 FROM critiques") == [("rules", 1)]
    quotes = rows(tmp_path, "SELECT quote FROM findings WHERE quote IS NOT NULL")
    assert all(quote in "\n\n".join(ANSWER.values()) for (quote,) in quotes)
    with terminal(tmp_path) as app:
        app.wait_for("Last attempts")
        app.press("h")
        app.wait_for("History  ·  1 attempt")
        app.press(ENTER)
        app.wait_for("Fix this next")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0


def test_kill_9_in_mid_typing_loses_at_most_a_second(tmp_path: Path) -> None:
    with terminal(tmp_path) as app:
        begin(app)
        typed: list[tuple[float, str]] = []
        text = ""
        for number in range(40):
            word = f"word{number} "
            app.press(word)
            text += word
            app.wait_for(word.strip())
            typed.append((time.monotonic(), text))
        killed = time.monotonic()
        app.kill()
    kept = rows(tmp_path, "SELECT text FROM attempt_sections WHERE section = 'situation'")[0][0]
    older_than_a_second = [text for moment, text in typed if killed - moment > 1.0]
    assert len(older_than_a_second) > 5, "the typing was too quick to tell anything"
    assert kept.startswith(older_than_a_second[-1].strip())
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    with terminal(tmp_path) as app:
        app.wait_for("In progress")
        app.press("r")
        app.wait_for("PAUSED")
        app.wait_for("word0 word1")


def test_control_sequences_in_a_pack_never_reach_the_terminal(tmp_path: Path) -> None:
    pack = tmp_path / "hostile.toml"
    pack.write_text(
        'format = 1\ntitle = "x"\n[[question]]\nid = "zz"\ncompetency = "failure"\n'
        'text = "[/] [@click=app.quit]x[/] \\u001b]52;c;aGFjaw==\\u0007 \\u001b]0;owned\\u0007 \\u009b2J 日本語 🧑‍🚀"\n'
        '[question.probes]\nmetric = "[/]"\ndata = "\\u001b[31m?"\nlesson = "?"\n'
    )
    with terminal(tmp_path / "data", "--questions", str(pack)) as app:
        app.wait_for("Enter starts")
        app.press("c")
        app.wait_for("questions  ·")
        app.press("/")
        app.wait_for("Search the questions")
        app.press("[@click")
        app.wait_for("1 question ")
        app.press(ENTER)
        app.press(ENTER)
        app.wait_for("Enter starts the clock")
        app.wait_for("[@click=app.quit]x[/]")
        assert b"52;c;" not in app.raw
        assert b"owned\x07" not in app.raw
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0


def test_the_shell_names_the_question_and_two_keys_start_its_clock(tmp_path: Path) -> None:
    with terminal(tmp_path, "drill", "--question", "failure-01", "--target", "90", "--exam") as app:
        app.wait_for("Enter starts the clock")
        app.wait_for("exam")
        app.press(ENTER)
        app.wait_for("▌ S  Situation")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    assert rows(tmp_path, "SELECT target_seconds, coaching FROM attempts") == [(90, "exam")]


def test_a_terminal_too_small_is_told_so(tmp_path: Path) -> None:
    with terminal(tmp_path, columns=40, rows=12) as app:
        assert app.wait_for_end() == 1
        assert "needs a terminal of 60x20; this one is 40x12" in app.text.replace("\n", "")


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_a_pipe_is_told_so(tmp_path: Path, stream: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", "--data-dir", str(tmp_path)],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        input="" if stream == "stdin" else None,
        check=False,
    )
    assert run.returncode == 1
    assert "needs a terminal" in run.stderr
    assert run.stdout == ""
