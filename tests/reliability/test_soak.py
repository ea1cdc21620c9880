"""Drill after drill in one sitting: memory stays flat, and of a drill that is over no part lives on."""

import gc
import os
import random
from collections import Counter
from pathlib import Path

import pytest
from textual.dom import DOMNode
from textual.pilot import Pilot

from rehearse.domain.drill import Phase
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.widgets.panels import SectionEditor
from tests.builders import ANSWER
from tests.reliability.extent import cases
from tests.ui.harness import app_for, on_screen, replying, shown, wait_for
from tests.ui.test_drill import drill_screen

DRILLS = cases(10, 2000)
SAMPLES = cases(5, 40)
NOISE = 16 * 1024
"""Kilobytes that caches may still take after the first half of the drills."""
PER_DRILL = 4
"""Kilobytes that a drill may cost for good: its row in the list of what was asked, and the like."""


async def answer(app: RehearseApp, pilot: Pilot[None], *, leave: bool) -> None:
    """Answer the proposed question up to the first follow-up, or leave it half told and take it up again."""
    await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
    await pilot.press("enter")
    await on_screen(pilot, DrillScreen)
    await pilot.press("enter")
    screen = drill_screen(app)
    await wait_for(pilot, lambda: screen.session.drill.phase is Phase.ANSWERING, "the clock")
    if leave:
        await pilot.press(*"half", "escape")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "In progress" in shown(pilot), "the draft")
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        await wait_for(pilot, lambda: app.screen.query_one("#editor-reflection"), "its editors")
    for section, text in ANSWER.items():
        app.screen.query_one(f"#editor-{section.value}", SectionEditor).text = text
    await pilot.pause()
    await pilot.press("ctrl+s")
    await wait_for(pilot, lambda: replying(app), "the follow-up")


async def rehearse_once(app: RehearseApp, pilot: Pilot[None], chance: random.Random) -> None:
    """Take a drill to its critique in one of several ways, and go Home again."""
    await answer(app, pilot, leave=chance.random() < 0.3)
    if chance.random() < 0.3:
        await pilot.press(*"six", "ctrl+s")
        await wait_for(pilot, lambda: "Follow-up 2 of 2" in shown(pilot), "the second")
        await wait_for(pilot, lambda: replying(app), "its editor")
    await pilot.press("ctrl+n")
    await on_screen(pilot, AttemptScreen)
    if chance.random() < 0.3:
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
    await pilot.press("escape")
    await on_screen(pilot, HomeScreen)


def left_behind() -> Counter[str]:
    """Count the screens, widgets and other nodes in memory that are no part of the app any more."""
    gc.collect()
    nodes = (each for each in gc.get_objects() if isinstance(each, DOMNode) and not each.is_attached)
    return Counter(type(each).__name__ for each in nodes)


def memory() -> int:
    """Give the kilobytes of memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's account of memory")
async def test_memory_is_flat_over_many_drills(tmp_path: Path) -> None:
    app, chance = app_for(tmp_path), random.Random(5)
    nodes: list[Counter[str]] = []
    held: list[int] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot, HomeScreen)
        for number in range(1, DRILLS + 1):
            await rehearse_once(app, pilot, chance)
            if number % (DRILLS // SAMPLES) == 0:
                nodes.append(left_behind())
                held.append(memory())
                print(f"{number} drills: {nodes[-1].total()} nodes left behind, {held[-1]} kB held")
        # the first half fills caches
        half = SAMPLES // 2
        most = Counter[str]()
        for each in nodes[half - 1 : -1]:
            most |= each
        # What is just being taken down is held by its last message; a leak stays.
        await wait_for(pilot, lambda: not left_behind() - most, "the end of all that is no part of the app")
    assert held[-1] - held[half - 1] < NOISE + PER_DRILL * DRILLS / 2
