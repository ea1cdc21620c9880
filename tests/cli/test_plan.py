"""`rehearse plan`: today and the days ahead."""

import json
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner

from rehearse.cli.main import cli
from rehearse.storage.store import SqliteStore
from tests.builders import story


def plan(folder: Path, *words: str) -> str:
    return CliRunner().invoke(cli, ["--data-dir", str(folder), "plan", *words]).output


def test_an_empty_folder_leaves_free_choice(tmp_path: Path) -> None:
    assert plan(tmp_path) == "Today\n  nothing is due; any question will do\n"


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
