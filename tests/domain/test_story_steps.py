"""The wizard asks for what is missing, story by story, and stops at five (requirements 37 and 83)."""

from dataclasses import replace

from rehearse.domain.coverage import FEWEST
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import FIELDS, Field, Story
from rehearse.domain.story_steps import PLACES, Begun, Name, Tags, answered, missing, next_step, position
from rehearse.domain.vocabulary import Competency
from tests.builders import story


def whole() -> Story:
    spine = dict.fromkeys(SECTIONS, ("One bullet",))
    return replace(story(), spine=spine, competencies=(Competency.FAILURE,))


def test_an_empty_bank_is_asked_for_its_first_title() -> None:
    step = next_step([])
    assert step is not None
    assert (step.begun.id, step.number, step.place, step.position) == (None, 1, Name.TITLE, 1)


def test_every_answer_leads_to_the_next_open_place() -> None:
    told, asked = Story(""), []
    while places := missing(told):
        asked.append(places[0])
        text = Competency.FAILURE.value if places[0] is Tags.COMPETENCIES else "Something true"
        told = answered(told, places[0], text)
    assert tuple(asked) == PLACES
    assert told.filled == len(FIELDS)
    assert told.ready


def test_only_what_is_missing_is_asked() -> None:
    half = replace(whole(), fields={**whole().fields, Field.LESSON: ""})
    step = next_step([Begun(1, whole()), Begun(2, half)])
    assert step is not None
    assert (step.begun.id, step.number, step.place) == (2, 2, Field.LESSON)


def test_it_stops_at_five() -> None:
    full = [Begun(number, whole()) for number in range(1, FEWEST + 1)]
    assert next_step(full) is None
    assert next_step(full[:-1]) is not None
    begun = [*full, Begun(9, Story("A sixth"))]
    assert next_step(begun) is None
    assert next_step(begun, only=9) is not None


def test_a_skipped_step_is_not_asked_again() -> None:
    begun = Begun(1, Story("Named"))
    first = next_step([begun])
    assert first is not None
    again = next_step([begun], skipped={(1, first.position)})
    assert again is not None
    assert again.place is not first.place
    assert next_step([begun], skipped={(1, position(place)) for place in PLACES}, only=1) is None


def test_the_field_and_the_section_of_the_same_name_are_two_steps() -> None:
    assert [position(place) for place in PLACES] == list(range(1, len(PLACES) + 1))


def test_bullets_lose_their_marks_and_blank_lines() -> None:
    told = answered(Story("x"), Section.ACTION, "- read the logs\n\n• dropped two weeks\n")
    assert told.spine[Section.ACTION] == ("read the logs", "dropped two weeks")
