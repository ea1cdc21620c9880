"""The user's own rating: asked before the critique is seen, kept, and shown beside it (requirement 89)."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from rehearse.domain.drill import Phase
from rehearse.domain.self_rating import Check, SelfRating
from rehearse.storage.store import SqliteStore
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.self_rating import SelfRatingScreen
from tests.ui.harness import app_for, on_screen, shown, wait_for

SIZE = (120, 40)


async def finish_a_drill(pilot: Pilot[None], app: RehearseApp) -> None:
    await on_screen(pilot, HomeScreen)
    await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
    await pilot.press("enter")
    await on_screen(pilot, DrillScreen)
    await pilot.press("enter")
    screen = app.screen
    assert isinstance(screen, DrillScreen)
    await wait_for(pilot, lambda: screen.session.drill.phase is Phase.ANSWERING, "the clock")
    await pilot.press(*"we shipped it", "ctrl+s")


def kept(folder: Path) -> SelfRating | None:
    store = SqliteStore(folder / "rehearse.db")
    attempt = store.load(1)
    store.close()
    assert attempt is not None
    return attempt.self_rating


async def test_it_is_asked_before_the_critique_and_shown_beside_it(tmp_path: Path) -> None:
    app = app_for(tmp_path, self_rating=True, follow_ups=0)
    async with app.run_test(size=SIZE) as pilot:
        await finish_a_drill(pilot, app)
        await on_screen(pilot, SelfRatingScreen)
        assert "Fix this next" not in shown(pilot)
        await pilot.press("y", "n", "backspace", "y", "n", "5")
        await on_screen(pilot, AttemptScreen)
        app.screen.query_one("#own-rating").scroll_visible(animate=False)
        await wait_for(pilot, lambda: "You rated it 5" in shown(pilot), "the difference")
        assert " above" in shown(pilot)
    assert kept(tmp_path) == SelfRating(
        {Check.PRODUCTION: True, Check.IMPERFECT_DATA: True, Check.CONSTRAINTS: False}, 5
    )


async def test_escape_leaves_the_rest_out(tmp_path: Path) -> None:
    app = app_for(tmp_path, self_rating=True, follow_ups=0)
    async with app.run_test(size=SIZE) as pilot:
        await finish_a_drill(pilot, app)
        await on_screen(pilot, SelfRatingScreen)
        await pilot.press("4", "y", "escape")
        await on_screen(pilot, AttemptScreen)
    assert kept(tmp_path) == SelfRating({Check.PRODUCTION: True})


async def test_skipping_everything_keeps_nothing(tmp_path: Path) -> None:
    app = app_for(tmp_path, self_rating=True, follow_ups=0)
    async with app.run_test(size=SIZE) as pilot:
        await finish_a_drill(pilot, app)
        await on_screen(pilot, SelfRatingScreen)
        await pilot.press("escape")
        await on_screen(pilot, AttemptScreen)
    assert kept(tmp_path) is None


async def test_a_disk_that_refuses_still_shows_the_critique(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rehearse.errors import StorageError

    def refuse(*_: object) -> None:
        raise StorageError("The disk is full.")

    app = app_for(tmp_path, self_rating=True, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await finish_a_drill(pilot, app)
        await on_screen(pilot, SelfRatingScreen)
        monkeypatch.setattr(SqliteStore, "save_self_rating", refuse)
        await pilot.press("y", "y", "y", "3")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "The disk is full." in shown(pilot), "the sentence")
