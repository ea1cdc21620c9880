"""`rehearse plan`: today and the days ahead."""

import json
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner

from rehearse.cli.main import cli
from rehearse.compose import spacing
from rehearse.config import checked
from rehearse.domain.due import Review
from rehearse.domain.grading import Grade
from rehearse.storage.store import SqliteStore
from tests.builders import story


def plan(folder: Path, *words: str) -> str:
    return CliRunner().invoke(cli, ["--data-dir", str(folder), "plan", *words]).output


def test_an_empty_folder_leaves_free_choice(tmp_path: Path) -> None:
    assert plan(tmp_path) == "Today\n  nothing is due; any question will do\n"


def test_the_settings_decide_how_much_a_day_holds(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    for number in range(4):
        store.stories.add(story(title=f"Story {number}"))
    store.close()
    assert len(json.loads(plan(tmp_path, "--json"))["items"]) == 3
    settings = tmp_path / "config.toml"
    settings.write_text("[planner]\nitems = 5\nminutes = 4\n", encoding="utf-8")
    refused = CliRunner().invoke(cli, ["--data-dir", str(tmp_path), "plan"])
    assert "planner.minutes cannot be 4: it must be from 5 to 60." in str(refused.exception)
    settings.write_text("[planner]\nitems = 4\nminutes = 20\n", encoding="utf-8")
    assert len(json.loads(plan(tmp_path, "--json"))["items"]) == 4


def test_a_lower_retention_brings_things_back_later(tmp_path: Path) -> None:
    told = [Review(date(2026, 11, 2), Grade.GOOD)]
    later, sooner = (spacing(checked({"planner": {"retention": percent}})[0])(told) for percent in (70, 97))
    assert sooner < later


def test_the_days_ahead_count_back_from_the_date(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.stories.add(story())
    store.close()
    when = date.today() + timedelta(days=9)  # noqa: DTZ011 (the user's own calendar)
    text = plan(tmp_path, "--date", when.isoformat(), "--days", "9")
    assert text.startswith("Today, 9 days left\n  2 min  the set-up of Ticket router  ·  its opening was not")
    assert "Tomorrow, 8 days left" in text
    assert text.rstrip().endswith(
        "the set-up of Ticket router  ·  the evening before: only openings\n"
        "  then the last check: rehearse card"
    )
    lines = plan(tmp_path, "--days", "2", "--json").splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0])["items"][0]["kind"] == "setup"
