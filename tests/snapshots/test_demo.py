"""The pictures of the docs: the demo's sample data on each screen, and the front page in other sizes and dress."""

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rehearse.compose import Setup, fill_demo, services, set_up_demo
from rehearse.domain.drill import Phase
from rehearse.domain.history import HistoryFilter
from rehearse.domain.section import Section
from rehearse.interviewer.builtin import BuiltInInterviewer
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.coverage import CoverageScreen
from rehearse.ui.screens.debrief import DebriefScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.look import LookScreen
from rehearse.ui.screens.plan import PlanScreen
from rehearse.ui.screens.stories import StoriesScreen
from rehearse.ui.screens.trends import TrendsScreen
from rehearse.ui.widgets.panels import SectionEditor
from tests.snapshots.test_snapshots import SnapCompare, at_home, steady
from tests.ui.harness import ManualClock, on_screen, shown, wait_for

DAY = date(2026, 11, 27)
WIDE = (120, 36)
SAID = {
    Section.SITUATION: (
        "Our search page took a second and a half on phones, and most of that was my ranking model. One visitor in "
        "five left before the first result."
    ),
    Section.TASK: "I owned the ranker, and I had two weeks to bring it under three hundred milliseconds.",
    Section.ACTION: (
        "I profiled the whole path first, because everybody blamed the model. A third of the time was features that "
        "nobody used any more. I could have distilled the model at once, but that would have cost us a labelling "
        "round, so I cut the features and batched the look-ups with the platform team"
    ),
}
Scene = Callable[[Pilot[None], RehearseApp, ManualClock], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A filled demo, and the clock of its app."""

    setup: Setup
    clock: ManualClock

    def app(self, theme: str = "rehearse-dark") -> RehearseApp:
        """Give the app over the sample data."""
        config = replace(self.setup.config, screen=replace(self.setup.config.screen, theme=theme))
        made = services(replace(self.setup, config=config))
        app = RehearseApp(replace(made, clock=self.clock, interviewer=BuiltInInterviewer(words_per_second=0)))
        app.animation_level = "none"
        return app


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        fill_demo(set_up_demo(folder, (), None), DAY)
    return folder


@pytest.fixture
def stage(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr("rehearse.ui.app.today", lambda: DAY)
    shutil.copytree(filled, tmp_path / "demo")
    return Stage(set_up_demo(tmp_path / "demo", (), None), ManualClock())


async def home(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await at_home(pilot)
    await wait_for(pilot, lambda: "days to the interview" in shown(pilot), "the plan")


async def card(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await home(pilot, app, clock)
    await pilot.press("enter")
    await on_screen(pilot, DrillScreen)
    await wait_for(pilot, lambda: "tells “" in shown(pilot), "the story")


async def begun(pilot: Pilot[None], app: RehearseApp, clock: ManualClock, *keys: str) -> DrillScreen:
    """Start the clock on the card with some keys."""
    await card(pilot, app, clock)
    await pilot.press(*keys)
    screen = app.screen
    assert isinstance(screen, DrillScreen)
    await wait_for(pilot, lambda: screen.session.drill.phase is Phase.ANSWERING, "the clock")
    return screen


async def drill(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    screen = await begun(pilot, app, clock, "enter")
    for section, words in SAID.items():
        editor = screen.query_one(f"#editor-{section.value}", SectionEditor)
        await wait_for(pilot, partial(stands_in, screen, section), "the section")
        editor.insert(words)
        await wait_for(pilot, partial(holds, screen, section, words), "the words")
        clock.advance(31)
        if section is not Section.ACTION:
            await pilot.press("ctrl+n")
    steady(app)
    screen.tick()
    await pilot.pause()


def stands_in(screen: DrillScreen, section: Section) -> bool:
    return screen.session.drill.section is section


def holds(screen: DrillScreen, section: Section, words: str) -> bool:
    return screen.session.drill.texts.get(section) == words


async def spoken(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    screen = await begun(pilot, app, clock, "m", "enter")
    for seconds in (19, 8, 57):
        clock.advance(seconds)
        if seconds != 57:
            await pilot.press("space")
    screen.tick()
    await pilot.pause()


async def critique(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await home(pilot, app, clock)
    page = await app.store.run(lambda store: store.page(HistoryFilter(), 50))
    judged = [each for each in page if each.overall is not None]
    app.drills.read(min(judged, key=lambda each: abs((each.overall or 0) - 3.8)).id)
    await on_screen(pilot, AttemptScreen)
    await wait_for(pilot, lambda: "The Action reads as" in shown(pilot), "the critique and its ledgers")


async def history(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await home(pilot, app, clock)
    await pilot.press("h")
    await on_screen(pilot, HistoryScreen)
    await wait_for(pilot, lambda: "Fix this next" in shown(pilot), "the details")


async def trends(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await history(pilot, app, clock)
    await pilot.press("t")
    await on_screen(pilot, TrendsScreen)
    await wait_for(pilot, lambda: "a point is one" in shown(pilot), "the trends")
    await pilot.press("j")
    await wait_for(pilot, lambda: "Action share" in shown(pilot).split("Source")[-1], "the series")


async def plan(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await home(pilot, app, clock)
    await pilot.press("t")
    await on_screen(pilot, PlanScreen)
    await wait_for(pilot, lambda: "tomorrow" in shown(pilot), "the days")


async def stories(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await home(pilot, app, clock)
    await pilot.press("s")
    await on_screen(pilot, StoriesScreen)
    await wait_for(pilot, lambda: "Business goal" in shown(pilot) or "goal" in shown(pilot), "a story")


async def board(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await stories(pilot, app, clock)
    await pilot.press("b")
    await on_screen(pilot, CoverageScreen)


async def debrief(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await home(pilot, app, clock)
    (mock,) = await app.store.run(lambda store: store.mocks.all(1))
    app.mocks.debrief(mock.id)
    await on_screen(pilot, DebriefScreen)
    await pilot.pause()


async def look(pilot: Pilot[None], app: RehearseApp, clock: ManualClock) -> None:
    await home(pilot, app, clock)
    await pilot.press("o")
    await on_screen(pilot, LookScreen)
    await wait_for(pilot, lambda: "Fix this next" in shown(pilot), "the sample")


SCENES: dict[str, Scene] = {
    "home": home,
    "card": card,
    "drill": drill,
    "spoken": spoken,
    "critique": critique,
    "history": history,
    "trends": trends,
    "plan": plan,
    "stories": stories,
    "board": board,
    "debrief": debrief,
    "look": look,
}
FRONT = ("home", "drill", "critique")
"""The screens of the front page."""


def picture(snap_compare: SnapCompare, stage: Stage, scene: str, size: tuple[int, int], theme: str) -> bool:
    app = stage.app(theme)

    async def go(pilot: Pilot[None]) -> None:
        await SCENES[scene](pilot, app, stage.clock)
        await pilot.pause()

    return snap_compare(app, terminal_size=size, run_before=go)


@pytest.mark.parametrize("scene", list(SCENES))
def test_demo(snap_compare: SnapCompare, stage: Stage, scene: str) -> None:
    assert picture(snap_compare, stage, scene, WIDE, "rehearse-dark")


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=["80x24", "200x60"])
@pytest.mark.parametrize("scene", FRONT)
def test_other_sizes(snap_compare: SnapCompare, stage: Stage, scene: str, size: tuple[int, int]) -> None:
    assert picture(snap_compare, stage, scene, size, "rehearse-dark")


@pytest.mark.parametrize("scene", FRONT)
def test_light(snap_compare: SnapCompare, stage: Stage, scene: str) -> None:
    assert picture(snap_compare, stage, scene, WIDE, "rehearse-light")


@pytest.mark.parametrize("scene", ["drill", "critique"])
def test_no_colour(
    snap_compare: SnapCompare, stage: Stage, scene: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, stage, scene, WIDE, "rehearse-dark")
