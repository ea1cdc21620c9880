"""Nasty words typed where a screen asks for a file, a search or a name: a sentence each, and the app goes on."""

import os
import re
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.stories import StoriesScreen
from tests.builders import HOSTILE
from tests.reliability.extent import cases
from tests.reliability.nasty import NASTY, steering
from tests.ui.harness import app_for, on_screen, seeded, shown, told, wait_for
from tests.ui.test_practice import stands
from tests.ui.test_profile import to_profile
from tests.ui.test_stories import at_stories

SIZE = (120, 40)
NAMES = (
    "~nosuchuser/x", "{folder}/pipe", "y" * 5000, "x\x00y", "/dev/zero", "{folder}", "{folder}/loop", "[/]", "\ud800",
)  # fmt: skip


TOLD = re.compile("cannot be read|is a link")


def lay_out(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder / "loop")


async def entered(pilot: Pilot[None], text: str) -> None:
    """Write into the line that a screen has opened, as a paste would, and enter it."""
    await wait_for(pilot, lambda: isinstance(pilot.app.focused, Input), "the line")
    line = pilot.app.focused
    assert isinstance(line, Input)
    line.value = text
    await pilot.press("enter")


@pytest.mark.parametrize("name", NAMES[: cases(3, len(NAMES))], ids=lambda name: repr(name[:20]))
async def test_no_name_of_a_file_ends_the_app(tmp_path: Path, name: str) -> None:
    lay_out(tmp_path)
    written = name.format(folder=tmp_path) if "{folder}" in name else name
    app = app_for(tmp_path / "data")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await pilot.press("o")
        await entered(pilot, written)
        await wait_for(pilot, lambda: TOLD.search(" ".join(shown(pilot).split())), "the sentence")
        await pilot.press("e")
        await entered(pilot, written)
        await pilot.pause()
        assert isinstance(app.screen, StoriesScreen)
    app = app_for(tmp_path / "data")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_profile(pilot)
        screen.set_focus(screen.query_one("#profile-resume", TextArea))
        await pilot.press("ctrl+o")
        await entered(pilot, written)
        await wait_for(pilot, partial(stands, pilot, "cannot be read"), "the sentence")
        assert app.screen is screen
        assert steering(shown(pilot).replace("\n", "")) == []


@pytest.mark.parametrize("text", NASTY[:: cases(8, 1)], ids=repr)
async def test_no_search_line_ends_the_app(tmp_path: Path, text: str) -> None:
    seeded(tmp_path, *(told("The drift alarm was silent.") for _ in range(2)))
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "Home")
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
        await pilot.press("slash")
        await wait_for(pilot, lambda: isinstance(app.focused, Input), "the line")
        line = app.focused
        assert isinstance(line, Input)
        for words in (text, f"flaw:{text}", f"tag:{text} story:{text}", f"after:{text}"):
            line.value = words
            await pilot.pause()
        line.value = "drift"
        await wait_for(pilot, lambda: "2 attempts" in shown(pilot), "both again")
        assert steering(shown(pilot).replace("\n", "")) == []


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 2000][:: cases(2, 1)], ids=lambda text: repr(text[:20]))
async def test_no_theme_persona_or_key_of_the_settings_ends_the_app(tmp_path: Path, text: str) -> None:
    app = app_for(tmp_path, screen={"theme": text})
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await wait_for(pilot, lambda: "There is no theme" in shown(pilot), "the sentence")
        assert steering(shown(pilot).replace("\n", "")) == []
