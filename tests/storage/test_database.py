"""Opening the database: permissions, upgrades with a backup, damage set aside, foreign and newer files refused."""

import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from rehearse.domain.history import HistoryFilter
from rehearse.errors import StorageError
from rehearse.storage.damage import is_damage
from rehearse.storage.database import known_steps, open_database, open_to_read
from rehearse.storage.migrations import migrations
from rehearse.storage.store import SqliteStore
from tests.reliability.damaging import damaged_files
from tests.reliability.older import older_database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "rehearse.db"


def opened(file: Path) -> list[str]:
    db = open_database(file).db
    names = db.table_names()
    db.close()
    return names


def older(file: Path, step: int, asked: str = "Old question?") -> None:
    file.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        old = Database(connection)
        migrations.apply(old, stop_before=known_steps()[step])
        old.execute("INSERT INTO questions VALUES ('k', 'i', 'p', ?, 'failure', 'core')", [asked])


def copies(file: Path) -> dict[str, str]:
    found = {}
    for copy in file.parent.glob("rehearse.before-*"):
        with closing(sqlite3.connect(copy)) as connection:
            found[copy.stem] = connection.execute("SELECT text FROM questions").fetchone()[0]
    return found


def test_a_new_database_is_its_owners_alone_and_set_up_for_safety(file: Path) -> None:
    db = open_database(file).db
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    pragmas = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "foreign_keys", "synchronous")
    }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
    assert all(
        "STRICT" in table.schema for table in db.tables if table.name in ("attempts", "critiques", "findings")
    )
    db.close()


@pytest.mark.parametrize("step", range(1, len(known_steps())))
def test_each_older_schema_is_upgraded_and_copied_before(file: Path, step: int) -> None:
    steps = known_steps()
    older(file, step)
    assert "critiques" in opened(file)
    backup = file.with_name(f"rehearse.before-{steps[-1]}.db")
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT text FROM questions").fetchall() == [("Old question?",)]
        applied = copy.execute("SELECT name FROM _sqlite_migrations").fetchall()
    assert [name for (name,) in applied] == list(steps[:step])


def test_what_was_searchable_is_found_after_an_upgrade_by_its_first_letter_too(file: Path) -> None:
    older_database(file, known_steps().index("m013_search_prefixes"), count=2)
    store = SqliteStore(file)
    for search in ("w", "wo", "word19", "question"):
        assert [each.id for each in store.page(HistoryFilter(search=search), 9)] == [2, 1], search
    assert store.page(HistoryFilter(search="x"), 9) == []
    store.close()


def test_the_copy_of_an_earlier_upgrade_is_never_overwritten(file: Path) -> None:
    last = known_steps()[-1]
    for asked in ("First?", "Second?"):
        file.unlink(missing_ok=True)
        older(file, 3, asked)
        opened(file)
    assert copies(file) == {f"rehearse.before-{last}": "First?", f"rehearse.before-{last}-2": "Second?"}


def test_an_upgrade_that_fails_changes_nothing_and_is_repeated_with_one_copy(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(file, 3)

    def full(_: Database) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("rehearse.storage.trend_schema.create", full)
        for _ in range(2):
            with pytest.raises(StorageError, match="Free some space"):
                open_database(file)
    with closing(sqlite3.connect(file)) as connection:
        steps = connection.execute("SELECT name FROM _sqlite_migrations").fetchall()
    assert [name for (name,) in steps] == list(known_steps()[:3])
    assert "trend_sums" in opened(file)
    assert list(copies(file).values()) == ["Old question?"]


def test_two_programs_upgrade_once(file: Path) -> None:
    older(file, 3)
    with ThreadPoolExecutor(4) as programs:
        found = list(programs.map(opened, [file] * 4))
    assert all(names == found[0] for names in found)
    assert list(copies(file).values()) == ["Old question?"]


def test_opening_twice_changes_nothing(file: Path) -> None:
    assert opened(file) == opened(file)
    assert [path.name for path in file.parent.iterdir()] == ["rehearse.db"]


def test_a_newer_database_is_refused_untouched(file: Path) -> None:
    opened(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('rehearse', 'm999_future', 'x')"
        )
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(StorageError, match=r"newer version.*m999_future.*left untouched"):
        open_database(file)
    assert file.read_bytes() == before


def test_another_programs_database_is_refused_untouched(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(StorageError, match="another program"):
        open_database(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "damage", [b"this is no database at all, " * 40, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_damaged_file_is_set_aside_with_its_bytes(file: Path, damage: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(damage)
    assert "attempts" in opened(file)
    assert [aside.read_bytes() for aside in damaged_files(file)] == [damage]


def test_a_torn_page_is_noticed_on_opening(file: Path) -> None:
    opened(file)
    whole = bytearray(file.read_bytes())
    whole[4096:6000] = b"\x55" * (6000 - 4096)
    file.write_bytes(whole)
    assert "attempts" in opened(file)
    assert len(damaged_files(file)) == 1


def test_what_cannot_be_opened_after_the_damage_is_set_aside_gets_a_sentence(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database")

    def full(_: Database, __: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("rehearse.storage.database._upgrade", full)
    with pytest.raises(StorageError, match="Free some space"):
        open_database(file)
    assert len(damaged_files(file)) == 1


def test_a_folder_in_the_way_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "rehearse.db").mkdir()
    with pytest.raises(StorageError, match="--data-dir"):
        open_database(tmp_path / "rehearse.db")


def test_a_file_as_folder_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="--data-dir"):
        open_database(tmp_path / "file" / "rehearse.db")


@pytest.mark.parametrize("text", [None, b"", b"no database", b"SQLite format 3\0"])
def test_opened_to_read_nothing_is_made_or_mended(file: Path, text: bytes | None) -> None:
    file.parent.mkdir()
    if text is not None:
        file.write_bytes(text)
    with pytest.raises(StorageError):
        open_to_read(file)
    assert [path.read_bytes() for path in file.parent.iterdir()] == ([] if text is None else [text])


def test_opened_to_read_nothing_is_upgraded(file: Path) -> None:
    older(file, 3)
    before = file.read_bytes()
    with pytest.raises(StorageError, match="not upgraded yet"):
        open_to_read(file)
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == {file.name: before}


def test_what_another_program_just_wrote_is_read(file: Path) -> None:
    other = open_database(file).db
    other.execute("INSERT INTO questions VALUES ('k', 'i', 'p', 'New?', 'failure', 'core')")
    db = open_to_read(file)
    assert [row["text"] for row in db["questions"].rows] == ["New?"]
    db.close()
    other.close()


def test_a_doubt_of_the_schema_takes_no_lock_off_the_open_database(file: Path) -> None:
    opened = open_database(file)
    with pytest.raises(sqlite3.OperationalError) as met:
        opened.db.execute("SELECT nothing FROM nowhere")
    assert not is_damage(met.value, file)
    other = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT 1 FROM questions'); c.close()"
    subprocess.run([sys.executable, "-c", other, str(file)], check=True)
    # the last program that closes a database removes its log; what goes on writing would write into nothing
    assert Path(f"{file}-wal").exists()
    opened.db.close()
