"""The cue line: silent until there is something to say, and never hectic."""

from rehearse.domain.cue import HOLD_SECONDS, Cue, next_cue
from rehearse.domain.drill import Plan
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Mode
from tests.builders import drill

SPOKEN = Plan(mode=Mode.SPOKEN)


def test_nothing_is_said_while_all_is_well() -> None:
    assert next_cue(Cue(), drill(SPOKEN).begin(0), 5).text == ""


def test_a_full_section_is_told_where_to_go() -> None:
    cue = next_cue(Cue(), drill(SPOKEN).begin(0), 17)
    assert cue == Cue("Situation is nearly full: Task comes next.", 17)


def test_new_words_wait_until_the_last_are_twenty_seconds_old() -> None:
    going = drill(SPOKEN).begin(0)
    first = next_cue(Cue(), going, 17)
    moved = going.next(18)
    cleared = next_cue(first, moved, 18)
    assert cleared.text == ""
    assert next_cue(cleared, moved, 29).text == ""
    later = next_cue(cleared, moved, 17 + HOLD_SECONDS)
    assert later.text == "Task is over its budget: close it and go on to Action."


def test_the_last_section_is_told_to_finish() -> None:
    going = drill(Plan(mode=Mode.SPOKEN, sections=(Section.REFLECTION,))).begin(0)
    assert next_cue(Cue(), going, 30).text == "Over the budget: finish on your last point."
