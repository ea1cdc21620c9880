"""`rehearse debrief`, `rehearse interviews`, `rehearse personas`, and what `rehearse mock` refuses."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from rehearse.analysis.engine import critique
from rehearse.cli.main import cli
from rehearse.domain.attempt import progress_of
from rehearse.domain.drill_plan import Plan
from rehearse.domain.mock import Slot, Stage
from rehearse.domain.persona import Persona
from rehearse.storage.store import SqliteStore
from tests.builders import answered


def rehearse(folder: Path, *words: str, given: str = "") -> Result:
    return CliRunner().invoke(cli, ["--data-dir", str(folder), *words], input=given)


def taken(folder: Path) -> int:
    """Keep a mock of two questions of which one was answered."""
    store = SqliteStore(folder / "rehearse.db")
    done = answered()
    slots = (Slot(done.question, Persona.HIRING_MANAGER), Slot(done.question, Persona.RECRUITER))
    mock = store.mocks.begin(Plan(), slots)
    attempt_id = store.start(done.question, done.plan)
    store.mocks.link(mock.id, 0, attempt_id)
    store.save(attempt_id, progress_of(done, 150, done=True))
    store.save_critique(attempt_id, critique(done.answer(str(attempt_id), 150)))
    store.mocks.end(mock.id, Stage.STOPPED)
    store.close()
    return mock.id


def test_the_latest_debrief_is_written_as_markdown_and_as_json(tmp_path: Path) -> None:
    number = taken(tmp_path)
    text = rehearse(tmp_path, "debrief").output
    assert text.startswith("# Mock interview of")
    assert "1 of 2 questions answered" in text
    assert "- not answered" in text
    assert rehearse(tmp_path, "debrief", "--plain").output.startswith("Debrief of mock 1, ")
    data = json.loads(rehearse(tmp_path, "debrief", str(number), "--json").output)
    assert [each["attempt"] for each in data["questions"]] == [1, None]


def test_a_debrief_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "rehearse mock begins one" in str(rehearse(tmp_path, "debrief").exception)
    taken(tmp_path)
    assert "no mock interview with the id 7" in str(rehearse(tmp_path, "debrief", "7").exception)


def test_a_real_interview_is_noted_down_listed_and_removed(tmp_path: Path) -> None:
    said = rehearse(
        tmp_path,
        *("interviews", "add", "--date", "2026-11-20", "--company", "Acme", "--went", "4"),
        given="failure: What broke?\n- Whose idea was it?\n",
    ).output
    assert "2 questions noted down" in said
    assert (
        "2026-11-20  Acme: went 4 of 5, waiting, 2 questions"
        in rehearse(tmp_path, "interviews", "list").output
    )
    assert "What broke?" in rehearse(tmp_path, "questions", "list").output
    data = json.loads(rehearse(tmp_path, "interviews", "list", "--json").output)
    assert data["questions"][0] == {"text": "What broke?", "competency": "failure"}
    said = rehearse(tmp_path, "interviews", "add", given="failure: What broke?\n").output
    assert "1 question noted down" in said
    assert "waiting, 1 question\n" in rehearse(tmp_path, "interviews", "list").output
    rehearse(tmp_path, "interviews", "remove", "2")
    assert rehearse(tmp_path, "interviews", "remove", "1").output == "Removed.\n"
    refused = rehearse(tmp_path, "interviews", "remove", "1")
    assert str(refused.exception) == "There is no interview with the id 1."
    refused = rehearse(tmp_path, "interviews", "remove", str(10**23))
    assert refused.exit_code == 2
    assert "is not in the range" in refused.stderr
    assert "What broke?" not in rehearse(tmp_path, "questions", "list").output


def test_personas_are_listed_with_ones_own(tmp_path: Path) -> None:
    (tmp_path / "personas.toml").write_text(
        '[[persona]]\nid = "cto"\nname = "CTO"\nvoice = "a CTO"\nopenings = ["Go on."]\n', encoding="utf-8"
    )
    assert "cto " in rehearse(tmp_path, "personas").output
    lines = rehearse(tmp_path, "personas", "--json").output.splitlines()
    assert [json.loads(line)["id"] for line in lines][-1] == "cto"


def test_a_persona_nobody_plays_is_refused_by_name(tmp_path: Path) -> None:
    refused = rehearse(tmp_path, "mock", "--persona", "ceo")
    assert "'ceo': it is none of hiring_manager" in str(refused.exception)
    four = rehearse(tmp_path, "mock", *["--persona", "recruiter"] * 4)
    assert "at most 3 personas" in str(four.exception)
    (tmp_path / "config.toml").write_text('[drill]\npersona = "ceo"\n', encoding="utf-8")
    assert "drill.persona cannot be 'ceo'" in str(rehearse(tmp_path, "paths").exception)


def test_a_mock_needs_a_terminal(tmp_path: Path) -> None:
    assert "needs a terminal" in str(rehearse(tmp_path, "mock").exception)
