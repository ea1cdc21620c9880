"""Commands killed with -9 before any of their writes: what was there is there, in its place or under another name."""

import random
import shutil
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
from tests.reliability.extent import cases
from tests.reliability.killing import STRACE, Moment, assert_in_order, attempts, killed_at, moments, read
from tests.reliability.older import older_database
from tests.ui.harness import seeded

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed here")

STEPS = known_steps()
OLD, NEW = 2, 3
"""Attempts in the database that is there, and in the file that is to take its place or come to it."""


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """Give a folder with a database, and beside it the copy and the export of another one."""
    seeded(tmp_path / "before", *[answered()] * OLD)
    seeded(tmp_path / "other", *[answered()] * NEW)
    back_up(tmp_path / "other" / "rehearse.db", tmp_path / "new.db")
    write_export(tmp_path / "other", tmp_path / "new.jsonl")
    return tmp_path / "before"


def write_export(data: Path, target: Path, *, replace: bool = False) -> None:
    store = SqliteStore(data / "rehearse.db")
    write_new(target, export(store, HistoryFilter(), "json", ANCHORS), replace=replace)
    store.close()


def kill_and_check(before: Path, words: list[str], check: Callable[[Path], None], seed: int = 1) -> None:
    """Kill a command at moments drawn from all, and at each of the last ones, where files get their names."""
    folder = before.parent / "data"

    def afresh() -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(before, folder)
        return folder

    found = moments(afresh(), *words)
    drawn = random.Random(seed).sample(found, min(len(found), cases(2, 30)))
    chosen: set[Moment] = {*found[-cases(3, 30) :], *drawn}
    for moment in sorted(chosen):
        assert killed_at(moment, afresh(), *words), f"the command was over before {moment}"
        try:
            check(folder)
        except Exception as error:
            error.add_note(f"killed before {moment}; left: {sorted(each.name for each in folder.iterdir())}")
            raise


def test_a_killed_backup_is_no_backup_and_harms_nothing(before: Path) -> None:
    def check(data: Path) -> None:
        copy = data / "copy.db"
        if not copy.exists():
            back_up(data / "rehearse.db", copy)
        assert (attempts(copy), attempts(data / "rehearse.db")) == (OLD, OLD)

    kill_and_check(before, ["backup", str(before.parent / "data" / "copy.db")], check)


def test_a_killed_restore_leaves_the_old_or_the_new_and_never_neither(before: Path) -> None:
    source = before.parent / "new.db"

    def check(data: Path) -> None:
        found = attempts(data / "rehearse.db")
        aside = [attempts(each) for each in data.glob("rehearse.replaced-*.db")]
        assert found == OLD or (found == NEW and aside == [OLD])
        restore(data / "rehearse.db", source)
        assert attempts(data / "rehearse.db") == NEW
        assert OLD in [attempts(each) for each in data.glob("rehearse.replaced-*.db")]

    kill_and_check(before, ["restore", str(source)], check)


@pytest.mark.parametrize("force", [False, True])
def test_a_killed_export_leaves_no_half_file_under_its_name(before: Path, force: bool) -> None:
    words = ["export", "--format", "json", "--output", str(before.parent / "data" / "out.jsonl")]
    if force:
        (before / "out.jsonl").write_text("older\n")
        words.append("--force")

    def check(data: Path) -> None:
        out = data / "out.jsonl"
        if not out.exists() or out.read_text() == "older\n":
            write_export(data, out, replace=force)
        assert len(out.read_text().splitlines()) == 1 + OLD

    kill_and_check(before, words, check)


def test_a_killed_import_takes_whole_attempts_and_can_be_repeated(before: Path) -> None:
    source = before.parent / "new.jsonl"

    def check(data: Path) -> None:
        assert attempts(data / "rehearse.db") in (OLD, OLD + NEW)
        store = SqliteStore(data / "rehearse.db")
        with source.open("rb") as file:
            assert take_in(store, file, "it").problems == []
        store.close()
        assert attempts(data / "rehearse.db") == OLD + NEW

    kill_and_check(before, ["import", str(source)], check)


@pytest.mark.parametrize("step", sorted(random.Random(4).sample(range(1, len(STEPS)), cases(1, 4))))
def test_a_killed_upgrade_goes_on_and_its_copy_is_whole(tmp_path: Path, step: int) -> None:
    older_database(tmp_path / "before" / "rehearse.db", step, OLD)

    def check(data: Path) -> None:
        assert attempts(data / "rehearse.db") == OLD
        (copy,) = data.glob("rehearse.before-*.db")
        assert_in_order(copy)
        assert len(read(copy, "SELECT id FROM attempts")) == OLD
        steps = read(copy, "SELECT name FROM _sqlite_migrations")
        assert [name for (name,) in steps] == list(STEPS[:step])

    kill_and_check(tmp_path / "before", ["history"], check)
