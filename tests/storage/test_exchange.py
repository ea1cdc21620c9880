"""Export and import: nothing is lost, nothing comes twice, and a broken line costs that line only."""

import io
import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rehearse.domain.attempt import Progress, Status, progress_of
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import FollowUp
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.history import HistoryFilter
from rehearse.domain.interview import AskedQuestion, Interview, Result
from rehearse.domain.mock import Slot, Stage
from rehearse.domain.outcome import Outcome
from rehearse.domain.persona import Persona
from rehearse.domain.profile import Profile
from rehearse.domain.section import Part, Section, sections_of
from rehearse.domain.self_rating import Check, SelfRating
from rehearse.domain.text import clean
from rehearse.domain.trends import Trends
from rehearse.domain.vocabulary import Angle, Competency, Experience, Flaw, Mode, ProbeTopic
from rehearse.errors import StorageError
from rehearse.storage.exchange import MAX_LINE, json_lines, take_in
from rehearse.storage.store import SqliteStore
from tests.builders import ANSWER, HOSTILE, answered, critique, question, story

ALL = HistoryFilter()
SETUP = sections_of(Part.SETUP)
DAY = date(2026, 11, 30)
TOLD = 2 + len(HOSTILE)
"""Attempts of the filled store: whole ones, and a set-up alone."""


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
        store.remarks.keep(attempt_id, ("hard", "router"), text)
        store.remarks.dispute(attempt_id, (Flaw.VAGUE_IMPACT, Section.RESULT), wrong=True)
        store.remarks.dispute(attempt_id, (Flaw.NO_TRADEOFF, None), wrong=True)
    finish_set_up(store)
    store.profile.save(Profile(Experience.LAB, "ML engineer", "Acme", DAY, "Shipped a router.", "Wanted."))
    take_mock(store, first or 0)
    store.mocks.begin(answered().plan, [Slot(question(), Persona.HIRING_MANAGER)])
    asked = (AskedQuestion("What broke?", Competency.FAILURE),)
    store.interviews.keep(Interview(DAY, "Acme", "ML engineer", 4, Result.OFFER, "Kind people.", asked))
    return store


def finish_set_up(store: SqliteStore) -> None:
    """Finish a take of the set-up alone, which has no critique."""
    plan = replace(answered().plan, sections=SETUP, exercise=Exercise(Kind.SETUP), mode=Mode.SPOKEN)
    texts = {section: ANSWER[section] for section in SETUP}
    done = Progress(
        Status.FINISHED, SETUP[-1], texts, dict.fromkeys(SETUP, 11.0), measured=True, exchanges=()
    )
    store.save(store.start(question(), plan), done)


def take_mock(store: SqliteStore, answer: int) -> None:
    """Finish a mock of two questions, of which one was answered."""
    asked = [question(), question(id="other", text="And the second one?")]
    mock = store.mocks.begin(answered().plan, [Slot(each, Persona.HIRING_MANAGER) for each in asked])
    store.mocks.link(mock.id, 0, answer)
    store.mocks.keep_clock(mock.id, 171.5)
    store.mocks.end(mock.id, Stage.FINISHED)


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
    assert taken.added == {"attempt": TOLD, "story": 2, "mock": 1, "interview": 1, "profile": 1}
    assert (taken.known, taken.problems) == (0, [])
    assert exported(empty) == whole
    again = take_in(empty, io.BytesIO(whole), "x.jsonl")
    assert (again.added, again.known) == ({}, TOLD + 5)
    assert exported(empty) == whole
    newest = empty.page(HistoryFilter(kind=Kind.WHOLE), 1)[0]
    assert newest.overall == 3.4
    assert empty.count(HistoryFilter(search="plain")) == 1
    read = empty.load(newest.id)
    assert read is not None
    assert read.story is not None
    assert read.story.story.title == "Ticket router, told shorter"


def test_what_was_noted_down_comes_along(tmp_path: Path, whole: bytes, empty: SqliteStore) -> None:
    take_in(empty, io.BytesIO(whole), "x.jsonl")
    (plain,) = empty.page(HistoryFilter(search="plain", tag="router"), 9)
    attempt = empty.load(plain.id)
    assert attempt is not None
    assert attempt.remarks.note == "plain"
    assert attempt.remarks.disputed == {(Flaw.VAGUE_IMPACT, Section.RESULT), (Flaw.NO_TRADEOFF, None)}
    (mock,) = empty.mocks.all(9)
    assert (mock.stage, mock.seconds, mock.answered) == (Stage.FINISHED, 171.5, 1)
    assert mock.slots[0].attempt_id == plain.id
    assert [each.notes for each in empty.interviews.all()] == ["Kind people."]
    assert empty.profile.load().resume == "Shipped a router."


def test_what_was_taken_in_stands_in_the_trends(tmp_path: Path, whole: bytes, empty: SqliteStore) -> None:
    store = SqliteStore(tmp_path / "from.db")
    take_in(empty, io.BytesIO(whole), "x.jsonl")
    assert empty.trends() == store.trends()
    assert ("setup", 22.0) in {(each.measure, each.points[-1].value) for each in empty.trends().series}
    store.close()


def test_a_profile_that_is_here_stays(whole: bytes, empty: SqliteStore) -> None:
    empty.profile.save(Profile(role="My own"))
    taken = take_in(empty, io.BytesIO(whole), "x.jsonl")
    assert (taken.added["profile"], taken.known) == (0, 1)
    assert empty.profile.load().role == "My own"


def test_an_interview_keeps_its_name_when_it_is_written_again(
    tmp_path: Path, whole: bytes, empty: SqliteStore
) -> None:
    store = SqliteStore(tmp_path / "from.db")
    take_in(empty, io.BytesIO(whole), "x.jsonl")
    (noted,) = store.interviews.all()
    store.interviews.keep(replace(noted, notes="Kinder still.", questions=()))
    taken = take_in(empty, io.BytesIO(exported(store)), "x.jsonl")
    store.close()
    assert taken.added == {}
    assert len(empty.interviews.all()) == 1


def test_the_first_format_is_still_read(whole: bytes, empty: SqliteStore) -> None:
    lines = [b'{"format": 1, "program": "rehearse"}']
    for line in whole.splitlines()[1:]:
        record = json.loads(line)
        if attempt := record.get("attempt"):
            for name in ("attempt_notes", "attempt_tags", "disputes"):
                del attempt[name]
            lines.append(json.dumps(record).encode())
    taken = take_in(empty, io.BytesIO(b"\n".join(lines)), "x.jsonl")
    assert (taken.added, taken.problems) == ({"attempt": TOLD}, [])


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"mock": {"uid": "no"}}, "field uid"),
        ({"interview": {"held_on": "2026-13-01"}}, "field uid: it is missing"),
        ({"profile": {"experience": "wizard"}}, "field experience"),
        ({"profile": {}, "attempt": {}}, "no record of an export"),
        ({"recipe": {}}, "no record of an export"),
        ([], "no record of an export"),
    ],
)
def test_a_record_that_is_none_is_named(empty: SqliteStore, record: object, said: str) -> None:
    head = b'{"format": 2, "program": "rehearse"}\n'
    taken = take_in(empty, io.BytesIO(head + json.dumps(record).encode()), "x.jsonl")
    assert taken.added == {}
    assert said in taken.problems[0]
    assert taken.problems[0].startswith("x.jsonl, line 2")


@pytest.mark.parametrize("tag", ["Two words", "Upper", "#", "", "x" * 41])
def test_a_tag_that_nobody_could_type_is_refused(whole: bytes, empty: SqliteStore, tag: str) -> None:
    lines = whole.splitlines()
    record = json.loads(next(line for line in lines if line.startswith(b'{"attempt"')))
    record["attempt"]["attempt_tags"] = [{"tag": tag}]
    taken = take_in(empty, io.BytesIO(lines[0] + b"\n" + json.dumps(record).encode()), "x.jsonl")
    assert "field attempt_tags.0.tag" in taken.problems[0]


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
    with pytest.raises(StorageError, match="field format: 3 is newer"):
        take_in(empty, io.BytesIO(b'{"format": 3, "program": "rehearse"}\n'), "x.jsonl")


def test_a_broken_record_is_named_and_the_others_are_kept(whole: bytes, empty: SqliteStore) -> None:
    lines = whole.splitlines(keepends=True)
    record = json.loads(lines[4])
    record["attempt"]["persona"] = "No Boss!"
    lines[4] = json.dumps(record).encode() + b"\n"
    lines[5] = b"[" * 100_000 + b"\n"
    lines[6] = b"x" * (MAX_LINE + 5) + b"\n"
    taken = take_in(empty, io.BytesIO(b"".join(lines)), "x.jsonl")
    assert taken.added["attempt"] == TOLD - 3
    said = sorted(taken.problems)
    assert [each.split(":")[0].split(",")[1].strip() for each in said] == ["line 5", "line 6", "line 7"]
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
    assert taken.added["attempt"] == 1
    assert empty.trends() == store.trends() != Trends()
    store.close()


def test_words_of_a_reply_that_nothing_was_asked_for_come_along_and_are_found(
    tmp_path: Path, empty: SqliteStore
) -> None:
    store = SqliteStore(tmp_path / "from.db")
    done = answered().reply("Typed afterwards.")
    store.save(store.start(done.question, done.plan), progress_of(done, 150, done=True))
    assert store.count(HistoryFilter(search="afterwards")) == 1
    take_in(empty, io.BytesIO(exported(store)), "x.jsonl")
    (found,) = empty.page(HistoryFilter(search="afterwards"), 5)
    taken = empty.load(found.id)
    assert taken is not None
    assert taken.begun == "Typed afterwards."
    store.close()
