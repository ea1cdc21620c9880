"""The history's tools on the screen: filters, two attempts side by side, tags and notes, disputes, the ghost."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from rehearse.analysis.engine import critique as read_by_rules
from rehearse.storage.store import SqliteStore
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.compare import CompareScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.remarks import RemarksScreen
from tests.builders import answered, question
from tests.ui.harness import app_for, on_screen, seeded, shown, wait_for
from tests.ui.test_practice import answer_all, home, runs, stands, to_card

SIZE = (120, 36)


async def test_filters_narrow_the_list_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    seeded(tmp_path, answered(), replace(answered(), question=question(id="x", text="A second question?")))
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, partial(stands, pilot, "2 attempts"), "the list")
        await pilot.press("/", *"second mode:typed")
        await wait_for(pilot, partial(stands, pilot, "1 attempt  ·  mode:typed  ·  “second”"), "the filter")
        await pilot.press(*" flaw:boredom")
        await wait_for(pilot, partial(stands, pilot, "flaw:boredom cannot be read"), "the sentence")
        await pilot.press("escape")
        await wait_for(pilot, partial(stands, pilot, "2 attempts"), "the whole list")


async def test_two_attempts_stand_side_by_side(tmp_path: Path) -> None:
    seeded(tmp_path, answered(), answered())
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, partial(stands, pilot, "2 attempts"), "the list")
        await pilot.press("v")
        await wait_for(pilot, partial(stands, pilot, "v on another attempt shows both"), "the mark")
        await pilot.press("down", "v")
        await on_screen(pilot, CompareScreen)
        await wait_for(pilot, partial(stands, pilot, "still there"), "the pair")
        await pilot.press("escape")
        await on_screen(pilot, HistoryScreen)
        await pilot.press("up", "enter")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("v")
        await on_screen(pilot, CompareScreen)


async def test_a_first_attempt_has_nothing_before_it(tmp_path: Path) -> None:
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        app.drills.read(1)
        await on_screen(pilot, AttemptScreen)
        await pilot.press("v")
        await wait_for(pilot, partial(stands, pilot, "There is no earlier attempt"), "the word")


async def test_tags_and_note_are_kept_as_typed_and_shown(tmp_path: Path) -> None:
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        app.drills.read(1)
        await on_screen(pilot, AttemptScreen)
        await pilot.press("t")
        await on_screen(pilot, RemarksScreen)
        app.screen.query_one("#field-tags", Input).value = "Night onsite"
        app.screen.query_one("#note", TextArea).text = "Too fast at the end."
        await wait_for(pilot, partial(stands, pilot, "Tags: night, onsite."), "the tags")
        await pilot.press("escape")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, partial(stands, pilot, "#night  #onsite"), "the tags")
        assert "Too fast at the end." in shown(pilot)


async def test_a_finding_is_disputed_and_agreed_to_again(tmp_path: Path) -> None:
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        app.drills.read(1)
        await on_screen(pilot, AttemptScreen)
        await pilot.press("j", "x")
        await wait_for(pilot, partial(stands, pilot, "disputed by"), "the dispute")
        store = SqliteStore(tmp_path / "rehearse.db")
        assert len(store.remarks.disputed()) == 1
        store.close()
        await pilot.press("x")
        await wait_for(pilot, lambda: "disputed by" not in shown(pilot), "no dispute")


async def test_an_attempt_that_cannot_be_read_is_not_compared_in_silence(tmp_path: Path) -> None:
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        app.compare(1, 2)
        await wait_for(pilot, partial(stands, pilot, "This attempt cannot be read"), "the sentence")


async def test_the_best_attempt_runs_beside_a_retry(tmp_path: Path) -> None:
    app = app_for(tmp_path, questions=(question(),), judged=read_by_rules, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        await pilot.press("enter")
        answer_all(screen)
        for _ in range(4):
            await pilot.press("ctrl+n")
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        assert "your best" not in shown(pilot)
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        again = app.screen
        assert isinstance(again, DrillScreen)
        await wait_for(pilot, lambda: not any(w.is_running for w in again.workers), "the ghost")
        await pilot.press("enter")
        await wait_for(pilot, partial(runs, again), "the clock")
        await wait_for(pilot, partial(stands, pilot, "your best left Situation at 13 words"), "the ghost")
        await pilot.press("ctrl+n")
        await wait_for(pilot, partial(stands, pilot, "your best left Task at 26 words"), "the ghost")


@pytest.mark.parametrize("key", ["m", "c"], ids=["spoken", "in an exam"])
async def test_no_words_run_beside_a_retry_that_is_spoken_or_an_exam(tmp_path: Path, key: str) -> None:
    app = app_for(tmp_path, questions=(question(),), judged=read_by_rules, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        await pilot.press("enter")
        answer_all(screen)
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        again = app.screen
        assert isinstance(again, DrillScreen)
        await wait_for(pilot, lambda: not any(w.is_running for w in again.workers), "the ghost")
        await pilot.press(key, "enter")
        await wait_for(pilot, partial(runs, again), "the clock")
        await wait_for(pilot, lambda: not any(w.is_running for w in again.workers), "what is recalled")
        again.tick()
        await pilot.pause()
        assert "your best" not in shown(pilot)
