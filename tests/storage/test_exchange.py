"""Export and import: nothing is lost, nothing comes twice, and a broken line costs that line only."""

import io
import json
import random
from pathlib import Path

import pytest

from rehearse.domain.attempt import progress_of
from rehearse.domain.drill import FollowUp, Plan
from rehearse.domain.history import HistoryFilter
from rehearse.domain.outcome import Outcome
from rehearse.domain.section import Section
from rehearse.domain.self_rating import Check, SelfRating
from rehearse.domain.text import clean
from rehearse.domain.trends import Trends
from rehearse.domain.vocabulary import Angle, Competency, Mode, ProbeTopic
from rehearse.errors import StorageError
from rehearse.storage.exchange import MAX_LINE, json_lines, take_in
from rehearse.storage.store import SqliteStore
from tests.builders import ANSWER, HOSTILE, answered, critique, story

ALL = HistoryFilter()


def filled(file: Path) -> SqliteStore:
    """A store with two stories, one of them in two versions, and attempts that use every table."""
    store = SqliteStore(file)
    kept = store.stories.add(story())
    store.stories.keep(kept.id, story(title="Ticket router, told shorter"))
    store.stories.add(story(title="Second"))
    first = None
    for text in ("plain", *map(clean, HOSTILE)):
        done = answered(texts={**ANSWER, Section.ACTION: text})
        done = done.ask(FollowUp(ProbeTopic.METRIC, text or "?", "11 %", Section.RESULT), 150, "built-in")
        done = done.reply(text).close_follow_up(170)
        attempt_id = store.start(done.question, done.plan, retry_of=first)
        first = first or attempt_id
        store.save(attempt_id, progress_of(done, 170, done=True))
        store.stories.link(attempt_id, kept.id, Angle.IMPACT)
        store.save_critique(attempt_id, critique(overall=2.0))
        store.save_critique(attempt_id, critique())
        store.save_outcome(attempt_id, Outcome("kept", text, None, {"seconds": 12.5}))
        store.save_self_rating(attempt_id, SelfRating({Check.PRODUCTION: True}, 2))
    return store


def exported(store: SqliteStore, wanted: HistoryFilter = ALL) -> bytes:
    return "".join(json_lines(store, wanted)).encode()


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    store = filled(tmp_path / "from.db")
    data = exported(store)
    store.close()
    return data


@pytest.fixture
def empty(tmp_path: Path) -> SqliteStore:
    return SqliteStore(tmp_path / "into.db")


def test_a_round_trip_is_the_same_to_the_byte_and_a_second_one_adds_nothing(
    whole: bytes, empty: SqliteStore
) -> None:
    taken = take_in(empty, io.BytesIO(whole), "x.jsonl")
    assert (taken.attempts, taken.stories, taken.known, taken.problems) == (1 + len(HOSTILE), 2, 0, [])
    assert exported(empty) == whole
    again = take_in(empty, io.BytesIO(whole), "x.jsonl")
    assert (again.attempts, again.stories, again.known) == (0, 0, 3 + len(HOSTILE))
    assert exported(empty) == whole
    newest = empty.page(ALL, 1)[0]
    assert newest.overall == 3.4
    assert newest.story == "Ticket router, told shorter"
    assert empty.count(HistoryFilter(search="plain")) == 1
    assert empty.load(newest.id) is not None


def test_a_selection_takes_only_its_own_stories(tmp_path: Path, whole: bytes, empty: SqliteStore) -> None:
    store = SqliteStore(tmp_path / "from.db")
    (one,) = [each.id for each in store.page(HistoryFilter(search="plain"), 9)]
    lines = exported(store, HistoryFilter(ids=(one,))).splitlines()
    store.close()
    assert [next(iter(json.loads(line))) for line in lines] == ["format", "story", "attempt"]
    assert exported(empty, HistoryFilter(Competency.FAILURE)).count(b"\n") == 1


@pytest.mark.parametrize(
    "head", [b"", b"{}", b"[" * 5000, b'{"format": true, "program": "rehearse"}', b"\xff"]
)
def test_a_foreign_file_is_refused(empty: SqliteStore, head: bytes) -> None:
    with pytest.raises(StorageError, match=r"x\.jsonl, line 1: this is no export"):
        take_in(empty, io.BytesIO(head), "x.jsonl")


def test_a_newer_format_is_refused(empty: SqliteStore) -> None:
    with pytest.raises(StorageError, match="field format: 2 is newer"):
        take_in(empty, io.BytesIO(b'{"format": 2, "program": "rehearse"}\n'), "x.jsonl")


def test_a_broken_record_is_named_and_the_others_are_kept(whole: bytes, empty: SqliteStore) -> None:
    lines = whole.splitlines(keepends=True)
    record = json.loads(lines[3])
    record["attempt"]["persona"] = "No Boss!"
    lines[3] = json.dumps(record).encode() + b"\n"
    lines[4] = b"[" * 100_000 + b"\n"
    lines[5] = b"x" * (MAX_LINE + 5) + b"\n"
    taken = take_in(empty, io.BytesIO(b"".join(lines)), "x.jsonl")
    assert taken.attempts == len(HOSTILE) - 2
    said = sorted(taken.problems)
    assert [each.split(":")[0].split(",")[1].strip() for each in said] == ["line 4", "line 5", "line 6"]
    assert "field persona" in said[0]


def test_damaged_files_cost_their_damage_only(whole: bytes, tmp_path: Path) -> None:
    chance = random.Random(7)
    store = SqliteStore(tmp_path / "fuzz.db")
    head, body = whole.split(b"\n", 1)
    for _ in range(200):
        spoilt = bytearray(body)
        for _ in range(chance.randint(1, 30)):
            spoilt[chance.randrange(len(spoilt))] = chance.choice(b'{}[]",:0-\\u\xff\x00aN')
        taken = take_in(store, io.BytesIO(head + b"\n" + bytes(spoilt)), "x.jsonl")
        assert all(each.startswith("x.jsonl, line ") and "\n" not in each for each in taken.problems)
    for each in store.page(ALL, 10_000):
        assert store.load(each.id) is not None
    store.stories.all()
    exported(store)
    store.close()


def test_an_attempt_without_a_critique_counts_in_the_trends_of_its_new_place(
    tmp_path: Path, empty: SqliteStore
) -> None:
    store = SqliteStore(tmp_path / "from.db")
    spoken = answered(Plan(mode=Mode.SPOKEN))
    store.save(store.start(spoken.question, spoken.plan), progress_of(spoken, 150, done=True))
    taken = take_in(empty, io.BytesIO(exported(store)), "x.jsonl")
    assert taken.attempts == 1
    assert empty.trends() == store.trends() != Trends()
    store.close()
