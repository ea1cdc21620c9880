"""Backup while others write, and restore: what is not ours is refused, what was there stays."""

import errno
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from rehearse.domain.attempt import progress_of
from rehearse.domain.history import HistoryFilter
from rehearse.errors import StorageError
from rehearse.storage.backup import back_up, restore
from rehearse.storage.store import SqliteStore
from tests.builders import answered

ALL = HistoryFilter()


def keep(store: SqliteStore) -> None:
    done = answered()
    store.save(store.start(done.question, done.plan), progress_of(done, 150, done=True))


def kept(file: Path) -> int:
    store = SqliteStore(file)
    try:
        return store.count(ALL)
    finally:
        store.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    store = SqliteStore(tmp_path / "rehearse.db")
    keep(store)
    store.close()
    return tmp_path / "rehearse.db"


def test_a_backup_is_whole_and_its_owners_alone_while_a_writer_writes(file: Path, tmp_path: Path) -> None:
    written, enough = threading.Event(), threading.Event()

    def write() -> None:
        store = SqliteStore(file)
        while not enough.is_set():
            keep(store)
            written.set()
        store.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        copies = [back_up(file, tmp_path / "backups" / f"{number}.db") for number in range(3)]
    finally:
        enough.set()
        writer.join()
    assert all(stat.S_IMODE(each.stat().st_mode) == 0o600 for each in copies)
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == ["0.db", "1.db", "2.db"]
    assert 2 <= kept(copies[0]) <= kept(copies[2]) <= kept(file)


def test_nothing_is_overwritten_and_no_link_is_followed(file: Path, tmp_path: Path) -> None:
    there, link = tmp_path / "there", tmp_path / "link"
    there.write_text("mine")
    link.symlink_to(tmp_path / "elsewhere")
    for target in (there, link):
        with pytest.raises(StorageError, match="is there already"):
            back_up(file, target)
    assert there.read_text() == "mine"
    assert not (tmp_path / "elsewhere").exists()


def test_restore_sets_the_present_database_aside(file: Path, tmp_path: Path) -> None:
    copy = back_up(file, tmp_path / "copy.db")
    store = SqliteStore(file)
    keep(store)
    store.close()
    aside = restore(file, copy)
    assert aside is not None
    assert (kept(file), kept(aside)) == (1, 2)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_restore_into_an_empty_folder_and_over_a_damaged_file(file: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "new" / "rehearse.db"
    assert restore(fresh, file) is None
    assert kept(fresh) == 1
    fresh.write_bytes(b"no database")
    aside = restore(fresh, file)
    assert aside is not None
    assert aside.read_bytes() == b"no database"
    assert kept(fresh) == 1


def test_what_sqlite_kept_beside_a_lost_database_never_meets_the_restored_one(
    file: Path, tmp_path: Path
) -> None:
    copy = back_up(file, tmp_path / "copy.db")
    store = SqliteStore(file)
    keep(store)
    wal = Path(f"{file}-wal").read_bytes()
    store.close()
    file.unlink()
    Path(f"{file}-wal").write_bytes(wal)
    assert restore(file, copy) is None
    assert kept(file) == 1
    (aside,) = tmp_path.glob("rehearse.replaced-*.db-wal")
    assert aside.read_bytes() == wal


def test_copies_work_where_a_file_has_one_name_only(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    copy = back_up(file, tmp_path / "stick" / "copy.db")
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]
    with pytest.raises(StorageError, match="is there already"):
        back_up(file, copy)
    store = SqliteStore(file)
    keep(store)
    store.close()
    aside = restore(file, copy)
    assert aside is not None
    assert (kept(file), kept(aside)) == (1, 2)
    assert not list(tmp_path.glob("*.part*"))


def test_what_a_killed_copy_left_is_in_nobodys_way(file: Path, tmp_path: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        (tmp_path / f"copy.db.part{ending}").write_bytes(b"half" * 4096)
    assert kept(back_up(file, tmp_path / "copy.db")) == 1


def test_restore_waits_for_the_app_to_quit(file: Path, tmp_path: Path) -> None:
    copy = back_up(file, tmp_path / "copy.db")
    store = SqliteStore(file)
    with pytest.raises(StorageError, match=r"in use: quit rehearse"):
        restore(file, copy)
    keep(store)
    assert store.count(ALL) == 2
    store.close()


def spoil(copy: Path, statement: str) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(statement)


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("DROP TABLE _sqlite_migrations", "another program"),
        ("UPDATE _sqlite_migrations SET name = 'm999_future' WHERE name LIKE 'm010%'", "newer version"),
        ("CREATE TRIGGER evil AFTER INSERT ON attempts BEGIN DELETE FROM stories; END", "not ours"),
    ],
)
def test_what_is_not_ours_is_refused(file: Path, tmp_path: Path, statement: str, complaint: str) -> None:
    copy = back_up(file, tmp_path / "copy.db")
    spoil(copy, statement)
    before = file.read_bytes()
    with pytest.raises(StorageError, match=complaint):
        restore(file, copy)
    assert file.read_bytes() == before


def test_damage_links_and_folders_are_refused(file: Path, tmp_path: Path) -> None:
    copy = back_up(file, tmp_path / "copy.db")
    torn = bytearray(copy.read_bytes())
    torn[4096:9000] = b"\x55" * (9000 - 4096)
    (tmp_path / "torn.db").write_bytes(torn)
    (tmp_path / "text.db").write_text("no database")
    (tmp_path / "link.db").symlink_to(copy)
    for name, complaint in (
        ("torn.db", "damaged"),
        ("text.db", "damaged"),
        ("link.db", "no file of its own"),
        (".", "no file of its own"),
        ("not-there.db", "no file of its own"),
    ):
        with pytest.raises(StorageError, match=complaint):
            restore(file, tmp_path / name)
    assert kept(file) == 1
