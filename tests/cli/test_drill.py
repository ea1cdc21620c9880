"""`rehearse drill --plain` and `rehearse mock --plain` as a shell calls them: every option, and what is refused."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rehearse.cli.main import cli
from rehearse.domain.exercise import Kind
from rehearse.domain.vocabulary import Coaching, Competency, Experience, Mode
from rehearse.storage.store import SqliteStore
from tests.builders import story
from tests.plain.conversation import kept


def rehearse(folder: Path, *words: str, given: str = "") -> Result:
    return CliRunner().invoke(cli, ["--data-dir", str(folder), "--seed", "1", *words], input=given)


def test_every_option_decides_what_it_names(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.stories.add(story(), "router")
    store.close()
    said = rehearse(
        tmp_path,
        *("drill", "--plain", "--question", "failure-01", "--persona", "data_scientist", "--target", "120"),
        *("--follow-ups", "3", "--spoken", "--exam", "--story", "router", "--model", "none"),
        given="\na note\n",
    ).output
    assert "Spoken: 2 minutes; exam; 3 follow-ups." in said
    assert "The data scientist asks:" in said
    attempt = kept(tmp_path)
    assert (attempt.question.id, attempt.persona.id, attempt.target) == ("failure-01", "data_scientist", 120)
    assert (attempt.follow_ups, attempt.mode, attempt.coaching) == (3, Mode.SPOKEN, Coaching.EXAM)
    assert attempt.story is not None
    assert attempt.story.key == "router"


def test_on_the_day_of_the_interview_openings_are_advised(tmp_path: Path) -> None:
    assert "The interview is near" not in rehearse(tmp_path, "drill", "--plain").output
    today = date.today().isoformat()  # noqa: DTZ011 (the user's own calendar)
    rehearse(tmp_path, "profile", "set", "--date", today, "--experience", "lab")
    assert "The interview is near" in rehearse(tmp_path, "drill", "--plain", given="Told.\n").output
    assert kept(tmp_path).experience is Experience.LAB


def test_a_competency_decides_the_question_and_the_next_one(tmp_path: Path) -> None:
    rehearse(tmp_path, "drill", "--plain", "--competency", "influence", given="/another\nTold.\n")
    assert kept(tmp_path).question.competency is Competency.INFLUENCE


def test_the_latest_draft_is_gone_on_with_whatever_drill_it_is(tmp_path: Path) -> None:
    assert "Nothing is in progress." in str(rehearse(tmp_path, "drill", "--plain", "--resume").exception)
    whole = "\nA.\n/next\nB.\n/next\nC.\n/next\nD.\n/next\nE.\n/next\n"
    manner = ("--follow-ups", "0", "--target", "90")
    rehearse(tmp_path, "drill", "--plain", *manner, given=f"{whole}/weakest\nHalf.\n")
    said = rehearse(tmp_path, "drill", "--plain", "--resume", given="Whole.\n/finish\n/again\nAnew.\n").output
    assert "Kept as attempt 2" in said
    assert kept(tmp_path, 2).exercise.kind is Kind.SECTION
    assert "Typed: 225 words, 1 minute 30 seconds aloud; coached; no follow-ups." in said


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--question", "failure-1"], "There is no question 'failure-1'"),
        (["--persona", "ceo"], "--persona cannot be 'ceo': it is none of hiring_manager"),
        (["--story", "router"], "There is no story 'router' in the bank; its keys are: none."),
        (["--model", "gpt"], "There is no model gpt; rehearse models list names those on this machine."),
    ],
)
def test_what_is_not_there_is_refused_by_name(tmp_path: Path, words: list[str], why: str) -> None:
    assert why in str(rehearse(tmp_path, "drill", "--plain", *words).exception)


def test_a_model_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "page.gguf"
    file.write_text("<html>", encoding="utf-8")
    refused = rehearse(tmp_path, "drill", "--plain", "--model", str(file))
    assert str(refused.exception) == f"{file}: This is not a GGUF model file."


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["drill", "--question", "a", "--competency", "failure"], "either --question or --competency"),
        (["drill", "--target", "100"], "'100' is not one of '90', '120', '150', '180'"),
        (["drill", "--follow-ups", "4"], "4 is not in the range 0<=x<=3"),
        (["mock", "--resume", "--new"], "either --resume or --new"),
    ],
)
def test_options_that_make_no_sense_are_refused(tmp_path: Path, words: list[str], why: str) -> None:
    refused = rehearse(tmp_path, *words)
    assert refused.exit_code == 2
    assert why in refused.output


def test_a_mock_goes_on_or_is_ended_only_when_that_is_said(tmp_path: Path) -> None:
    assert "No mock interview goes on." in str(rehearse(tmp_path, "mock", "--plain", "--resume").exception)
    rehearse(tmp_path, "mock", "--plain", "--questions", "3", given="Begun.\n")
    refused = rehearse(tmp_path, "mock", "--plain")
    assert "0 of 3 questions answered" in str(refused.exception)
    assert "Going on with:" in rehearse(tmp_path, "drill", "--plain", "--resume").output
    said = rehearse(tmp_path, "mock", "--plain", "--new", "--questions", "1", given="Begun.\n").output
    assert "Question 1 of 1." in said


def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "rehearse.db").mkdir()
    refused = rehearse(tmp_path, "drill", "--plain")
    assert "--data-dir" in str(refused.exception)
    assert refused.output == ""


@pytest.mark.parametrize("command", ["drill", "mock"])
def test_without_plain_the_app_needs_a_terminal(tmp_path: Path, command: str) -> None:
    assert "rehearse drill --plain" in str(rehearse(tmp_path, command).exception)
