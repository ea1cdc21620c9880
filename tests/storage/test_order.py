"""The order of time, whatever the order in which attempts came into the file; either end is reached at once."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rehearse.domain.attempt import progress_of
from rehearse.domain.grading import Grade
from rehearse.domain.history import HistoryFilter
from rehearse.domain.remarks import Disputed
from rehearse.domain.section import Section
from rehearse.domain.self_rating import SelfRating
from rehearse.domain.vocabulary import Flaw
from rehearse.storage import rows
from rehearse.storage.exchange import json_lines, take_in
from rehearse.storage.store import SqliteStore
from rehearse.ui import history_window as window
from tests.builders import answered, critique
from tests.seeding import seed_attempts

ALL = HistoryFilter()
SEPTEMBER, NOVEMBER = datetime(2026, 9, 3, 18, tzinfo=UTC), datetime(2026, 11, 3, 18, tzinfo=UTC)


def told(store: SqliteStore, when: datetime, overall: float, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(rows, "now_text", lambda: rows.time_text(when))
    done = answered()
    attempt_id = store.start(done.question, done.plan)
    store.save(attempt_id, progress_of(done, 150, done=True))
    store.save_critique(attempt_id, critique(done.texts, overall=overall))
    return attempt_id


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqliteStore]:
    """Attempts of November, then older ones taken in from a file."""
    old, new = SqliteStore(tmp_path / "old.db"), SqliteStore(tmp_path / "new.db")
    for day in range(6):
        told(old, SEPTEMBER + timedelta(days=day), 2.0, monkeypatch)
        told(new, NOVEMBER + timedelta(days=day), 4.0, monkeypatch)
    take_in(new, io.BytesIO("".join(json_lines(old, ALL)).encode()), "old.jsonl")
    old.close()
    yield new
    new.close()


def test_the_newest_stands_first_after_an_import(mixed: SqliteStore) -> None:
    listed = [each.started_at for each in mixed.page(ALL, 99)]
    assert listed == sorted(listed, reverse=True)
    assert len(listed) == 12
    halves = [*mixed.page(ALL, 5), *mixed.page(ALL, 99, mixed.page(ALL, 5)[-1].id)]
    assert [each.started_at for each in halves] == listed
    (oldest, second) = mixed.page_back(ALL, 2)[::-1]
    assert (oldest.started_at, second.started_at) == (listed[-1], listed[-2])
    assert [each.id for each in mixed.page_back(ALL, 1, oldest.id)] == [second.id]


def test_trends_and_plan_go_by_time_after_an_import(mixed: SqliteStore) -> None:
    (overall,) = [each for each in mixed.trends().series if each.measure == "overall"]
    assert [point.value for point in overall.points] == [2.0] * 6 + [4.0] * 6
    for reviews in mixed.plan.known().reviews.values():
        days = [review.day for review in reviews]
        assert days == sorted(days)
        assert len(days) == 12


def test_a_disputed_finding_brings_nothing_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    attempt_id = told(store, NOVEMBER, 4.0, monkeypatch)
    finding: Disputed = (Flaw.NO_TASK, Section.TASK)

    def task() -> Grade:
        reviews = store.plan.known().reviews
        return next(found[-1].grade for unit, found in reviews.items() if unit.section is Section.TASK)

    assert task() is Grade.AGAIN
    store.remarks.dispute(attempt_id, finding, wrong=True)
    assert task() is Grade.GOOD
    store.close()


def test_pages_walk_down_their_index_alone(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 300)
    store = SqliteStore(tmp_path / "rehearse.db")
    asked: list[str] = []
    store._db.conn.set_trace_callback(asked.append)
    store.page(ALL, 100)
    store.page(ALL, 100, 250)
    store.page_back(ALL, 100, 50)
    store._db.conn.set_trace_callback(None)
    for query in asked:
        steps = [row["detail"] for row in store._rows(f"EXPLAIN QUERY PLAN {query}", [])]
        assert any("attempts USING INDEX attempts_by_time" in step for step in steps), steps
        chosen = steps[: steps.index("SCAN chosen")]  # what follows sorts the lines of one page
        assert not any("TEMP B-TREE" in step for step in chosen), steps
    store.close()


def test_a_dispute_costs_its_own_day_however_long_the_history_is(tmp_path: Path) -> None:
    def steps(count: int) -> int:
        seed_attempts(tmp_path / f"{count}.db", count, days=count / 5)
        store = SqliteStore(tmp_path / f"{count}.db")
        taken: list[None] = []
        store._db.conn.set_progress_handler(lambda: taken.append(None), 100)
        store.remarks.dispute(count // 2, (Flaw.RAMBLING, None), wrong=True)
        store.remarks.dispute(count // 2, (Flaw.RAMBLING, None), wrong=False)
        store.save_self_rating(count // 2, SelfRating(overall=4))
        store._db.conn.set_progress_handler(None, 0)
        store.close()
        return len(taken)

    assert steps(3_000) < 2 * steps(300)


def test_a_window_reaches_either_end_and_goes_on_from_there(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 450)
    store = SqliteStore(tmp_path / "rehearse.db")

    def ids(shown: window.Window) -> list[int]:
        return [each.id for each in shown.lines]

    first = window.newest(store, ALL)
    assert (ids(first), first.above, first.below) == (list(range(450, 350, -1)), False, True)
    assert ids(window.longer(store, ALL, first, upwards=False)) == list(range(450, 250, -1))
    last = window.oldest(store, ALL)
    assert (ids(last), last.above, last.below) == (list(range(100, 0, -1)), True, False)
    up = window.longer(store, ALL, last, upwards=True)
    assert (ids(up), up.above, up.below) == (list(range(200, 0, -1)), True, False)
    middle = window.around(store, ALL, 225)
    assert (ids(middle)[0], middle.above, middle.below) == (274, True, True)
    assert middle.place(225) is not None
    store.delete(225)
    assert window.again(store, ALL, middle).place(225) is None
    assert ids(window.again(store, ALL, middle))[0] == 274
    few = HistoryFilter(ids=(3, 5))
    assert (ids(window.newest(store, few)), ids(window.oldest(store, few))) == ([5, 3], [5, 3])
    assert window.around(store, few, 400) == window.newest(store, few)
    store.close()


@pytest.mark.parametrize("line", ["before:9999-12-31", "after:0001-01-01", "after:9999-12-31"])
def test_days_at_the_end_of_the_calendar_are_days(mixed: SqliteStore, line: str) -> None:
    from rehearse.domain.history import asked_for

    wanted, problem = asked_for(line, ALL)
    assert problem == ""
    assert mixed.count(wanted) == (0 if line == "after:9999-12-31" else 12)


def test_moments_are_kept_as_the_database_spells_them(tmp_path: Path, mixed: SqliteStore) -> None:
    written = "".join(json_lines(mixed, ALL)).replace(
        '"2026-09-03T18:00:00.000+00:00"', '"20260903T233000+0530"'
    )
    store = SqliteStore(tmp_path / "into.db")
    taken = take_in(store, io.BytesIO(written.encode()), "x.jsonl")
    assert taken.problems == []
    assert store._rows("SELECT min(started_at) AS first FROM attempts", []) == [
        {"first": "2026-09-03T18:00:00.000+00:00"}
    ]
    store.close()
