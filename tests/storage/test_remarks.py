"""What is noted down on attempts, and what of the history a filter leaves."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rehearse.domain.attempt import progress_of
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.history import HistoryFilter, asked_for
from rehearse.domain.persona import Persona
from rehearse.domain.remarks import Remarks, kept_note, read_tags
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Angle, Competency, Flaw, Mode
from rehearse.storage.conditions import conditions
from rehearse.storage.store import SqliteStore
from tests.builders import HOSTILE, answered, critique, question, story
from tests.ui.harness import seeded


def test_tags_are_read_one_by_one() -> None:
    assert read_tags("#Night, onsite  night\nacme") == ("acme", "night", "onsite")
    assert len(read_tags(" ".join(f"t{n}" for n in range(50)))) == 12
    assert kept_note(" a\x00b \n") == "ab"


@pytest.mark.parametrize("text", ["night onsite", *HOSTILE])
def test_remarks_are_kept_and_changed(tmp_path: Path, text: str) -> None:
    (number,) = seeded(tmp_path)
    store = SqliteStore(tmp_path / "rehearse.db")
    tags, note = read_tags(text), kept_note(text)
    store.remarks.keep(number, tags, note)
    assert store.remarks.load(number) == Remarks(tags, note)
    loaded = store.load(number)
    assert loaded is not None
    assert loaded.remarks.note == note
    store.remarks.keep(number, (), "")
    assert store.remarks.load(number) == Remarks()
    store.close()


def test_a_disputed_finding_is_counted_until_it_is_agreed_to(tmp_path: Path) -> None:
    (number,) = seeded(tmp_path)
    store = SqliteStore(tmp_path / "rehearse.db")
    attempt = store.load(number)
    assert attempt is not None
    assert attempt.critique is not None
    finding = attempt.critique.findings[0]
    before = store.trends()
    store.remarks.dispute(number, (finding.flaw, finding.section), wrong=True)
    store.remarks.dispute(number, (finding.flaw, finding.section), wrong=True)
    again = store.load(number)
    assert again is not None
    assert again.remarks.disputes(finding)
    assert store.remarks.disputed() == {finding.flaw: 1}
    without = store.trends()
    assert finding.flaw in {leak.flaw for leak in before.leaks}
    assert finding.flaw not in {leak.flaw for leak in without.leaks}
    store.remarks.dispute(number, (finding.flaw, finding.section), wrong=False)
    assert store.remarks.disputed() == {}
    assert store.trends() == before
    store.close()


def test_every_filter_leaves_what_it_names(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    kept = store.stories.add(story())
    plain = answered()
    spoken = replace(
        answered(
            Plan(
                mode=Mode.SPOKEN,
                persona=Persona.RECRUITER,
                exercise=Exercise(Kind.ANGLES, angle=Angle.IMPACT),
            )
        ),
        question=question(id="other", text="Other?", competency=Competency.FAILURE),
    )
    ids = []
    for done in (plain, spoken):
        number = store.start(done.question, done.plan)
        store.save(number, progress_of(done, 150, done=True))
        store.save_critique(number, critique(done.texts, answer_id=str(number)))
        ids.append(number)
    store.stories.link(ids[1], kept.id)
    store.remarks.keep(ids[1], ("night",), "")

    def left(line: str) -> list[int]:
        wanted, problem = asked_for(line, HistoryFilter())
        assert problem == ""
        found = [each.id for each in store.page(wanted, 10)]
        assert store.count(wanted) == len(found)
        return found

    today = date.today()  # noqa: DTZ011 (filters are days of the user's own calendar)
    assert left("") == [2, 1]
    for line in ("competency:failure", "persona:recruiter", "mode:spoken", "kind:angles", "tag:night"):
        assert left(line) == [2], line
    assert left(f"story:{kept.key}") == [2]
    assert left("engine:rules") == [2, 1]
    assert left("engine:model") == []
    assert left(f"after:{today} before:{today}") == [2, 1]
    assert left(f"before:{today - timedelta(days=1)}") == []
    assert left(f"after:{today + timedelta(days=1)}") == []
    flaw = next(iter(Flaw(each) for each in {f.flaw for f in critique(plain.texts).findings}))
    assert left(f"flaw:{flaw.value}") == [2, 1]
    assert left("flaw:overclaiming") == []
    store.close()


def test_the_best_attempt_at_a_question_is_the_best_rated_measured_one(tmp_path: Path) -> None:
    seeded(tmp_path, answered(), answered())
    store = SqliteStore(tmp_path / "rehearse.db")
    best = store.best(answered().question.key, Mode.TYPED)
    assert best is not None
    assert best.id == 2
    assert best.texts[Section.ACTION]
    assert store.best(answered().question.key, Mode.SPOKEN) is None
    store.close()


@pytest.mark.parametrize("within", [HistoryFilter(), HistoryFilter(competency=Competency.FAILURE)])
def test_a_search_begins_with_its_index_whatever_else_is_asked_for(
    tmp_path: Path, within: HistoryFilter
) -> None:
    SqliteStore(tmp_path / "rehearse.db").close()
    where, values = conditions(replace(within, search="labels"))
    with closing(sqlite3.connect(tmp_path / "rehearse.db")) as db:
        for order in ("", "ORDER BY attempt_search.rowid DESC"):
            steps = db.execute(f"EXPLAIN QUERY PLAN SELECT 1 {where} {order}", values).fetchall()
            assert str(steps[0][3]).startswith("SCAN attempt_search VIRTUAL TABLE"), steps
            assert not any("TEMP B-TREE" in str(step[3]) for step in steps), steps
