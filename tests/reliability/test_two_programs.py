"""Several programs on one database: each word of each is kept, one upgrades, one mends, and one that waits says so."""

import fcntl
import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from rehearse.domain.attempt import progress_of
from rehearse.storage.database import known_steps
from rehearse.storage.store import SqliteStore
from tests.builders import ANSWER, answered
from tests.e2e.drilling import begin
from tests.e2e.terminal import terminal
from tests.reliability.damaging import Files, damaged_files, lived_in, words_in, zero
from tests.reliability.extent import cases
from tests.reliability.life import ALL
from tests.reliability.older import older_database

ENTER, CTRL_N, CTRL_Q, CTRL_S = "\r", "\x0e", "\x11", "\x13"
ROOT = Path(__file__).parents[2]
READY = """
import fcntl, sys
from pathlib import Path
from rehearse.storage.store import SqliteStore
from tests.reliability.life import live
file, times = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
with open(sys.argv[3]) as start:
    fcntl.flock(start, fcntl.LOCK_SH)
store = SqliteStore(file)
print("mended" if store.trouble else "opened")
for _ in range(times):
    live(store)
store.close()
"""


def together(file: Path, programs: int, lives: int) -> Sequence[str]:
    """Let programs open a database at the same moment and live in it; give what each said."""
    start = file.parent / "start"
    with start.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        running = [
            subprocess.Popen(
                [sys.executable, "-c", READY, file, str(lives), start],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(programs)
        ]
        for each in running:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
    said = [each.communicate() for each in running]
    assert [each.returncode for each in running] == [0] * programs, said
    return [out.strip() for out, _ in said]


def count(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_what_several_programs_write_at_once_is_all_there(tmp_path: Path) -> None:
    file, programs, lives = tmp_path / "rehearse.db", cases(2, 4), cases(4, 40)
    assert set(together(file, programs, lives)) == {"opened"}
    for table, each in (("attempts", 4), ("critiques", 2), ("story_versions", 3), ("mock_questions", 2)):
        assert count(file, table) == programs * lives * each, table


@pytest.mark.parametrize("step", range(0, len(known_steps()), cases(3, 1)))
def test_one_of_several_programs_upgrades(tmp_path: Path, step: int) -> None:
    file = tmp_path / "data" / "rehearse.db"
    file.parent.mkdir()
    if step:
        older_database(file, step, 3)
    assert together(file, 3, 0) == ["opened"] * 3
    assert count(file, "attempts") == (3 if step else 0)
    assert len(list(file.parent.glob("rehearse.before-*"))) == (1 if step else 0)


def test_one_of_several_programs_mends(tmp_path: Path) -> None:
    file = tmp_path / "data" / "rehearse.db"
    closed, _ = lived_in(tmp_path)
    assert closed.main is not None
    file.parent.mkdir()
    for seed in range(cases(2, 20)):
        for path in file.parent.iterdir():
            path.unlink()
        damaged = Files(zero(closed.main, random.Random(seed + 1)))
        damaged.write(file)
        said = together(file, 3, 1)
        if "mended" in said:
            assert sorted(said) == ["mended", "opened", "opened"], seed
            assert [each.read_bytes() for each in damaged_files(file)] == [damaged.main], seed
        assert count(file, "attempts") >= 3 * 4, seed


def test_words_follow_a_file_that_another_program_has_mended(tmp_path: Path) -> None:
    lived_in(tmp_path)
    file = tmp_path / "rehearse.db"
    one = SqliteStore(file)
    told = answered()
    attempt_id = one.start(told.question, told.plan)
    one._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("rb+") as opened:
        opened.seek(4096 * 30)
        opened.write(b"\x55" * 4096 * 5)
    other = SqliteStore(file)
    assert "was damaged" in other.trouble
    assert one.save(attempt_id, progress_of(told, 150, done=True))
    assert "was replaced" in one.trouble
    found = other.load(attempt_id)
    assert found is not None
    assert found.texts == dict(ANSWER)
    one.close()
    assert words_in(other)
    assert other.count(ALL)
    other.close()


def test_two_apps_drill_on_one_database(tmp_path: Path) -> None:
    with terminal(tmp_path) as one, terminal(tmp_path) as other:
        begin(one)
        begin(other)
        for app, name in ((one, "first"), (other, "second"), (one, "first"), (other, "second")):
            app.press(f"The {name} app. ")
            app.wait_for(f"The {name} app.")
        for app in (one, other):
            app.press(CTRL_S)
        for app in (one, other):
            app.wait_for("No more")
            app.press(CTRL_N)
            app.wait_for("Fix this next")
            app.press(CTRL_Q)
            assert app.wait_for_end() == 0
    store = SqliteStore(tmp_path / "rehearse.db")
    attempts = [store.load(each.id) for each in store.page(ALL, 9)]
    assert sorted(each.texts["situation"] for each in attempts if each) == [  # type: ignore[index]
        "The first app. The first app. ",
        "The second app. The second app. ",
    ]
    assert all(each.critique for each in attempts if each)
    assert store.unfinished() == []
    store.close()


def test_a_database_that_is_locked_for_long_is_waited_for_and_spoken_of(tmp_path: Path) -> None:
    with terminal(tmp_path) as app:
        begin(app)
        app.press("Before. ")
        with closing(sqlite3.connect(tmp_path / "rehearse.db", isolation_level=None)) as holder:
            app.wait_for(lambda: _told(holder) == ["Before. "], "the first words on disk")
            holder.execute("BEGIN IMMEDIATE")
            app.press("While it is held. ")
            app.wait_for("While it is held.")
            app.wait_for("Trouble")
            app.wait_for("locked.")
            app.press("Still held.")
            app.wait_for("Still held.")
            holder.execute("ROLLBACK")
            whole = ["Before. While it is held. Still held."]
            app.wait_for(lambda: _told(holder) == whole, "all the words on disk")
        app.press(CTRL_Q)
        assert app.wait_for_end() == 0


def _told(connection: sqlite3.Connection) -> list[str]:
    return [text for (text,) in connection.execute("SELECT text FROM attempt_sections WHERE text != ''")]
