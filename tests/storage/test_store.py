"""The store on real files: what is written is read back, listed, searched, deleted and brought back."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehearse.domain.attempt import Status, progress_of
from rehearse.domain.drill import Drill
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import FollowUp
from rehearse.domain.history import HistoryFilter
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.self_rating import Check, SelfRating
from rehearse.domain.text import clean
from rehearse.domain.vocabulary import Competency, Mode, ProbeTopic
from rehearse.errors import StorageError
from rehearse.storage import rows
from rehearse.storage.store import SqliteStore
from tests.builders import ANSWER, HOSTILE, answered, critique, drill, question

ALL = HistoryFilter()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "rehearse.db")
    yield opened
    opened.close()


def keep(store: SqliteStore, done: Drill | None = None) -> int:
    done = done or answered()
    attempt_id = store.start(done.question, done.plan)
    store.save(attempt_id, progress_of(done, 150, done=True))
    return attempt_id


def test_an_attempt_is_read_back_whole(store: SqliteStore) -> None:
    asked = answered().ask(FollowUp(ProbeTopic.METRIC, "Where?", "11 %", Section.RESULT), 150, "built-in")
    attempt_id = keep(store, asked.reply("In production.").close_follow_up(170))
    attempt = store.load(attempt_id)
    assert attempt is not None
    assert attempt.texts == dict(ANSWER)
    assert attempt.seconds == dict(zip(SECTIONS, (20, 10, 90, 20, 10), strict=True))
    assert attempt.status is Status.FINISHED
    assert attempt.measured
    exchange = attempt.exchanges[0]
    assert (exchange.answer, exchange.timer.banked, exchange.interviewer) == (
        "In production.",
        20,
        "built-in",
    )
    assert exchange.follow_up == FollowUp(ProbeTopic.METRIC, "Where?", "11 %", Section.RESULT)


def test_a_critique_is_read_back_whole(store: SqliteStore) -> None:
    attempt_id = keep(store)
    written = critique()
    store.save_critique(attempt_id, written)
    attempt = store.load(attempt_id)
    assert attempt is not None
    assert attempt.critique is not None
    for name in ("engine", "overall", "ratings", "findings", "strengths", "probes", "next_fix", "segments"):
        assert getattr(attempt.critique, name) == getattr(written, name), name
    measures = attempt.critique.measures
    assert measures.words == written.measures.words
    assert measures.share == written.measures.share
    assert measures.wpm is None
    assert measures.fillers == {"um": 2}
    assert measures.pronouns == written.measures.pronouns
    assert measures.figures == written.measures.figures
    assert measures.seconds == attempt.seconds


def test_what_a_user_said_of_an_answer_is_read_back_with_what_was_skipped(store: SqliteStore) -> None:
    attempt_id = keep(store)
    assert store.load(attempt_id).self_rating is None  # type: ignore[union-attr]
    store.save_self_rating(attempt_id, SelfRating({Check.PRODUCTION: True}, 2))
    said = SelfRating({Check.PRODUCTION: True, Check.CONSTRAINTS: False})
    store.save_self_rating(attempt_id, said)
    assert store.load(attempt_id).self_rating == said  # type: ignore[union-attr]


def test_the_newest_critique_counts_and_the_older_one_stays(store: SqliteStore) -> None:
    attempt_id = keep(store)
    store.save_critique(attempt_id, critique(overall=2.0))
    store.save_critique(attempt_id, critique(overall=4.0))
    assert store.page(ALL, 10)[0].overall == 4.0
    assert store._rows("SELECT count(*) AS n FROM critiques", [])[0]["n"] == 2


def test_a_draft_is_unfinished_until_it_is_done(store: SqliteStore) -> None:
    going = drill().begin(0).write(Section.SITUATION, "We had a model.")
    attempt_id = store.start(going.question, going.plan)
    store.save(attempt_id, progress_of(going, 3))
    assert [each.id for each in store.unfinished()] == [attempt_id]
    assert store.page(ALL, 10) == []
    assert store.unfinished()[0].words == 4
    store.save(attempt_id, progress_of(going.finish(9), 9))
    assert store.unfinished()[0].status is Status.ANSWERED
    store.save(attempt_id, progress_of(going.finish(9), 9, done=True))
    assert store.unfinished() == []
    assert store.count(ALL) == 1


def test_a_spoken_attempt_without_marks_has_no_length(store: SqliteStore) -> None:
    unmarked = drill(Plan(mode=Mode.SPOKEN)).begin(0).finish(150)
    attempt_id = keep(store, unmarked)
    attempt = store.load(attempt_id)
    assert attempt is not None
    assert not attempt.measured
    assert store.page(ALL, 1)[0].seconds is None


def test_pages_follow_each_other_without_gap(store: SqliteStore) -> None:
    ids = [keep(store) for _ in range(7)]
    first = store.page(ALL, 3)
    second = store.page(ALL, 3, before=first[-1].id)
    third = store.page(ALL, 3, before=second[-1].id)
    assert [each.id for page in (first, second, third) for each in page] == ids[::-1]


def test_filters_and_search(store: SqliteStore) -> None:
    ours = keep(store)
    failure = question(id="f", text="Tell me about a failure.", competency=Competency.FAILURE)
    other = keep(
        store, Drill(failure).begin(0).write(Section.ACTION, "The drift alarm was silent.").finish(5)
    )
    assert [each.id for each in store.page(HistoryFilter(Competency.FAILURE), 9)] == [other]
    assert [each.id for each in store.page(HistoryFilter(question_key=failure.key), 9)] == [other]
    assert [each.id for each in store.page(HistoryFilter(search="misrouted tick"), 9)] == [ours]
    assert [each.id for each in store.page(HistoryFilter(search="failure"), 9)] == [other]
    assert "drift" in store.page(HistoryFilter(search="drift"), 9)[0].snippet
    assert store.count(HistoryFilter(search="drift relabelled")) == 0
    assert store.page(HistoryFilter(search="***"), 9) == store.page(ALL, 9)


@pytest.mark.parametrize("search", [*HOSTILE, '"', "AND", "NEAR(", "a* OR b", "col:x", "(", "-"])
def test_no_search_is_read_as_syntax(store: SqliteStore, search: str) -> None:
    keep(store)
    store.page(HistoryFilter(search=search), 5)
    store.count(HistoryFilter(search=search))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_the_disk(store: SqliteStore, text: str) -> None:
    said = clean(text)
    going = drill(text=said or "Empty?").begin(0).write(Section.ACTION, said).finish(9)
    attempt = store.load(keep(store, going))
    assert attempt is not None
    assert attempt.texts[Section.ACTION] == said
    store.page(HistoryFilter(search=text), 5)


def test_fifty_thousand_characters_are_kept(store: SqliteStore) -> None:
    long = "measured " * 5600
    attempt = store.load(keep(store, drill().begin(0).write(Section.ACTION, long).finish(9)))
    assert attempt is not None
    assert attempt.texts[Section.ACTION] == long


def test_deleting_can_be_undone_even_when_another_opened_the_file(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = keep(store), keep(store)
    store.delete(gone)
    assert [each.id for each in store.page(ALL, 9)] == [kept]
    assert store.load(gone) is None
    other = SqliteStore(store.file)
    other.purge()
    other.close()
    store.restore(gone)
    assert store.count(ALL) == 2


def test_what_was_deleted_long_ago_is_purged(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, gone = keep(store), keep(store)
    with monkeypatch.context() as earlier:
        earlier.setattr(rows, "now_text", lambda: "2020-01-01T00:00:00.000+00:00")
        store.delete(gone)
    store.purge()
    store.restore(gone)  # what was deleted since the app was started stays
    with monkeypatch.context() as earlier:
        earlier.setattr(rows, "now_text", lambda: "2020-01-01T00:00:00.000+00:00")
        store.delete(gone)
    later = SqliteStore(store.file)
    later.purge()
    later.close()
    with pytest.raises(StorageError, match="deleted for good"):
        store.restore(gone)
    assert [each.id for each in store.page(ALL, 9)] == [kept]
    assert store._rows("SELECT count(*) AS n FROM attempt_sections WHERE attempt_id = ?", [gone])[0]["n"] == 0


def test_a_damaged_file_is_spoken_of(tmp_path: Path) -> None:
    (tmp_path / "rehearse.db").write_bytes(b"no database")
    store = SqliteStore(tmp_path / "rehearse.db")
    store.close()
    again = SqliteStore(tmp_path / "rehearse.db")
    again.close()
    assert "rehearse.damaged-" in store.trouble
    assert again.trouble == ""


def test_earlier_answers_leave_out_what_is_retried(store: SqliteStore) -> None:
    first, second = keep(store), keep(store, answered(texts={Section.ACTION: "Something else entirely."}))
    third = store.start(question(), Plan(), retry_of=second)
    earlier = store.earlier_answers(third, 5)
    assert len(earlier) == 1
    assert "stale labels" in earlier[0]
    assert first < second < third


def test_asked_counts_every_finished_attempt(store: SqliteStore) -> None:
    keep(store)
    keep(store)
    store.start(question(text="Unfinished?"), Plan())
    assert store.asked() == {question().key: 2}


def test_a_write_that_fails_halfway_is_written_again(store: SqliteStore) -> None:
    attempt_id = keep(store)
    store._db.execute(
        "CREATE TRIGGER full BEFORE UPDATE ON attempts BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    )
    changed = progress_of(answered(texts={Section.TASK: "changed"}), 150)
    with pytest.raises(StorageError, match="full"):
        store.save(attempt_id, changed)
    store._db.execute("DROP TRIGGER full")
    store.save(attempt_id, changed)
    after = store.load(attempt_id)
    assert after is not None
    assert after.texts[Section.TASK] == "changed"


def test_a_write_that_fails_is_one_sentence_and_changes_nothing(store: SqliteStore) -> None:
    attempt_id = keep(store)
    before = store.load(attempt_id)
    blocker = sqlite3.connect(store.file, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    store._db.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(StorageError, match="locked"):
        store.save(attempt_id, progress_of(answered(texts={Section.TASK: "changed"}), 150))
    blocker.execute("ROLLBACK")
    blocker.close()
    assert store.load(attempt_id) == before
    store.save(attempt_id, progress_of(answered(texts={Section.TASK: "changed"}), 150))
    after = store.load(attempt_id)
    assert after is not None
    assert after.texts[Section.TASK] == "changed"
