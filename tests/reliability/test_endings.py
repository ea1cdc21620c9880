"""However the app ends, the terminal is given back, the last letters are on disk, and no process stays behind."""

import os
import select
import signal
import sys
import threading
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.e2e.drilling import begin
from tests.e2e.terminal import Terminal, children, open_pidfd, terminal
from tests.native import models
from tests.reliability.extent import cases
from tests.reliability.killing import assert_in_order, read
from tests.reliability.sanity import assert_given_back, assert_was_taken

ENTER, CTRL_Q = "\r", "\x11"
FAILING = """
import runpy, sys
from rehearse.ui.screens.drill import DrillScreen
draw = DrillScreen.draw
def failing(self):
    draw(self)
    if "boom" in str(self.session.drill.texts):
        raise ValueError("no such luck")
DrillScreen.draw = failing
sys.argv = ["rehearse", *sys.argv[4:]]
runpy.run_module("rehearse", run_name="__main__")
"""

TOLD_TO_END_LATE = """
import signal
from rehearse.cli import running
report = running._report_end
def told_then(app, **options):
    signal.raise_signal(signal.SIGTERM)
    report(app, **options)
running._report_end = told_then
"""

FAILING_UNSEEN = """
import runpy, sys
from rehearse.ui.terminal import Terminal
close = Terminal.close
class Failing:
    def __del__(self):
        raise ValueError("no such luck")
def closing(self):
    close(self)
    Failing()
Terminal.close = closing
sys.argv = ["rehearse", *sys.argv[4:]]
runpy.run_module("rehearse", run_name="__main__")
"""


def type_an_answer(app: Terminal, words: str) -> None:
    begin(app)
    app.press(words)
    app.wait_for(words)


def told(data: Path) -> str:
    """Read what the last attempt tells of its situation; the database must be in order."""
    assert_in_order(data / "rehearse.db")
    query = "SELECT text FROM attempt_sections WHERE section = 'situation' ORDER BY attempt_id DESC LIMIT 1"
    return str(read(data / "rehearse.db", query)[0][0])


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129), (None, 0)],
    ids=["SIGTERM", "SIGINT", "SIGHUP", "ctrl+q"],
)
def test_an_end_from_outside_is_as_clean_as_one_by_a_key(
    tmp_path: Path, number: signal.Signals | None, status: int
) -> None:
    with terminal(tmp_path) as app:
        type_an_answer(app, "the last letters")
        assert_was_taken(app)
        app.press(CTRL_Q) if number is None else app.send(number)
        assert app.wait_for_end() == status
        assert_given_back(app)
    assert told(tmp_path) == "the last letters"


@pytest.mark.parametrize("way", ["SIGTERM", "hang up"])
def test_a_models_process_ends_with_the_app(tmp_path: Path, way: str) -> None:
    (tmp_path / "models").mkdir()
    models.scripted_model(
        tmp_path / "models" / "scripted.gguf", ["One real case", " is all I need", " today."]
    )
    with terminal(tmp_path) as app, ExitStack() as watch:
        app.wait_for("ready: Tiny Scripted")
        type_an_answer(app, "the last letters")
        (child,) = children(app.pid)
        watched = watch.enter_context(open_pidfd(child))
        if way == "hang up":
            assert app.hang_up() == 128 + signal.SIGHUP
        else:
            app.send(signal.SIGTERM)
            assert app.wait_for_end() == 143
            assert_given_back(app)
        assert select.select([watched], [], [], 2)[0], "the model's process is still there"
    assert told(tmp_path) == "the last letters"


def test_a_killed_model_leaves_the_terminal_to_the_app(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    models.scripted_model(
        tmp_path / "models" / "scripted.gguf", ["One real case", " is all I need", " today."]
    )
    with terminal(tmp_path) as app:
        app.wait_for("ready: Tiny Scripted")
        os.kill(children(app.pid)[0], signal.SIGKILL)
        type_an_answer(app, "the last letters")
        assert_was_taken(app)
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        assert_given_back(app)
    assert told(tmp_path) == "the last letters"


@pytest.mark.parametrize(("debug", "told_to_end"), [(False, False), (True, False), (False, True)])
def test_an_error_of_its_own_is_a_sentence_and_costs_nothing(
    tmp_path: Path, debug: bool, told_to_end: bool
) -> None:
    script = tmp_path / "failing.py"
    script.write_text((TOLD_TO_END_LATE if told_to_end else "") + FAILING)
    data = tmp_path / "data"
    with terminal(data, *["--debug"][:debug], through=[sys.executable, str(script)]) as app:
        type_an_answer(app, "a private story")
        app.press(" boom")
        assert app.wait_for_end() == 1
        assert_given_back(app)
        after = app.raw.rpartition(b"\x1b[?1049l")[2].decode()
    assert "no such luck" in after
    assert "private story" not in after
    assert ("Traceback" in after) == debug
    assert ("What you typed is kept." in after) == (not debug)
    assert told(data) == "a private story boom"
    log = (data / "rehearse.log").read_text()
    assert "no such luck" in log
    assert "Traceback" in log
    assert "private story" not in log


def test_an_error_that_nothing_can_catch_goes_into_the_log(tmp_path: Path) -> None:
    script = tmp_path / "failing.py"
    script.write_text(FAILING_UNSEEN)
    data = tmp_path / "data"
    with terminal(data, through=[sys.executable, str(script)]) as app:
        type_an_answer(app, "the last letters")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
        assert_given_back(app)
        assert b"luck" not in app.raw
    assert "ValueError: no such luck" in (data / "rehearse.log").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_storm_of_signals_ends_it_once(tmp_path: Path, number: signal.Signals) -> None:
    def storm(process: int) -> None:
        with suppress(ProcessLookupError):
            while True:
                signal.pidfd_send_signal(process, number)

    for _ in range(cases(1, 10)):
        with terminal(tmp_path) as app, open_pidfd(app.pid) as process:
            type_an_answer(app, "the last letters")
            sender = threading.Thread(target=storm, args=[process])
            sender.start()
            assert app.wait_for_end() == 128 + number
            sender.join()
            assert_given_back(app)
            assert b"Traceback" not in app.raw
            assert b"Exception" not in app.raw
        assert told(tmp_path) == "the last letters"
