"""The cue line: silent until there is something to say, and never hectic."""

from dataclasses import replace

import pytest

from rehearse.domain.attempt import Attempt, Status
from rehearse.domain.budget import Budget
from rehearse.domain.cue import HOLD_SECONDS, Cue, Teaching, next_cue, teaching
from rehearse.domain.drill_plan import Plan
from rehearse.domain.persona import Persona
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Coaching, Experience, Hints, Mode
from tests.builders import STARTED, drill, question

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


def attempt(mode: Mode = Mode.TYPED, **words: int) -> Attempt:
    """An attempt with so many words, or seconds, in each section."""
    spent = {section: words.get(section.value, 10) for section in Section}
    return Attempt(
        id=1,
        question=question(),
        started_at=STARTED,
        status=Status.FINISHED,
        mode=mode,
        coaching=Coaching.COACHED,
        persona=Persona.HIRING_MANAGER,
        experience=Experience.PRODUCTION,
        budget=Budget(),
        follow_ups=0,
        section=Section.REFLECTION,
        texts={each: "word " * count for each, count in spent.items()},
        seconds={each: float(count) for each, count in spent.items()},
    )


@pytest.mark.parametrize(("seen", "shown"), [(0, True), (4, True), (5, False)])
def test_keys_fade_with_the_answers_that_showed_them(seen: int, shown: bool) -> None:
    assert teaching(Hints.FADE, keys=seen, criteria=0) == Teaching(keys=shown)


@pytest.mark.parametrize(("seen", "shown"), [(0, True), (14, True), (15, False)])
def test_criteria_fade_with_the_answers_that_showed_them(seen: int, shown: bool) -> None:
    assert teaching(Hints.FADE, keys=0, criteria=seen) == Teaching(criteria=shown)


def test_hints_can_stay_or_never_come() -> None:
    three = [attempt()] * 3
    assert teaching(Hints.ALWAYS, keys=100, criteria=100, latest=three) == Teaching()
    assert teaching(Hints.NEVER) == Teaching(keys=False, criteria=False, kept=frozenset(Section))


@pytest.mark.parametrize("mode", list(Mode))
def test_a_section_is_kept_when_the_last_three_answers_told_it_within_its_budget(mode: Mode) -> None:
    latest = [attempt(mode), attempt(mode), attempt(mode, situation=60, result=0)]
    kept = teaching(Hints.FADE, latest=latest).kept
    assert kept == {Section.TASK, Section.ACTION, Section.REFLECTION}
    assert teaching(Hints.FADE, latest=[attempt(mode)] * 2).kept == frozenset()


def test_a_take_of_a_part_says_nothing_of_the_other_sections() -> None:
    part = replace(attempt(), told=(Section.ACTION,))
    assert teaching(Hints.FADE, latest=[part, attempt(), attempt()]).kept == {Section.ACTION}
    latest = [part, attempt(), attempt(), attempt(situation=60)]
    assert Section.SITUATION not in teaching(Hints.FADE, latest=latest).kept
    assert Section.TASK in teaching(Hints.FADE, latest=latest).kept


def test_of_a_section_that_keeps_its_budget_only_over_is_said() -> None:
    kept, going = frozenset({Section.SITUATION}), drill(SPOKEN).begin(0)
    assert next_cue(Cue(), going, 17, kept).text == ""
    assert next_cue(Cue(), going, 21, kept).text.startswith("Situation is over its budget")
