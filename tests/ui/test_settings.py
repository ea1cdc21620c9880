"""Settings that act on the screens: budgets, bell, motion."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from rehearse.config import BudgetConfig, checked
from rehearse.domain.drill import Phase
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.widgets.panels import SectionEditor
from tests.ui.harness import ManualClock, app_for, on_screen, shown, wait_for

SIZE = (120, 36)


async def test_budgets_of_ones_own_stand_in_the_rail_and_outlive_a_restart(tmp_path: Path) -> None:
    budget = BudgetConfig(setup_share=30, setup_seconds=60, words_per_minute=120)
    for key in ("enter", "r"):
        app = app_for(tmp_path, budget=budget)
        async with app.run_test(size=SIZE) as pilot:
            await wait_for(pilot, lambda: "Enter starts: typed 2:30, 300 words" in shown(pilot), "Home")
            await pilot.press(key)
            await on_screen(pilot, DrillScreen)
            await pilot.press("enter")
            await wait_for(pilot, lambda: "0/60 words" in shown(pilot), "the rail")
            assert "of 30 %" in shown(pilot)
            assert "of 50 %" in shown(pilot)
            assert isinstance(app.screen, DrillScreen)
            assert app.screen.session.drill.phase in (Phase.ANSWERING, Phase.PAUSED)
            await pilot.press("escape")
            await on_screen(pilot, HomeScreen)


@pytest.mark.parametrize("wanted", [True, False])
async def test_the_bell_rings_once_for_a_section_and_once_for_the_answer_where_it_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    clock, rung = ManualClock(), list[float]()
    monkeypatch.setattr("textual.app.App.bell", lambda _: rung.append(clock.now() - 1000))
    app = app_for(tmp_path, clock=clock, screen={"bell": wanted}, mode="spoken")
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "Home")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        await pilot.press("enter")
        screen = app.screen
        assert isinstance(screen, DrillScreen)
        await wait_for(pilot, lambda: screen.session.drill.phase is Phase.ANSWERING, "the clock")
        screen.tick()
        for seconds in (19, 2, 30, 129, 1):  # the Situation has 20 s, the answer 180 s with its grace
            clock.advance(seconds)
            screen.tick()
    assert rung == ([21, 180] if wanted else [])


@pytest.mark.parametrize("reduced", [True, False])
async def test_reduced_motion_stops_animations_and_the_cursor(tmp_path: Path, reduced: bool) -> None:
    app = app_for(tmp_path, screen={"reduced_motion": reduced})
    app.animation_level = "full"
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "Home")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.focused, SectionEditor), "the editor")
        assert isinstance(app.focused, SectionEditor)
        assert app.focused.cursor_blink is not reduced
        assert str(app.animation_level) == ("none" if reduced else "full")


async def test_a_mock_begins_with_as_many_questions_as_are_set(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    app.services = replace(app.services, config=checked({"mock": {"questions": 3}})[0])
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "Home")
        await pilot.press("m")
        await wait_for(pilot, lambda: re.search(r"questions +3\b", shown(pilot)), "the choices")
