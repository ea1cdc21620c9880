"""Damage that shows only while the app runs, and a file that is replaced under it: a sentence, and the words go on."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rehearse.domain.attempt import progress_of
from rehearse.domain.drill import Phase
from rehearse.domain.section import Section
from rehearse.errors import StorageError
from rehearse.storage.store import SqliteStore
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.widgets.panels import SectionEditor
from tests.builders import ANSWER, answered
from tests.reliability.damaging import PAGE, damaged_files, lived_in, words_in
from tests.reliability.extent import cases
from tests.reliability.life import ALL, everything
from tests.ui.harness import app_for, seeded, shown, wait_for
from tests.ui.test_drill import SIZE, begin


def spoil(file: Path, chance: random.Random, pages: int) -> None:
    """Overwrite some pages behind the first one in place."""
    with file.open("rb+") as opened:
        count = file.stat().st_size // PAGE
        for page in chance.sample(range(1, count), min(pages, count - 1)):
            opened.seek(page * PAGE)
            opened.write(chance.randbytes(PAGE))


def whole(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat every file as one that is too large to be checked on opening."""
    monkeypatch.setattr("rehearse.storage.damage.CHECKED_BYTES", 0)


@pytest.mark.usefixtures("unchecked")
def test_damage_that_no_check_saw_is_mended_when_it_is_met(tmp_path: Path) -> None:
    closed, _ = lived_in(tmp_path)
    store = SqliteStore(tmp_path / "rehearse.db")
    before = words_in(store)
    store.close()
    for seed in range(cases(6, 100)):
        case = f"seed {seed}"
        chance = random.Random(case)
        file = tmp_path / str(seed) / "rehearse.db"
        file.parent.mkdir()
        closed.write(file)
        spoil(file, chance, chance.randint(1, 20))
        damaged = file.read_bytes()
        store = SqliteStore(file)
        everything(store)
        told = answered()
        attempt_id = store.start(told.question, told.plan)
        assert store.save(attempt_id, progress_of(told, 150, done=True)), case
        found = store.load(attempt_id)
        assert found is not None, case
        assert found.texts == dict(ANSWER), case
        if store.trouble:
            assert damaged_files(file)[0].read_bytes() == damaged, case
            print(f"{case}: {len(before - words_in(store)) / len(before):.2%} lost; {store.trouble}")
        store.close()
        if store.trouble:
            assert whole(file), case


@pytest.mark.usefixtures("unchecked")
def test_damage_without_end_is_a_sentence_and_not_a_folder_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")

    def malformed(*_: object) -> None:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    monkeypatch.setattr(SqliteStore, "_insert", malformed)
    told = answered()
    for _ in range(6):
        with pytest.raises(StorageError, match="malformed"):
            store.start(told.question, told.plan)
    assert len(damaged_files(tmp_path / "rehearse.db")) == 3
    monkeypatch.undo()
    assert store.start(told.question, told.plan)
    store.close()


def forget(app: RehearseApp) -> None:
    """Let SQLite read pages anew, as it does once a database is larger than its cache."""
    app.store.post(lambda store: store._db.execute("PRAGMA shrink_memory"))  # type: ignore[attr-defined]


async def test_a_drill_goes_on_when_its_database_is_damaged(tmp_path: Path) -> None:
    seeded(tmp_path, *[answered()] * 8)
    file = tmp_path / "rehearse.db"
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"before")
        await app.store.run(lambda store: store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)"))  # type: ignore[attr-defined]
        spoil(file, random.Random(1), 1000)
        forget(app)
        await pilot.press(*" and after")
        await wait_for(pilot, lambda: "was damaged" in shown(pilot), "the sentence")
        assert screen.session.drill.phase is Phase.ANSWERING
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, AttemptScreen), "the critique")
    store = SqliteStore(file)
    attempt = store.load(store.page(ALL, 1)[0].id)
    assert attempt is not None
    assert attempt.texts[Section.SITUATION] == "before and after"
    assert attempt.critique is not None
    store.close()
    assert len(damaged_files(file)) == 1


@pytest.mark.parametrize("by", ["nothing", "another"])
async def test_a_drill_goes_on_when_its_file_is_replaced(tmp_path: Path, by: str) -> None:
    (tmp_path / "other").mkdir()
    seeded(tmp_path / "other", answered())
    file = tmp_path / "rehearse.db"
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"before")
        await app.store.run(lambda _: None)
        for ending in ("", "-wal", "-shm"):
            Path(f"{file}{ending}").unlink()
        if by == "another":
            (tmp_path / "other" / "rehearse.db").rename(file)
        await pilot.press(*" and after")
        await wait_for(pilot, lambda: "was replaced" in shown(pilot), "the sentence")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, AttemptScreen), "the critique")
        assert screen.session.attempt_id == (2 if by == "another" else 1)
    store = SqliteStore(file)
    texts = [
        attempt.texts[Section.SITUATION] for each in store.page(ALL, 9) if (attempt := store.load(each.id))
    ]
    assert texts == ["before and after", ANSWER[Section.SITUATION]][: len(texts)]
    assert store.unfinished() == []
    store.close()
    assert whole(file)


async def test_a_draft_whose_row_is_gone_is_written_anew(tmp_path: Path) -> None:
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"before")
        await app.store.run(lambda store: store._db.execute("DELETE FROM attempts"))  # type: ignore[attr-defined]
        await pilot.press(*" and after")
        await wait_for(
            pilot, lambda: screen.query_one(SectionEditor).text == "before and after", "the letters"
        )
        await pilot.press("ctrl+q")
    store = SqliteStore(tmp_path / "rehearse.db")
    (kept,) = [store.load(each.id) for each in store.unfinished()]
    assert kept is not None
    assert kept.texts[Section.SITUATION] == "before and after"
    store.close()
