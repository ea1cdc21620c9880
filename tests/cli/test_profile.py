"""`rehearse profile`: said, shown, read from files, wiped."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from rehearse.cli.main import cli


def rehearse(folder: Path, *words: str, given: str = "") -> Result:
    return CliRunner().invoke(cli, ["--data-dir", str(folder), "profile", *words], input=given)


def test_what_is_said_is_shown_and_only_what_is_given_changes(tmp_path: Path) -> None:
    rehearse(tmp_path, "set", "--experience", "lab", "--role", "ML engineer")
    rehearse(tmp_path, "set", "--company", "Acme", "--date", "2026-12-01")
    known = json.loads(rehearse(tmp_path, "show", "--json").output)
    assert (known["experience"], known["role"]) == ("lab", "ML engineer")
    assert (known["company"], known["interview_date"]) == ("Acme", "2026-12-01")
    assert "company          Acme" in rehearse(tmp_path, "show").output


def test_resume_and_job_are_read_and_compared(tmp_path: Path) -> None:
    (tmp_path / "cv.md").write_text("- Cut errors of the PyTorch ranker from 9 % to 4 %\n", encoding="utf-8")
    (tmp_path / "job.txt").write_text("PyTorch and Kafka\n", encoding="utf-8")
    assert "1 claim to be asked about" in rehearse(tmp_path, "resume", str(tmp_path / "cv.md")).output
    assert "Not in your resume: kafka." in rehearse(tmp_path, "job", str(tmp_path / "job.txt")).output
    missing = rehearse(tmp_path, "job", str(tmp_path / "nowhere"))
    assert "cannot be read: No such file" in str(missing.exception)


def test_wiping_is_asked_once_and_done(tmp_path: Path) -> None:
    rehearse(tmp_path, "set", "--role", "ML engineer")
    assert rehearse(tmp_path, "wipe", given="n\n").exit_code == 0
    assert json.loads(rehearse(tmp_path, "show", "--json").output)["role"] == "ML engineer"
    assert "Done." in rehearse(tmp_path, "wipe", "--yes").output
    assert json.loads(rehearse(tmp_path, "show", "--json").output)["role"] == ""
