"""A model file plays the interviewer in the real program: question, follow-ups, critique, and its sudden end."""

import os
import select
import signal
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.drilling import end_reply, tell
from tests.e2e.terminal import Terminal, children, open_pidfd, terminal
from tests.native import models

ENTER, CTRL_N, CTRL_S, CTRL_Q = "\r", "\x0e", "\x13", "\x11"
CRITIQUE = (
    '{"flaw":"team_language","section":"action","quote":"We could have moved to',
    ' a larger encoder","why":"It is open who weighed it.","fix":"Say that',
    ' you did."},{"flaw":"overclaiming","section":"action","quote":"I built all',
    ' of it alone","why":"Nobody does.","fix":"Name the others."}],"strengths":[],"withdraw":[],"rewrite":"Urgent',
    ' tickets in the wrong queue fell from 11 % to 4 %."}',
)
"""After what the form alone gives; each piece ends where there is a choice."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder whose model knows some phrases by heart; it reads a byte at a time, so its room is larger."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "models").mkdir()
    (folder / "config.toml").write_text("[model]\ncontext = 8192\n")
    models.scripted_model(
        folder / "models" / "scripted.gguf",
        ["One real case", " is all I need", " today."],
        also={" ": ["What did the small", " model get", " wrong after that?"], "[": CRITIQUE},
    )
    return folder


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "rehearse.db")) as db:
        return db.execute(query).fetchall()


def hear_the_model(app: Terminal) -> None:
    """Let one persona after the other ask until the model does: a busy machine reads its instructions too late."""
    for _ in range(8):
        app.wait_for(lambda: "One real case" in app.text or "keep to it?" in app.text, "the question")
        if "One real case" in app.text:
            app.wait_for("One real case is all I need today.")
            return
        app.press("p")
        app.wait_for(lambda: "keep to it?" not in app.text, "another persona's turn")
    raise AssertionError(f"the model never asked:\n{app.text}")


def answer(app: Terminal) -> None:
    """Answer the proposed question up to the first follow-up."""
    app.wait_for("ready: Tiny Scripted")
    app.wait_for("Enter starts")
    app.press(ENTER)
    hear_the_model(app)
    app.press(ENTER)
    app.wait_for("▌ S  Situation")
    tell(app)


def test_a_model_asks_and_judges_and_the_history_names_it(data: Path) -> None:
    with terminal(data, "--seed", "3") as app:
        answer(app)
        app.wait_for("Follow-up 1 of 2  ·  Tiny Scripted")
        app.wait_for("What did the small model")
        app.wait_for("^s Answered")
        app.press("Rare languages.")
        app.wait_for("Rare languages.")
        app.press(CTRL_S)
        app.wait_for("Follow-up 2 of 2")
        app.wait_for(" of 1:00")
        end_reply(app, "Fix this next")
        app.wait_for("Your Result, tighter")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    assert rows(data, "SELECT interviewer FROM follow_ups") == [("Tiny Scripted",)] * 2
    assert rows(data, "SELECT engine, model, dropped_quotes FROM critiques ORDER BY id") == [
        ("rules", None, 0),
        ("model", "Tiny Scripted", 1),
    ]
    (made,) = rows(
        data,
        "SELECT prompt_id, length(prompt_hash) > 8, length(model_hash) FROM critiques WHERE model NOT NULL",
    )
    assert made == ("critique", 1, 64)


def is_gone(app: Terminal, child: int) -> bool:
    return child not in children(app.pid)


def test_a_drill_goes_on_when_the_model_is_killed(data: Path) -> None:
    with terminal(data, "--seed", "3") as app:
        answer(app)
        app.wait_for("^s Answered")
        for _ in range(2):
            # It is started again once; after the second time the built-in interviewer stays.
            app.wait_for(lambda: children(app.pid), "the model's process")
            (child,) = children(app.pid)
            os.kill(child, signal.SIGKILL)
            app.wait_for(partial(is_gone, app, child), "its end")
        app.press("Rare languages.")
        app.press(CTRL_S)
        app.wait_for("Follow-up 2 of 2  ·  built-in interviewer")
        app.wait_for(" of 1:00")
        end_reply(app, "Fix this next")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    last = "SELECT answer, interviewer FROM follow_ups WHERE attempt_id = (SELECT max(id) FROM attempts)"
    assert rows(data, last) == [("Rare languages.", "Tiny Scripted"), ("", "built-in interviewer")]


def test_no_model_process_outlives_the_app(data: Path) -> None:
    with terminal(data) as app:
        app.wait_for("ready: Tiny Scripted")
        (child,) = children(app.pid)
        with open_pidfd(child) as watched:
            app.kill()
            assert select.select([watched], [], [], 2)[0]
