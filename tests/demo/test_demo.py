"""The demo: sample data through the real store and engine, in a folder of its own that is gone afterwards."""

import json
import os
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import pytest

from rehearse.analysis.rating import ANCHORS
from rehearse.compose import Setup, fill_demo, open_store, services, set_up_demo, spacing, story_detectors
from rehearse.config import Config
from rehearse.demo.folder import LOCK, PREFIX, demo_folder
from rehearse.domain.coverage import coverage
from rehearse.domain.debrief import debrief
from rehearse.domain.history import HistoryFilter
from rehearse.domain.mock import Stage
from rehearse.domain.planner import ahead
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.home import HomeScreen
from tests.cli.test_commands import lines, rehearse
from tests.ui.harness import on_screen, shown, wait_for

DAY = date(2026, 11, 27)


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    """A demo whose data is dated back from a fixed day."""
    made = set_up_demo(tmp_path / "demo", (), None)
    fill_demo(made, DAY)
    return made


def test_weeks_of_rehearsals_get_better_towards_the_date(setup: Setup) -> None:
    store = open_store(setup)
    page = store.page(HistoryFilter(), 100)
    judged = [each.overall for each in reversed(page) if each.overall is not None]
    assert len(judged) >= 14
    assert fmean(judged[:4]) + 1 < fmean(judged[-4:])
    assert timedelta(days=20) < DAY - page[-1].started_at.date() < timedelta(days=32)
    assert all(each.started_at.date() < DAY for each in page)
    assert [each.outcome.word for each in page if each.outcome] == ["good take", "good take", "not yet"]
    assert store.profile.load().interview_date == DAY + timedelta(days=9)
    assert [each.words for each in store.unfinished()] == [49]
    assert len(store.interviews.all()) == 1
    attempt = store.load(page[-1].id)
    assert attempt is not None
    assert attempt.exchanges[0].answer.startswith("I don't have the exact number")
    store.close()


def test_five_stories_a_mock_with_its_debrief_and_a_plan(setup: Setup) -> None:
    store = open_store(setup)
    board = coverage(store.stories.all(), store.stories.uses(), story_detectors())
    assert [kept.story.ready for kept in board.stories] == [True] * 5
    assert board.next is not None
    (mock,) = store.mocks.all(5)
    assert mock.stage is Stage.FINISHED
    attempts = {slot.attempt_id: store.load(slot.attempt_id) for slot in mock.slots if slot.attempt_id}
    found = debrief(mock, {key: each for key, each in attempts.items() if each is not None}, ANCHORS)
    assert len(found.lines) == 3
    assert all(line.attempt is not None for line in found.lines)
    (today,) = [
        items for _, items in ahead(store.plan.known(), DAY, 1, DAY + timedelta(days=9), spacing(Config()))
    ]
    assert today
    store.close()


def test_the_same_day_gives_the_same_data(setup: Setup, tmp_path: Path) -> None:
    again = set_up_demo(tmp_path / "again", (), None)
    fill_demo(again, DAY)
    told = []
    for each in (setup, again):
        store = open_store(each)
        told.append([store.load(summary.id) for summary in store.page(HistoryFilter(), 100)])
        store.close()
    assert told[0] == told[1]
    assert setup.seed == again.seed


async def test_home_says_that_it_is_a_demo(setup: Setup) -> None:
    app = RehearseApp(services(setup))
    async with app.run_test(size=(120, 36)) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Last attempts" in shown(pilot), "the sample data")
        assert "A demo with sample data" in shown(pilot)
        assert "built-in interviewer" in shown(pilot)
        await wait_for(pilot, lambda: "Today" in shown(pilot), "the plan")


def test_commands_show_the_sample_data_and_touch_nothing_of_the_users(
    isolated: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    config = isolated / "config" / "rehearse" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[drill]\ntarget = 3\n")
    before = sorted(isolated.rglob("*"))
    assert len(lines(rehearse("--demo", "history", "--json")[0])) == 17
    assert "Set-up: 43 s over the first 3" in rehearse("--demo", "trends")[0]
    assert len(rehearse("--demo", "stories", "list")[0].splitlines()) == 5
    assert rehearse("--demo", "--seed", "3", "debrief")[0].startswith("# ")
    assert tmp_path.name in json.loads(rehearse("--demo", "paths", "--json")[0])["database"]
    assert sorted(isolated.rglob("*")) == before
    assert list(tmp_path.iterdir()) == []
    assert "leave out --data-dir" in rehearse("--demo", "--data-dir", str(tmp_path), "history", status=2)[1]


def test_a_demo_clears_away_what_a_killed_one_left_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("rehearse.demo.folder.gettempdir", lambda: str(tmp_path))
    killed, other, file, link, strange = (
        tmp_path / f"{PREFIX}{name}" for name in ("killed", "other", "file", "link", "strange")
    )
    for folder in (killed, other, strange):
        folder.mkdir()
        (folder / "rehearse.db").write_text("words", encoding="utf-8")
    (killed / LOCK).touch()
    os.mkfifo(strange / LOCK)
    file.touch()
    link.symlink_to(killed, target_is_directory=True)
    with demo_folder() as runs:
        assert not killed.exists()
        with demo_folder():
            assert runs.exists()
    assert {other / "rehearse.db", strange / "rehearse.db", file, link} <= set(tmp_path.rglob("*"))
    assert not runs.exists()


def test_the_data_of_a_demo_is_for_its_owner_alone(setup: Setup) -> None:
    assert setup.paths.database.stat().st_mode & 0o077 == 0
