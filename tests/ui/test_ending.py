"""Ended or stopped in mid-word: what every screen holds is on the disk before anything else happens."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from rehearse.domain.drill import Phase
from rehearse.domain.section import Section
from rehearse.storage.store import SqliteStore
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.overlays import TooSmallScreen
from rehearse.ui.screens.plan import PlanScreen
from rehearse.ui.screens.stories import StoriesScreen
from rehearse.ui.screens.story_editor import StoryEditorScreen
from rehearse.ui.widgets.panels import SectionEditor
from tests.ui.harness import ManualClock, app_for, on_screen, shown, wait_for
from tests.ui.test_drill import SIZE, begin


def kept(folder: Path) -> SqliteStore:
    return SqliteStore(folder / "rehearse.db")


async def test_a_stop_finds_the_last_letters_on_disk_and_no_clock_counts_it(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        screen = await begin(pilot, app)
        screen.query_one("#editor-situation", SectionEditor).text = "in mid-wor"
        app.stand()
        store = kept(tmp_path)
        found = store.load(1)
        store.close()
        assert found is not None
        assert found.texts[Section.SITUATION] == "in mid-wor"
        clock.advance(3605)
        app.go_on(3600)
        assert screen.session.drill.total_seconds(clock.now()) == 5
        assert screen.session.drill.phase is Phase.ANSWERING


async def test_a_story_in_the_making_is_on_disk_at_a_stop(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await on_screen(pilot, HomeScreen)
        await pilot.press("s")
        await on_screen(pilot, StoriesScreen)
        await pilot.press("n")
        await on_screen(pilot, StoryEditorScreen)
        app.screen.query_one("#title", Input).value = "In mid-wor"
        app.stand()
        store = kept(tmp_path)
        draft = store.stories.draft(1)
        store.close()
        assert draft is not None
        assert draft.title == "In mid-wor"


async def test_one_screen_that_cannot_be_read_costs_no_other_its_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: HomeScreen) -> None:
        raise ValueError("no such luck")

    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await begin(pilot, app)
        monkeypatch.setattr(HomeScreen, "keep", fail)
        screen.query_one("#editor-situation", SectionEditor).text = "in mid-wor"
        app.end(143)
        await pilot.pause()
    assert app.return_code == 143
    store = kept(tmp_path)
    found = store.load(1)
    store.close()
    assert found is not None
    assert found.texts[Section.SITUATION] == "in mid-wor"


async def test_the_word_that_the_terminal_is_too_small_goes_also_from_below_another_screen(
    tmp_path: Path,
) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await begin(pilot, app)
        await pilot.resize_terminal(30, 10)
        await on_screen(pilot, TooSmallScreen)
        app.show_plan()  # asked for before, and read only now
        await on_screen(pilot, PlanScreen)
        await pilot.resize_terminal(*SIZE)
        await wait_for(pilot, lambda: app.size == SIZE, "the size")
        await pilot.press("escape")
        await on_screen(pilot, DrillScreen)


@pytest.mark.parametrize("steps", [0, 4, 16])
async def test_an_end_while_a_drill_is_laid_out_is_no_error(tmp_path: Path, steps: int) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await app.screen.run_action("open")
        while not isinstance(app.screen, DrillScreen):
            await asyncio.sleep(0)
        for _ in range(steps):
            await asyncio.sleep(0)
        app.end(143)
    assert app.error is None
    assert app.return_code == 143
