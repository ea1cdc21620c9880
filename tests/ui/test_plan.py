"""Today's plan on Home, and the evening before."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from rehearse.domain.answer import Answer
from rehearse.domain.attempt import progress_of
from rehearse.domain.clock import today
from rehearse.domain.critique import Critique, Finding
from rehearse.domain.exercise import Kind
from rehearse.domain.plan_item import Item, Subject
from rehearse.domain.profile import Profile
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Angle, Flaw
from rehearse.storage.store import SqliteStore
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.plan import PlanScreen
from rehearse.ui.widgets.list_table import ListTable
from tests.builders import HOSTILE, answered, question, story
from tests.ui.harness import app_for, judge, on_screen, seeded, shown, wait_for
from tests.ui.test_practice import banked, drill_screen, home, stands

SIZE = (120, 36)


def seeded_on(folder: Path, day: date, judged: Callable[[Answer], Critique]) -> None:
    """Write one finished attempt of a day."""
    store = SqliteStore(folder / "rehearse.db")
    done = answered()
    number = store.start(done.question, done.plan)
    store.save(number, progress_of(done, 150, done=True))
    store.save_critique(number, judged(Answer(id=str(number), sections=dict(done.texts))))
    store.close()
    with closing(sqlite3.connect(folder / "rehearse.db")) as database, database:
        database.execute("UPDATE attempts SET started_at = ?", [f"{day}T12:00:00+00:00"])


async def test_home_lists_as_much_as_the_settings_allow(tmp_path: Path) -> None:
    banked(tmp_path, *(story(title=f"Story {number}") for number in range(6)))
    app = app_for(tmp_path, planner={"items": 5, "minutes": 30})
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        await wait_for(pilot, partial(stands, pilot, "5  the set-up of Story"), "the fifth")
        await pilot.press("5")
        await on_screen(pilot, DrillScreen)


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


async def test_a_weak_section_alone_is_told_again(tmp_path: Path) -> None:
    def weak_result(answer: Answer) -> Critique:
        whole = judge(answer)
        finding = Finding(Flaw.MISSING_RESULT, Section.RESULT, None, "No result.", "Name one.")
        ratings = tuple(replace(each, rating=5) for each in whole.ratings)
        return replace(whole, ratings=ratings, findings=(finding,))

    seeded_on(tmp_path, today() - timedelta(days=1), weak_result)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        await wait_for(pilot, partial(stands, pilot, "1  the Result of"), "the plan")
        await pilot.press("t")
        await on_screen(pilot, PlanScreen)
        await wait_for(pilot, partial(stands, pilot, "the Result did not hold"), "the days")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        plan = drill_screen(app).session.drill.plan
        assert (plan.sections, plan.exercise.kind) == ((Section.RESULT,), Kind.SECTION)


async def test_an_item_whose_question_is_gone_says_so(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        app.agenda.start(Item(Subject(question="gone"), Kind.WHOLE, (), "an answer", "it was due"))
        await wait_for(pilot, partial(stands, pilot, "The question of this item is gone"), "the sentence")


async def test_the_days_to_come_are_listed_and_any_of_them_can_be_started(tmp_path: Path) -> None:
    banked(tmp_path, story())
    store = SqliteStore(tmp_path / "rehearse.db")
    store.profile.save(Profile(interview_date=today() + timedelta(days=9)))
    store.close()
    app = app_for(tmp_path, questions=(question(angles=(Angle.IMPACT,)),))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        await pilot.press("t")
        await on_screen(pilot, PlanScreen)
        await wait_for(pilot, partial(stands, pilot, "The interview is in 9 days"), "the rule")
        await wait_for(pilot, partial(stands, pilot, "the evening before: only openings"), "the last evening")
        await pilot.press("G", "enter")
        await on_screen(pilot, DrillScreen)
        assert drill_screen(app).session.drill.plan.exercise.kind is Kind.SETUP
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)


async def test_without_anything_the_plan_says_what_to_do(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await home(pilot)
        await pilot.press("t")
        await on_screen(pilot, PlanScreen)
        await wait_for(pilot, partial(stands, pilot, "Nothing to plan yet."), "the empty state")
        await pilot.press("enter", "escape")
        await on_screen(pilot, HomeScreen)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_titles_are_drawn_as_they_are(tmp_path: Path, text: str) -> None:
    banked(tmp_path, story(title=text))
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await home(pilot)
        await wait_for(pilot, lambda: not any(w.is_running for w in app.screen.workers), "the plan")
        assert app.screen.query_one("#today").display
        await pilot.press("t")
        await on_screen(pilot, PlanScreen)
        await wait_for(pilot, lambda: app.screen.query_one(ListTable).row_count, "the days")
