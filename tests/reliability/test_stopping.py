"""Stopped and continued, by a shell or in a storm: the clock stands, the screen comes back, nothing typed is lost."""

import os
import random
import re
import select
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.terminal import PATIENCE, Terminal, children, open_pidfd, terminal
from tests.reliability.extent import cases
from tests.reliability.sanity import assert_given_back, modes
from tests.reliability.test_endings import told, type_an_answer

BASH = shutil.which("bash")
CTRL_Q = "\x11"
PROMPT = "ready: "
STOOD, LAG = 8, 4
"""Seconds that the program stands still, and that a busy machine may show a clock late."""

needs_a_shell = pytest.mark.skipif(BASH is None, reason="no shell with job control is installed here")


@contextmanager
def answering_in_a_shell(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Terminal, int]]:
    """Open a shell in a terminal, start the program in it and type an answer; give the program's process, too."""
    monkeypatch.setenv("PS1", PROMPT)
    bash = [str(BASH), "--norc", "--noprofile", "--noediting", "-i"]
    with terminal(data, through=[*bash, "-c", f"exec {shlex.join(bash)}"]) as app:
        app.wait_for(PROMPT)
        app.press(f"{sys.executable} -m rehearse --data-dir {data}\n")
        type_an_answer(app, "the last letters")
        (program,) = children(app.pid)
        yield app, program


def wait_for_prompt(app: Terminal, begins: int) -> None:
    """Wait until the shell has the terminal again."""
    app.wait_for(lambda: app.raw[begins:].decode(errors="replace").endswith(PROMPT), "the prompt")


def assert_is_the_shells(app: Terminal) -> None:
    assert modes(app.raw) == {7, 25}
    assert app.attributes() == app.found


def enter(app: Terminal, command: str) -> None:
    """Let the shell do something."""
    begins = len(app.raw)
    app.press(f"{command}\n")
    wait_for_prompt(app, begins)


def clock(app: Terminal) -> int:
    """Read the seconds of the section that is told."""
    found = re.search(r"▌ S  Situation[^\n]*\n[^\n│]*│[^\n│]* (\d+):(\d\d) ", app.text)
    assert found, app.text
    return 60 * int(found[1]) + int(found[2])


@needs_a_shell
def test_a_stop_is_kept_and_counted_by_no_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering_in_a_shell(tmp_path, monkeypatch) as (app, program):
        before, began, begins = clock(app), time.monotonic(), len(app.raw)
        os.kill(program, signal.SIGTSTP)
        wait_for_prompt(app, begins)
        assert_is_the_shells(app)
        assert told(tmp_path) == "the last letters"
        enter(app, f"sleep {STOOD}")
        enter(app, "bg")
        app.screen.reset()
        app.press("fg\n")
        app.wait_for("the last letters")
        app.wait_for("▌ S  Situation")
        app.press(" and more")
        app.wait_for("the last letters and more")
        assert 0 <= clock(app) - before <= time.monotonic() - began - STOOD + LAG
        app.press(CTRL_Q)
        wait_for_prompt(app, begins)
        assert_is_the_shells(app)
    assert told(tmp_path) == "the last letters and more"


@needs_a_shell
def test_a_stop_that_nobody_is_told_of_leaves_the_terminal_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering_in_a_shell(tmp_path, monkeypatch) as (app, program):
        begins = len(app.raw)
        os.kill(program, signal.SIGSTOP)
        wait_for_prompt(app, begins)
        app.screen.reset()
        app.press("fg\n")
        app.wait_for("the last letters")
        app.press(" and more")
        app.wait_for("the last letters and more")
        app.press(CTRL_Q)
        wait_for_prompt(app, begins)
        assert_is_the_shells(app)
    assert told(tmp_path) == "the last letters and more"


@needs_a_shell
@pytest.mark.parametrize("way", ["kill %1", "hang up"])
def test_what_is_stopped_can_be_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    with answering_in_a_shell(tmp_path, monkeypatch) as (app, program), open_pidfd(program) as watched:
        begins = len(app.raw)
        os.kill(program, signal.SIGTSTP)
        wait_for_prompt(app, begins)
        if way == "hang up":
            app.hang_up()
        else:
            enter(app, way)
            assert_is_the_shells(app)
        assert select.select([watched], [], [], PATIENCE)[0], "it is still there"
    assert told(tmp_path) == "the last letters"


def end_typed(app: Terminal) -> bool:
    """Type until it is shown: the program may come to its stop late, and what is typed at that moment is flushed."""
    app.send(signal.SIGCONT)
    if "END" not in app.text and time.monotonic() % 3 < 0.5:
        app.press(" END")
    return "END" in app.text


def test_a_slow_terminal_is_given_back_when_all_is_written(tmp_path: Path) -> None:
    with terminal(tmp_path) as app:
        type_an_answer(app, "the last letters")
        for columns in range(260, 300):
            app.resize(columns, 100)
        app.send(signal.SIGTSTP)
        end = time.monotonic() + PATIENCE
        while app.attributes() != app.found:  # it may show what is typed from here on
            app.look(256)
            assert time.monotonic() < end, "it does not come to its stop"
        app.send(signal.SIGSTOP)
        while app.look() and modes(app.raw) != {7, 25}:
            assert time.monotonic() < end, "something was still to be written"
        app.send(signal.SIGCONT)


@pytest.mark.parametrize("seed", range(cases(1, 5)))
def test_a_storm_of_stops_is_weathered(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with terminal(tmp_path) as app:
        type_an_answer(app, "the last letters")
        for number in range(cases(25, 100)):
            app.send(chance.choice([signal.SIGTSTP, signal.SIGSTOP, signal.SIGCONT, signal.SIGCONT]))
            if chance.random() < 0.3:
                app.send(signal.SIGCONT)
                app.press(f" {number}")
                app.look()
        app.screen.reset()
        app.wait_for(partial(end_typed, app), "what is typed")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        assert_given_back(app)
    text = told(tmp_path)
    assert text.startswith("the last letters")
    assert text.endswith(" END")
