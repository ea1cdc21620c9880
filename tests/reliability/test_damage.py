"""A damaged database: the store opens, no byte of it is overwritten, and what can be read is in the new one."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rehearse.domain.attempt import progress_of
from rehearse.domain.section import Section
from rehearse.errors import StorageError
from rehearse.storage.copying import keep_as
from rehearse.storage.journal import read_journal
from rehearse.storage.salvage import salvage, steps_of
from rehearse.storage.store import ReadingStore, SqliteStore
from tests.builders import answered
from tests.reliability.damaging import (
    ATTEMPTS,
    KINDS,
    PAGE,
    Damage,
    Files,
    cut,
    damaged_files,
    flip,
    flip_in_header,
    flip_in_schema,
    lived_in,
    scramble,
    words_in,
    zero,
)
from tests.reliability.extent import cases
from tests.reliability.life import ALL, everything

MOST_LOST = 0.1
"""Share of the words that may be lost although they stand somewhere in the damaged file: rows that are broken."""
Lived = tuple[Files, Files, set[str]]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder = tmp_path_factory.mktemp("lived")
    closed, killed = lived_in(folder)
    store = SqliteStore(folder / "rehearse.db")
    words = words_in(store)
    store.close()
    return closed, killed, words


def opened(file: Path, damaged: Files, case: str, *, keys: bool = True) -> tuple[set[str], str]:
    """Open what a damage left, use it, and give the words that are there and what the user is told.

    Without `keys` a table may point to one that is not there, as long as nobody wrote into it.
    """
    damaged.write(file)
    store = SqliteStore(file)
    at_once = store.trouble
    everything(store)
    told = answered(texts={Section.ACTION: "told anew"})  # not counted by `words_in`
    attempt_id = store.start(told.question, told.plan)
    assert store.save(attempt_id, progress_of(told, 150, done=True)), case
    words, trouble, count = words_in(store), store.trouble, store.count(ALL)
    store.close()
    again = SqliteStore(file)
    assert (again.trouble, again.count(ALL)) == ("", count), case
    again.close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], case
        if keys or trouble:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == [], case
    asides = damaged_files(file)
    assert len(asides) == bool(trouble), case
    if trouble:
        assert asides[0].name in trouble, case
    if at_once:  # nothing was written to it
        assert asides[0].read_bytes() == (damaged.main or b""), case
    return words, trouble


def lost(before: set[str], words: set[str], damaged: Files) -> float:
    """Give the share of the words that still stand somewhere in the damaged files and are not there any more."""
    bytes_left = (damaged.main or b"") + (damaged.log or b"")
    readable = {word for word in before if word.encode() in bytes_left}
    return len(readable - words) / len(before)


@pytest.mark.parametrize("damage", KINDS)
def test_a_damaged_file_is_kept_and_read(lived: Lived, tmp_path: Path, damage: Damage) -> None:
    closed, _, before = lived
    assert closed.main is not None
    for seed in range(cases(3, 100)):
        case = f"{damage.__name__}, seed {seed}"
        folder = tmp_path / str(seed)
        folder.mkdir()
        changed = Files(damage(closed.main, random.Random(case)))
        words, trouble = opened(folder / "rehearse.db", changed, case)
        share = lost(before, words, changed)
        print(f"{case}: {len(before - words) / len(before):.2%} gone, {share:.2%} of it readable; {trouble}")
        assert share <= (MOST_LOST if trouble else 0.005), case


def test_a_changed_letter_of_the_schema_is_mended_when_it_matters(lived: Lived, tmp_path: Path) -> None:
    closed, _, before = lived
    assert closed.main is not None
    for seed in range(cases(3, 100)):
        case = f"schema, seed {seed}"
        folder = tmp_path / str(seed)
        folder.mkdir()
        changed = Files(flip_in_schema(closed.main, random.Random(case)))
        words, trouble = opened(folder / "rehearse.db", changed, case, keys=False)
        assert words == before, case
        print(f"{case}: {trouble}")


def test_a_changed_letter_that_no_check_finds_is_no_error_for_good(lived: Lived, tmp_path: Path) -> None:
    closed, _, before = lived
    assert closed.main is not None
    for number, (old, new) in enumerate(
        (
            (b"term, pgno", b"term,Wpgno"),
            (b"finished_at TEXT", b"finishes_at TEXT"),
            (b"next_fix TEXT", b"next_f\xf8x TEXT"),
        )
    ):
        assert old in closed.main
        folder = tmp_path / str(number)
        folder.mkdir()
        changed = Files(closed.main.replace(old, new))
        words, trouble = opened(folder / "rehearse.db", changed, str(new))
        assert words == before
        assert "was damaged" in trouble


def test_a_column_that_lost_a_letter_is_mended_by_reading_alone(lived: Lived, tmp_path: Path) -> None:
    closed, _, before = lived
    assert closed.main is not None
    file = tmp_path / "rehearse.db"
    Files(closed.main.replace(b"measured INTEGER", b"measurfd INTEGER")).write(file)
    reading = ReadingStore(file)
    with pytest.raises(StorageError, match="no such column: measured"):
        words_in(reading)  # nothing is mended by who only reads
    reading.close()
    words, trouble = opened_as_it_is(file)
    assert words == before
    assert "was damaged" in trouble


@pytest.mark.parametrize("damage", [flip, flip_in_header, zero, scramble, cut])
def test_a_damaged_log_is_never_dropped_in_silence(lived: Lived, tmp_path: Path, damage: Damage) -> None:
    _, killed, before = lived
    assert killed.log is not None
    for seed in range(cases(3, 40)):
        case = f"log: {damage.__name__}, seed {seed}"
        folder = tmp_path / str(seed)
        folder.mkdir()
        changed = Files(killed.main, damage(killed.log, random.Random(case)))
        words, trouble = opened(folder / "rehearse.db", changed, case)
        share = lost(before, words, changed)
        print(f"{case}: {len(before - words) / len(before):.2%} gone, {share:.2%} of it readable; {trouble}")
        # without a word of warning nothing goes but the last write, as after a power cut
        assert share <= (MOST_LOST if trouble else 0.03), case
        if trouble:
            (aside,) = folder.glob("rehearse.damaged-*-wal")
            assert aside.read_bytes() == changed.log


def test_a_mending_that_was_broken_off_is_gone_on_with(lived: Lived, tmp_path: Path) -> None:
    _, killed, before = lived
    assert killed.log is not None
    broken = bytearray(killed.log)
    broken[40_000:44_000] = bytes(4_000)
    file, aside = tmp_path / "rehearse.db", tmp_path / "rehearse.damaged-20261102-183000-000000.db"
    Files(killed.main, bytes(broken)).write(file)
    keep_as(file, aside)  # the log has gone on ahead, and the database alone looks whole
    words, trouble = opened_as_it_is(file)
    assert aside.name in trouble
    assert len(before - words) / len(before) < 0.02
    assert damaged_files(file) == [aside]
    assert Path(f"{aside}-wal").read_bytes() == bytes(broken)


def opened_as_it_is(file: Path) -> tuple[set[str], str]:
    store = SqliteStore(file)
    words, trouble = words_in(store), store.trouble
    store.close()
    return words, trouble


def test_a_log_whose_database_is_gone_gives_back_what_it_holds(lived: Lived, tmp_path: Path) -> None:
    _, killed, before = lived
    for number, main in enumerate((None, b"")):
        folder = tmp_path / str(number)
        folder.mkdir()
        left = Files(main, killed.log)
        words, trouble = opened(folder / "rehearse.db", left, f"main {main!r}")
        assert "was damaged" in trouble
        # what an earlier round of the log left behind was in the database
        last = {
            word for word in before if word.startswith(tuple(f"w{told}x" for told in range(50, ATTEMPTS)))
        }
        assert last <= words


def newest(files: Files) -> Files:
    """Give the pages as they were last, those of the log among them; a log holds their older versions too."""
    pages = dict(
        enumerate((files.main or b"")[at : at + PAGE] for at in range(0, len(files.main or b""), PAGE))
    )
    pages |= {number - 1: page for number, page in read_journal(files.log or b"").pages.items()}
    return Files(b"".join(pages.values()))


def test_both_damaged_at_once(lived: Lived, tmp_path: Path) -> None:
    _, killed, before = lived
    assert killed.main is not None
    assert killed.log is not None
    for seed in range(cases(3, 40)):
        case = f"both, seed {seed}"
        chance = random.Random(case)
        folder = tmp_path / str(seed)
        folder.mkdir()
        one, other = chance.choice(KINDS), chance.choice((flip, zero, scramble, cut))
        changed = Files(one(killed.main, chance), other(killed.log, chance))
        words, trouble = opened(folder / "rehearse.db", changed, case)
        share = lost(before, words, newest(changed))
        print(f"{case}: {len(before - words) / len(before):.2%} gone, {share:.2%} of it readable; {trouble}")
        assert share <= MOST_LOST, case


def test_a_damaged_index_of_the_log_costs_nothing(lived: Lived, tmp_path: Path) -> None:
    _, killed, before = lived
    for seed in range(cases(3, 40)):
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        (folder / "rehearse.db-shm").write_bytes(chance.randbytes(chance.choice((1, 100, 32768, 70000))))
        words, trouble = opened(folder / "rehearse.db", killed, f"index of the log, seed {seed}")
        assert (words, trouble) == (before, "")


@pytest.mark.parametrize(
    "there",
    [b"these are no pages", b"\r\n" * 3000, b"\0" * 20000, b"S", b"SQLite format 3\0"],
    ids=["words", "line ends", "zeros", "a letter", "a head"],
)
def test_something_else_in_its_place_is_kept(tmp_path: Path, there: bytes) -> None:
    words, trouble = opened(tmp_path / "rehearse.db", Files(there), "something else")
    assert words == set()
    assert "Nothing could be read back" in trouble


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    assert opened(tmp_path / "rehearse.db", Files(b""), "empty") == (set(), "")


def test_words_typed_after_an_answer_fill_no_lost_section(tmp_path: Path) -> None:
    file, salvaged = tmp_path / "rehearse.db", tmp_path / "salvaged.db"
    store = SqliteStore(file)
    done = answered().reply("Typed afterwards.")
    attempt_id = store.start(done.question, done.plan)
    store.save(attempt_id, progress_of(done, 150, done=True))
    store.close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM attempt_sections WHERE section = 'task'")
    salvage(file, salvaged, tuple(steps_of(file)))
    store = SqliteStore(salvaged)
    found = store.load(attempt_id)
    store.close()
    assert found is not None
    assert (found.texts, found.begun) == (done.texts, "Typed afterwards.")
