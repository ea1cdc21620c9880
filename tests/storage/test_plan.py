"""What the planner reads of the history."""

from dataclasses import replace
from pathlib import Path

from rehearse.domain.attempt import progress_of
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.grading import Grade, grade
from rehearse.domain.outcome import Outcome
from rehearse.domain.plan_item import Subject, Unit
from rehearse.domain.section import SECTIONS, Section
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
            store.stories.link(number, kept.id, None if done is setup else Angle.IMPACT)
    known = store.plan.known()
    ratings = {each.signal: each.rating for each in critique(whole.texts).ratings if each.rating is not None}
    flaws = critique(whole.texts).flaws
    told = {section: grade(section, ratings, flaws) for section in SECTIONS}
    found = {unit: [review.grade for review in reviews] for unit, reviews in known.reviews.items()}
    impact, opening, asked = (
        Subject(kept.key, Angle.IMPACT),
        Subject(kept.key),
        Subject(question=whole.question.key),
    )
    for subject in (impact, asked):
        expected = {section: [graded] for section, graded in told.items() if graded is not None}
        assert {unit.section: found[unit] for unit in found if unit.subject == subject} == expected
        assert len(expected) == len(SECTIONS)
    assert {unit.section: found[unit] for unit in found if unit.subject == opening} == {
        section: [told[section], Grade.GOOD] for section in (Section.SITUATION, Section.TASK)
    }
    assert {unit.subject for unit in found} == {impact, opening, asked}
    assert known.latest == {impact: 1, asked: 3, Subject(question=unjudged.question.key): 4}
    assert known.questions[asked.question] == whole.question.text
    assert [each.key for each in known.stories] == [kept.key]
    store.close()


def test_a_part_counts_by_what_it_came_to_and_one_section_again_only_for_itself(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    kept = store.stories.add(story())
    action = answered(Plan(exercise=Exercise(Kind.ACTION), sections=(Section.ACTION,)))
    again = answered(Plan(exercise=Exercise(Kind.SECTION), sections=(Section.RESULT,)))
    for done in (action, again):
        number = store.start(done.question, done.plan)
        store.save(number, progress_of(done, 150, done=True))
        store.stories.link(number, kept.id, Angle.FAILURE)
        if done is action:
            store.save_outcome(number, Outcome("timeline", "Mostly what came next.", good=False))
        else:
            store.save_critique(number, critique(done.texts, answer_id=str(number)))
    known = store.plan.known()
    subject = Subject(kept.key, Angle.FAILURE)
    assert set(known.reviews) == {Unit(subject, Section.ACTION), Unit(subject, Section.RESULT)}
    assert known.reviews[Unit(subject, Section.ACTION)][0].grade is Grade.HARD
    assert known.latest == {subject: 2}
    store.close()
