"""Contrast on a tour through the screens, in each of our own themes: words 4.5, lines and large digits 3."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import Theme

from rehearse.domain.drill import Phase
from rehearse.rehearsal.asking import Wish
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.help import HelpScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.ledgers import LedgersScreen
from rehearse.ui.screens.mock import MockScreen
from rehearse.ui.screens.models import ModelsScreen
from rehearse.ui.screens.overlays import QuitScreen
from rehearse.ui.screens.profile import ProfileScreen
from rehearse.ui.screens.questions import QuestionsScreen
from rehearse.ui.screens.stories import StoriesScreen
from rehearse.ui.screens.trends import TrendsScreen
from rehearse.ui.themes import OWN
from rehearse.ui.widgets.panels import SectionEditor
from tests.builders import answered, story
from tests.ui.contrast import Pair, contrast, too_faint
from tests.ui.fake_models import FakeModels, broken, found
from tests.ui.harness import ManualClock, app_for, on_screen, replying, seeded, shown, wait_for
from tests.ui.test_practice import banked


async def tour(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> AsyncIterator[str]:
    """Go from screen to screen, and stop wherever there is something to see."""
    await on_screen(pilot, HomeScreen)
    await wait_for(pilot, lambda: "Last attempts" in shown(pilot), "the lists")
    yield "Home"
    for key, screen, words in (
        ("c", QuestionsScreen, "3 questions"),
        ("i", ModelsScreen, "17 of 18"),
        ("y", ProfileScreen, "You"),
        ("s", StoriesScreen, "Ticket router"),
        ("m", MockScreen, "Enter starts."),
        ("h", HistoryScreen, "History"),
    ):
        await pilot.press(key)
        await on_screen(pilot, screen)
        await wait_for(pilot, lambda words=words: words in shown(pilot), words)  # type: ignore[misc]
        yield screen.__name__
        if screen is not HistoryScreen:
            app.go_home()
            await on_screen(pilot, HomeScreen)
    await pilot.press("t")
    await on_screen(pilot, TrendsScreen)
    yield "Trends"
    await pilot.press("escape", "enter")
    await on_screen(pilot, AttemptScreen)
    await wait_for(pilot, lambda: "Listened for first" in shown(pilot), "the critique")
    yield "Critique"
    await pilot.press("l")
    await on_screen(pilot, LedgersScreen)
    yield "Ledgers"
    async for stop in drilling(pilot, app, clock):
        yield stop


async def drilling(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> AsyncIterator[str]:
    """Go through a drill, its trouble, and what lies over it."""
    app.drills.open(Wish("deployment-01"), app.plan)
    await on_screen(pilot, DrillScreen)
    yield "Card"
    await pilot.press("enter")
    screen = app.screen
    assert isinstance(screen, DrillScreen)
    await wait_for(pilot, lambda: screen.session.drill.phase is Phase.ANSWERING, "the clock")
    for words, seconds in ((42, 95), (20, 40), (330, 60)):
        editor = screen.query_one("#editor-situation", SectionEditor)
        editor.text += "word " * words
        await pilot.pause()
        clock.advance(seconds)
        screen.tick()
        await pilot.pause()
        yield f"Drill with {words} words more"
    app.trouble("The disk is full.")
    await wait_for(pilot, lambda: "The disk is full." in shown(pilot), "the trouble")
    yield "Trouble"
    await pilot.press("f1")
    await on_screen(pilot, HelpScreen)
    yield "Help"
    await pilot.press("escape", "ctrl+c")
    await on_screen(pilot, QuitScreen)
    yield "Quit"
    await pilot.press("n", "ctrl+s")
    await wait_for(pilot, lambda: screen.session.drill.phase is Phase.FOLLOW_UP, "the follow-up")
    await wait_for(pilot, lambda: replying(app), "its editor")
    yield "Follow-up"


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_nothing_is_too_faint_in_our_own_themes(tmp_path: Path, theme: str) -> None:
    seeded(tmp_path, answered(), answered())
    banked(tmp_path, story())
    clock = ManualClock()
    models = FakeModels(found(), broken())
    app = app_for(tmp_path, clock=clock, models=models, screen={"theme": theme}, follow_ups=1)
    faint: dict[Pair, str] = {}
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        async for stop in tour(pilot, app, clock):
            await pilot.pause()
            faint |= {pair: f"{stop}: {text}, {pair.ratio:.2f}" for pair, text in too_faint(app).items()}
    assert app.theme == theme
    assert faint == {}, "\n".join(f"{pair}: {where}" for pair, where in faint.items())


async def test_a_theme_that_is_too_faint_is_found_out(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        app.register_theme(Theme("mist", primary="#707070", background="#606060", foreground="#8a8a8a"))
        app.theme = "mist"
        await pilot.pause()
        faint = too_faint(app)
    assert {pair.large for pair in faint} == {True, False}


def test_the_ratio_is_that_of_the_guidelines() -> None:
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    assert contrast(white, black) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)
    assert contrast(Color.parse("#767676"), white) == pytest.approx(4.54, abs=0.01)
