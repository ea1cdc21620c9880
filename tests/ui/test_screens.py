"""Home, questions, history, help and palette: what they show and what their keys do."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widgets import DataTable, Input

from rehearse.domain.drill_plan import Plan
from rehearse.domain.section import Section
from rehearse.domain.text import clean
from rehearse.domain.vocabulary import Competency
from rehearse.storage.store import SqliteStore
from rehearse.ui.app import RehearseApp
from rehearse.ui.key_map import key_map
from rehearse.ui.keys import KEYS, Place
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.help import HelpScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.overlays import QuitScreen, TooSmallScreen
from rehearse.ui.screens.questions import QuestionsScreen
from rehearse.ui.widgets.list_table import ListTable
from rehearse.ui.widgets.panels import SectionEditor
from tests.builders import HOSTILE, answered, critique, question
from tests.ui.harness import (
    PATIENCE,
    QUESTIONS,
    app_for,
    on_screen,
    seeded,
    services_for,
    shown,
    told,
    wait_for,
)

SIZE = (120, 36)
SIZES = [(20, 8), (40, 12), (60, 20), (80, 24), (200, 60)]


async def at_home(pilot: Pilot[None]) -> None:
    await on_screen(pilot, HomeScreen)
    await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")


async def in_history(pilot: Pilot[None]) -> None:
    await at_home(pilot)
    await pilot.press("h")
    await on_screen(pilot, HistoryScreen)
    await wait_for(pilot, lambda: "History  ·" in shown(pilot), "the list")


async def test_the_first_run_explains_itself_and_blocks_nothing(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        assert "One question is a whole session" in shown(pilot)
        await pilot.press("r")
        await wait_for(pilot, lambda: "Nothing is in progress" in shown(pilot), "the notice")


async def test_home_lists_what_was_done_and_opens_it(tmp_path: Path) -> None:
    seeded(tmp_path, answered(), told("Something else."))
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        assert "Last attempts" in shown(pilot)
        assert "One question is a whole session" not in shown(pilot)
        await pilot.press("tab")
        await wait_for(pilot, lambda: isinstance(app.focused, DataTable), "the list")
        await pilot.press("j", "enter")
        await on_screen(pilot, AttemptScreen)
        assert "stale labels" in shown(pilot)
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)


async def test_another_question_is_proposed(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        seen = []
        for _ in QUESTIONS:
            seen.append(screen._proposed)
            await pilot.press("n")
            await wait_for(pilot, lambda: screen._proposed != seen[-1], "another")
        assert {each.id for each in seen if each} == {each.id for each in QUESTIONS}


async def test_that_no_other_question_can_be_proposed_is_said(tmp_path: Path) -> None:
    app = app_for(tmp_path, questions=QUESTIONS[:1])
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press("n")
        await wait_for(pilot, lambda: "There is no other question." in shown(pilot), "the word")
        assert QUESTIONS[0].text in shown(pilot)


async def test_enter_pressed_while_the_packs_are_read_starts_once_they_are(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    held = threading.Event()
    app.store.post(lambda _: held.wait(PATIENCE))
    async with app.run_test(size=SIZE) as pilot:
        await on_screen(pilot, HomeScreen)
        await pilot.press("n", "enter")
        held.set()
        await on_screen(pilot, DrillScreen)


async def test_a_damaged_database_is_spoken_of(tmp_path: Path) -> None:
    (tmp_path / "rehearse.db").write_bytes(b"no database")
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await wait_for(pilot, lambda: "rehearse.damaged-" in shown(pilot), "the sentence")


class Letter:
    """Something that is written."""

    words = "Dear reader"


async def test_a_broken_store_is_named_once_and_what_it_owes_is_written_later(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    works, written = threading.Event(), list[str]()

    def write(text: str) -> None:
        if not works.is_set():
            raise ValueError("unheard of")
        written.append(text)

    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        one, other = Letter(), Letter()
        app.store.post(lambda _: write("old"), one)
        app.store.post(lambda _: write("new"), one)
        app.store.post(lambda _: write("another"), other)
        app.store.post(lambda _: write("nobody's"))
        await wait_for(pilot, lambda: "unheard of" in shown(pilot), "the sentence")
        assert len(app._notifications) == 1
        app.store.retry()
        await app.store.run(lambda _: None)  # the writes were tried once more and refused
        works.set()
        app.store.retry()
        await wait_for(pilot, lambda: len(written) == 2, "the writes")
        app.store.retry()
    assert written == ["new", "another"]
    assert app.unsaved == []


async def test_words_that_no_disk_takes_are_handed_back_at_the_end(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    last = Letter()

    def refuse(_: object) -> None:
        raise ValueError("full")

    async with app.run_test(size=SIZE) as pilot:
        await at_home(pilot)
        app.store.post(refuse, Letter())
        app.store.post(refuse, last)
        await app.store.run(lambda _: None, last)
    assert app.unsaved == ["Dear reader"]


async def test_broken_packs_are_named_on_home(tmp_path: Path) -> None:
    app = app_for(tmp_path, problems=("bad.toml, line 3, field text: it is missing; add it", "worse.toml"))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        assert "bad.toml, line 3, field text" in shown(pilot)
        assert "and 1 more" in shown(pilot)


async def test_without_any_question_home_says_what_to_do(tmp_path: Path) -> None:
    app = app_for(tmp_path, questions=())
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await wait_for(pilot, lambda: "No questions could be read" in shown(pilot), "the sentence")
        await pilot.press("enter", "n", "c")
        await on_screen(pilot, QuestionsScreen)


async def test_a_database_that_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "rehearse.db").mkdir()
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await wait_for(pilot, lambda: "cannot be used" in shown(pilot), "the sentence")


async def test_a_question_is_chosen_from_the_packs(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press("c")
        await on_screen(pilot, QuestionsScreen)
        assert "3 questions" in shown(pilot)
        await pilot.press("slash", *"failed")
        await wait_for(pilot, lambda: "1 question " in shown(pilot), "the search")
        await pilot.press("enter", "enter")
        await on_screen(pilot, DrillScreen)
        assert isinstance(app.screen, DrillScreen)
        assert app.screen.session.drill.question.id == "failure-01"


async def test_what_no_search_finds_is_not_shown_any_more(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press("c")
        await on_screen(pilot, QuestionsScreen)
        text = QUESTIONS[0].text
        await wait_for(pilot, lambda: shown(pilot).count(text) == 2, "the question and its line")
        await pilot.press("slash", *"zzzz")
        await wait_for(pilot, lambda: "0 questions" in shown(pilot), "the search")
        await wait_for(pilot, lambda: text not in shown(pilot), "nothing")


async def test_questions_go_by_competency(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press("c")
        await on_screen(pilot, QuestionsScreen)
        for _ in range(list(Competency).index(Competency.FAILURE) + 1):
            await pilot.press("c")
        await wait_for(pilot, lambda: "1 question  ·  Failure" in shown(pilot), "the filter")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)


async def test_history_filters_searches_deletes_and_undoes(tmp_path: Path) -> None:
    failure = QUESTIONS[1]
    seeded(
        tmp_path, answered(), told("The drift alarm was silent.", asked=failure), answered(Plan(follow_ups=0))
    )
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await in_history(pilot)
        await wait_for(pilot, lambda: "3 attempts" in shown(pilot), "three")
        await pilot.press("slash", *"drift")
        await wait_for(pilot, lambda: "1 attempt  ·  “drift”" in shown(pilot), "the search")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "│ Failure" in shown(pilot), "the detail")
        await pilot.press("escape")
        await wait_for(pilot, lambda: "3 attempts" in shown(pilot), "all again")
        await pilot.press("d")
        await wait_for(pilot, lambda: "2 attempts" in shown(pilot), "the deletion")
        await pilot.press("u")
        await wait_for(pilot, lambda: "3 attempts" in shown(pilot), "the undo")
        await pilot.press("o")
        await wait_for(pilot, lambda: "1 attempt  ·  one question" in shown(pilot), "one question")
        await pilot.press("o")
        await wait_for(pilot, lambda: "3 attempts" in shown(pilot), "all questions")
        for _ in range(list(Competency).index(Competency.FAILURE) + 1):
            await pilot.press("c")
        await wait_for(pilot, lambda: "1 attempt  ·  Failure" in shown(pilot), "the competency")
        await pilot.press("enter")
        await on_screen(pilot, AttemptScreen)


async def test_a_report_is_of_the_database_that_is_open(tmp_path: Path) -> None:
    data, instead = tmp_path / "data", tmp_path / "instead"
    for folder, text in ((data, "In the folder."), (instead, "In the copy.")):
        folder.mkdir()
        seeded(folder, told(text))
    services = replace(services_for(data), open_store=lambda: SqliteStore(instead / "rehearse.db"))
    app = RehearseApp(services, key_map=key_map({}))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await in_history(pilot)
        await wait_for(pilot, lambda: "1 attempt" in shown(pilot), "the attempt")
        await pilot.press("e")
        await wait_for(pilot, lambda: "Written:" in shown(pilot), "the notice")
    (report,) = (instead / "exports").iterdir()
    assert "In the copy." in report.read_text(encoding="utf-8")
    assert not (data / "exports").exists()


async def test_what_is_listed_is_written_as_a_report(tmp_path: Path) -> None:
    seeded(tmp_path, answered(), told("The drift alarm was silent [red]."))
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await in_history(pilot)
        await wait_for(pilot, lambda: "2 attempts" in shown(pilot), "two")
        await pilot.press("slash", *"drift", "enter")
        await wait_for(pilot, lambda: "1 attempt  ·  “drift”" in shown(pilot), "the search")
        await pilot.press("e")
        await wait_for(pilot, lambda: "Written:" in shown(pilot), "the notice")
    (report,) = (tmp_path / "exports").iterdir()
    text = report.read_text(encoding="utf-8")
    assert "## Attempt 2" in text
    assert "## Attempt 1:" not in text
    assert report.stat().st_mode & 0o077 == 0


async def test_an_empty_history_says_what_to_do(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await in_history(pilot)
        assert "No attempts yet. Esc goes back to Home, Enter there starts a drill." in shown(pilot)
        await pilot.press("d", "o", "enter", "j")
        await pilot.press("slash", *"xyz")
        await wait_for(pilot, lambda: "Nothing fits this filter" in shown(pilot), "the sentence")


async def test_a_long_history_is_read_page_by_page(tmp_path: Path) -> None:
    seeded(tmp_path, *[told(f"Answer {number}.") for number in range(130)], judged=False)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await in_history(pilot)
        await wait_for(pilot, lambda: "130 attempts" in shown(pilot), "the count")
        table = app.screen.query_one(DataTable)
        assert table.row_count == 100
        await pilot.press("G")
        await wait_for(pilot, lambda: table.row_count == 130, "the second page")


async def test_an_old_attempt_is_marked_beyond_the_first_page(tmp_path: Path) -> None:
    seeded(tmp_path, *[told(f"Number {number}.") for number in range(130)], judged=False)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await at_home(pilot)
        app.show_history(marked=5)
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, lambda: app.screen.query_one(ListTable).marked == "5", "the mark")
        table = app.screen.query_one(ListTable)
        await pilot.press("enter")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("escape")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, lambda: table.row_count > 100 and table.marked == "5", "the same line")


async def test_findings_are_walked_through_and_marked_in_the_answer(tmp_path: Path) -> None:
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await in_history(pilot)
        await wait_for(pilot, lambda: "1 attempt" in shown(pilot), "the list")
        await pilot.press("enter")
        await on_screen(pilot, AttemptScreen)
        assert "▸ 1. vague impact" in shown(pilot)
        await pilot.press("j")
        await wait_for(pilot, lambda: "▸ 2. no responsibility" in shown(pilot), "the second finding")
        await pilot.press("k")
        await wait_for(pilot, lambda: "▸ 1. vague impact" in shown(pilot), "the first finding")


async def test_scores_can_be_hidden_and_stay_stored(tmp_path: Path) -> None:
    seeded(tmp_path)
    app = app_for(tmp_path, screen={"hide_scores": True})
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await in_history(pilot)
        await wait_for(pilot, lambda: "1 attempt" in shown(pilot), "the list")
        assert "3.4" not in shown(pilot)
        assert "partly shown" in shown(pilot)
        await pilot.press("enter")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "partly shown" in shown(pilot), "the critique")
        assert "3.4" not in shown(pilot)


async def test_what_was_not_judged_says_so(tmp_path: Path) -> None:
    ids = seeded(tmp_path, judged=False)
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await at_home(pilot)
        await app.store.run(lambda store: store.save_critique(ids[0], critique(overall=None)))
        app.drills.read(ids[0])
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "overall not judged" in shown(pilot), "the critique")
        assert "execution             not judged" in shown(pilot)
        assert "not measured" in shown(pilot)


async def test_a_sample_is_shown_after_an_attempt(tmp_path: Path) -> None:
    asked = question(sample={Section.ACTION: "A sample action, for its shape."})
    seeded(tmp_path, told("Mine.", asked=asked))
    app = app_for(tmp_path, questions=(asked,))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        app.drills.read(1)
        await on_screen(pilot, AttemptScreen)
        assert "A sample action" not in shown(pilot)
        await pilot.press("s")
        await wait_for(pilot, lambda: "A sample action, for its shape." in shown(pilot), "the sample")


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_lists_the_keys_of_the_place(tmp_path: Path, key: str) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 50), notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press(key)
        await on_screen(pilot, HelpScreen)
        text = shown(pilot)
        for each in KEYS:
            if each.place in (Place.HOME, Place.LISTS, Place.EVERYWHERE):
                assert each.help.split(";")[0][:40] in text, each
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)


async def test_f1_helps_in_an_editor_and_a_question_mark_is_typed(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        await pilot.press("enter", "question_mark", "colon")
        assert app.screen.query_one("#editor-situation", SectionEditor).text == "?:"
        await pilot.press("f1")
        await on_screen(pilot, HelpScreen)


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_the_palette_offers_what_applies_and_does_it(tmp_path: Path, key: str) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press(key)
        await wait_for(pilot, lambda: "Another question  (n)" in shown(pilot), "the palette")
        await pilot.press(*"history")
        await wait_for(pilot, lambda: "Another question  (n)" not in shown(pilot), "the search")
        await pilot.press("enter")
        await on_screen(pilot, HistoryScreen)


async def test_ctrl_c_copies_or_asks_once(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        await pilot.press("enter", *"words")
        app.screen.query_one("#editor-situation", SectionEditor).select_all()
        await pilot.press("ctrl+c")
        await wait_for(pilot, lambda: app.clipboard == "words", "the copy")
        await pilot.press("right", "ctrl+c")
        await on_screen(pilot, QuitScreen)
        await pilot.press("n")
        await on_screen(pilot, DrillScreen)
        await pilot.press("ctrl+c")
        await on_screen(pilot, QuitScreen)
        await pilot.press("y")
        await wait_for(pilot, lambda: not app.is_running or app._exit, "the end")


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_survives_every_size_and_a_live_resize(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        for keys, kind in (
            ((), HomeScreen),
            (("c",), QuestionsScreen),
            (("escape", "h"), HistoryScreen),
            (("enter",), AttemptScreen),
            (("escape", "escape", "enter"), DrillScreen),
            (("enter",), DrillScreen),
        ):
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await on_screen(pilot, kind)
            await pilot.resize_terminal(*size)
            small = size[0] < 60 or size[1] < 20
            if small:
                await on_screen(pilot, TooSmallScreen)
                await wait_for(
                    pilot, lambda: f"{size[0]}x{size[1]}" in shown(pilot).replace("\n", ""), "the size"
                )
            else:
                await on_screen(pilot, kind)
            await pilot.resize_terminal(*SIZE)
            await on_screen(pilot, kind)


async def test_two_sizes_in_a_row_come_to_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press("question_mark")
        await on_screen(pilot, HelpScreen)
        laid_out: list[Size] = []

        def count(refresh: Callable[..., None], size: Size | None = None, scroll: bool = False) -> None:
            laid_out.append(size or app.size)
            refresh(size, scroll)

        for screen in app.screen_stack:
            monkeypatch.setattr(screen, "_refresh_layout", partial(count, screen._refresh_layout))
            for size in (Size(100, 30), Size(90, 25)):
                screen.post_message(Resize(size, size))
                screen.call_later(lambda: None)  # without it the second takes the place of the first
        for _ in range(20):
            await pilot.pause()
        after = len(laid_out)
        assert after > 0
        for _ in range(20):
            await pilot.pause()
        assert len(laid_out) == after
        assert set(laid_out) == {Size(*SIZE)}


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_questions_and_histories_are_drawn_as_they_are(tmp_path: Path, text: str) -> None:
    asked = question(text=f"{clean(text)} What broke?", pack=clean(text))
    seeded(tmp_path, told(clean(text), asked=asked))
    app = app_for(tmp_path, questions=(asked,), problems=(text,))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        await pilot.press("c")
        await on_screen(pilot, QuestionsScreen)
        await wait_for(pilot, lambda: "What broke?" in shown(pilot), "the question")
        await pilot.press("escape", "h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, lambda: "1 attempt" in shown(pilot), "the list")
        await pilot.press("slash")
        app.screen.query_one(Input).value = text
        await asyncio.sleep(0)
        await pilot.press("escape")
        await wait_for(pilot, lambda: "1 attempt" in shown(pilot), "the list")
        await pilot.press("enter")
        await on_screen(pilot, AttemptScreen)
        app.trouble(text)
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        await pilot.pause()
        assert "\x1b" not in shown(pilot)


async def test_a_theme_that_does_not_exist_is_named(tmp_path: Path) -> None:
    app = app_for(tmp_path, screen={"theme": "blackboard"})
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await wait_for(pilot, lambda: "There is no theme 'blackboard'" in shown(pilot), "the sentence")


async def test_without_colours_an_ansi_theme_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_for(tmp_path, screen={"theme": "ansi-dark"})
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await at_home(pilot)
        assert not app.available_themes[app.theme].ansi
