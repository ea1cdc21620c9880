"""A whole mock interview of five questions in the real program, killed in the middle and gone on with."""

from pathlib import Path

import pytest

from tests.e2e.drilling import start_clock, tell
from tests.e2e.terminal import CTRL_Q, CTRL_S, ENTER, Terminal, terminal
from tests.e2e.test_whole_way import rows
from tests.native import models


def answer(app: Terminal, number: int) -> None:
    """Answer one question of the mock, with its follow-up."""
    app.wait_for(f"Mock, question {number} of 5")
    start_clock(app)
    tell_with_follow_up(app)


def tell_with_follow_up(app: Terminal) -> None:
    tell(app)
    app.wait_for("Follow-up 1 of 1")
    app.wait_for(" of 1:00")
    app.press(CTRL_S)


@pytest.mark.parametrize("with_model", [False, True], ids=["built-in", "model"])
def test_five_questions_killed_in_the_third_and_debriefed(tmp_path: Path, with_model: bool) -> None:
    (tmp_path / "config.toml").write_text(
        "[drill]\nfollow_ups = 1\n[model]\ncontext = 8192\n", encoding="utf-8"
    )
    if with_model:
        (tmp_path / "models").mkdir()
        models.scripted_model(
            tmp_path / "models" / "scripted.gguf",
            ["One real case", " is all I need", " today."],
            also={" ": ["What did the small", " model get", " wrong after that?"]},
        )
    app: Terminal
    with terminal(tmp_path, "mock", "--questions", "5", "--persona", "recruiter", "--exam") as app:
        answer(app, 1)
        answer(app, 2)
        app.wait_for("Mock, question 3 of 5")
        start_clock(app)
        app.press("Half a situation")
        app.wait_for("Half a situation")
        app.wait_for(
            lambda: ("Half a situation",) in rows(tmp_path, "SELECT text FROM attempt_sections"), "the disk"
        )
        app.kill()
    with terminal(tmp_path) as app:
        app.wait_for("In progress")
        app.press("m")
        app.wait_for("2 of 5 answered")
        app.press(ENTER)
        app.wait_for("Mock, question 3 of 5")
        app.wait_for("Half a situation")
        app.press(". ")
        tell_with_follow_up(app)
        answer(app, 4)
        answer(app, 5)
        app.wait_for("What the notes come to")
        app.wait_for("5 of 5 answered")
        app.press("e")
        app.wait_for("Written:")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    assert rows(tmp_path, "SELECT stage FROM mocks") == [("finished",)]
    assert rows(tmp_path, "SELECT count(*), count(DISTINCT persona) FROM attempts") == [(5, 1)]
    assert len(list((tmp_path / "exports").iterdir())) == 2


def test_a_real_question_is_noted_down_and_practised(tmp_path: Path) -> None:
    with terminal(tmp_path) as app:
        app.wait_for("Enter starts")
        app.press("m")
        app.wait_for("Mock interview")
        app.press("r")
        app.wait_for("A real interview")
        app.press("failure: Which launch of yours went wrong?")
        app.wait_for("1 question: Failure")
        app.press("\x1b")
        app.wait_for("Enter starts.")
        app.press("\x1b")
        app.wait_for("Enter starts:")
        app.press("c")
        app.wait_for("Question")
        app.press("/")
        app.wait_for("Search the questions")
        app.press("Which launch of yours")
        app.wait_for("Which launch of yours went wrong?")
        app.press(ENTER)
        app.press(ENTER)
        start_clock(app)
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0
    assert ("Which launch of yours went wrong?",) in rows(tmp_path, "SELECT text FROM questions")
