"""The story bank on the screen: written, kept, shown, archived, imported, and never lost."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import Field, Story
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.vocabulary import Angle, Competency
from rehearse.errors import StorageError
from rehearse.storage.store import SqliteStore
from rehearse.storage.stories import SqliteStories
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.coverage import CoverageScreen
from rehearse.ui.screens.cue_card import CueCardScreen, LastPageScreen
from rehearse.ui.screens.help import HelpScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.stories import StoriesScreen
from rehearse.ui.screens.story_editor import StoryEditorScreen
from rehearse.ui.screens.story_wizard import StoryWizardScreen
from rehearse.ui.widgets.list_table import ListTable
from rehearse.ui.widgets.story_form import Lines, StoryForm
from tests.builders import HOSTILE, story
from tests.ui.harness import PATIENCE, app_for, on_screen, shown, wait_for

SIZE = (120, 40)


def kept(folder: Path, *stories: Story) -> list[KeptStory]:
    store = SqliteStore(folder / "rehearse.db")
    found = [store.stories.add(each) for each in stories]
    store.close()
    return found


def bank(folder: Path) -> list[KeptStory]:
    store = SqliteStore(folder / "rehearse.db")
    found = store.stories.all()
    store.close()
    return found


async def at_stories(pilot: Pilot[None]) -> StoriesScreen:
    await on_screen(pilot, HomeScreen)
    await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
    await pilot.press("s")
    await on_screen(pilot, StoriesScreen)
    await wait_for(pilot, lambda: "in the bank" in shown(pilot), "the bank")
    assert isinstance(pilot.app.screen, StoriesScreen)
    return pilot.app.screen


async def test_an_empty_bank_says_what_to_do(tmp_path: Path) -> None:
    async with app_for(tmp_path).run_test(size=SIZE) as pilot:
        await at_stories(pilot)
        assert "w asks for five of them" in shown(pilot)


async def test_a_story_is_written_and_kept_as_a_version(tmp_path: Path) -> None:
    async with app_for(tmp_path).run_test(size=SIZE) as pilot:
        await at_stories(pilot)
        await pilot.press("n")
        await on_screen(pilot, StoryEditorScreen)
        await pilot.press(*"Ticket router", "ctrl+n", *"Less churn")
        await wait_for(pilot, lambda: "1 of 7 fields" in shown(pilot), "the count")
        assert "missing: main obstacle, key decision, measurable result" in shown(pilot)
        pilot.app.screen.query_one("#spine-action", Lines).text = "- read the logs\n- " + "word " * 25
        await pilot.press("ctrl+s")
        await on_screen(pilot, StoriesScreen)
        await wait_for(pilot, lambda: "Ticket router" in shown(pilot), "the line")
        assert "not ready" in shown(pilot)
        assert "25 words: over 20" in " ".join(shown(pilot).replace("│", " ").split())
    found = bank(tmp_path)[0]
    assert (found.version, found.story.title) == (1, "Ticket router")
    assert found.story.fields == {Field.GOAL: "Less churn"}
    assert found.story.spine[Section.ACTION][0] == "- read the logs"


async def test_a_half_typed_story_is_on_disk_and_goes_on(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await pilot.press("n")
        await on_screen(pilot, StoryEditorScreen)
        await pilot.press(*"Half a title")

        async def on_disk() -> Story | None:
            return await app.store.run(
                lambda store: store.stories.draft(ids[0]) if (ids := store.stories.drafts()) else None
            )

        while (draft := await on_disk()) is None or draft.title != "Half a title":
            await pilot.pause()
        await pilot.press("escape")
        await on_screen(pilot, StoriesScreen)
        await wait_for(pilot, lambda: "begun" in shown(pilot), "the draft")
        await pilot.press("enter")
        await on_screen(pilot, StoryEditorScreen)
        assert pilot.app.screen.query_one("#title", Input).value == "Half a title"
        await pilot.press("ctrl+o")
        await on_screen(pilot, StoriesScreen)
        await wait_for(pilot, lambda: "No stories yet" in shown(pilot), "the empty bank")


async def test_words_typed_last_are_kept_when_the_app_is_quit(tmp_path: Path) -> None:
    async with app_for(tmp_path).run_test(size=SIZE) as pilot:
        await at_stories(pilot)
        await pilot.press("n")
        await on_screen(pilot, StoryEditorScreen)
        await pilot.press(*"Typed and gone", "ctrl+q")
    store = SqliteStore(tmp_path / "rehearse.db")
    draft = store.stories.draft(store.stories.drafts()[0])
    store.close()
    assert draft is not None
    assert draft.title == "Typed and gone"


async def test_a_disk_that_refuses_leaves_the_words_in_the_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("The disk is full.")

    async with app_for(tmp_path).run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await pilot.press("n")
        await on_screen(pilot, StoryEditorScreen)
        await pilot.press(*"Kept anyway")
        monkeypatch.setattr(SqliteStories, "add", refuse)
        monkeypatch.setattr(SqliteStories, "keep", refuse)
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: "Your words stay here" in shown(pilot), "the sentence")
        assert pilot.app.screen.query_one(StoryForm).story().title == "Kept anyway"


async def test_a_story_without_a_version_that_can_be_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path, story())
    monkeypatch.setattr(SqliteStories, "versions", lambda *_: [])
    async with app_for(tmp_path).run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await wait_for(pilot, lambda: "Ticket router" in shown(pilot), "the story")
        await pilot.press("v")
        await wait_for(pilot, lambda: "No version of this story can be read" in shown(pilot), "the sentence")


async def test_archive_undo_and_versions(tmp_path: Path) -> None:
    first = kept(tmp_path, story())[0]
    store = SqliteStore(tmp_path / "rehearse.db")
    store.stories.keep(first.id, replace(story(), title="Renamed"))
    store.close()
    app = app_for(tmp_path, keys={"stories.undo": "z"})
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await wait_for(pilot, lambda: "Renamed" in shown(pilot), "the story")
        await pilot.press("v")
        await wait_for(pilot, lambda: "version 1 of 2" in shown(pilot), "the older version")
        await pilot.press("r")
        await wait_for(pilot, lambda: "version 3" in shown(pilot), "it brought back")
        await pilot.press("d")
        await wait_for(pilot, lambda: "0 in the bank" in shown(pilot), "the archive")
        await wait_for(pilot, lambda: "Archived; z brings it back." in shown(pilot), "the way back")
        await pilot.press("a")
        await wait_for(pilot, lambda: "1 archived" in shown(pilot), "the archived ones")
        await pilot.press("a", "z")
        await wait_for(pilot, lambda: "1 in the bank" in shown(pilot), "it back")
    assert bank(tmp_path)[0].story.title == story().title


def two_versions_and_another(folder: Path) -> None:
    first, _ = kept(folder, story(), replace(story(), title="Another"))
    store = SqliteStore(folder / "rehearse.db")
    store.stories.keep(first.id, replace(story(), title="Renamed"))
    store.close()


async def mark(pilot: Pilot[None], title: str) -> ListTable:
    """Mark a story of the list, and give the list."""
    await wait_for(pilot, lambda: title in shown(pilot), title)
    assert isinstance(pilot.app.screen, StoriesScreen)
    table = pilot.app.screen.query_one(ListTable)
    titles = [str(table.get_row_at(row)[0]) for row in range(table.row_count)]
    table.move_cursor(row=titles.index(title))
    await pilot.pause()
    return table


async def test_versions_that_come_late_are_not_shown_for_another_story(tmp_path: Path) -> None:
    two_versions_and_another(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await at_stories(pilot)
        table = await mark(pilot, "Renamed")
        held = threading.Event()
        app.store.post(lambda _: held.wait(PATIENCE))
        await pilot.press("v")
        table.move_cursor(row=1 - table.cursor_row)
        await pilot.pause()
        held.set()
        await wait_for(pilot, lambda: not any(each.is_running for each in screen.workers), "the versions")
        assert "version 1 of 2" not in shown(pilot)
        await pilot.press("r")
        await wait_for(pilot, lambda: "shows older versions" in shown(pilot), "the hint")
    assert {each.story.title: each.version for each in bank(tmp_path)} == {"Renamed": 2, "Another": 1}


async def test_a_version_is_not_brought_back_over_a_story_marked_meanwhile(tmp_path: Path) -> None:
    two_versions_and_another(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await at_stories(pilot)
        table = await mark(pilot, "Another")
        another = table.marked
        table = await mark(pilot, "Renamed")
        await pilot.press("v", "v")
        await wait_for(pilot, lambda: "version 2 of 2" in shown(pilot), "the newest version")
        table.move_cursor(row=1 - table.cursor_row)
        assert table.marked == another
        screen.action_restore()  # before the list has told that another line is marked
        await wait_for(pilot, lambda: "shows older versions" in shown(pilot), "the hint")
    assert {each.story.title: each.version for each in bank(tmp_path)} == {"Renamed": 2, "Another": 1}


@pytest.mark.parametrize("key", ["ctrl+s", "ctrl+o"], ids=["kept", "dropped"])
async def test_help_opened_while_a_story_is_written_stays_open(tmp_path: Path, key: str) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await pilot.press("n")
        await on_screen(pilot, StoryEditorScreen)
        await pilot.press(*"Router")
        held = threading.Event()
        app.store.post(lambda _: held.wait(PATIENCE))
        await pilot.press(key, "f1")
        await on_screen(pilot, HelpScreen)
        held.set()
        await wait_for(
            pilot, lambda: not any(each.group == "keep" and each.is_running for each in app.workers), "it"
        )
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await on_screen(pilot, StoriesScreen)


async def test_help_opened_over_a_wizard_that_has_nothing_to_ask_stays_open(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await at_stories(pilot)
        held = threading.Event()
        app.store.post(lambda _: held.wait(PATIENCE))
        app.write_stories(12345)  # a story that is gone lacks nothing
        await on_screen(pilot, StoryWizardScreen)
        await pilot.press("f1")
        await on_screen(pilot, HelpScreen)
        held.set()
        await wait_for(
            pilot, lambda: not any(each.group == "wizard" and each.is_running for each in app.workers), "it"
        )
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the stories")


async def test_a_story_only_begun_is_taken_out_and_brought_back(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.stories.save_draft(None, replace(story(), title="Half told"))
    store.close()
    async with app_for(tmp_path).run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await wait_for(pilot, lambda: "Half told" in shown(pilot), "the story")
        await pilot.press("u")
        await wait_for(pilot, lambda: "Nothing was taken out of the bank here." in shown(pilot), "the hint")
        await pilot.press("d")
        await wait_for(pilot, lambda: "0 in the bank" in shown(pilot), "it gone")
        await wait_for(pilot, lambda: "u brings it back." in shown(pilot), "the way back")
        await pilot.press("u")
        await wait_for(pilot, lambda: "1 in the bank" in shown(pilot), "it back")
    store = SqliteStore(tmp_path / "rehearse.db")
    (story_id,) = store.stories.drafts()
    assert store.stories.draft(story_id) == replace(story(), title="Half told")
    store.close()


async def test_export_and_import_through_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path, story())
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mine.md"
    async with app_for(tmp_path).run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await pilot.press("e", *"mine.md", "enter")
        await wait_for(pilot, file.exists, "the file")
        await wait_for(pilot, lambda: "1 story written to" in shown(pilot), "how many")
        await pilot.press("e", *"mine.md", "enter")
        await wait_for(pilot, lambda: "is there already" in shown(pilot), "the refusal")
        changed = tmp_path / "list.md"
        changed.write_text("# Second story\n\n- Main obstacle: none owned it\n", "utf-8")
        await pilot.press("o", *"list.md", "enter")
        await wait_for(pilot, lambda: "2 in the bank" in shown(pilot), "the second")
        await pilot.press("o", *"absent.md", "enter")
        await wait_for(pilot, lambda: "cannot be read" in shown(pilot), "the sentence")


async def test_the_board_names_the_next_hole_and_enter_fills_it(tmp_path: Path) -> None:
    kept(tmp_path, replace(story(), competencies=(Competency.MODEL_IMPROVEMENT,)))
    async with app_for(tmp_path).run_test(size=SIZE) as pilot:
        await at_stories(pilot)
        await pilot.press("b")
        await on_screen(pilot, CoverageScreen)
        await wait_for(pilot, lambda: "No story for “Accuracy against latency”" in shown(pilot), "the hole")
        await pilot.press("enter")
        await on_screen(pilot, StoryEditorScreen)
        form = pilot.app.screen.query_one(StoryForm)
        assert form.story().competencies == (Competency.ACCURACY_VS_LATENCY,)


async def test_cue_card_and_last_page(tmp_path: Path) -> None:
    kept(tmp_path, story())
    async with app_for(tmp_path).run_test(size=SIZE) as pilot:
        await at_stories(pilot)
        await wait_for(pilot, lambda: story().title in shown(pilot), "the story")
        await pilot.press("c")
        await on_screen(pilot, CueCardScreen)
        await pilot.press("a")
        await wait_for(pilot, lambda: f"angle of {Angle.CONFLICT.label}" in shown(pilot), "the angle")
        await pilot.press("escape", "l")
        await on_screen(pilot, LastPageScreen)
        await wait_for(pilot, lambda: "Last check" in shown(pilot), "the page")


async def test_the_wizard_asks_step_by_step_and_goes_on_where_it_was_left(tmp_path: Path) -> None:
    async with app_for(tmp_path).run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await pilot.press("w")
        await on_screen(pilot, StoryWizardScreen)
        await wait_for(pilot, lambda: "Story 1 of 5  ·  step 1 of 14" in shown(pilot), "the first step")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Nothing is written yet" in shown(pilot), "the hint")
        await pilot.press(*"Ticket router", "enter")
        await wait_for(pilot, lambda: "step 2 of 14" in shown(pilot), "the goal")
        await pilot.press("ctrl+o")
        await wait_for(pilot, lambda: "step 3 of 14" in shown(pilot), "the problem")
        await pilot.press(*"Class", "escape")
        await on_screen(pilot, StoriesScreen)
        await pilot.press("w")
        await wait_for(pilot, lambda: "step 2 of 14" in shown(pilot), "the step passed over")
    store = SqliteStore(tmp_path / "rehearse.db")
    draft = store.stories.draft(store.stories.drafts()[0])
    store.close()
    assert draft is not None
    assert draft.fields == {Field.PROBLEM: "Class"}


async def test_the_wizard_goes_on_only_when_the_disk_has_taken_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("The disk is full.")

    async with app_for(tmp_path).run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await pilot.press("w")
        await on_screen(pilot, StoryWizardScreen)
        await wait_for(pilot, lambda: "step 1 of 14" in shown(pilot), "the first step")
        with monkeypatch.context() as full:
            full.setattr(SqliteStories, "save_draft", refuse)
            await pilot.press(*"Ticket router", "enter")
            await wait_for(pilot, lambda: "Your words stay here" in shown(pilot), "the sentence")
            assert "step 1 of 14" in shown(pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "step 2 of 14" in shown(pilot), "the next step")


async def test_an_answer_that_is_erased_in_the_wizard_leaves_no_letter(tmp_path: Path) -> None:
    async with app_for(tmp_path).run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await pilot.press("w")
        await on_screen(pilot, StoryWizardScreen)
        await wait_for(pilot, lambda: "step 1 of 14" in shown(pilot), "the first step")
        await pilot.press("a", "b")
        await wait_for(pilot, lambda: "ab  " in shown(pilot), "the title")
        await pilot.press("backspace", "backspace")
        await wait_for(pilot, lambda: "A new story" in shown(pilot), "no title")


async def test_the_wizard_keeps_a_whole_story_and_begins_the_next(tmp_path: Path) -> None:
    nearly = replace(
        story(), spine={section: ("x",) for section in SECTIONS if section is not Section.REFLECTION}
    )
    kept(tmp_path, replace(nearly, competencies=(Competency.FAILURE,)))
    async with app_for(tmp_path).run_test(size=SIZE, notifications=True) as pilot:
        await at_stories(pilot)
        await pilot.press("w")
        await wait_for(pilot, lambda: "Reflection, as bullets" in shown(pilot), "what is missing")
        await pilot.press(*"Ask first", "ctrl+n")
        await wait_for(pilot, lambda: "Story 2 of 5  ·  step 1" in shown(pilot), "the next story")
    assert bank(tmp_path)[0].story.spine[Section.REFLECTION] == ("Ask first",)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_stories_are_drawn_as_they_are(tmp_path: Path, text: str) -> None:
    told = replace(
        story(), title=text, fields={Field.GOAL: text, Field.LESSON: text}, spine={Section.ACTION: (text,)}
    )
    kept(tmp_path, told)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await at_stories(pilot)
        await wait_for(pilot, lambda: "Business goal" in shown(pilot), "the story")
        for key, screen in (("b", CoverageScreen), ("c", CueCardScreen), ("l", LastPageScreen)):
            await pilot.press(key)
            await on_screen(pilot, screen)
            await pilot.press("escape")
        await pilot.press("enter")
        await on_screen(pilot, StoryEditorScreen)
        assert isinstance(app, RehearseApp)
