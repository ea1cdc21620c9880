"""The drill's transitions, with a clock that the test holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.domain.attempt import Attempt, Status, progress_of, resumed
from rehearse.domain.budget import Budget, Light
from rehearse.domain.clock import Timer
from rehearse.domain.drill import Phase, TransitionError
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import FollowUp
from rehearse.domain.persona import Persona
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Coaching, Experience, Mode, ProbeTopic
from tests.builders import STARTED, answered, drill

METRIC = FollowUp(ProbeTopic.METRIC, "How much?", "six weeks", Section.RESULT)


def test_section_clocks_follow_the_clock_and_nothing_else() -> None:
    done = answered()
    assert [done.seconds(section, 999) for section in SECTIONS] == [20, 10, 90, 20, 10]
    assert done.total_seconds(999) == 150


def test_a_pause_stops_the_clock() -> None:
    going = drill().begin(0).pause(5)
    assert going.phase is Phase.PAUSED
    assert going.total_seconds(100) == 5
    assert going.resume(100).total_seconds(103) == 8


def test_words_are_taken_from_the_start_of_the_clock_to_the_end_of_the_answer_and_in_a_follow_up() -> None:
    going = drill().begin(0)
    done = going.finish(9)
    assert [each.takes_words for each in (drill(), drill().prepare(0), done, going.abandon(9))] == [False] * 4
    assert [each.takes_words for each in (going, going.pause(5), done.ask(METRIC, 9))] == [True] * 3


def test_going_back_adds_to_the_section() -> None:
    going = drill().begin(0).next(10).back(14)
    assert going.section is Section.SITUATION
    assert going.seconds(Section.SITUATION, 16) == 12
    assert going.seconds(Section.TASK, 16) == 4


def test_the_first_and_the_last_section_are_the_ends() -> None:
    going = drill().begin(0)
    assert going.back(1) is going
    for moment in range(2, 6):
        going = going.next(moment)
    assert going.section is Section.REFLECTION
    assert going.next(9) is going


def test_a_clock_that_jumps_back_takes_nothing_away() -> None:
    assert Timer().start(100).read(50) == 0
    assert Timer(7.0).start(100).stop(50).banked == 7


def test_spoken_without_all_marks_is_not_measured() -> None:
    spoken = Plan(mode=Mode.SPOKEN)
    assert drill(spoken).begin(0).finish(150).measured_seconds(150) is None
    marked = drill(spoken).begin(0).next(20).next(30).next(120).finish(140)
    assert marked.measured_seconds(150) == {
        Section.SITUATION: 20,
        Section.TASK: 10,
        Section.ACTION: 90,
        Section.RESULT: 20,
    }
    assert marked.seconds(Section.REFLECTION, 150) is None


def test_typed_counts_words_and_spoken_counts_seconds() -> None:
    typed = drill().begin(0).write(Section.SITUATION, "one two three")
    assert typed.spent(Section.SITUATION, 50) == 3
    assert typed.budget(Section.SITUATION) == 50
    spoken = drill(Plan(mode=Mode.SPOKEN)).begin(0)
    assert spoken.spent(Section.SITUATION, 12) == 12
    assert spoken.budget(Section.SITUATION) == 20


def test_follow_ups_have_their_own_clock_and_a_limit() -> None:
    asked = answered(Plan(follow_ups=1)).ask(METRIC, 150, "someone")
    assert asked.phase is Phase.FOLLOW_UP
    closed = asked.reply("From 11 to 4 percent.").close_follow_up(190)
    assert closed.exchanges[0].timer.banked == 40
    assert closed.exchanges[0].answer == "From 11 to 4 percent."
    assert closed.total_seconds(190) == 150
    with pytest.raises(TransitionError, match="follow-ups"):
        closed.ask(METRIC, 200)


@pytest.mark.parametrize("step", ["next", "back", "pause", "resume", "finish", "close_follow_up"])
def test_steps_out_of_place_are_refused(step: str) -> None:
    with pytest.raises(TransitionError, match="asked"):
        getattr(drill(), step)(1)


def test_one_section_alone_can_be_answered_anew() -> None:
    again = drill(Plan(sections=(Section.RESULT,))).begin(0)
    assert again.section is Section.RESULT
    assert again.next(5) is again
    with pytest.raises(TransitionError, match="stands as it was told"):
        again.go_to(Section.ACTION, 5)


def test_preparation_counts_down_before_the_clock_starts() -> None:
    preparing = drill(Plan(preparation=30)).prepare(0)
    assert preparing.phase is Phase.PREPARING
    begun = preparing.begin(12)
    assert begun.preparation.banked == 12
    assert begun.total_seconds(13) == 1


def test_progress_and_resume_are_each_others_inverse() -> None:
    going = drill().begin(0).write(Section.SITUATION, "We had a model.").next(12)
    kept = progress_of(going, 15)
    assert kept.status is Status.DRAFT
    attempt = Attempt(
        id=1,
        question=going.question,
        started_at=STARTED,
        status=kept.status,
        mode=Mode.TYPED,
        coaching=Coaching.COACHED,
        persona=Persona.HIRING_MANAGER,
        experience=Experience.PRODUCTION,
        budget=Budget(),
        follow_ups=2,
        section=kept.section,
        texts=kept.texts,
        seconds=kept.seconds,
    )
    assert (attempt.plan, attempt.answer()) == (going.plan, going.answer("1", 15))
    again = resumed(attempt)
    assert again.phase is Phase.PAUSED
    assert again.section is Section.TASK
    assert progress_of(again.resume(1000), 1000).seconds == {Section.SITUATION: 12, Section.TASK: 3}
    assert progress_of(again, 0).texts[Section.SITUATION] == "We had a model."


@given(
    st.lists(st.tuples(st.sampled_from(["next", "back", "pause", "resume"]), st.floats(0, 60)), max_size=40)
)
def test_whatever_is_pressed_no_second_is_lost_or_invented(steps: list[tuple[str, float]]) -> None:
    going, now, running = drill().begin(0), 0.0, 0.0
    for step, seconds in steps:
        if going.phase is Phase.ANSWERING:
            running += seconds
        now += seconds
        try:
            going = getattr(going, step)(now)
        except TransitionError:
            continue
    assert going.total_seconds(now) == pytest.approx(running)


def test_one_section_told_again_is_measured_by_its_own_mark() -> None:
    again = drill(Plan(mode=Mode.SPOKEN, sections=(Section.ACTION,))).begin(0).finish(40)
    assert again.measured_seconds(99) == {Section.ACTION: 40}


def test_a_typed_answer_is_long_by_its_words_and_a_spoken_one_by_its_time() -> None:
    typed = drill().begin(0).write(Section.ACTION, "word " * 20)
    assert typed.light(600) is Light.EARLY
    assert typed.write(Section.ACTION, "word " * 451).light(10) is Light.OVER
    assert drill(Plan(mode=Mode.SPOKEN)).begin(0).light(600) is Light.OVER


def test_a_reply_begun_before_its_question_moves_into_the_exchange() -> None:
    early = drill().begin(0).finish(150).reply("because")
    assert progress_of(early, 150).begun == "because"
    assert progress_of(early, 150, done=True).begun == "because"  # where no follow-up came after all
    asked = early.ask(METRIC, 151)
    assert (asked.begun, asked.exchanges[-1].answer) == ("", "because")


def test_a_follow_up_left_open_goes_on_where_it_was() -> None:
    left = answered().ask(METRIC, 200).reply("half").abandon(210)
    assert left.waits
    again = left.reopen_follow_up(500)
    assert again.phase is Phase.FOLLOW_UP
    assert again.exchanges[-1].answer == "half"
    assert again.exchanges[-1].timer.read(505) == 15
    closed = again.close_follow_up(505)
    assert not closed.waits
    with pytest.raises(TransitionError, match="waits"):
        closed.reopen_follow_up(600)


@pytest.mark.parametrize("mode", Mode)
def test_what_is_written_beside_a_spoken_answer_is_notes_only(mode: Mode) -> None:
    assert answered(Plan(mode=mode)).answer("1", 150).notes_only is (mode is Mode.SPOKEN)
