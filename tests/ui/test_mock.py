"""Mock interviews on the screen: begun, left, gone on with, ended, debriefed; and real interviews noted down."""

import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from rehearse.analysis.engine import critique as read_by_rules
from rehearse.domain.drill import Phase
from rehearse.domain.drill_plan import Plan
from rehearse.domain.interview import Interview
from rehearse.domain.mock import Stage
from rehearse.domain.persona import Persona
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Competency
from rehearse.rehearsal.bridge import StoreThread
from rehearse.storage.store import SqliteStore
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.debrief import DebriefScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.help import HelpScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.interview import InterviewScreen
from rehearse.ui.screens.mock import MockScreen
from tests.builders import HOSTILE, question, story
from tests.ui.harness import ManualClock, app_for, on_screen, shown, wait_for
from tests.ui.test_practice import answer_all, banked, drill_screen, home, runs, stands, write

SIZE = (120, 36)
QUESTIONS = tuple(
    question(id=each.value.replace("_", "-"), text=f"Tell me about {each.label}.", competency=each)
    for each in Competency
)


def app(folder: Path, **options: Any) -> RehearseApp:
    return app_for(folder, questions=QUESTIONS, judged=read_by_rules, follow_ups=0, **options)


async def to_mocks(pilot: Pilot[None]) -> MockScreen:
    await home(pilot)
    await pilot.press("m")
    await on_screen(pilot, MockScreen)
    await wait_for(pilot, lambda: "Enter" in shown(pilot), "the choices")
    assert isinstance(pilot.app.screen, MockScreen)
    return pilot.app.screen


async def begun(pilot: Pilot[None]) -> DrillScreen:
    """Wait for a question of the mock, and start its clock."""
    await on_screen(pilot, DrillScreen)
    assert isinstance(pilot.app, RehearseApp)
    screen = drill_screen(pilot.app)
    await wait_for(pilot, partial(stands, pilot, "Mock, question"), "its place")
    await pilot.press("enter")
    await wait_for(pilot, partial(runs, screen), "the clock")
    return screen


async def test_three_questions_one_after_the_other_to_the_debrief(tmp_path: Path) -> None:
    banked(tmp_path, story())
    clock = ManualClock()
    running = app(tmp_path, clock=clock)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await to_mocks(pilot)
        await pilot.press("q", "q", "a", "enter")
        asked = []
        for number in (1, 2, 3):
            screen = await begun(pilot)
            assert f"Mock, question {number} of 3" in shown(pilot)
            asked.append((screen.session.drill.question.competency, screen.session.drill.plan.persona.id))
            clock.advance(60)
            answer_all(screen)
            await pilot.press("ctrl+s")
            await on_screen(pilot, AttemptScreen)
            await wait_for(pilot, lambda: "Fix this next" in shown(pilot), "the critique")
            await pilot.press("g")
        await on_screen(pilot, DebriefScreen)
        await wait_for(pilot, lambda: "What the notes come to" in shown(pilot), "the debrief")
        assert "3 of 3 answered" in shown(pilot)
        assert "3:00" in shown(pilot)
        await pilot.press("n")
        await wait_for(pilot, lambda: "interviewer's notes" in shown(pilot), "the notes")
        await pilot.press("e")
        await wait_for(pilot, lambda: "Written:" in shown(pilot), "the export")
    assert len({competency for competency, _ in asked}) == 3
    assert [persona for _, persona in asked] == ["hiring_manager", "data_scientist", "hiring_manager"]
    written = next((tmp_path / "exports").glob("*.json"))
    assert len(json.loads(written.read_text(encoding="utf-8"))["questions"]) == 3
    assert next((tmp_path / "exports").glob("*.md")).stat().st_mode & 0o777 == 0o600


async def test_an_exam_shows_nothing_before_its_debrief(tmp_path: Path) -> None:
    running = app(tmp_path)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await to_mocks(pilot)
        await pilot.press("q", "q", "c", "enter")
        for _ in range(3):
            screen = await begun(pilot)
            assert not screen.query_one("#cue-card").display
            answer_all(screen)
            await pilot.press("ctrl+s")
            await wait_for(pilot, lambda s=screen: running.screen is not s, "what comes next")  # type: ignore[misc]
            assert not isinstance(running.screen, AttemptScreen)
        await on_screen(pilot, DebriefScreen)


async def test_a_mock_left_in_the_middle_goes_on_after_a_restart(tmp_path: Path) -> None:
    clock = ManualClock()
    running = app(tmp_path, clock=clock)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await to_mocks(pilot)
        await pilot.press("q", "q", "c", "enter")
        screen = await begun(pilot)
        clock.advance(50)
        answer_all(screen)
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: running.screen is not screen, "the second question")
        second = await begun(pilot)
        write(second, Section.SITUATION, "Half of it")
        clock.advance(10)
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
    again = app(tmp_path, clock=ManualClock())
    async with again.run_test(size=SIZE, notifications=True) as pilot:
        await to_mocks(pilot)
        await wait_for(pilot, lambda: "1 of 3 answered, 1:00 so far" in shown(pilot), "where it stands")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        resumed = drill_screen(again)
        assert resumed.session.drill.texts[Section.SITUATION] == "Half of it"
        assert resumed.session.drill.phase is Phase.PAUSED
        await wait_for(pilot, lambda: "Mock, question 2 of 3" in shown(pilot), "its place")
        await pilot.press("!", "ctrl+s")
        await wait_for(pilot, lambda: again.screen is not resumed, "the third question")
        await begun(pilot)
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        # The draft on Home belongs to the mock, so that going on with it goes on with the mock.
        await wait_for(pilot, lambda: "In progress" in shown(pilot), "the draft")
        await pilot.press("r")
        await wait_for(pilot, lambda: "Mock, question 3 of 3" in shown(pilot), "the mock")


async def test_a_mock_that_is_ended_keeps_what_was_answered(tmp_path: Path) -> None:
    running = app(tmp_path)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await to_mocks(pilot)
        await pilot.press("c", "enter")
        screen = await begun(pilot)
        answer_all(screen)
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: running.screen is not screen, "the second question")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        await to_mocks(pilot)
        await wait_for(pilot, lambda: "A mock goes on" in shown(pilot), "where it stands")
        await pilot.press("e")
        await on_screen(pilot, DebriefScreen)
        await wait_for(pilot, lambda: "not answered" in shown(pilot), "the debrief")
        assert "1 of 5 answered" in shown(pilot)
    store = SqliteStore(tmp_path / "rehearse.db")
    (kept,) = store.mocks.all(5)
    store.close()
    assert (kept.stage, kept.answered) == (Stage.STOPPED, 1)


async def test_a_debrief_leads_back_to_where_it_was_opened(tmp_path: Path) -> None:
    running = app(tmp_path)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await to_mocks(pilot)
        await pilot.press("c", "enter")
        await begun(pilot)
        await pilot.press("escape")
        await to_mocks(pilot)
        await wait_for(pilot, lambda: "A mock goes on" in shown(pilot), "where it stands")
        await pilot.press("e")
        await on_screen(pilot, DebriefScreen)
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        mocks = await to_mocks(pilot)
        await wait_for(pilot, lambda: "0 of 5, stopped" in shown(pilot), "the earlier mock")
        await pilot.press("d")
        await on_screen(pilot, DebriefScreen)
        await pilot.press("escape")
        await wait_for(pilot, lambda: not isinstance(running.screen, DebriefScreen), "where it leads")
        assert running.screen is mocks


async def test_what_to_do_next_is_a_key_away(tmp_path: Path) -> None:
    banked(tmp_path, story())
    running = app(tmp_path, keys={"debrief.do_1": "f7"})
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await to_mocks(pilot)
        await pilot.press("q", "q", "c", "enter")
        for _ in range(3):
            screen = await begun(pilot)
            answer_all(screen, result="It worked really well.")
            await pilot.press("ctrl+s")
            await wait_for(pilot, lambda s=screen: running.screen is not s, "what comes next")  # type: ignore[misc]
        await on_screen(pilot, DebriefScreen)
        await wait_for(pilot, lambda: "Result of question" in shown(pilot), "what to do")
        assert "F7  " in shown(pilot)
        await pilot.press("f1")
        await on_screen(pilot, HelpScreen)
        assert "Next line." not in shown(pilot)
        await pilot.press("escape")
        await on_screen(pilot, DebriefScreen)
        await pilot.press("f7")
        await on_screen(pilot, DrillScreen)
        assert drill_screen(running).session.drill.plan.sections == (Section.RESULT,)


async def test_paused_the_running_clock_stands(tmp_path: Path) -> None:
    clock = ManualClock()
    running = app(tmp_path, clock=clock)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await to_mocks(pilot)
        await pilot.press("enter")
        screen = await begun(pilot)
        clock.advance(20)
        screen.tick()
        await pilot.press("ctrl+t")
        screen.tick()
        clock.advance(100)
        screen.tick()
        await wait_for(pilot, lambda: "question 1 of 5  ·  0:20" in shown(pilot), "the clock")


async def test_without_questions_there_is_nothing_to_ask(tmp_path: Path) -> None:
    running = app_for(tmp_path, questions=())
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "No questions" in shown(pilot), "Home")
        await pilot.press("m")
        await on_screen(pilot, MockScreen)
        await wait_for(pilot, partial(stands, pilot, "Enter starts"), "the choices")
        await pilot.press("enter")
        await wait_for(pilot, partial(stands, pilot, "No questions could be read"), "the reason")


async def test_a_debrief_is_exported_beside_the_database_that_took_the_place(tmp_path: Path) -> None:
    running = app(tmp_path)
    running.services = replace(
        running.services, open_store=lambda: SqliteStore(tmp_path / "copy" / "rehearse.db")
    )
    running.store = StoreThread(running.services.open_store, running.trouble)
    (tmp_path / "copy").mkdir()
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await to_mocks(pilot)
        running.mocks.begin(Plan(follow_ups=0), [Persona.HIRING_MANAGER], 1)
        await on_screen(pilot, DrillScreen)
        (mock,) = await running.store.run(lambda store: store.mocks.all(1))
        running.mocks.end(mock)
        await on_screen(pilot, DebriefScreen)
        await wait_for(pilot, lambda: "What the notes come to" in shown(pilot), "the debrief")
        await pilot.press("e")
        await wait_for(pilot, lambda: "Written:" in shown(pilot), "the export")
    assert list((tmp_path / "copy" / "exports").glob("*.json"))
    assert not (tmp_path / "exports").exists()


# Real interviews


async def to_interview(pilot: Pilot[None]) -> InterviewScreen:
    await to_mocks(pilot)
    await pilot.press("r")
    await on_screen(pilot, InterviewScreen)
    assert isinstance(pilot.app.screen, InterviewScreen)
    return pilot.app.screen


async def test_the_questions_of_a_real_interview_can_be_practised(tmp_path: Path) -> None:
    running = app(tmp_path)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_interview(pilot)
        screen.query_one("#interview-questions", TextArea).text = "failure: What broke?\nWhose idea was it?"
        screen.query_one("#field-company", Input).value = "Acme"
        await wait_for(pilot, lambda: "2 questions: Failure" in shown(pilot), "what was read")
        await pilot.press("escape")
        await on_screen(pilot, MockScreen)
        await pilot.press("r")
        await on_screen(pilot, InterviewScreen)
        await pilot.press("ctrl+o")
        await wait_for(pilot, lambda: "Acme" in shown(pilot), "the earlier one")
    assert 'text = "What broke?"' in (tmp_path / "questions" / "real-interviews.toml").read_text(
        encoding="utf-8"
    )


def asked_pack(folder: Path) -> str:
    return (folder / "questions" / "real-interviews.toml").read_text(encoding="utf-8")


async def test_the_questions_are_kept_when_the_app_is_quit_in_the_form(tmp_path: Path) -> None:
    async with app(tmp_path).run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_interview(pilot)
        screen.query_one("#interview-questions", TextArea).text = "failure: What broke?"
        await pilot.press("ctrl+q")
    assert 'text = "What broke?"' in asked_pack(tmp_path)


async def test_the_earlier_interview_comes_in_place_of_a_form_just_begun_whatever_lies_over_it(
    tmp_path: Path,
) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.interviews.keep(Interview(date(2020, 1, 1), company="Acme"))
    store.close()
    running = app(tmp_path)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_interview(pilot)
        screen.query_one("#interview-questions", TextArea).text = "failure: What broke?"
        screen.action_earlier()
        running.action_help()
        await wait_for(pilot, lambda: "Acme" in shown(pilot), "the earlier one")
        await pilot.press("escape")
        await on_screen(pilot, HelpScreen)
        await pilot.press("escape")
        await on_screen(pilot, MockScreen)
    assert 'text = "What broke?"' in asked_pack(tmp_path)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("date", "24.11.2026", "write it as in 2026-12-01"),
        ("went", "9", "1 to 5 or empty, not '9'"),
        ("result", "hired", "The result is one of waiting"),
    ],
)
async def test_a_field_that_cannot_be_read_is_named_and_the_rest_kept(
    tmp_path: Path, field: str, value: str, said: str
) -> None:
    running = app(tmp_path)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_interview(pilot)
        screen.query_one("#field-notes", Input).value = "kept"
        screen.query_one(f"#field-{field}", Input).value = value
        await wait_for(pilot, lambda: said in shown(pilot), "the sentence")
        await pilot.press("escape")
        await on_screen(pilot, MockScreen)
    store = SqliteStore(tmp_path / "rehearse.db")
    (found,) = store.interviews.all()
    store.close()
    assert found.notes == "kept"


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_of_a_real_interview_are_drawn_as_they_are(tmp_path: Path, text: str) -> None:
    running = app(tmp_path)
    async with running.run_test(size=(60, 20), notifications=True) as pilot:
        screen = await to_interview(pilot)
        screen.query_one("#interview-questions", TextArea).text = text.encode("utf-8", "replace").decode()
        screen.query_one("#field-company", Input).value = text.encode("utf-8", "replace").decode()
        await wait_for(pilot, lambda: "question" in shown(pilot), "what was read")
        await pilot.press("escape")
        await on_screen(pilot, MockScreen)
        await pilot.press("r")
        await on_screen(pilot, InterviewScreen)
        await pilot.press("ctrl+o")
        await wait_for(pilot, lambda: isinstance(running.screen, InterviewScreen), "the earlier one")


async def test_a_mock_that_goes_on_is_not_ended_by_beginning_another(tmp_path: Path) -> None:
    running = app(tmp_path)
    async with running.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        running.mocks.begin(Plan(), (Persona.RECRUITER,), 3)
        screen = await begun(pilot)
        asked = screen.session.drill.question.id
        running.mocks.begin(Plan(), (Persona.RECRUITER,), 1)
        await on_screen(pilot, MockScreen)
        await wait_for(pilot, partial(stands, pilot, "A mock goes on."), "the choice")
        running.mocks.resume()
        await on_screen(pilot, DrillScreen)
        assert drill_screen(running).session.drill.question.id == asked
        running.mocks.begin(Plan(), (Persona.RECRUITER,), 1, new=True)
        await wait_for(pilot, partial(stands, pilot, "Mock, question 1 of 1"), "the new one")
