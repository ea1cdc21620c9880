"""Rows that hold what they cannot hold, by damage or by other hands: left out one by one, never the end of a list."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rehearse.storage.store import SqliteStore
from rehearse.storage.tables import tables_of
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from tests.builders import answered
from tests.reliability.life import ALL, everything, live
from tests.seeding import seed_attempts
from tests.ui.harness import app_for, on_screen, seeded, shown, told, wait_for

SECRET = "not-a-word"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("whole") / "rehearse.db"
    store = SqliteStore(file)
    live(store)
    store.close()
    return file


def copied(whole: Path, folder: Path) -> Path:
    file = folder / "rehearse.db"
    file.write_bytes(whole.read_bytes())
    return file


def closed_columns(file: Path) -> list[tuple[str, str]]:
    """Name the columns that hold a word of a closed list, or a moment."""
    store = SqliteStore(file)
    found = [
        (table.name, column.name)
        for table in tables_of(store._db)
        for column in table.columns
        if column.type == "TEXT" and (column.words or column.name.endswith(("_at", "_on", "_date")))
    ]
    store.close()
    return [*found, ("attempts", "told"), ("attempts", "target_seconds"), ("attempts", "follow_ups")]


def test_a_word_that_is_none_costs_its_own_row_only(
    whole: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    columns = closed_columns(whole)
    assert len(columns) > 40
    for table, column in columns:
        store = SqliteStore(copied(whole, tmp_path))
        store._db.execute("PRAGMA ignore_check_constraints = ON")
        value = -7 if column in ("target_seconds", "follow_ups") else SECRET
        store._db.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", [value])
        with caplog.at_level(logging.INFO, "rehearse"):
            found = everything(store)
        if table not in ("attempts", "questions"):
            assert len(found["lines"]) == 3, (table, column)
        if table not in ("stories", "story_versions"):
            assert len(found["stories"]) == 1, (table, column)
        assert found["profile"].resume, (table, column)
        assert store.trouble == "", (table, column)
        store.close()
    assert "left out" in caplog.text
    assert SECRET not in caplog.text


def test_a_page_goes_on_behind_rows_that_cannot_be_read(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 30)
    store = SqliteStore(tmp_path / "rehearse.db")
    store._db.execute(f"UPDATE attempts SET kind = '{SECRET}' WHERE id % 3 = 0 OR id > 20")
    page = store.page(ALL, 10)
    assert [each.id for each in page] == [20, 19, 17, 16, 14, 13, 11, 10, 8, 7]
    assert [each.id for each in store.page(ALL, 10, before=7)] == [5, 4, 2, 1]
    store.close()


def test_text_that_is_no_text_is_shown_as_far_as_it_is(whole: Path, tmp_path: Path) -> None:
    file = copied(whole, tmp_path)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE attempt_sections SET text = CAST(x'4a6f62ff21' AS TEXT)")
        connection.execute("UPDATE questions SET text = CAST(x'4a6f62ff3f' AS TEXT)")
    store = SqliteStore(file)
    found = everything(store)
    assert {each.question for each in found["lines"]} == {"Job\ufffd?"}
    assert "Job\ufffd!" in found["attempts"][0].texts.values()
    store.close()


async def test_an_attempt_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    seeded(tmp_path, told("Something else."), answered())
    with closing(sqlite3.connect(tmp_path / "rehearse.db", isolation_level=None)) as connection:
        connection.execute("UPDATE attempts SET experience = ? WHERE id = 2", [SECRET])
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, lambda: "2 attempts" in shown(pilot), "the list")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "cannot be read" in shown(pilot), "the sentence")
        await pilot.press("j", "enter")
        await on_screen(pilot, AttemptScreen)
