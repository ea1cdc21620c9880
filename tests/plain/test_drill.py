"""A drill line by line: what is said, what is on disk at each moment, every way out and back in."""

import asyncio
import errno
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from rehearse.analysis.engine import critique
from rehearse.domain.attempt import Status
from rehearse.domain.critique import Critique
from rehearse.domain.cue import CRITERIA, CRITERIA_FOR
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.profile import Profile
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Coaching, Competency, Mode
from rehearse.errors import StorageError
from rehearse.interviewer.builtin import BuiltInInterviewer
from rehearse.interviewer.port import Asked, Said, Turn
from rehearse.plain.desk import PlainDesk
from rehearse.plain.drilling import drill
from rehearse.rehearsal.asking import Wish
from rehearse.rehearsal.practising import special_session
from rehearse.storage.store import SqliteStore
from tests.builders import ANSWER, HOSTILE, answered, story
from tests.plain.conversation import WHOLE, Script, hear, kept, resume
from tests.ui.fake_models import FakeModels, broken, found
from tests.ui.harness import ManualClock, seeded


def test_a_whole_drill_is_told_followed_up_and_judged(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, "Off the live dashboard.", "", "", "Two hours.", "/next")
    attempt = kept(tmp_path)
    assert attempt.status is Status.FINISHED
    assert attempt.texts == ANSWER
    assert [each.answer for each in attempt.exchanges] == ["Off the live dashboard.", "Two hours."]
    assert attempt.critique is not None
    lines = said.splitlines()
    order = (
        "Typed: 375 words",
        "Situation, 1 of 5: 50 words.",
        "Your answer is kept:",
        "Follow-up 1 of 2",
        "Fix this next:",
        "The Action reads as a project summary.",
        "Deep enough:",
    )
    places = [next(place for place, line in enumerate(lines) if line.startswith(begin)) for begin in order]
    assert places == sorted(places)
    assert "You said “Misrouted urgent tickets”" in said
    assert "Problem framing: 3 of 5, partly shown." in said
    assert "rehearse history show 1 reads it again." in said


def test_two_empty_lines_end_a_section_and_one_does_not(tmp_path: Path) -> None:
    hear(tmp_path, "", "First.", "", "Still first.", "", "", "Second.", "/quit")
    told = kept(tmp_path).texts
    assert told[Section.SITUATION] == "First.\nStill first."
    assert told[Section.TASK] == "Second."


def test_the_first_line_may_be_the_answer_already(tmp_path: Path) -> None:
    hear(tmp_path, "It begins at once.", "/quit")
    assert kept(tmp_path).texts[Section.SITUATION] == "It begins at once."


def test_each_line_is_on_disk_before_the_next_is_asked_for(tmp_path: Path) -> None:
    seen: list[str] = []
    look = lambda: seen.append(kept(tmp_path).texts[Section.SITUATION])  # noqa: E731
    hear(tmp_path, "", look, "One.", look, "Two.", look, "/quit")
    assert seen == ["", "One.", "One.\nTwo."]


def test_the_whole_answer_is_on_disk_before_anybody_judges_or_asks(tmp_path: Path) -> None:
    from tests.ui.harness import judge

    seen: list[Any] = []

    def judged(answer: Any) -> Any:
        seen.append((kept(tmp_path).status, dict(kept(tmp_path).texts)))
        return judge(answer)

    hear(tmp_path, *WHOLE, judged=judged)
    assert seen == [(Status.ANSWERED, dict(ANSWER))]


def test_the_end_of_the_input_keeps_the_draft_and_says_how_to_go_on(tmp_path: Path) -> None:
    said = hear(tmp_path, "", "Half an answer.")
    assert said.endswith("Kept: 3 words.\nGo on with it: rehearse drill --plain --resume\n")
    said = hear(tmp_path, "and the rest of it.", "/quit", errand=resume)
    assert "3 words stand here already" in said
    assert kept(tmp_path).texts[Section.SITUATION] == "Half an answer.\nand the rest of it."
    assert kept(tmp_path).status is Status.DRAFT


def test_a_follow_up_that_was_left_waits(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, "Half a reply")
    asked = said.splitlines()[said.splitlines().index("Follow-up 1 of 2 (built-in interviewer):") + 1]
    assert kept(tmp_path).status is Status.ANSWERED
    said = hear(tmp_path, "and its end.", "", "", "/skip", errand=resume)
    assert asked in said
    attempt = kept(tmp_path)
    assert attempt.status is Status.FINISHED
    assert [each.answer for each in attempt.exchanges] == ["Half a reply and its end.", ""]


def test_nothing_is_kept_of_a_question_that_was_left(tmp_path: Path) -> None:
    assert "Left before the clock started." in hear(tmp_path, "/quit")
    store = SqliteStore(tmp_path / "rehearse.db")
    assert store.unfinished() == []
    store.close()


def test_another_question_is_put_in_its_place(tmp_path: Path) -> None:
    said = hear(tmp_path, "/another", "", "Told.", "/quit")
    assert said.count("Typed: 375 words") == 2
    assert kept(tmp_path).question.id != "deployment-01"


def test_that_there_is_no_other_question_of_a_competency_is_said(tmp_path: Path) -> None:
    async def failures(desk: PlainDesk) -> None:
        plan = desk.services.config.plan(desk.services.cast)
        session = await desk.table.wished(Wish(competency=Competency.FAILURE), plan)
        await drill(desk, session, plan, Competency.FAILURE)

    said = hear(tmp_path, "/another", "Told.", "/quit", errand=failures)
    assert "There is no other question of the competency Failure." in said
    assert kept(tmp_path).question.id == "failure-01"


def test_lines_are_taken_back_read_out_and_added_to(tmp_path: Path) -> None:
    said = hear(
        tmp_path,
        "",
        "One.",
        "Two.",
        "/undo",
        "/undo",
        "/undo",
        "One again.",
        "/next",
        "/back",
        "More.",
        "/read",
        "/quit",
    )
    assert said.count("The last line is taken back.") == 2
    assert "There is no line to take back here." in said
    assert kept(tmp_path).texts[Section.SITUATION] == "One again.\nMore."
    assert "\nOne again.\nMore.\n" in said


def test_a_pause_stops_the_clock_until_enter_or_the_next_line(tmp_path: Path) -> None:
    clock = ManualClock()
    wait = lambda: clock.advance(30)  # noqa: E731
    said = hear(
        tmp_path, "", wait, "/pause", wait, "", wait, "/pause", wait, "On.", wait, "/quit", clock=clock
    )
    assert said.count("The clock runs.") == 1
    assert kept(tmp_path).seconds[Section.SITUATION] == 90


def test_a_word_that_is_no_command_is_said_and_a_sentence_is_never_one(tmp_path: Path) -> None:
    said = hear(tmp_path, "", "/nxt", "/skip", "/next week I measured it.", "//tmp was full.", "/quit")
    assert "There is no command /nxt" in said
    assert "/skip works in a follow-up. Nothing was done." in said
    assert kept(tmp_path).texts[Section.SITUATION] == "/next week I measured it.\n/tmp was full."


def test_the_clocks_are_said_on_demand(tmp_path: Path) -> None:
    clock = ManualClock()
    said = hear(
        tmp_path,
        "",
        "one two three",
        lambda: clock.advance(65),
        "/time",
        "/next",
        "/time",
        "/quit",
        clock=clock,
    )
    assert "Situation, here: 3 of 50 words." in said
    assert "Whole answer: 3 of 375 words, 1 second aloud; typed in 1 minute 5 seconds." in said
    assert "Task, here: 0 of 25 words." in said
    assert "Shares so far: set-up 100 %, action 0 %, close 0 %." in said


def test_a_full_section_is_said_once_and_stands_in_the_prompt(tmp_path: Path) -> None:
    said = hear(tmp_path, "", "word " * 41, "more " * 2, "over " * 20, "/quit", typed=True)
    assert said.count("Situation is nearly full: Task comes next.") == 1
    assert "Situation, 41 of 50 words, nearly full: " in said
    assert "Situation, 63 of 50 words, over: " in said


def test_criteria_fade_and_are_said_on_demand(tmp_path: Path) -> None:
    criterion = CRITERIA[Section.SITUATION]
    assert f"50 words. {criterion}" in hear(tmp_path, "", "/quit")
    seeded(tmp_path, *[answered()] * CRITERIA_FOR)
    said = hear(tmp_path, "", "/cues", "word " * 41, "/quit", typed=True)
    assert "Situation, 1 of 5: 50 words.\n" in said
    assert said.count(criterion) == 1
    assert criterion in hear(tmp_path, "", "/quit", hints="always")


def test_where_the_best_answer_left_each_section_is_said_on_entering_it(tmp_path: Path) -> None:
    again = (*WHOLE, "/again", "", "/next")
    first, second = hear(tmp_path, *again, "/back", "/quit", follow_ups=0).split("Kept as attempt 1")
    assert "Your best left" not in first
    assert "\n.\n" not in first
    assert second.count("\nYour best left Situation at 13 words.\n") == 2
    assert "\nYour best left Task at 26 words.\n" in second
    said = hear(tmp_path, *again, "/quit", follow_ups=0, coaching=Coaching.EXAM)
    assert "Your best left" not in said


def test_where_the_best_spoken_answer_left_a_section_is_said_in_words(tmp_path: Path) -> None:
    clock = ManualClock()
    told = (lambda: clock.advance(65), "", "", lambda: clock.advance(60), "Decided.", "", "It fell.", "", "")
    said = hear(tmp_path, *("", *told, "/again"), *("", "/quit"), clock=clock, mode=Mode.SPOKEN, follow_ups=0)
    assert "\nYour best left Situation at 1 minute 5 seconds.\n" in said


def test_an_exam_shows_no_criteria_no_cue_and_no_bullets(tmp_path: Path) -> None:
    said = hear(tmp_path, "", "word " * 60, "/cues", "/quit", coaching=Coaching.EXAM, typed=True)
    assert "Situation, 1 of 5: 50 words.\n" in said
    assert "comes next" not in said
    assert "close it" not in said
    assert "No cues in an exam." in said
    assert "60 of 50 words, over" in said


def test_spoken_sections_end_with_enter_and_the_clock_speaks_up_at_the_moment(tmp_path: Path) -> None:
    clock = ManualClock()

    def after(seconds: float) -> Any:
        return lambda: clock.advance(seconds)

    said = hear(
        tmp_path,
        *(
            "",
            after(16),
            after(0),
            after(5),
            "",
            "a note",
            after(3),
            "",
            after(60),
            "",
            after(5),
            "",
            after(4),
            "",
        ),
        *(after(48), after(20), ""),
        clock=clock,
        mode=Mode.SPOKEN,
        coaching=Coaching.EXAM,
        follow_ups=1,
        typed=True,
        screen={"bell": True},
    )
    assert "Situation: \nSituation: 16 seconds of 20 seconds, nearly full.\n\a" in said
    assert "Situation: 21 seconds of 20 seconds, over." in said
    assert "48 seconds of 1 minute, nearly full." in said
    assert "1 minute 8 seconds of 1 minute, over." in said
    attempt = kept(tmp_path)
    assert attempt.texts[Section.TASK] == "a note"
    assert [attempt.seconds[section] for section in Section] == [21, 3, 60, 5, 4]
    assert attempt.measured


def test_the_whole_answer_at_its_target_is_said(tmp_path: Path) -> None:
    clock = ManualClock()
    said = hear(
        tmp_path,
        "",
        lambda: clock.advance(150),
        lambda: clock.advance(31),
        "/quit",
        clock=clock,
        mode=Mode.SPOKEN,
    )
    assert "Whole answer: 2 minutes 30 seconds of 2 minutes 30 seconds." in said
    assert "Whole answer: 3 minutes 1 second of 2 minutes 30 seconds, over." in said


def test_preparation_counts_down_and_starts_the_clock_itself(tmp_path: Path) -> None:
    clock = ManualClock()
    said = hear(tmp_path, "", lambda: clock.advance(31), "Told.", "/quit", clock=clock, preparation=30)
    assert "Collect your thoughts: 30 seconds. Enter starts the clock now." in said
    assert said.index("Collect") < said.index("Situation, 1 of 5")
    assert kept(tmp_path).texts[Section.SITUATION] == "Told."


def test_a_story_is_proposed_changed_and_its_bullets_are_said(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    from rehearse.domain.vocabulary import Competency

    store.stories.add(story(competencies=(Competency.DEPLOYMENT,)))
    store.close()
    said = hear(tmp_path, "", "/cues", "Told.", "/quit")
    assert "Your story for it: “Ticket router”; fits by its category; not told yet." in said
    assert "One urgent ticket in nine went to the wrong queue" in said
    told = kept(tmp_path).story
    assert told is not None
    said = hear(tmp_path, "/story", "", "/cues", "/quit")
    assert "No story of your bank is told." in said
    assert "This answer tells no story of your bank." in said
    assert kept(tmp_path, 2).story is None


def test_an_empty_bank_is_said_to_be_when_a_story_is_wanted(tmp_path: Path) -> None:
    said = hear(tmp_path, "/story", "/quit")
    assert said.count("Your bank has no story yet: rehearse stories new writes a form to fill in.") == 1
    assert "no story yet" not in hear(tmp_path, "/quit")


def test_the_story_of_a_special_drill_stays(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    told = store.stories.add(story()).id
    store.close()

    async def interrupted(desk: PlainDesk) -> None:
        plan = Plan(follow_ups=0)
        session = await special_session(desk.seat, desk.store, plan, Exercise(Kind.INTERRUPTION), told)
        await drill(desk, session, plan)

    said = hear(tmp_path, "/story", "", "Told.", "/quit", errand=interrupted)
    assert "Which story is told is set." in said
    assert kept(tmp_path).story is not None


def test_the_weakest_section_the_same_question_and_another_one_come_next(tmp_path: Path) -> None:
    said = hear(
        tmp_path,
        *(*WHOLE, "/weakest"),
        *("", "Tickets fell from 9 % to 4 %.", "/finish", "/again"),
        *("", "Told anew.", "/finish", "/another"),
        *("/quit",),
        follow_ups=0,
    )
    assert "Only the Result is told again; the rest stands" in said
    again = kept(tmp_path, 2)
    assert again.exercise.kind is Kind.SECTION
    assert again.texts == {**ANSWER, Section.RESULT: "Tickets fell from 9 % to 4 %."}
    assert "One section again: Result again." in said
    assert kept(tmp_path, 3).texts[Section.SITUATION] == "Told anew."
    assert said.rstrip().endswith("Left before the clock started.")


def test_an_interviewer_cuts_in_and_the_answer_goes_on(tmp_path: Path) -> None:
    async def interrupted(desk: PlainDesk) -> None:
        plan = Plan(follow_ups=0)
        session = await special_session(desk.seat, desk.store, plan, Exercise(Kind.INTERRUPTION), None)
        await drill(desk, session, plan)

    said = hear(
        tmp_path,
        *("", "Situation.", "/next", "Task.", "/next", "act " * 225, "/finish", "Because of cost.", "", ""),
        *("So I went on.", "/next", "Result.", "/finish"),
        errand=interrupted,
    )
    assert "cuts in:" in said
    assert "First answer what you were asked." in said
    assert "Back to your Action. The clock runs on with your first line." in said
    attempt = kept(tmp_path)
    assert attempt.cut is not None
    assert attempt.cut.answer == "Because of cost."
    assert attempt.texts[Section.ACTION].endswith("So I went on.")
    assert "Interruption drill: back in time." in said


def test_a_model_asks_and_judges(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, "Reply.", "/skip", models=FakeModels(found(), used=found()))
    assert "Follow-up 1 of 2 (Small Instruct):" in said
    assert "Small Instruct reads your answer too." in said
    assert "Judged by the rules and Small Instruct" in said
    critique = kept(tmp_path).critique
    assert critique is not None
    assert critique.origin is not None


LOADING = "Loading Small Instruct. Until it is ready the built-in interviewer asks.\n"
READY = "Small Instruct is ready and asks from now on.\n"
WITHOUT = "The built-in interviewer begins.\n"


def loading() -> FakeModels:
    return FakeModels(found(), used=found(), loads=True)


def test_the_first_question_waits_for_the_model(tmp_path: Path) -> None:
    models = loading()

    def comes() -> None:
        models.lives[0].ready()

    said = hear(tmp_path, comes, "/quit", models=models, typed=True)
    assert said.startswith(f"{LOADING}Enter goes on without it.\n{READY}Deployment")


def test_enter_asks_the_first_question_without_the_model(tmp_path: Path) -> None:
    said = hear(tmp_path, "", "/quit", models=loading(), typed=True)
    assert said.startswith(f"{LOADING}Enter goes on without it.\n{WITHOUT}Deployment")
    assert "Left before the clock started." in said


def test_an_enter_that_comes_after_the_model_starts_no_clock(tmp_path: Path) -> None:
    said = hear(tmp_path, "", "", "", "/quit", models=loading(), typed=True)
    assert "Left before the clock started." in said


def test_words_entered_while_the_model_is_waited_for_are_not_lost(tmp_path: Path) -> None:
    said = hear(tmp_path, "Our router failed.", "/quit", models=loading(), typed=True)
    assert WITHOUT in said
    assert kept(tmp_path).texts[Section.SITUATION] == "Our router failed."


def test_a_model_that_takes_too_long_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearse.plain.desk.LOADING", 0.01)
    said = hear(tmp_path, "/quit", models=loading())
    assert said.startswith(f"{LOADING}{WITHOUT}Deployment")


def test_enter_goes_on_without_the_model(tmp_path: Path) -> None:
    models = FakeModels(found(), used=found(), held=True)
    said = hear(tmp_path, *WHOLE, "", "", models=models, follow_ups=0, typed=True)
    assert "Enter goes on without it." in said
    assert "The rules' critique stands." in said
    critique = kept(tmp_path).critique
    assert critique is not None
    assert critique.origin is None


def test_a_command_entered_while_the_model_reads_is_not_lost(tmp_path: Path) -> None:
    models = FakeModels(found(), used=found(), held=True)
    said = hear(tmp_path, *WHOLE, "/again", "/quit", models=models, follow_ups=0, typed=True)
    assert "The rules' critique stands." in said
    assert said.count("starts the clock;") == 2
    assert "Left before the clock started." in said


def test_a_model_that_cannot_be_used_is_said_and_the_built_in_interviewer_asks(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, "/skip", models=FakeModels(broken(), used=broken()))
    assert "The built-in interviewer asks." in said
    assert "Follow-up 1 of 2 (built-in interviewer):" in said


def test_a_model_that_cannot_be_looked_for_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = FakeModels()

    def refused() -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(models, "to_use", refused)
    said = hear(tmp_path, *WHOLE, "/skip", models=models)
    assert "The model could not be looked for; the built-in interviewer asks.\n" in said
    assert "Fix this next:" in said


def test_a_rating_of_ones_own_that_the_disk_refuses_costs_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(SqliteStore, "save_self_rating", refuse)
    said = hear(tmp_path, *WHOLE, "y", "", "no", "4", self_rating=True, follow_ups=0)
    assert "The disk is full. This is not kept; your answer is." in said
    assert "Fix this next" in said


def test_an_answer_that_cannot_be_read_back_ends_with_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteStore, "load", lambda *_: None)
    hear(tmp_path, *WHOLE, follow_ups=0, refused="This attempt cannot be read")


class Left(BuiltInInterviewer):
    """Is left by the user while it thinks of a follow-up."""

    async def follow_up(self, turn: Turn) -> AsyncIterator[Said | Asked]:  # noqa: ARG002
        raise asyncio.CancelledError
        yield Said("")


def test_what_was_entered_while_a_follow_up_was_thought_of_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Script, "rest", lambda _: ["Late, but told.", "/next"])
    with suppress(asyncio.CancelledError):
        hear(tmp_path, *WHOLE, interviewer=Left())
    assert kept(tmp_path).begun == "Late, but told."


def test_a_drill_left_in_the_midst_of_its_last_write_is_said_to_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = SqliteStore.save_critique

    async def leave(desk: PlainDesk) -> None:
        task = asyncio.current_task()
        assert task is not None

        def left_meanwhile(store: SqliteStore, attempt_id: int, judged: Critique) -> None:
            desk.loop.call_soon_threadsafe(task.cancel)
            save(store, attempt_id, judged)

        monkeypatch.setattr(SqliteStore, "save_critique", left_meanwhile)
        plan = desk.services.config.plan(desk.services.cast)
        with suppress(asyncio.CancelledError):
            await drill(desk, await desk.table.wished(Wish("deployment-01"), plan), plan)

    said = hear(tmp_path, *WHOLE, errand=leave, follow_ups=0)
    assert said.endswith("Your answer was finished already: rehearse history show 1 reads it.\n")
    assert "Go on with it" not in said
    assert kept(tmp_path).status is Status.FINISHED


def test_ones_own_rating_comes_before_the_critique(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, "y", "", "no", "4", self_rating=True, follow_ups=0)
    assert said.index("Before you read the critique") < said.index("Fix this next")
    rating = kept(tmp_path).self_rating
    assert rating is not None
    assert (rating.overall, len(rating.checks)) == (4, 2)
    assert "You rated it 4, the critique 3.4: 0.6 above the critique." in said


def test_whoever_leaves_while_rating_is_told_the_verdict_all_the_same(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, "y", self_rating=True, follow_ups=0)
    assert "Fix this next" in said
    assert "Kept as attempt 1" in said
    rating = kept(tmp_path).self_rating
    assert rating is not None
    assert len(rating.checks) == 1


def test_what_the_app_shows_beside_the_critique_is_said_in_a_line_each(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.profile.save(Profile(resume="Cut misrouted urgent tickets in the queue from 11 % to 7 %."))
    store.close()
    said = hear(
        tmp_path,
        *(*WHOLE, "/weakest"),
        *("", "Misrouted urgent tickets in the queue fell from 11 % to 4 %.", "/finish"),
        *("/another", *WHOLE),
        follow_ups=0,
    )
    assert "Your resume says 7 %, this answer 4 %; somebody will ask." in said
    assert re.search(r"\nResult: \d+ words before, 11 now", said)
    assert "Not enough tellings to say what is usual for you" in said


def test_no_words_are_counted_in_a_section_of_an_answer_that_was_told_as_a_whole(tmp_path: Path) -> None:
    said = hear(
        tmp_path,
        *("", " ".join(ANSWER.values()), "/finish", "/weakest"),
        *("", "I chose.", "/finish"),
        judged=critique,
        follow_ups=0,
    )
    assert "again: " in said
    assert "words before" not in said


def test_an_error_beside_the_critique_costs_the_drill_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ValueError("no such luck")

    monkeypatch.setattr("tests.ui.harness.ledgers", fail)
    said = hear(tmp_path, *WHOLE, follow_ups=0)
    assert "What stands beside the critique could not be worked out" in said
    assert "Kept as attempt 1" in said


def test_what_cannot_be_looked_up_before_the_drill_does_not_end_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise StorageError("The disk cannot be read.")

    monkeypatch.setattr(SqliteStore, "count", refused)
    said = hear(tmp_path, *WHOLE, follow_ups=0)
    assert "The disk cannot be read." in said
    assert "Kept as attempt 1" in said


def test_hidden_scores_are_said_in_words(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, follow_ups=0, screen={"hide_scores": True})
    assert "Problem framing: partly shown." in said
    assert "of 5, partly" not in said
    assert "Overall" not in said


def test_a_disk_that_refuses_is_said_and_the_words_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, refuses = SqliteStore.save, True

    def refusing(self: SqliteStore, *given: Any) -> bool:
        if refuses:
            raise StorageError("The disk is full.")
        return save(self, *given)

    def mended() -> None:
        nonlocal refuses
        refuses = False

    monkeypatch.setattr(SqliteStore, "save", refusing)
    said = hear(tmp_path, "", "Kept in mind.", "/finish", mended, "/finish", "/quit", follow_ups=0)
    assert "The disk is full. Your words stay here" in said
    assert "mend that and end it again" in said
    assert kept(tmp_path).texts[Section.SITUATION] == "Kept in mind."
    assert kept(tmp_path).status is Status.FINISHED


def test_words_that_never_reach_the_disk_are_said_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: Any) -> bool:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(SqliteStore, "save", refusing)
    said = hear(tmp_path, "", "Nowhere to go.", "/quit", refused="could not be written to the disk")
    assert said.rstrip().endswith("Nowhere to go.")
    assert "What was entered last may be missing." in said


def test_an_interviewer_that_fails_costs_the_follow_ups_alone(tmp_path: Path) -> None:
    from rehearse.interviewer.builtin import BuiltInInterviewer

    class Mute(BuiltInInterviewer):
        async def follow_up(self, _: Any) -> Any:
            raise RuntimeError("lost its voice")
            yield

    said = hear(tmp_path, *WHOLE, interviewer=Mute(0))
    assert "the drill goes on without follow-ups" in said
    assert kept(tmp_path).status is Status.FINISHED


@pytest.mark.parametrize("text", HOSTILE)
def test_no_escape_sequence_is_ever_said(tmp_path: Path, text: str) -> None:
    from tests.builders import question

    line = text.encode("utf-8", "replace").decode()
    said = hear(
        tmp_path,
        "",
        line,
        "/read",
        "/next",
        line,
        "/finish",
        line,
        "/quit",
        questions=(question(text=f"{line}?"),),
    )
    assert not {char for char in said if ord(char) < 32} - {"\n"}
    assert "\x9b" not in said


def test_an_output_without_unicode_gets_plain_quotes(tmp_path: Path) -> None:
    said = hear(tmp_path, *WHOLE, "/skip", encoding="ascii")
    assert 'You said "Misrouted urgent tickets"' in said


def test_broken_packs_are_named(tmp_path: Path) -> None:
    assert "mine.toml, line 3: no text" in hear(tmp_path, "/quit", problems=("mine.toml, line 3: no text",))


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    from rehearse.errors import RehearseError

    async def wished(desk: PlainDesk, wish: Wish) -> None:
        await desk.table.wished(wish, Plan())

    for wish, why in (
        (Wish("deploymnt-01"), "Did you mean deployment-01"),
        (Wish(story="router"), "no story 'router'"),
    ):
        with pytest.raises(RehearseError, match=why):
            hear(tmp_path, errand=lambda desk, wish=wish: wished(desk, wish))  # type: ignore[misc]
