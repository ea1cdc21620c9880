"""A mock interview line by line: question after question, left and gone on with, and its debrief."""

import re
from pathlib import Path

from rehearse.domain.drill_plan import Plan
from rehearse.domain.mock import Stage
from rehearse.domain.persona import Persona
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Coaching
from rehearse.plain.desk import PlainDesk
from rehearse.plain.interviewing import mock
from rehearse.storage.store import SqliteStore
from tests.plain.conversation import WHOLE, hear, kept
from tests.ui.harness import ManualClock

PANEL = (Persona.DATA_SCIENTIST, Persona.RECRUITER)


async def three(desk: PlainDesk, coaching: Coaching = Coaching.COACHED) -> None:
    run = await desk.table.begin_mock(Plan(follow_ups=0, coaching=coaching), PANEL, 3)
    assert run is not None
    await mock(desk, run)


async def exam(desk: PlainDesk) -> None:
    await three(desk, Coaching.EXAM)


async def going_on(desk: PlainDesk) -> None:
    running = await desk.store.run(lambda store: store.mocks.running())
    assert running is not None
    await mock(desk, desk.table.take_up(running))


def stage(folder: Path) -> Stage:
    store = SqliteStore(folder / "rehearse.db")
    found = store.mocks.load(1)
    store.close()
    assert found is not None
    return found.stage


def test_every_question_is_answered_and_the_debrief_is_read(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, *WHOLE, *WHOLE, errand=three)
    for number, persona in ((1, "data scientist"), (2, "recruiter"), (3, "data scientist")):
        assert f"Question {number} of 3." in said
        assert f"Question {number}, asked by the {persona}:" in said
    assert said.count("Fix this next:") == 3
    assert "The notes come to: not inclined." in said
    assert "Best words for data judgment:" in said
    assert re.search(r"Shares set-up \d+ %, action \d+ %, close \d+ %, \d+ words\.", said)
    assert "rehearse debrief 1 --plain reads this again." in said
    assert stage(tmp_path) is Stage.FINISHED


def test_ones_own_rating_is_for_drills(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, *WHOLE, *WHOLE, errand=three, self_rating=True)
    assert "Before you read the critique" not in said
    assert said.count("Fix this next:") == 3


def test_an_exam_shows_nothing_before_the_debrief(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, *WHOLE, *WHOLE, errand=exam)
    assert "nothing is shown before the debrief" in said
    assert "Fix this next" not in said
    assert "Debrief of mock 1" in said


def test_a_mock_that_was_left_goes_on_where_it_was(tmp_path: Path) -> None:
    clock = ManualClock()
    said = hear(tmp_path, *WHOLE, "", lambda: clock.advance(40), "Half an answer.", errand=three, clock=clock)
    assert said.endswith("Kept: 3 words.\nGo on with it: rehearse mock --plain --resume\n")
    assert stage(tmp_path) is Stage.RUNNING
    said = hear(tmp_path, "/finish", *WHOLE, errand=going_on)
    assert "Question 2 of 3. 40 seconds on the clock." in said
    assert "Question 1 of 3." not in said
    assert kept(tmp_path, 2).texts[Section.SITUATION] == "Half an answer."
    assert stage(tmp_path) is Stage.FINISHED


def test_left_between_two_questions_it_says_how_to_go_on(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, "/another", "/quit", errand=three)
    assert "This question is set." in said
    assert said.endswith("Left before the clock started.\nGo on with it: rehearse mock --plain --resume\n")


def test_a_draft_of_a_mock_belongs_to_it(tmp_path: Path) -> None:
    hear(tmp_path, "", "Begun.", errand=three)

    async def latest(desk: PlainDesk) -> None:
        session = await desk.table.resume_latest()
        assert session is not None
        assert session.mock is not None
        await mock(desk, session.mock)

    assert "Question 1 of 3." in hear(tmp_path, "/quit", errand=latest)
