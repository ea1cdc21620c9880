"""What the planner reads of the history."""

from dataclasses import replace
from pathlib import Path

from rehearse.domain.attempt import progress_of
from rehearse.domain.drill import Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.planner import Grade, Unit
from rehearse.domain.vocabulary import Angle, Mode
from rehearse.storage.store import SqliteStore
from tests.builders import answered, critique, story


def test_attempts_become_reviews_of_their_units(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    kept = store.stories.add(story())
    whole, setup = answered(), answered(Plan(mode=Mode.SPOKEN, exercise=Exercise(Kind.SETUP)))
    unjudged = replace(answered(), question=replace(answered().question, text="Another?"))
    takes = ((whole, True, True), (setup, True, False), (whole, False, True), (unjudged, False, False))
    for done, linked, judged in takes:
        number = store.start(done.question, done.plan)
        store.save(number, progress_of(done, 150, done=True))
        if judged:
            store.save_critique(number, critique(done.texts, answer_id=str(number)))
        if linked:
            store.stories.link(number, kept.id, Angle.IMPACT)
    known = store.plan.known()
    weakest = min(rating.rating for rating in critique(whole.texts).ratings if rating.rating is not None)
    expected = {1: Grade.AGAIN, 2: Grade.HARD, 5: Grade.EASY}.get(weakest, Grade.GOOD)
    assert {unit: [review.grade for review in found] for unit, found in known.reviews.items()} == {
        Unit(kept.key, Angle.IMPACT): [expected],
        Unit(kept.key, kind=Kind.SETUP): [Grade.GOOD],
        Unit(question=whole.question.key): [expected],
    }
    assert known.questions == {whole.question.key: whole.question.text}
    assert [each.key for each in known.stories] == [kept.key]
    store.close()
