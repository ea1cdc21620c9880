"""Settings that act on the screens: budgets, bell, motion."""

from pathlib import Path

from rehearse.config import BudgetConfig
from rehearse.domain.drill import Phase
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.home import HomeScreen
from tests.ui.harness import app_for, on_screen, shown, wait_for

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
