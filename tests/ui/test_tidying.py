"""What a screen has drawn is let go of when one comes Home."""

import gc
from pathlib import Path

from textual._styles_cache import StylesCache

from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from tests.ui.harness import app_for, on_screen, shown, wait_for


def drawn() -> int:
    """Count what holds the drawn lines of a widget."""
    return sum(type(each) is StylesCache for each in gc.get_objects())


async def test_nothing_that_was_drawn_outlives_its_screen(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the lists")
        held = list[int]()
        for _ in range(3):
            await pilot.press("h")
            await on_screen(pilot, HistoryScreen)
            await pilot.press("escape")
            await on_screen(pilot, HomeScreen)
            await pilot.pause()
            held.append(drawn())
    assert held[-1] <= held[0]
