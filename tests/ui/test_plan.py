"""Today's plan on Home, and the evening before."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from rehearse.domain.exercise import Kind
from rehearse.domain.profile import Profile
from rehearse.domain.vocabulary import Angle
from rehearse.storage.store import SqliteStore
from rehearse.ui.app import today
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.home import HomeScreen
from tests.builders import HOSTILE, question, story
from tests.ui.harness import app_for, on_screen, seeded, shown, wait_for
from tests.ui.test_practice import banked, drill_screen, home, stands

SIZE = (120, 36)


async def test_what_is_due_today_is_a_key_away(tmp_path: Path) -> None:
    banked(tmp_path, story())
    app = app_for(tmp_path, questions=(question(angles=(Angle.IMPACT,)),))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        await wait_for(pilot, partial(stands, pilot, "1  the set-up of Ticket router"), "the plan")
        await pilot.press("1")
        await on_screen(pilot, DrillScreen)
        assert drill_screen(app).session.drill.plan.exercise.kind is Kind.SETUP
        assert drill_screen(app).session.story is not None
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, partial(stands, pilot, "2  Ticket router, impact"), "the plan")
        await pilot.press("2")
        await on_screen(pilot, DrillScreen)
        screen = drill_screen(app)
        assert (screen.session.angle, screen.session.drill.plan.exercise.kind) == (Angle.IMPACT, Kind.WHOLE)


async def test_with_nothing_to_plan_home_stays_as_it_is(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        await wait_for(pilot, lambda: not any(w.is_running for w in app.screen.workers), "Home")
        assert "Today" not in shown(pilot)
        await pilot.press("3")
        assert isinstance(app.screen, HomeScreen)


async def test_on_the_evening_before_there_are_only_openings_and_one_word(tmp_path: Path) -> None:
    banked(tmp_path, story())
    store = SqliteStore(tmp_path / "rehearse.db")
    store.profile.save(Profile(interview_date=today() + timedelta(days=1)))
    store.close()
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        await wait_for(pilot, partial(stands, pilot, "the evening before: only openings"), "the plan")
        for times in (1, 0):
            app.clear_notifications()
            await pilot.press("enter")
            await on_screen(pilot, DrillScreen)
            await pilot.pause()
            assert len(app._notifications) == times
            await pilot.press("escape", "escape")
            await on_screen(pilot, HomeScreen)
            await wait_for(pilot, partial(stands, pilot, "Enter starts"), "Home")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_titles_are_drawn_as_they_are(tmp_path: Path, text: str) -> None:
    banked(tmp_path, story(title=text))
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await home(pilot)
        await wait_for(pilot, lambda: not any(w.is_running for w in app.screen.workers), "the plan")
        assert app.screen.query_one("#today").display
