"""Each older schema with something in every table: all of it survives the upgrade, and a newer one is not touched."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from rehearse.errors import StorageError
from rehearse.storage.damage import is_damage
from rehearse.storage.database import known_steps, open_database
from rehearse.storage.migrations import migrations
from rehearse.storage.store import SqliteStore
from rehearse.storage.tables import Column, Table, tables_of
from tests.reliability.damaging import damaged_files
from tests.reliability.life import everything, live

STEPS = known_steps()
ROWS = 4


def value(table: Table, column: Column, number: int) -> Any:
    """Make up what a column can hold; a reference leads to the row of the same number."""
    if column.name in ("deleted_at", "archived_at"):
        return None
    if column.words is not None:
        words = sorted(column.words)
        return words[number % len(words)]
    if column.parent == "questions" or (table.name, column.name) == ("questions", "key"):
        return f"key {number}"
    if column.parent:
        return number
    if column.type == "TEXT" and column.name.endswith(("_at", "_on", "_date")):
        return f"2026-09-0{number}" + ("T18:00:00.000+00:00" if column.name.endswith("_at") else "")
    known: dict[str, Any] = {
        "told": "STARL",
        "persona": "hiring_manager",
        "target_seconds": 150.0,
        "version": 1,
    }
    made = {"INTEGER": number, "REAL": number + 0.5, "TEXT": f"{table.name} {column.name} {number}"}
    return known.get(column.name, made[column.type])


def filled(file: Path, steps: int) -> None:
    """Make a database that knows the first steps, with rows in every table that these made."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        db = Database(connection)
        migrations.apply(db, stop_before=STEPS[steps:])
        with db.atomic():
            db.execute("PRAGMA defer_foreign_keys = ON")
            for table in tables_of(db):
                for number in range(1, 2 if table.name == "profile" else ROWS + 1):
                    row = {each.name: value(table, each, number) for each in table.columns}
                    marks = ", ".join("?" * len(row))
                    db.execute(
                        f"INSERT INTO {table.name} ({', '.join(row)}) VALUES ({marks})", list(row.values())
                    )
            db.execute(
                "INSERT INTO attempt_search (rowid, question, answer)"
                " SELECT attempt_id, 'asked', text FROM attempt_sections"
            )
            db.execute("UPDATE attempts SET status = status")  # what sums there are follow
            if steps == 1:  # critiques are of the second step
                db.execute("UPDATE attempts SET critique_id = NULL")


def rows_of(connection: sqlite3.Connection) -> dict[str, tuple[str, list[Any]]]:
    """Give each table's columns and rows."""
    found = {}
    for table in tables_of(Database(connection)):
        names = ", ".join(column.name for column in table.columns)
        rows = connection.execute(f"SELECT {names} FROM {table.name} ORDER BY {names}").fetchall()
        found[table.name] = names, rows
    return found


def check(connection: sqlite3.Connection, before: dict[str, tuple[str, list[Any]]]) -> None:
    """See that a database is whole and holds what there was before."""
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for table, (names, rows) in before.items():
        assert connection.execute(f"SELECT {names} FROM {table} ORDER BY {names}").fetchall() == rows, table


def sums(connection: sqlite3.Connection) -> Iterator[list[Any]]:
    """Give the sums by day as they are kept, and as they are counted anew."""
    kept = (
        "SELECT day, measure, source, attempts, total FROM trend_sums WHERE span = 'day' AND competency = ''"
    )
    anew = "SELECT day, measure, source, count(*), total(value) FROM trend_values GROUP BY 1, 2, 3"
    for query in (kept, anew):
        yield [(*row[:4], round(row[4], 6)) for row in connection.execute(f"{query} ORDER BY 1, 2, 3")]


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1))
def test_everything_survives_the_upgrade(tmp_path: Path, steps: int) -> None:
    file = tmp_path / "rehearse.db"
    filled(file, steps)
    with closing(sqlite3.connect(file)) as connection:
        before = rows_of(connection)
    assert all(rows for _, rows in before.values())
    store = SqliteStore(file)
    assert store.trouble == ""
    found = everything(store)
    assert found["lines"], "what was finished is listed"
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        check(connection, before)
        assert [name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")] == list(STEPS)
        for table in ("attempts", "stories"):
            assert (
                connection.execute(f"SELECT count(DISTINCT uid) = count(*) FROM {table}").fetchone()[0] == 1
            )
    copies = list(tmp_path.glob("rehearse.before-*.db"))
    assert len(copies) == (steps < len(STEPS))
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            check(connection, before)
            assert rows_of(connection) == before
    store = SqliteStore(file)
    live(store)
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kept, anew = sums(connection)
        assert kept == anew != []
        for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            assert connection.execute(f"SELECT * FROM {view}").fetchall(), view


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1))
def test_a_statement_without_sense_is_no_damage_of_a_whole_database(tmp_path: Path, steps: int) -> None:
    file = tmp_path / "rehearse.db"
    filled(file, steps)
    for damaged in (False, True):  # as it was upgraded, and as it was salvaged
        opened = open_database(file, damaged=damaged)
        with pytest.raises(sqlite3.OperationalError) as met:
            opened.db.execute("SELECT nothing FROM nowhere")
        assert not is_damage(met.value, file)
        opened.db.close()


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1))
def test_a_damaged_older_database_is_salvaged_and_upgraded(tmp_path: Path, steps: int) -> None:
    file = tmp_path / "rehearse.db"
    filled(file, steps)
    with closing(sqlite3.connect(file)) as connection:
        before = rows_of(connection)
    damaged = bytearray(file.read_bytes())
    damaged[:30] = bytes(30)  # the header: every row is still there
    file.write_bytes(damaged)
    store = SqliteStore(file)
    assert f"{ROWS} attempts" in store.trouble
    everything(store)
    store.close()
    assert [each.read_bytes() for each in damaged_files(file)] == [bytes(damaged)]
    with closing(sqlite3.connect(file)) as connection:
        check(connection, before)


def newer(file: Path) -> None:
    store = SqliteStore(file)
    live(store)
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('rehearse', 'm999', 'x')"
        )
        connection.execute("CREATE TABLE of_the_future (x)")
        connection.commit()


@pytest.mark.parametrize("killed", [False, True])
def test_a_newer_database_is_not_touched_and_nothing_is_left_beside_it(tmp_path: Path, killed: bool) -> None:
    file = tmp_path / "rehearse.db"
    newer(file)
    if killed:
        other = tmp_path / "other"
        other.mkdir()
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("INSERT INTO of_the_future VALUES (1)")
            for ending in ("", "-wal"):
                (other / f"rehearse.db{ending}").write_bytes(Path(f"{file}{ending}").read_bytes())
        file = other / "rehearse.db"
    before = {path.name: path.read_bytes() for path in file.parent.iterdir() if path.is_file()}
    for _ in range(2):
        with pytest.raises(StorageError, match=r"newer version.*m999.*left untouched"):
            SqliteStore(file)
    assert {path.name: path.read_bytes() for path in file.parent.iterdir() if path.is_file()} == before


def test_a_newer_database_that_is_damaged_is_not_touched_either(tmp_path: Path) -> None:
    file = tmp_path / "rehearse.db"
    newer(file)
    damaged = bytearray(file.read_bytes())
    damaged[-4096:] = b"\x55" * 4096
    file.write_bytes(damaged)
    with pytest.raises(StorageError, match=r"newer version.*m999"):
        SqliteStore(file)
    assert file.read_bytes() == bytes(damaged)
    assert [path.name for path in tmp_path.iterdir()] == ["rehearse.db"]
