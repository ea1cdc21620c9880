"""The drill on the screen: from Home to the critique, by keys alone."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import TextArea

from rehearse.domain.answer import Answer
from rehearse.domain.attempt import Attempt, Status
from rehearse.domain.critique import Critique
from rehearse.domain.cue import CRITERIA, CRITERIA_FOR, KEYS_FOR
from rehearse.domain.drill import Drill, Phase
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import Exchange
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.history import HistoryFilter
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Coaching, Competency, Mode
from rehearse.interviewer.builtin import BuiltInInterviewer
from rehearse.interviewer.port import Asked, Said, Turn
from rehearse.rehearsal.asking import Wish
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.reviewing import keep_outcome
from rehearse.rehearsal.services import Services
from rehearse.rehearsal.session import DrillSession
from rehearse.storage.port import Store
from rehearse.storage.store import SqliteStore
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.help import HelpScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.widgets.follow_up import ReplyEditor
from rehearse.ui.widgets.panels import SectionEditor, SpokenPanel
from tests.builders import ANSWER, HOSTILE, answered, question
from tests.ui.harness import (
    PATIENCE,
    ManualClock,
    app_for,
    on_screen,
    replying,
    seeded,
    shown,
    wait_for,
)

SIZE = (120, 36)


def drill_screen(app: RehearseApp) -> DrillScreen:
    assert isinstance(app.screen, DrillScreen)
    return app.screen


async def begin(pilot, app: RehearseApp) -> DrillScreen:  # type: ignore[no-untyped-def]
    await on_screen(pilot, HomeScreen)
    await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
    await pilot.press("enter")
    await on_screen(pilot, DrillScreen)
    await pilot.press("enter")
    screen = drill_screen(app)
    await wait_for(pilot, lambda: screen.session.drill.phase is Phase.ANSWERING, "the clock")
    return screen


async def test_two_keys_from_home_to_a_running_clock(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        clock.advance(65)
        screen.tick()
        await wait_for(pilot, lambda: "words, 0:00 aloud" in shown(pilot), "the rail")
        assert screen.session.drill.total_seconds(clock.now()) == 65


async def test_the_whole_way_to_critique_and_history(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        for section, text in ANSWER.items():
            screen.query_one(f"#editor-{section.value}", SectionEditor).text = text
            clock.advance(10)
            await pilot.press("ctrl+n")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: screen.session.drill.phase is Phase.FOLLOW_UP, "the first follow-up")
        await wait_for(pilot, lambda: replying(app), "its editor")
        assert "“Misrouted urgent tickets" in shown(pilot)
        await pilot.press(*"six", "ctrl+s")
        await wait_for(
            pilot,
            lambda: len(screen.session.drill.exchanges) == 2 and replying(app),
            "two",
        )
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        assert "Fix this next" in shown(pilot)
        assert "vague impact" in shown(pilot)
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, lambda: "1 attempt" in shown(pilot), "the history")
    kept = SqliteStore(tmp_path / "rehearse.db")
    attempt = kept.load(kept.page(HistoryFilter(), 1)[0].id)
    kept.close()
    assert attempt is not None
    assert attempt.texts == dict(ANSWER)
    assert [exchange.answer for exchange in attempt.exchanges] == ["six", ""]
    assert attempt.critique is not None


async def test_words_are_on_disk_before_anything_is_generated(tmp_path: Path) -> None:
    def judged(_: object) -> None:
        store = SqliteStore(tmp_path / "rehearse.db")
        found = store.unfinished()
        store.close()
        seen.append(found[0].words)
        raise RuntimeError("the engine died")

    seen: list[int] = []
    app = app_for(tmp_path, judged=judged)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        screen.query_one("#editor-situation", SectionEditor).text = "four words are here"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: seen, "the critique")
        assert seen == [4]


async def test_a_draft_is_saved_while_typing_and_resumed(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"hello there", "ctrl+n", *"mine")
        clock.advance(7)
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "In progress" in shown(pilot), "the draft")
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        again = drill_screen(app)
        assert again is not screen
        assert again.session.drill.phase is Phase.PAUSED
        assert again.session.drill.section is Section.TASK
        assert again.query_one("#editor-situation", TextArea).text == "hello there"
        await pilot.press("!")
        await wait_for(pilot, lambda: again.session.drill.phase is Phase.ANSWERING, "the clock to run on")


async def test_unsaved_words_are_written_within_half_a_second(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        screen.query_one("#editor-situation", SectionEditor).text = "kept at once"

        async def words() -> int:
            found = await app.store.run(lambda store: store.unfinished())
            return found[0].words if found else 0

        await wait_for(pilot, lambda: screen.session.drill.total_words() == 3, "the words")
        await wait_for(pilot, lambda: not screen.session._dirty, "the autosave")
        assert await words() == 3


async def test_the_card_changes_how_it_is_answered(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        await pilot.press("m", "c", "t", "p", "f")
        plan = drill_screen(app).session.drill.plan
        assert (plan.mode, plan.coaching, plan.persona) == (
            Mode.SPOKEN,
            Coaching.EXAM,
            Persona.DATA_SCIENTIST,
        )
        assert (plan.budget.target, plan.follow_ups) == (180, 3)
        first = drill_screen(app).session.drill.question
        await pilot.press("n")
        await wait_for(
            pilot,
            lambda: isinstance(app.screen, DrillScreen) and app.screen.session.drill.question != first,
            "another question",
        )
        assert drill_screen(app).session.drill.plan == plan


async def test_spoken_mode_needs_single_keys_only(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock, mode="spoken", follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        assert isinstance(app.focused, SpokenPanel)
        for seconds in (20, 10, 90, 20):
            clock.advance(seconds)
            await pilot.press("space")
        assert screen.session.drill.section is Section.REFLECTION
        await pilot.press("p")
        clock.advance(500)
        await pilot.press("p", "b", "space", "n", *"note", "escape")
        assert isinstance(app.focused, SpokenPanel)
        clock.advance(10)
        await pilot.press("f")
        await on_screen(pilot, AttemptScreen)
    kept = SqliteStore(tmp_path / "rehearse.db")
    attempt = kept.load(1)
    kept.close()
    assert attempt is not None
    assert list(attempt.seconds.values()) == [20, 10, 90, 20, 10] or attempt.measured
    assert attempt.texts[Section.REFLECTION] == "note"


async def test_preparation_counts_down_and_starts_the_clock(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock, preparation=30)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        await pilot.press("enter")
        screen = drill_screen(app)
        assert screen.session.drill.phase is Phase.PREPARING
        screen.tick()
        await wait_for(pilot, lambda: "Collect your thoughts: 0:30" in shown(pilot), "the countdown")
        clock.advance(31)
        screen.tick()
        await wait_for(pilot, lambda: screen.session.drill.phase is Phase.ANSWERING, "the clock")


async def test_exam_mode_shows_no_cue_and_no_criteria(tmp_path: Path) -> None:
    app = app_for(tmp_path, coaching="exam")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        assert "Name the product" not in shown(pilot)
        assert not app.screen.query_one("#cue").display


async def test_coached_mode_shows_criteria(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        assert "Name the product" in shown(pilot)
        assert "ctrl+n goes on to Task, ctrl+s ends the answer." in shown(pilot)


async def test_criteria_stand_in_full_on_60_columns(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await begin(pilot, app)
        for criterion in CRITERIA.values():
            await wait_for(pilot, partial(lambda text: text in shown(pilot), criterion), criterion)
            await pilot.press("ctrl+n")


async def recalled(pilot, app: RehearseApp) -> DrillScreen:  # type: ignore[no-untyped-def]
    screen = await begin(pilot, app)
    await wait_for(pilot, lambda: not any(each.is_running for each in screen.workers), "what was done before")
    return screen


async def test_hints_fade_and_a_key_brings_the_criteria_back(tmp_path: Path) -> None:
    seeded(tmp_path, *[answered()] * CRITERIA_FOR)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await recalled(pilot, app)
        assert "Name the product" not in shown(pilot)
        assert "goes on to Task" not in shown(pilot)
        await pilot.press("ctrl+g")
        await wait_for(pilot, lambda: "Name the product" in shown(pilot), "the criteria")
        await pilot.press("ctrl+n")
        await wait_for(pilot, lambda: "Say what you answered for" in shown(pilot), "the Task's")
        await pilot.press("ctrl+g")
        await wait_for(pilot, lambda: "Say what you answered for" not in shown(pilot), "none")


async def test_spoken_hints_fade_too(tmp_path: Path) -> None:
    seeded(tmp_path, *[answered(Plan(mode=Mode.SPOKEN))] * KEYS_FOR)
    app = app_for(tmp_path, mode="spoken")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await recalled(pilot, app)
        assert "then Task" in shown(pilot)
        assert "Name the product" in shown(pilot)


@pytest.mark.parametrize(
    "plan", [Plan(mode=Mode.SPOKEN), Plan(coaching=Coaching.EXAM)], ids=["of another mode", "in an exam"]
)
async def test_answers_that_showed_no_such_keys_let_none_fade(tmp_path: Path, plan: Plan) -> None:
    seeded(tmp_path, *[answered(plan)] * KEYS_FOR)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await recalled(pilot, app)
        assert "goes on to Task" in shown(pilot)


async def test_budgets_kept_in_typing_say_nothing_of_speaking(tmp_path: Path) -> None:
    seeded(tmp_path, *[answered()] * 3)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        session = drill_screen(app).session
        await wait_for(pilot, lambda: Section.TASK in session.teaching.kept, "what was kept in typing")
        await pilot.press("m", "enter")
        await wait_for(pilot, lambda: not session.teaching.kept, "nothing of speaking")


@pytest.mark.parametrize(("hints", "there"), [("always", True), ("never", False)])
async def test_hints_stay_or_never_come_when_set_so(tmp_path: Path, hints: str, there: bool) -> None:
    if hints == "always":
        seeded(tmp_path, *[answered()] * CRITERIA_FOR)
    app = app_for(tmp_path, hints=hints)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await recalled(pilot, app)
        assert ("Name the product" in shown(pilot)) is there
        assert ("goes on to Task" in shown(pilot)) is there


async def test_follow_ups_can_be_skipped(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        await pilot.press("ctrl+n")
        await on_screen(pilot, AttemptScreen)


async def test_leaving_in_a_follow_up_keeps_the_answer_for_later(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        await pilot.press(*"half", "escape")
        await on_screen(pilot, HomeScreen)
        found = await app.store.run(lambda store: store.unfinished())
        assert found[0].status is Status.ANSWERED
        await wait_for(pilot, lambda: "In progress" in shown(pilot), "the draft")
        await pilot.press("r")
        await wait_for(pilot, lambda: replying(app), "the same follow-up")
        assert app.screen.query_one(ReplyEditor).text == "half"
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: "Follow-up 2 of 2" in shown(pilot), "the next follow-up")
        await wait_for(pilot, lambda: replying(app), "its editor")
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        attempt = await app.store.run(lambda store: store.load(1))
        assert attempt is not None
        assert [exchange.answer for exchange in attempt.exchanges] == ["half", ""]


async def test_an_answer_the_rules_cannot_read_is_kept_without_a_critique(tmp_path: Path) -> None:
    def fail(_: Answer) -> Critique:
        raise ValueError("no such luck")

    app = app_for(tmp_path, judged=fail)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await on_screen(pilot, AttemptScreen)
        assert "No critique was written" in shown(pilot)
        attempt = await app.store.run(lambda store: store.load(1))
        assert attempt is not None
        assert attempt.status is Status.FINISHED


class Speechless(BuiltInInterviewer):
    """Fails the first follow-up, then speaks."""

    def __init__(self) -> None:
        super().__init__(words_per_second=0)
        self.failed = False

    async def follow_up(self, turn: Turn) -> AsyncIterator[Said | Asked]:
        if not self.failed:
            self.failed = True
            raise ValueError("lost my voice")
        async for event in super().follow_up(turn):
            yield event


async def test_after_trouble_with_a_follow_up_the_same_key_goes_on(tmp_path: Path) -> None:
    app = app_for(tmp_path, interviewer=Speechless())
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await wait_for(pilot, lambda: "lost my voice" in shown(pilot), "the trouble")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")


async def test_a_follow_up_being_spoken_can_be_stopped_and_asked_again(tmp_path: Path) -> None:
    app = app_for(tmp_path, interviewer=BuiltInInterviewer(words_per_second=0.001))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await wait_for(pilot, lambda: screen.session.asking, "the interviewer")
        await pilot.press("ctrl+c")
        await wait_for(pilot, lambda: "ask again" in shown(pilot), "the sentence")
        await pilot.press("ctrl+n")
        await on_screen(pilot, AttemptScreen)


class Halting(BuiltInInterviewer):
    """Begins to put the question, and never comes to it."""

    async def ask(self, question: Question, persona: Persona, seed: int) -> AsyncIterator[Said]:
        yield Said("Let me see:")
        await asyncio.Event().wait()
        async for said in super().ask(question, persona, seed):
            yield said


async def test_an_interviewer_stopped_in_mid_sentence_leaves_the_whole_question(tmp_path: Path) -> None:
    app = app_for(tmp_path, interviewer=Halting())
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        screen = drill_screen(app)
        await wait_for(pilot, lambda: "Let me see:" in shown(pilot), "the first words")
        asked = screen.session.drill.question.text
        assert asked not in shown(pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: asked in shown(pilot), "the question")
        assert "Let me see:" not in shown(pilot)
        assert app.screen is screen


class Failing(BuiltInInterviewer):
    """Begins to put the question, and fails."""

    async def ask(self, question: Question, persona: Persona, seed: int) -> AsyncIterator[Said]:  # noqa: ARG002
        yield Said("Let me see:")
        raise ValueError("no such luck")


async def test_an_interviewer_that_fails_in_mid_sentence_leaves_the_whole_question(tmp_path: Path) -> None:
    app = app_for(tmp_path, interviewer=Failing())
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        await wait_for(pilot, lambda: "Something went wrong" in shown(pilot), "the trouble")
        assert drill_screen(app).session.drill.question.text in shown(pilot)
        assert "Let me see:" not in shown(pilot)


class Slow(BuiltInInterviewer):
    """Says a word, and the rest when it is let go on."""

    def __init__(self) -> None:
        super().__init__(words_per_second=0)
        self.go_on = asyncio.Event()

    async def follow_up(self, turn: Turn) -> AsyncIterator[Said | Asked]:
        yield Said("So: ")
        await self.go_on.wait()
        self.go_on.clear()
        async for event in super().follow_up(turn):
            yield event


async def test_what_is_typed_while_the_interviewer_speaks_begins_the_reply(tmp_path: Path) -> None:
    slow = Slow()
    app = app_for(tmp_path, interviewer=slow)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await wait_for(pilot, lambda: "So:" in shown(pilot), "the first word")
        await pilot.press(*"early?", "ctrl+s", "ctrl+n")
        await wait_for(pilot, lambda: "early?" in shown(pilot), "the reply so far")
        assert screen.session.asking
        slow.go_on.set()
        await wait_for(pilot, lambda: replying(app), "the whole question")
        await pilot.press(*" late", "ctrl+s")
        await wait_for(pilot, lambda: screen.session.asking, "the second question")
        assert screen.query_one(ReplyEditor).text == ""
        await pilot.press(*"second")
        slow.go_on.set()
        await wait_for(pilot, lambda: replying(app), "the second question, whole")
        await wait_for(
            pilot,
            lambda: [each.answer for each in on_disk(tmp_path)] == ["early? late", "second"],
            "the disk",
        )
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
    assert [each.answer for each in on_disk(tmp_path)] == ["early? late", "second"]


def on_disk(folder: Path) -> tuple[Exchange, ...]:
    store = SqliteStore(folder / "rehearse.db")
    attempt = store.load(1)
    store.close()
    return attempt.exchanges if attempt else ()


async def test_words_typed_before_the_interviewer_was_stopped_stand_when_the_question_comes_again(
    tmp_path: Path,
) -> None:
    slow = Slow()
    app = app_for(tmp_path, interviewer=slow)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await wait_for(pilot, lambda: screen.session.asking, "the interviewer")
        await pilot.press(*"early", "escape")
        await wait_for(pilot, lambda: "ask again" in shown(pilot), "the sentence")
        await pilot.press(*" and", "ctrl+s")
        await wait_for(pilot, lambda: screen.session.asking, "the interviewer again")
        slow.go_on.set()
        await wait_for(pilot, lambda: replying(app), "the question")
        assert screen.query_one(ReplyEditor).text == "early and"
        assert screen.session.drill.exchanges[-1].answer == "early and"


@pytest.mark.parametrize("keys", [("escape", "escape"), ("ctrl+q",)], ids=["left", "quit"])
async def test_a_reply_begun_before_its_question_was_out_is_kept_and_gone_on_with(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    app = app_for(tmp_path, interviewer=Slow())
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await wait_for(pilot, lambda: screen.session.asking, "the interviewer")
        await pilot.press(*"early", *keys)
        await wait_for(pilot, lambda: begun_on_disk(tmp_path) == "early", "the disk")
    slow = Slow()
    app = app_for(tmp_path, interviewer=slow)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "In progress" in shown(pilot), "the draft")
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        screen = drill_screen(app)
        await wait_for(pilot, lambda: screen.session.asking, "the interviewer")
        await pilot.press(*" and late")
        slow.go_on.set()
        await wait_for(pilot, lambda: replying(app), "the question")
        assert screen.query_one(ReplyEditor).text == "early and late"
        await wait_for(
            pilot, lambda: [each.answer for each in on_disk(tmp_path)] == ["early and late"], "the disk"
        )
        assert begun_on_disk(tmp_path) == ""


async def test_letters_typed_while_a_reply_is_kept_begin_the_next_and_repeat_nothing(tmp_path: Path) -> None:
    slow = Slow()
    app = app_for(tmp_path, interviewer=slow)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        slow.go_on.set()
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        held = threading.Event()
        await pilot.press(*"told", "left", "left")
        app.store.post(lambda _: held.wait(PATIENCE))
        await pilot.press("ctrl+s", *"next")
        await wait_for(pilot, lambda: screen.session.drill.begun == "next", "the letters")
        held.set()
        await wait_for(pilot, lambda: screen.query_one(ReplyEditor).text == "next", "the next reply")
        assert screen.session.drill.exchanges[0].answer == "told"


def begun_on_disk(folder: Path) -> str:
    store = SqliteStore(folder / "rehearse.db")
    attempt = store.load(1)
    store.close()
    return attempt.begun if attempt else ""


async def test_what_is_typed_while_the_answer_is_kept_begins_the_reply(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        held = threading.Event()
        await pilot.press(*"words")
        app.store.post(lambda _: held.wait(PATIENCE))
        await pilot.press("ctrl+s", *"early")
        held.set()
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        assert screen.query_one(ReplyEditor).text == "early"
        assert screen.session.drill.texts[Section.SITUATION] == "words"
        held.clear()
        app.store.post(lambda _: held.wait(PATIENCE))
        await pilot.press("ctrl+s", *"next")
        held.set()
        await wait_for(pilot, lambda: len(screen.session.drill.exchanges) == 2, "the second follow-up")
        await wait_for(pilot, lambda: replying(app), "its editor")
        assert [each.answer for each in screen.session.drill.exchanges] == ["early", "next"]
        attempt = await app.store.run(lambda store: store.load(1))
        assert attempt is not None
        assert attempt.texts[Section.SITUATION] == "words"


async def test_what_is_typed_in_the_midst_while_the_answer_is_kept_begins_the_reply(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        held = threading.Event()
        await pilot.press(*"told", "left", "left")
        app.store.post(lambda _: held.wait(PATIENCE))
        await pilot.press("ctrl+s", *"late")
        held.set()
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        assert screen.query_one(ReplyEditor).text == "late"
        assert screen.session.drill.texts[Section.SITUATION] == "told"


async def test_what_is_typed_after_an_answer_that_nothing_is_asked_of_is_kept_and_shown(
    tmp_path: Path,
) -> None:
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        held = threading.Event()
        await pilot.press(*"told")
        app.store.post(lambda _: held.wait(PATIENCE))
        await pilot.press("ctrl+s", *" late")
        held.set()
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "Typed after the answer" in shown(pilot), "the words")
        found = (await app.store.run(lambda store: store.page(HistoryFilter(search="late"), 5)))[0]
        attempt = await app.store.run(lambda store: store.load(found.id))
    assert attempt is not None
    assert (attempt.texts[Section.SITUATION], attempt.begun) == ("told", " late")


def last_write_held(
    app: RehearseApp, monkeypatch: pytest.MonkeyPatch
) -> tuple[threading.Event, threading.Event]:
    """Hold the last write of a drill up until the first event is set; the second is, once it waits."""
    held, waits = threading.Event(), threading.Event()
    complete = DrillSession.complete

    async def slowly(session: DrillSession) -> Attempt | None:
        app.store.post(lambda _: held.wait(PATIENCE))
        waits.set()
        return await complete(session)

    monkeypatch.setattr(DrillSession, "complete", slowly)
    return held, waits


async def test_what_is_typed_while_the_last_write_is_waited_for_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_for(tmp_path, follow_ups=1)
    held, waits = last_write_held(app, monkeypatch)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        await pilot.press(*"told", "ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        await pilot.press(*"reply", "ctrl+s")
        await wait_for(pilot, waits.is_set, "the last write")
        await pilot.press(*" late")
        held.set()
        await on_screen(pilot, AttemptScreen)
        found = (await app.store.run(lambda store: store.page(HistoryFilter(search="late"), 5)))[0]
        attempt = await app.store.run(lambda store: store.load(found.id))
    assert attempt is not None
    assert attempt.critique is not None
    assert [each.answer for each in attempt.exchanges] == ["reply"]
    assert attempt.begun.endswith("late")


@pytest.mark.parametrize("special", [False, True], ids=["whole answer", "one section"])
async def test_what_is_typed_until_the_critique_stands_there_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, special: bool
) -> None:
    app = app_for(tmp_path, follow_ups=1)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        if special:
            await pilot.press(*"told", "ctrl+s")
            await wait_for(pilot, lambda: replying(app), "the follow-up")
            await pilot.press("ctrl+s")
            await on_screen(pilot, AttemptScreen)
            assert isinstance(app.screen, AttemptScreen)
            app.drills.retry_section(app.screen.attempt, Section.SITUATION)
            await on_screen(pilot, DrillScreen)
            await pilot.press("enter")
            screen = drill_screen(app)
            await wait_for(pilot, lambda: screen.session.drill.phase is Phase.ANSWERING, "the clock")
        held, waits = outcome_held(monkeypatch, lambda: app.screen.query_one(ReplyEditor).insert(" at last"))
        await pilot.press(*"told", "ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        await pilot.press(*"reply", "ctrl+s")
        await wait_for(pilot, waits.is_set, "the outcome")
        await pilot.press(*" late")
        held.set()
        await on_screen(pilot, AttemptScreen)
        number = screen.session.attempt_id
        assert number is not None
        attempt = await app.store.run(lambda store: store.load(number))
    assert attempt is not None
    assert attempt.begun.endswith("late at last")
    assert attempt.status is Status.FINISHED
    assert attempt.critique is not None


async def test_a_special_drill_left_while_its_outcome_is_read_has_one_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_for(tmp_path, follow_ups=0)
    held, waits = outcome_held(monkeypatch)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        app.drills.special(Exercise(Kind.SETUP), None)
        await on_screen(pilot, DrillScreen)
        await pilot.press("enter")
        screen = drill_screen(app)
        await wait_for(pilot, lambda: screen.session.drill.phase is Phase.ANSWERING, "the clock")
        await pilot.press(*"told", "ctrl+s")
        await wait_for(pilot, waits.is_set, "the outcome")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        held.set()
        await wait_for(pilot, lambda: kept_outcome(tmp_path), "the outcome on the disk")


def outcome_held(
    monkeypatch: pytest.MonkeyPatch, then: Callable[[], object] = lambda: None
) -> tuple[threading.Event, threading.Event]:
    """Hold back what a drill came to until the first event is set; the second tells that it waits."""
    held, waits = threading.Event(), threading.Event()

    async def slowly(services: Services, store: StoreThread, attempt: Attempt) -> Attempt:
        waits.set()
        await asyncio.to_thread(held.wait, PATIENCE)
        kept = await keep_outcome(services, store, attempt)
        then()
        return kept

    monkeypatch.setattr("rehearse.rehearsal.session.keep_outcome", slowly)
    return held, waits


def kept_outcome(folder: Path) -> bool:
    store = SqliteStore(folder / "rehearse.db")
    attempt = store.load(1)
    store.close()
    return attempt is not None and attempt.outcome is not None


async def test_the_last_letters_are_on_their_way_to_the_disk_before_the_critique_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_for(tmp_path, follow_ups=1)
    complete = DrillSession.complete
    unsaved: list[bool] = []

    async def late(session: DrillSession) -> Attempt | None:
        attempt = await complete(session)
        app.screen.query_one(ReplyEditor).insert("late")  # no message of it has come yet
        return attempt

    monkeypatch.setattr(DrillSession, "complete", late)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        monkeypatch.setattr(app.drills, "conclude", lambda *_: unsaved.append(screen.session._dirty))
        await pilot.press(*"told", "ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        await pilot.press(*"reply", "ctrl+s")
        await wait_for(pilot, lambda: unsaved, "the critique")
        attempt = await app.store.run(lambda store: store.load(1))
    assert unsaved == [False]
    assert attempt is not None
    assert attempt.begun == "late"


async def test_a_drill_left_before_its_last_write_goes_on_from_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_for(tmp_path, follow_ups=1)
    held, waits = last_write_held(app, monkeypatch)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"told", "ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        await pilot.press(*"reply", "ctrl+s")
        await wait_for(pilot, waits.is_set, "the last write")
        await pilot.press(*" late", "escape")
        await on_screen(pilot, HomeScreen)
        held.set()
        await wait_for(pilot, lambda: "Kept as a draft" in shown(pilot), "what became of it")
        number = screen.session.attempt_id
        assert number is not None
        attempt = await app.store.run(lambda store: store.load(number))
    assert attempt is not None
    assert attempt.begun.endswith("late")
    assert attempt.status is Status.ANSWERED


async def test_a_drill_left_in_the_midst_of_its_last_write_is_said_to_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_for(tmp_path, follow_ups=0)
    held, waits = threading.Event(), threading.Event()
    save = SqliteStore.save_critique

    def slowly(store: SqliteStore, attempt_id: int, judged: Critique) -> None:
        waits.set()
        held.wait(PATIENCE)
        save(store, attempt_id, judged)

    monkeypatch.setattr(SqliteStore, "save_critique", slowly)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        await pilot.press(*"told", "ctrl+s")
        await wait_for(pilot, waits.is_set, "the last write")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        held.set()
        await wait_for(pilot, lambda: "Drill left" in shown(pilot), "what became of it")
        assert "finished already" in shown(pilot)
        attempt = await app.store.run(lambda store: store.load(1))
    assert attempt is not None
    assert attempt.status is Status.FINISHED


async def test_an_answer_concluded_twice_has_one_critique(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_for(tmp_path, follow_ups=1)
    conclude = DrillSession._conclude
    calls = 0

    async def refused_again(session: DrillSession) -> tuple[Drill, Attempt | None]:
        nonlocal calls
        calls += 1
        if calls == 2:
            await app.store.run(lambda store: block(store, fail=True))
        told = await conclude(session)
        session.reply(" late")
        return told

    monkeypatch.setattr(DrillSession, "_conclude", refused_again)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"told", "ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        await pilot.press(*"reply", "ctrl+s")
        await wait_for(pilot, lambda: "disk is full" in shown(pilot), "the trouble")
        await app.store.run(lambda store: block(store, fail=False))
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        number = screen.session.attempt_id
        kept = await app.store.run(
            lambda store: store._db.execute("SELECT attempt_id FROM critiques").fetchall()  # type: ignore[attr-defined]
        )
    assert kept == [(number,)]


@pytest.mark.parametrize("tried", [False, True], ids=["no autosave meanwhile", "an autosave meanwhile"])
async def test_a_disk_that_refuses_lets_the_answer_go_on(tmp_path: Path, tried: bool) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"words")
        await app.store.run(lambda store: block(store, fail=True))
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: "disk is full" in shown(pilot), "the trouble")
        assert screen.session.drill.phase is Phase.ANSWERING
        await pilot.press(*" more")
        if tried:
            screen.session.autosave()
        await app.store.run(lambda store: block(store, fail=False))
        screen.session.autosave()
        app.store.retry()  # what was tried meanwhile is no change any more, it is owed
        found = await app.store.run(lambda store: store.load(1))
        assert found is not None
        assert found.texts[Section.SITUATION] == "words more"
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")


async def test_a_drill_left_while_the_disk_refuses_is_not_said_to_be_kept(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        await pilot.press(*"words")
        await app.store.run(lambda store: block(store, fail=True))
        await pilot.press(*" more", "escape")
        await wait_for(pilot, lambda: "Drill left" in shown(pilot), "what became of it")
        assert "Your last words are not on the disk yet" in shown(pilot)
        assert "Kept as a draft" not in shown(pilot)
        app.drills.resume(1)
        await wait_for(pilot, lambda: "The last words of this drill" in shown(pilot), "why it does not go on")
        await app.store.run(lambda store: block(store, fail=False))
        app.drills.resume(1)
        await on_screen(pilot, DrillScreen)
        assert drill_screen(app).session.drill.texts[Section.SITUATION] == "words more"


def block(store: Store, *, fail: bool) -> None:
    """Let every write of an attempt's progress fail, or work again."""
    assert isinstance(store, SqliteStore)
    store._db.execute(
        "CREATE TRIGGER full BEFORE UPDATE ON attempts BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        if fail
        else "DROP TRIGGER full"
    )


async def test_the_clock_started_meanwhile_keeps_the_question(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: pilot.app.screen.query_one("#lists").display, "the lists")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        screen = app.screen
        assert isinstance(screen, DrillScreen)
        held = threading.Event()
        app.store.post(lambda _: held.wait(PATIENCE))
        await pilot.press("n", "enter")
        held.set()
        await app.store.run(lambda _: None)
        await pilot.pause()
        assert drill_screen(app) is screen
        assert screen.session.drill.phase is Phase.ANSWERING


async def test_the_critique_waits_below_the_help(tmp_path: Path) -> None:
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        held = threading.Event()
        await pilot.press(*"words")
        app.store.post(lambda _: held.wait(PATIENCE))
        await pilot.press("ctrl+s", "f1")
        await on_screen(pilot, HelpScreen)
        held.set()
        finished = app.screen_stack[-2]
        assert isinstance(finished, DrillScreen)
        await wait_for(pilot, lambda: finished._finished is not None, "the critique")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await on_screen(pilot, AttemptScreen)


async def test_one_section_again_leaves_later_drills_whole(tmp_path: Path) -> None:
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("w")
        await on_screen(pilot, DrillScreen)
        await pilot.press("t")
        assert app.plan.sections == SECTIONS
        assert app.plan.budget.target != Plan().budget.target


async def test_a_question_is_answered_again_as_it_was(tmp_path: Path) -> None:
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        await pilot.press(*"words", "ctrl+s")
        await on_screen(pilot, AttemptScreen)
        was = screen.session.drill.plan
        otherwise = replace(was, budget=was.budget.lasting(90), coaching=Coaching.EXAM, follow_ups=3)
        app.drills.remember(otherwise)
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        assert drill_screen(app).session.drill.plan == was
        assert app.plan == otherwise


async def test_the_weakest_section_alone_is_answered_again(tmp_path: Path) -> None:
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        for section, text in ANSWER.items():
            screen.query_one(f"#editor-{section.value}", SectionEditor).text = text
        await pilot.pause()
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("w")
        await on_screen(pilot, DrillScreen)
        again = drill_screen(app)
        assert again.session.drill.plan.sections == (Section.RESULT,)
        await pilot.press("enter", *"better", "ctrl+s")
        await on_screen(pilot, AttemptScreen)
        attempt = await app.store.run(lambda store: store.load(2))
        assert attempt is not None
        assert attempt.retry_of == 1
        assert attempt.texts[Section.RESULT] == "better"
        assert attempt.texts[Section.ACTION] == ANSWER[Section.ACTION]


async def test_a_disk_that_fails_keeps_the_words_on_the_screen(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        screen.query_one("#editor-situation", SectionEditor).text = "precious words"
        await wait_for(pilot, lambda: screen.session.drill.total_words() == 2, "the words")
        await app.store.run(lambda store: store._db.execute("PRAGMA query_only = ON"))  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: "Your words stay here" in shown(pilot), "the sentence")
        assert drill_screen(app) is screen
        assert screen.session.drill.phase is Phase.ANSWERING
        await app.store.run(lambda store: store._db.execute("PRAGMA query_only = OFF"))  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: screen.session.drill.phase is Phase.FOLLOW_UP, "the follow-up")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_answers_are_drawn_as_they_are(tmp_path: Path, text: str) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        for editor in screen.query(SectionEditor):
            editor.text = f"{text} and more"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: replying(app), "the follow-up")
        screen.query_one(ReplyEditor).text = text
        await pilot.pause()
        await pilot.press("ctrl+n")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("j", "k", "h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, lambda: "1 attempt" in shown(pilot), "the history")
        assert "\x1b" not in shown(pilot)


async def test_fifty_thousand_characters_do_not_stop_the_drill(tmp_path: Path) -> None:
    app = app_for(tmp_path, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await begin(pilot, app)
        screen.query_one("#editor-situation", SectionEditor).text = "measured " * 5600
        await pilot.pause()
        assert screen.session.drill.total_words() == 5600
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)


async def test_going_on_to_the_next_section_ends_a_pause(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        screen = app.screen
        assert isinstance(screen, DrillScreen)
        await pilot.press("enter", "ctrl+t")
        await wait_for(pilot, lambda: screen.session.drill.phase is Phase.PAUSED, "the pause")
        await pilot.press(*"was", "ctrl+n", *"is")
        await wait_for(pilot, lambda: screen.session.drill.texts.get(Section.TASK) == "is", "the Task")
        assert screen.session.drill.texts[Section.SITUATION] == "was"
        assert screen.session.drill.phase is Phase.ANSWERING


async def test_other_questions_are_of_the_competency_that_the_shell_asked_for(tmp_path: Path) -> None:
    failures = [
        question(id=f"failure-0{number}", text=f"Failure {number}?", competency=Competency.FAILURE)
        for number in (1, 2, 3)
    ]
    app = app_for(tmp_path, questions=(*(question(id=f"any-{n}", text=f"{n}?") for n in range(9)), *failures))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        app.drills.open(Wish(competency=Competency.FAILURE), Plan(follow_ups=0))
        await on_screen(pilot, DrillScreen)
        first = drill_screen(app)
        await pilot.press("n")
        await wait_for(
            pilot, lambda: isinstance(app.screen, DrillScreen) and app.screen is not first, "another"
        )
        second = drill_screen(app)
        await pilot.press("enter", *"words", "ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("n")
        await on_screen(pilot, DrillScreen)
        asked = {each.session.drill.question.text for each in (first, second, drill_screen(app))}
        assert asked == {each.text for each in failures}


async def test_that_there_is_no_other_question_of_a_competency_is_said(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        app.drills.open(Wish(competency=Competency.FAILURE), Plan(follow_ups=0))
        await on_screen(pilot, DrillScreen)
        card = drill_screen(app)
        await pilot.press("n")
        await wait_for(
            pilot, lambda: "no other question of the competency Failure" in shown(pilot), "the word"
        )
        assert app.screen is card


async def test_the_shell_puts_the_question_it_asked_for_on_the_table(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        app.drills.open(Wish("failure-01"), Plan(mode=Mode.SPOKEN))
        await on_screen(pilot, DrillScreen)
        drill = drill_screen(app).session.drill
        assert (drill.question.id, drill.plan.mode) == ("failure-01", Mode.SPOKEN)
        app.drills.open(Wish("failure-1"), Plan())
        await wait_for(pilot, lambda: "Did you mean failure-01?" in shown(pilot), "the trouble")


async def test_the_shell_goes_on_with_the_drill_that_was_left_last(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        app.drills.resume_latest()
        await wait_for(pilot, lambda: "Nothing is in progress." in shown(pilot), "the notice")
        screen = await begin(pilot, app)
        screen.query_one("#editor-situation", SectionEditor).text = "left here"
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        app.drills.resume_latest()
        await on_screen(pilot, DrillScreen)
        assert drill_screen(app).session.drill.texts[Section.SITUATION] == "left here"
