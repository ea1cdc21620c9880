"""`rehearse drill --plain` and `rehearse mock --plain` as a shell calls them: every option, and what is refused."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rehearse.cli.main import cli
from rehearse.domain.exercise import Kind
from rehearse.domain.review import TICK
from rehearse.domain.section import Section
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


def test_special_drills_are_taken_from_the_shell(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.stories.add(story(), "router")
    store.close()
    setup = ("drill", "--plain", "--exercise", "setup", "--story", "router")
    said = rehearse(tmp_path, *setup, given="\nUrgent tickets got lost.\n/next\nI own it.\n/next\n").output
    assert "Set-up drill. The hiring manager asks: Ticket router: Set the scene" in said
    assert "/another" not in said.split("Situation, 1 of 2")[0]
    assert "good takes in a row" in said
    attempt = kept(tmp_path)
    assert (attempt.exercise.kind, attempt.told) == (Kind.SETUP, (Section.SITUATION, Section.TASK))
    assert attempt.story is not None
    assert "Set-up drill" in rehearse(tmp_path, "drill", "--plain", "--again", "1").output


def test_a_spoken_set_up_is_ticked_by_who_said_it(tmp_path: Path) -> None:
    setup = ("drill", "--plain", "--exercise", "setup", "--spoken")
    said = rehearse(tmp_path, *setup, given="\n\n\ny\nn\ny\n").output
    assert "Not said: ML system." in said
    outcome = kept(tmp_path).outcome
    assert outcome is not None
    assert [name for name in outcome.measures if name.startswith(TICK)] == [
        f"{TICK}business pain",
        f"{TICK}constraint",
    ]


def test_the_sentences_of_an_action_told_alone_are_read_out(tmp_path: Path) -> None:
    words = "We could have bought a larger encoder, but it doubled the latency. Then I met the team."
    said = rehearse(tmp_path, "drill", "--plain", "--exercise", "action", given=f"\n{words}\n/next\n").output
    assert "Action drill:" in said
    assert "“We could have bought a larger encoder, but it doubled the latency.”: " in said


def test_a_fact_that_moved_is_said_with_both_figures(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.stories.add(story(), "router")
    store.close()
    told = "\nIt was lost.\n/next\nI owned it.\n/next\nI relabelled.\n/next\nMisrouted tickets fell from 11 % to 6 %.\n"
    given = ("drill", "--plain", "--question", "failure-01", "--story", "router", "--follow-ups", "0")
    said = rehearse(tmp_path, *given, given=f"{told}/finish\n").output
    assert "A fact moved: " in said
    assert "6 %" in said.split("A fact moved: ")[1].splitlines()[0]


def test_a_round_of_angles_has_the_prompts_that_are_asked_for_and_goes_on(tmp_path: Path) -> None:
    angles = ("drill", "--plain", "--exercise", "angles")
    rehearse(tmp_path, *angles, "--prompts", "5", given="\nOne.\n")
    said = rehearse(tmp_path, "drill", "--plain", "--resume", given="/finish\n").output
    assert "Prompt 1 of 5" in said
    assert "Prompt 2 of 5" in rehearse(tmp_path, *angles, given="\nTwo.\n/finish\n").output
    first, second = kept(tmp_path, 1), kept(tmp_path, 2)
    assert second.exercise.round_of == first.id
    assert second.angle is not first.angle


def test_an_attempt_is_told_again_whole_or_one_section_of_it(tmp_path: Path) -> None:
    whole = "\nA.\n/next\nB.\n/next\nC.\n/next\nD.\n/next\nE.\n/next\n"
    rehearse(tmp_path, "drill", "--plain", "--question", "failure-01", "--follow-ups", "0", given=whole)
    again = ("drill", "--plain", "--again", "1", "--follow-ups", "0")
    rehearse(tmp_path, *again, given="\nAnew.\n/finish\n")
    assert (kept(tmp_path, 2).question.id, kept(tmp_path, 2).retry_of) == ("failure-01", 1)
    said = rehearse(tmp_path, *again, "--section", "result", given="\nBetter.\n/finish\n").output
    assert "Only the Result is told again; the rest stands" in said
    assert kept(tmp_path, 3).texts[Section.RESULT] == "Better."
    assert kept(tmp_path, 3).texts[Section.ACTION] == "C."
    weakest = rehearse(tmp_path, *again, "--section", "weakest").output
    assert "is told again; the rest stands" in weakest


def test_an_attempt_is_told_again_as_it_was_but_for_what_is_asked_for(tmp_path: Path) -> None:
    first = ("drill", "--plain", "--target", "90", "--exam", "--follow-ups", "0")
    rehearse(tmp_path, *first, given="\nA.\n/finish\n")
    rehearse(tmp_path, "drill", "--plain", "--again", "1", given="\nB.\n/finish\n")
    again = kept(tmp_path, 2)
    assert (again.target, again.coaching, again.follow_ups) == (90, Coaching.EXAM, 0)
    otherwise = ("--target", "120", "--follow-ups", "1")
    rehearse(tmp_path, "drill", "--plain", "--again", "1", *otherwise, given="\nC.\n/finish\n\n")
    other = kept(tmp_path, 3)
    assert (other.target, other.coaching, other.follow_ups) == (120, Coaching.EXAM, 1)


def test_the_next_take_of_a_special_drill_is_given_as_the_last_one(tmp_path: Path) -> None:
    action = ("drill", "--plain", "--exercise", "action", "--spoken", "--persona", "recruiter")
    rehearse(tmp_path, *action, given="\n\n")
    rehearse(tmp_path, "drill", "--plain", "--again", "1", given="\n\n")
    assert (kept(tmp_path, 2).mode, kept(tmp_path, 2).persona.id) == (Mode.SPOKEN, "recruiter")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--question", "failure-01", "--exercise", "setup"), "Give only one of"),
        (("--competency", "failure", "--again", "1"), "Give only one of"),
        (("--prompts", "5"), "--prompts goes with --exercise angles"),
        (("--exercise", "setup", "--prompts", "5"), "--prompts goes with --exercise angles"),
        (("--section", "action"), "--section goes with --again"),
        (("--again", "1", "--story", "router"), "leave out --story"),
        (("--again", "1", "--persona", "recruiter"), "leave out --persona"),
        (("--again", "1", "--spoken"), "leave out --spoken"),
        *(
            (("--resume", *words), f"--resume goes on with what was left, as it was; leave out {words[0]}.")
            for words in (
                ("--competency", "failure"),
                ("--persona", "recruiter"),
                ("--target", "90"),
                ("--follow-ups", "0"),
                ("--spoken",),
                ("--exam",),
            )
        ),
        (("--exercise", "setup", "--story", "router"), "There is no story 'router'"),
        (("--again", "9"), "There is no finished attempt with the id 9."),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path: Path, words: tuple[str, ...], why: str) -> None:
    refused = rehearse(tmp_path, "drill", "--plain", *words)
    assert refused.exit_code != 0
    assert why in f"{refused.output}{refused.exception}"


def test_a_part_has_no_section_to_tell_again(tmp_path: Path) -> None:
    rehearse(tmp_path, "drill", "--plain", "--exercise", "action", given="\nI chose.\n/next\n")
    refused = rehearse(tmp_path, "drill", "--plain", "--again", "1", "--section", "action")
    assert "Attempt 1 told only a part" in str(refused.exception)


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
        (["drill", "--question", "a", "--competency", "failure"], "only one of --question, --competency"),
        (["drill", "--target", "100"], "'100' is not one of '90', '120', '150', '180'"),
        (["drill", "--follow-ups", "4"], "4 is not in the range 0<=x<=3"),
        (["mock", "--resume", "--new"], "either --resume or --new"),
        (["mock", "--resume", "--questions", "3"], "leave out --questions."),
        (["mock", "--resume", "--persona", "recruiter"], "leave out --persona."),
        (["mock", "--resume", "--exam"], "leave out --exam."),
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
