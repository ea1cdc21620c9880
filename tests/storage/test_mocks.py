"""Mock interviews on disk."""

from pathlib import Path

from rehearse.domain.attempt import progress_of
from rehearse.domain.drill import Drill
from rehearse.domain.drill_plan import Plan
from rehearse.domain.mock import Slot, Stage
from rehearse.domain.persona import Persona
from rehearse.domain.vocabulary import Coaching, Mode
from rehearse.storage.store import SqliteStore
from tests.builders import question

PLAN = Plan(mode=Mode.SPOKEN, coaching=Coaching.EXAM, follow_ups=1)
SLOTS = (
    Slot(question(id="a", text="First?"), Persona.RECRUITER),
    Slot(question(id="b", text="Second?"), Persona.DATA_SCIENTIST),
)


def test_a_mock_comes_back_as_it_stands(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    mock = store.mocks.begin(PLAN, SLOTS)
    assert [slot.question.text for slot in mock.slots] == ["First?", "Second?"]
    assert [slot.persona for slot in mock.slots] == [Persona.RECRUITER, Persona.DATA_SCIENTIST]
    assert (mock.plan.mode, mock.plan.coaching, mock.plan.follow_ups) == (Mode.SPOKEN, Coaching.EXAM, 1)
    drill = Drill(SLOTS[0].question, PLAN).begin(0)
    attempt_id = store.start(drill.question, drill.plan)
    store.mocks.link(mock.id, 0, attempt_id)
    store.mocks.keep_clock(mock.id, 61.5)
    store.close()

    store = SqliteStore(tmp_path / "rehearse.db")
    again = store.mocks.running()
    assert again is not None
    assert (again.place, again.answered, again.seconds) == (0, 0, 61.5)
    assert again.slots[0].attempt_id == attempt_id
    store.save(attempt_id, progress_of(drill.finish(9), 9, done=True))
    then = store.mocks.of_attempt(attempt_id)
    assert then is not None
    assert (then.place, then.answered) == (1, 1)
    store.mocks.end(mock.id, Stage.STOPPED)
    assert store.mocks.running() is None
    assert [each.stage for each in store.mocks.all(5)] == [Stage.STOPPED]
    store.close()


def test_a_new_mock_stops_the_one_that_runs_and_recent_questions_are_known(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    first = store.mocks.begin(PLAN, SLOTS[:1])
    second = store.mocks.begin(PLAN, SLOTS[1:])
    assert [(each.id, each.stage) for each in store.mocks.all(5)] == [
        (second.id, Stage.RUNNING),
        (first.id, Stage.STOPPED),
    ]
    assert store.mocks.recent_questions(1) == {SLOTS[1].question.key}
    assert store.mocks.recent_questions(2) == {slot.question.key for slot in SLOTS}
    store.close()


def test_a_deleted_answer_is_open_again(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    mock = store.mocks.begin(PLAN, SLOTS)
    attempt_id = store.start(SLOTS[0].question, PLAN)
    store.mocks.link(mock.id, 0, attempt_id)
    store.delete(attempt_id)
    found = store.mocks.load(mock.id)
    assert found is not None
    assert found.slots[0].attempt_id is None
    store.close()
