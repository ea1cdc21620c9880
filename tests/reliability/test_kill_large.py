"""Killed with -9 while a large database is upgraded, copied, put back or brought in, at random moments."""

import random
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rehearse.analysis.rating import ANCHORS
from rehearse.domain.history import HistoryFilter
from rehearse.storage.backup import back_up, restore
from rehearse.storage.database import known_steps
from rehearse.storage.exchange import take_in
from rehearse.storage.export import export
from rehearse.storage.new_file import write_new
from rehearse.storage.store import SqliteStore
from tests.builders import answered
from tests.e2e.terminal import Terminal, terminal
from tests.reliability.extent import cases
from tests.reliability.killing import assert_in_order, read
from tests.reliability.older import older_database
from tests.ui.harness import seeded

MANY, SOME, FEW, STEP = cases(3000, 20000), cases(400, 2000), 3, 4

Prepare = Callable[[Path], object]


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a large database of an older version."""
    file = tmp_path_factory.mktemp("older") / "rehearse.db"
    older_database(file, STEP, MANY)
    return file


@pytest.fixture(scope="module")
def large(older: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a large database of this version."""
    file = tmp_path_factory.mktemp("large") / "rehearse.db"
    shutil.copy(older, file)
    SqliteStore(file).close()
    return file


def count(file: Path) -> int:
    """Open a database as the app does, see that it is in order, and count its attempts."""
    store = SqliteStore(file)
    assert not store.trouble
    found = store.count(HistoryFilter())
    store.close()
    assert_in_order(file)
    return found


def kill_at_random(folder: Path, words: list[str], mark: str, prepare: Prepare, check: Prepare) -> None:
    """Let a command come to where it takes long, which a file tells; kill it at a random moment of that; look."""
    data, chance = folder / "data", random.Random(mark)

    def begin(app: Terminal) -> float:
        while app.runs and not list(folder.rglob(mark)):
            time.sleep(0.0005)
        return time.monotonic()

    def afresh() -> None:
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()
        prepare(data)

    afresh()
    with terminal(data, *words) as app:
        began = begin(app)
        assert app.wait_for_end() == 0
        long = time.monotonic() - began
    for _ in range(cases(2, 25)):
        afresh()
        with terminal(data, *words) as app:
            begin(app)
            threading.Event().wait(chance.uniform(0, long))
            app.kill()
        try:
            check(data)
        except Exception as error:
            error.add_note(f"left: {sorted(each.name for each in data.iterdir())}")
            raise


def test_an_upgrade(older: Path, tmp_path: Path) -> None:
    def check(data: Path) -> None:
        assert count(data / "rehearse.db") == MANY
        (copy,) = data.glob("rehearse.before-*.db")
        assert_in_order(copy)
        assert read(copy, "SELECT count(*) FROM attempts") == [(MANY,)]
        steps = read(copy, "SELECT name FROM _sqlite_migrations")
        assert [name for (name,) in steps] == list(known_steps()[:STEP])

    kill_at_random(tmp_path, ["history"], "*.part", lambda data: shutil.copy(older, data), check)


def test_a_backup(large: Path, tmp_path: Path) -> None:
    def check(data: Path) -> None:
        copy = data / "copy.db"
        if not copy.exists():
            back_up(data / "rehearse.db", copy)
        assert (count(copy), count(data / "rehearse.db")) == (MANY, MANY)

    words = ["backup", str(tmp_path / "data" / "copy.db")]
    kill_at_random(tmp_path, words, "copy.db.part", lambda data: shutil.copy(large, data), check)


def test_a_restore(large: Path, tmp_path: Path) -> None:
    def prepare(data: Path) -> None:
        seeded(data, *[answered()] * FEW)

    def check(data: Path) -> None:
        found = count(data / "rehearse.db")
        aside = [count(each) for each in data.glob("rehearse.replaced-*.db")]
        assert found == FEW or (found == MANY and aside == [FEW])
        restore(data / "rehearse.db", large)
        assert count(data / "rehearse.db") == MANY

    kill_at_random(tmp_path, ["restore", str(large)], "rehearse.db.part", prepare, check)


def test_an_export_and_an_import_of_it(tmp_path: Path) -> None:
    some, whole = tmp_path / "rehearse.db", tmp_path / "whole.jsonl"
    older_database(some, STEP, SOME)
    store = SqliteStore(some)
    write_new(whole, export(store, HistoryFilter(), "json", ANCHORS))
    store.close()

    def check_export(data: Path) -> None:
        out = data / "out.jsonl"
        assert not out.exists() or out.read_bytes() == whole.read_bytes()
        assert count(data / "rehearse.db") == SOME

    def check_import(data: Path) -> None:
        # committed in batches: some are here, each of them whole
        before = count(data / "rehearse.db")
        store = SqliteStore(data / "rehearse.db")
        with whole.open("rb") as file:
            taken = take_in(store, file, "it")
        store.close()
        assert (taken.known, taken.attempts, taken.problems) == (before - FEW, SOME + FEW - before, [])
        assert count(data / "rehearse.db") == FEW + SOME

    words = ["export", "--format", "json", "--output", str(tmp_path / "data" / "out.jsonl")]
    kill_at_random(tmp_path, words, "out.jsonl.*", lambda data: shutil.copy(some, data), check_export)
    kill_at_random(
        tmp_path,
        ["import", str(whole)],
        "rehearse.db-wal",
        lambda data: seeded(data, *[answered()] * FEW),
        check_import,
    )
