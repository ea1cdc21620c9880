"""Home: what is said before the first attempt, and what is left of today's plan."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from rehearse.domain.profile import Profile
from rehearse.domain.vocabulary import Experience
from rehearse.errors import StorageError
from rehearse.storage.store import SqliteStore
from rehearse.ui.planning import Agenda
from rehearse.ui.screens.cue_card import LastPageScreen
from rehearse.ui.screens.date_prompt import DatePrompt
from rehearse.ui.screens.home import HomeScreen
from tests.builders import answered, story
from tests.ui.harness import app_for, on_screen, seeded, shown, wait_for
from tests.ui.test_practice import home, stands

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehearse.ui.app.today", lambda: TODAY)


def kept(folder: Path) -> Profile:
    store = SqliteStore(folder / "rehearse.db")
    try:
        return store.profile.load()
    finally:
        store.close()


async def test_the_first_run_asks_for_level_and_date_in_two_keys(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await home(pilot)
        await wait_for(pilot, partial(stands, pilot, "Before the first question, if you like"), "the welcome")
        assert "not said" in shown(pilot)
        await pilot.press("e", "e")
        await wait_for(pilot, partial(stands, pilot, "internship"), "the level")
        await pilot.press("d")
        await on_screen(pilot, DatePrompt)
        await pilot.press(*"tomorrow", "enter")
        await wait_for(pilot, partial(stands, pilot, "'tomorrow' is no day"), "the sentence")
        app.screen.query_one(Input).value = "2026-11-11"
        await pilot.press("enter")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, partial(stands, pilot, "Wednesday 11 November"), "the date")
    assert kept(tmp_path) == Profile(Experience.INTERNSHIP, interview_date=date(2026, 11, 11))


async def test_a_key_before_the_profile_was_read_changes_only_what_it_says(tmp_path: Path) -> None:
    known = Profile(role="ML engineer", resume="I cut latency", job="Ranking", interview_date=TODAY)
    store = SqliteStore(tmp_path / "rehearse.db")
    store.profile.save(known)
    store.close()
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await home(pilot)
        app.bank.profile = Profile()  # as before the first reading, which a large pack holds up
        await pilot.press("e")
        await wait_for(pilot, lambda: app.bank.profile.resume == known.resume, "the profile as it is on disk")
    assert kept(tmp_path) == replace(known, experience=Experience.PRODUCTION)


async def test_a_level_that_is_not_said_any_more_holds_no_longer(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await home(pilot)
        for _ in Experience:
            await pilot.press("e")
        await wait_for(pilot, lambda: app.plan.experience is Experience.COURSEWORK, "the last level")
        await pilot.press("e")
        await wait_for(pilot, lambda: app.plan.experience is Experience.PRODUCTION, "that of the settings")


async def test_what_a_drill_needs_is_loaded_though_the_plan_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: Agenda) -> None:
        raise StorageError("The plan cannot be read.")

    monkeypatch.setattr(Agenda, "today", refuse)
    loaded = Event()
    app = app_for(tmp_path)
    app.services = replace(app.services, load_ahead=loaded.set)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for(pilot, partial(stands, pilot, "The plan cannot be read."), "the sentence")
        await wait_for(pilot, loaded.is_set, "what a drill needs")


async def test_leaving_the_prompt_keeps_the_date_and_an_empty_line_takes_it_away(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.profile.save(Profile(role="ML engineer", interview_date=date(2026, 11, 30), resume="[/] mine"))
    store.close()
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await home(pilot)
        await pilot.press("d")
        await on_screen(pilot, DatePrompt)
        await pilot.press("1", "escape")
        await on_screen(pilot, HomeScreen)
        assert kept(tmp_path).interview_date == date(2026, 11, 30)
        await pilot.press("d")
        await on_screen(pilot, DatePrompt)
        app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, partial(stands, pilot, "none set"), "no date")
    assert kept(tmp_path) == Profile(role="ML engineer", resume="[/] mine")


async def test_the_evening_before_there_are_five_openings_and_the_last_check(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    for number in range(5):
        store.stories.add(story(title=f"Story {number}"))
    store.profile.save(Profile(interview_date=date(2026, 11, 3)))
    store.close()
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await home(pilot)
        await wait_for(pilot, partial(stands, pilot, "Today  ·  the interview is tomorrow"), "the plan")
        assert "5  the set-up of Story 4" in shown(pilot)
        assert "the last page, with the last check" in shown(pilot)
        await pilot.press("l")
        await on_screen(pilot, LastPageScreen)
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        await pilot.press("5")
        await wait_for(pilot, partial(stands, pilot, "tells “Story 4”"), "the fifth item")


async def test_three_rehearsals_are_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeded(tmp_path, answered(), answered(), answered())
    now = SqliteStore(tmp_path / "rehearse.db")
    (first, *_) = now._rows("SELECT started_at FROM attempts", [])
    now.close()
    monkeypatch.setattr("rehearse.ui.app.today", lambda: date.fromisoformat(first["started_at"][:10]))
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await home(pilot)
        await wait_for(pilot, partial(stands, pilot, "Done for today"), "the word")
