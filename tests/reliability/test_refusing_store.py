"""A store that refuses while somebody writes: every kind of text is written as soon as it can be, or handed back."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from rehearse.storage.port import Store
from rehearse.storage.store import SqliteStore
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.interview import InterviewScreen
from rehearse.ui.screens.profile import ProfileScreen
from rehearse.ui.screens.remarks import RemarksScreen
from rehearse.ui.screens.story_editor import StoryEditorScreen
from tests.builders import answered
from tests.ui.harness import app_for, on_screen, seeded, shown, wait_for
from tests.ui.test_drill import SIZE, begin

WORDS = "Words that nobody may lose"


def refuse(store: Store, *, on: bool) -> None:
    """Let every write fail as on a full disk, or work again."""
    assert isinstance(store, SqliteStore)
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {pages if on else 10**6}")
    store._db.execute(f"PRAGMA query_only = {int(on)}")


async def in_drill(pilot: Pilot[None]) -> None:
    await begin(pilot, pilot.app)  # type: ignore[arg-type]
    pilot.app.screen.query_one("#editor-situation", TextArea).text = WORDS


async def in_story(pilot: Pilot[None]) -> None:
    pilot.app.edit_story(None)  # type: ignore[attr-defined]
    await on_screen(pilot, StoryEditorScreen)
    pilot.app.screen.query_one("#title", Input).value = WORDS


async def in_profile(pilot: Pilot[None]) -> None:
    await pilot.press("y")
    await on_screen(pilot, ProfileScreen)
    pilot.app.screen.query_one("#profile-resume", TextArea).text = WORDS


async def in_interview(pilot: Pilot[None]) -> None:
    pilot.app.interviews.note()  # type: ignore[attr-defined]
    await on_screen(pilot, InterviewScreen)
    pilot.app.screen.query_one("#interview-questions", TextArea).text = WORDS


async def in_remarks(pilot: Pilot[None]) -> None:
    found = await pilot.app.store.run(lambda store: store.load(1))  # type: ignore[attr-defined]
    await pilot.app.push_screen(RemarksScreen(found, lambda: None))
    pilot.app.screen.query_one("#note", TextArea).text = WORDS


PLACES: dict[str, tuple[Callable[[Pilot[None]], Any], str]] = {
    "drill": (in_drill, "SELECT text FROM attempt_sections WHERE attempt_id > 1 AND text != ''"),
    "story": (in_story, "SELECT title FROM story_versions"),
    "profile": (in_profile, "SELECT resume FROM profile"),
    "interview": (in_interview, "SELECT text FROM interview_questions"),
    "remarks": (in_remarks, "SELECT note FROM attempt_notes"),
}


def found(folder: Path, query: str) -> list[str]:
    connection = sqlite3.connect(folder / "rehearse.db")
    try:
        return [text for (text,) in connection.execute(query)]
    finally:
        connection.close()


@pytest.mark.parametrize("well_again", [True, False])
async def test_words_left_behind_are_written_later_or_handed_back(tmp_path: Path, well_again: bool) -> None:
    seeded(tmp_path, answered())
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await app.store.run(lambda store: refuse(store, on=True))
        for write, _ in PLACES.values():
            await write(pilot)
            await pilot.pause()
            await pilot.press("escape")
            await on_screen(pilot, HomeScreen)
            await wait_for(pilot, lambda: "Trouble" in shown(pilot), "the sentence")
        if well_again:
            await app.store.run(lambda store: refuse(store, on=False))
            app.store.retry()
            await app.store.run(lambda _: None)
    for place, (_, query) in PLACES.items():
        assert found(tmp_path, query) == ([WORDS] if well_again else []), place
    handed_back = [words for words in app.unsaved if WORDS in words]
    assert len(handed_back) == (0 if well_again else len(PLACES))
