"""A picture of every screen, narrow and wide; each was looked at before it was accepted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from rehearse.analysis.engine import critique as read_by_rules
from rehearse.domain.attempt import progress_of
from rehearse.domain.cue import CRITERIA_FOR
from rehearse.domain.drill import Drill, Phase
from rehearse.domain.exercise import Kind
from rehearse.domain.profile import Profile
from rehearse.domain.section import Section
from rehearse.domain.story import Field, Story
from rehearse.domain.vocabulary import Competency
from rehearse.storage import rows
from rehearse.storage.store import SqliteStore
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.compare import CompareScreen
from rehearse.ui.screens.coverage import CoverageScreen
from rehearse.ui.screens.cue_card import CueCardScreen
from rehearse.ui.screens.debrief import DebriefScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.ledgers import LedgersScreen
from rehearse.ui.screens.models import ModelsScreen
from rehearse.ui.screens.plan import PlanScreen
from rehearse.ui.screens.practice import PracticeScreen
from rehearse.ui.screens.questions import QuestionsScreen
from rehearse.ui.screens.self_rating import SelfRatingScreen
from rehearse.ui.screens.stories import StoriesScreen
from rehearse.ui.screens.story_editor import StoryEditorScreen
from rehearse.ui.screens.story_wizard import StoryWizardScreen
from rehearse.ui.screens.take import TakeScreen
from rehearse.ui.screens.trends import TrendsScreen
from rehearse.ui.widgets.list_table import ListTable
from rehearse.ui.widgets.panels import SectionEditor
from tests.builders import ANSWER, STARTED, answered, question, story
from tests.seeding import seed_attempts
from tests.ui.fake_models import FakeModels, broken, found
from tests.ui.harness import ManualClock, app_for, on_screen, replying, seeded, shown, wait_for
from tests.ui.test_mock import app as mock_app
from tests.ui.test_mock import begun, to_interview, to_mocks
from tests.ui.test_practice import answer_all, banked, runs, stands, to_special, write
from tests.ui.test_profile import fill, to_profile

SIZES = {"narrow": (60, 20), "wide": (120, 36)}
SnapCompare = Callable[..., bool]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the calendar."""
    monkeypatch.setattr(rows, "now_text", lambda: STARTED.isoformat(timespec="milliseconds"))
    monkeypatch.setattr("rehearse.ui.app.today", STARTED.date)


@pytest.fixture(params=list(SIZES.values()), ids=list(SIZES))
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param  # type: ignore[no-any-return]


def history(folder: Path) -> None:
    """Write three finished attempts, read by the real rules, and one draft."""
    store = SqliteStore(folder / "rehearse.db")
    failure = question(id="f", text="Tell me about a model that failed.", competency=Competency.FAILURE)
    short = Drill(failure).begin(0)
    for section, text in ANSWER.items():
        short = short.write(section, text if section.value != "result" else "It worked really well.")
    for done in (answered(), short.finish(95), answered()):
        attempt_id = store.start(done.question, done.plan)
        store.save(attempt_id, progress_of(done, 150, done=True))
        store.save_critique(attempt_id, read_by_rules(done.answer(str(attempt_id), 150)))
    draft = Drill(question(text="When did you roll a model back?")).begin(0)
    attempt_id = store.start(draft.question, draft.plan)
    store.save(attempt_id, progress_of(draft.write(next(iter(ANSWER)), "We shipped on a Friday."), 12))
    store.close()


async def at_home(pilot: Pilot[None]) -> None:
    await on_screen(pilot, HomeScreen)
    await wait_for(pilot, lambda: pilot.app.screen.query_one("#lists").display, "the lists")
    await pilot.pause()


def steady(app: RehearseApp) -> None:
    for editor in app.screen.query(TextArea):
        editor.cursor_blink = False
    for line in app.screen.query(Input):
        line.cursor_blink = False


def test_home_on_the_first_run(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=at_home)


def test_home_with_a_history(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    history(tmp_path)
    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=at_home)


def test_questions(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        await pilot.press("c")
        await on_screen(pilot, QuestionsScreen)

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def later(screen: DrillScreen, clock: ManualClock, seconds: float) -> None:
    """Let time pass and draw it: which cue came when is then no matter of the screen's own ticks."""
    clock.advance(seconds)
    screen.tick()


def test_models(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        await pilot.press("i")
        await on_screen(pilot, ModelsScreen)
        await wait_for(pilot, lambda: "17 of 18" in shown(pilot), "the marked model")

    models = FakeModels(found(), broken(), used=found())
    assert snap_compare(app_for(tmp_path, models=models), terminal_size=size, run_before=go)


async def to_card(pilot: Pilot[None]) -> DrillScreen:
    await at_home(pilot)
    await pilot.press("enter")
    await on_screen(pilot, DrillScreen)
    screen = pilot.app.screen
    assert isinstance(screen, DrillScreen)
    await wait_for(pilot, lambda: not any(worker.is_running for worker in screen.workers), "the question")
    return screen


def test_question_card(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await to_card(pilot)

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def drilling(clock: ManualClock, *, finish: bool) -> Callable[[Pilot[None]], Any]:
    """Answer up to the Result, too long in the Situation; or on to the follow-up."""

    async def go(pilot: Pilot[None]) -> None:
        screen = await to_card(pilot)
        await pilot.press("enter")
        for section, text in ANSWER.items():
            screen.query_one(f"#editor-{section.value}", SectionEditor).text = (
                text * 5 if section.value == "situation" else text
            )
            screen.collect()
            later(screen, clock, 25)
            if section.value == "result" and not finish:
                break
            await pilot.press("ctrl+n")
        if finish:
            await pilot.press("ctrl+s")
            await wait_for(pilot, lambda: screen.session.drill.phase is Phase.FOLLOW_UP, "the follow-up")
            await wait_for(pilot, lambda: replying(screen.rehearse), "its editor")
            later(screen, clock, 31)
        steady(screen.rehearse)
        await pilot.pause()

    return go


def test_drill_typed(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock)
    assert snap_compare(app, terminal_size=size, run_before=drilling(clock, finish=False))


def test_drill_typed_when_hints_have_faded(
    snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]
) -> None:
    seeded(tmp_path, *[answered()] * CRITERIA_FOR)
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock)
    assert snap_compare(app, terminal_size=size, run_before=drilling(clock, finish=False))


def test_follow_up(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock, judged=read_by_rules)
    assert snap_compare(app, terminal_size=size, run_before=drilling(clock, finish=True))


def test_drill_spoken(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    clock = ManualClock()

    async def go(pilot: Pilot[None]) -> None:
        screen = await to_card(pilot)
        await pilot.press("enter")
        later(screen, clock, 17)
        await pilot.press("space")
        later(screen, clock, 21)
        await pilot.pause()

    app = app_for(tmp_path, clock=clock, mode="spoken")
    assert snap_compare(app, terminal_size=size, run_before=go)


def test_critique(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    history(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        app = pilot.app
        assert isinstance(app, RehearseApp)
        app.drills.read(2)
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "The Action reads as" in shown(pilot), "the verdict")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_own_rating(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    history(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        app = pilot.app
        assert isinstance(app, RehearseApp)
        attempt = await app.store.run(lambda store: store.load(2))
        assert attempt is not None
        app.push_screen(SelfRatingScreen(attempt))
        await on_screen(pilot, SelfRatingScreen)
        await pilot.press("y", "n")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_ledgers(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    history(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        app = pilot.app
        assert isinstance(app, RehearseApp)
        app.drills.read(2)
        await on_screen(pilot, AttemptScreen)
        await pilot.press("l")
        await on_screen(pilot, LedgersScreen)
        await wait_for(pilot, lambda: "Verdict" in shown(pilot), "the first ledger")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def in_history(pilot: Pilot[None], wanted: str) -> Any:
    async def go() -> None:
        await at_home(pilot)
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, lambda: wanted in shown(pilot), wanted)
        await pilot.pause()

    return go()


def test_history(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    history(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        await in_history(pilot, "3 attempts")
        await wait_for(pilot, lambda: "Deployment and rollback" in shown(pilot), "the detail")
        await pilot.pause()

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_history_empty(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await in_history(pilot, "0 attempts")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def at_trends(pilot: Pilot[None]) -> Any:
    async def go() -> None:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, lambda: "History  ·" in shown(pilot), "the list")
        await pilot.press("t")
        await on_screen(pilot, TrendsScreen)
        await wait_for(pilot, lambda: "measured" in shown(pilot) or "Nothing to" in shown(pilot), "the page")

    return go()


@pytest.mark.parametrize("count", [0, 1, 12, 5000])
def test_trends(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int], count: int) -> None:
    if count:
        seed_attempts(tmp_path / "rehearse.db", count, days=60 if count < 100 else 400)
    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=at_trends)


def test_plan(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    stories(tmp_path)
    store = SqliteStore(tmp_path / "rehearse.db")
    store.profile.save(Profile(interview_date=STARTED.date() + timedelta(days=9)))
    store.close()

    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        await pilot.press("t")
        await on_screen(pilot, PlanScreen)
        await wait_for(pilot, lambda: "last round" in shown(pilot) or size[1] < 30, "the days")
        await wait_for(pilot, lambda: pilot.app.screen.query_one(ListTable).row_count > 5, "the days")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_help(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        await pilot.press("f1")
        await pilot.pause()

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_quit(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        await pilot.press("ctrl+c")
        await pilot.pause()

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_too_small(snap_compare: SnapCompare, tmp_path: Path) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()

    assert snap_compare(app_for(tmp_path), terminal_size=(120, 36), run_before=go)


def stories(folder: Path) -> None:
    """Write a ready story, one that is not, and a draft."""
    store = SqliteStore(folder / "rehearse.db")
    store.stories.add(story())
    artefact = Story("I built a recommendation model", fields={Field.PROBLEM: "Recommendation"})
    store.stories.add(replace(artefact, competencies=(Competency.MODEL_IMPROVEMENT,)))
    store.stories.save_draft(None, Story("The stale labels"))
    store.close()


async def open_stories(pilot: Pilot[None]) -> RehearseApp:
    await at_home(pilot)
    app = pilot.app
    assert isinstance(app, RehearseApp)
    app.show_stories()
    await on_screen(pilot, StoriesScreen)
    await wait_for(pilot, lambda: "in the bank" in shown(pilot), "the bank")
    return app


def test_stories(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    stories(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        await open_stories(pilot)
        await wait_for(pilot, lambda: "Ticket router" in shown(pilot), "the stories")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_story_editor(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    stories(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        app = await open_stories(pilot)
        app.edit_story(1)
        await on_screen(pilot, StoryEditorScreen)
        await wait_for(pilot, lambda: "Ready" in shown(pilot), "the form")
        for cursor in pilot.app.screen.query(Input):
            cursor.cursor_blink = False

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_story_wizard(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    stories(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        app = await open_stories(pilot)
        app.write_stories(2)
        await on_screen(pilot, StoryWizardScreen)
        await wait_for(pilot, lambda: "step 2 of 14" in shown(pilot), "the question")
        for cursor in pilot.app.screen.query(Input):
            cursor.cursor_blink = False

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_coverage(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    stories(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        app = await open_stories(pilot)
        app.show_board()
        await on_screen(pilot, CoverageScreen)
        await wait_for(pilot, lambda: "Category" in shown(pilot), "the board")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_cue_card(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    stories(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        app = await open_stories(pilot)
        await wait_for(pilot, lambda: "Ticket router" in shown(pilot), "the stories")
        await pilot.press("c", "a")
        await on_screen(pilot, CueCardScreen)
        await wait_for(pilot, lambda: "angle of" in shown(pilot), "the angle")
        assert app.screen is pilot.app.screen

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_practice(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    stories(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        app = await open_stories(pilot)
        await wait_for(pilot, lambda: "Ticket router" in shown(pilot), "the stories")
        app.practise(1)
        await on_screen(pilot, PracticeScreen)
        await wait_for(pilot, lambda: "Interruption drill" in shown(pilot), "the drills")
        await wait_for(pilot, lambda: "three good takes" in shown(pilot).lower(), "what the drill is for")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_set_up_take(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    banked(tmp_path, story())

    async def go(pilot: Pilot[None]) -> None:
        screen = await to_special(pilot, Kind.SETUP)
        write(screen, Section.SITUATION, ANSWER[Section.SITUATION])
        write(screen, Section.TASK, ANSWER[Section.TASK])
        await pilot.press("ctrl+s")
        await on_screen(pilot, TakeScreen)
        await wait_for(pilot, lambda: "1 of 3 in a row" in shown(pilot), "the take")

    assert snap_compare(app_for(tmp_path, clock=ManualClock()), terminal_size=size, run_before=go)


def test_action_take(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    banked(tmp_path, story())

    async def go(pilot: Pilot[None]) -> None:
        screen = await to_special(pilot, Kind.ACTION)
        write(screen, Section.ACTION, ANSWER[Section.ACTION])
        await pilot.press("ctrl+s")
        await on_screen(pilot, TakeScreen)
        await wait_for(pilot, lambda: "deciding" in shown(pilot), "the meter")

    assert snap_compare(app_for(tmp_path, clock=ManualClock()), terminal_size=size, run_before=go)


def test_interruption(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    banked(tmp_path, story())
    clock = ManualClock()

    async def go(pilot: Pilot[None]) -> None:
        screen = await to_special(pilot, Kind.INTERRUPTION)
        await pilot.press("ctrl+n", "ctrl+n")
        write(screen, Section.ACTION, "word " * 210)
        await wait_for(pilot, lambda: replying(screen.rehearse), "the interruption")
        for editor in pilot.app.screen.query(TextArea):
            editor.cursor_blink = False
        clock.advance(7)
        screen.tick()

    assert snap_compare(app_for(tmp_path, clock=clock), terminal_size=size, run_before=go)


def test_section_again(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    clock = ManualClock()

    async def go(pilot: Pilot[None]) -> None:
        screen = await to_card(pilot)
        await pilot.press("enter")
        answer_all(screen, result="It worked really well.")
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("w")
        await on_screen(pilot, DrillScreen)
        again = pilot.app.screen
        assert isinstance(again, DrillScreen)
        await pilot.press("enter")
        write(again, Section.RESULT, ANSWER[Section.RESULT])
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "still there" in shown(pilot), "the comparison")

    app = app_for(tmp_path, clock=clock, judged=read_by_rules, follow_ups=0)
    assert snap_compare(app, terminal_size=size, run_before=go)


def test_angle_take(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    banked(tmp_path, story())

    async def go(pilot: Pilot[None]) -> None:
        screen = await to_special(pilot, Kind.ANGLES)
        for number in (1, 2):
            answer_all(
                screen, **({"result": "Misrouted tickets fell from 11 % to 6 %."} if number == 2 else {})
            )
            await pilot.press("ctrl+s")
            await on_screen(pilot, AttemptScreen)
            await wait_for(pilot, partial(stands, pilot, f"Prompt {number} of 4"), "the take")
            if number == 1:
                await pilot.press("g")
                await on_screen(pilot, DrillScreen)
                assert isinstance(pilot.app.screen, DrillScreen)
                screen = pilot.app.screen
                await pilot.press("enter")
                await wait_for(pilot, partial(runs, screen), "the clock")

    app = app_for(tmp_path, clock=ManualClock(), judged=read_by_rules)
    assert snap_compare(app, terminal_size=size, run_before=go)


def test_drill_with_a_cue_card(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    banked(tmp_path, story(competencies=(Competency.DEPLOYMENT,)))
    clock = ManualClock()

    async def go(pilot: Pilot[None]) -> None:
        screen = await to_card(pilot)
        await wait_for(pilot, lambda: "Ticket router" in shown(pilot), "the story")
        await pilot.press("enter", "ctrl+n", "ctrl+n")
        for editor in pilot.app.screen.query(TextArea):
            editor.cursor_blink = False
        later(screen, clock, 12)

    app = app_for(tmp_path, clock=clock, questions=(question(),))
    assert snap_compare(app, terminal_size=size, run_before=go)


def test_mock(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await to_mocks(pilot)
        await pilot.press("a")
        await wait_for(pilot, lambda: ", then" in shown(pilot), "the panel")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_debrief(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    banked(tmp_path, story())
    clock = ManualClock()
    app = mock_app(tmp_path, clock=clock)

    async def go(pilot: Pilot[None]) -> None:
        await to_mocks(pilot)
        await pilot.press("q", "q", "c", "enter")
        for number in range(2):
            screen = await begun(pilot)
            clock.advance(140)
            answer_all(screen, **({"result": "It worked really well.", "task": ""} if number else {}))
            await pilot.press("ctrl+s")
            await wait_for(pilot, partial(is_not, app, screen), "what comes next")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        await to_mocks(pilot)
        await wait_for(pilot, lambda: "A mock goes on" in shown(pilot), "where it stands")
        await pilot.press("e")
        await on_screen(pilot, DebriefScreen)
        await wait_for(pilot, lambda: "What the notes come to" in shown(pilot), "the debrief")

    assert snap_compare(app, terminal_size=size, run_before=go)


def is_not(app: RehearseApp, screen: DrillScreen) -> bool:
    return app.screen is not screen


def test_real_interview(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        screen = await to_interview(pilot)
        asked = screen.query_one("#interview-questions", TextArea)
        asked.text = "failure: Which launch of yours went wrong?\nWhose labels did you trust?"
        asked.cursor_blink = False
        await wait_for(pilot, lambda: "2 questions" in shown(pilot), "what was read")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_profile(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        screen = await to_profile(pilot)
        fill(
            screen,
            experience="internship",
            role="ML engineer",
            company="Acme",
            date="2026-12-01",
            resume="Jo Doe, ML engineer\n\n- Cut misrouted urgent tickets from 11 % to 4 % with PyTorch\n"
            "- Served a ranking model at 40 ms on Kubernetes",
            job="You will own monitoring and on call for real-time ranking. We use PyTorch and Kafka.",
        )
        for editor in screen.query(TextArea):
            editor.cursor_blink = False
        for line in screen.query(Input):
            line.cursor_blink = False
        await wait_for(pilot, lambda: "Asked about" in shown(pilot), "what was read")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_compare(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    history(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        app = pilot.app
        assert isinstance(app, RehearseApp)
        app.compare(1, 2)
        await on_screen(pilot, CompareScreen)
        await wait_for(pilot, lambda: "side by side" in shown(pilot), "the pair")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)


def test_home_with_a_plan(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    history(tmp_path)
    banked(tmp_path, story(), story(title="Fallback for the ranker"))

    async def go(pilot: Pilot[None]) -> None:
        await at_home(pilot)
        await wait_for(pilot, lambda: "Today" in shown(pilot), "the plan")

    assert snap_compare(app_for(tmp_path), terminal_size=size, run_before=go)
