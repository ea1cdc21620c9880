"""Stories in the drill and the special drills on the screen, by keys alone."""

from functools import partial
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot

from rehearse.analysis.engine import critique as read_by_rules
from rehearse.domain.answer import Answer
from rehearse.domain.attempt import Attempt
from rehearse.domain.comparison import Comparison, FindingChanges
from rehearse.domain.critique import Critique
from rehearse.domain.drill import Phase
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.history import HistoryFilter
from rehearse.domain.review import Review
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import Story
from rehearse.domain.vocabulary import Angle, Competency
from rehearse.errors import StorageError
from rehearse.rehearsal.asking import Wish
from rehearse.storage.store import SqliteStore
from rehearse.ui.app import RehearseApp
from rehearse.ui.key_map import key_map
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.history import HistoryScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.practice import PracticeScreen
from rehearse.ui.screens.take import TakeScreen
from rehearse.ui.widgets import outcome_view
from rehearse.ui.widgets.follow_up import ReplyEditor
from rehearse.ui.widgets.panels import SectionEditor
from tests.builders import ANSWER, HOSTILE, question, story
from tests.domain.test_practice import attempt
from tests.ui.harness import ManualClock, app_for, on_screen, replying, shown, wait_for

SIZE = (120, 36)


def banked(folder: Path, *stories: Story) -> None:
    """Put stories into the bank of a folder."""
    store = SqliteStore(folder / "rehearse.db")
    for each in stories:
        store.stories.add(each)
    store.close()


def kept(folder: Path) -> list[Attempt]:
    """Read all finished attempts, oldest first."""
    store = SqliteStore(folder / "rehearse.db")
    found = [store.load(line.id) for line in reversed(store.page(HistoryFilter(), 50))]
    store.close()
    return [each for each in found if each is not None]


def judged(answer: Answer) -> Critique:
    return read_by_rules(answer)


def stands(pilot: Pilot[None], words: str) -> bool:
    return words in shown(pilot)


def runs(screen: DrillScreen) -> bool:
    return screen.session.drill.phase is Phase.ANSWERING


def drill_screen(app: RehearseApp) -> DrillScreen:
    assert isinstance(app.screen, DrillScreen)
    return app.screen


async def home(pilot: Pilot[None]) -> None:
    await on_screen(pilot, HomeScreen)
    await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")


async def to_card(pilot: Pilot[None]) -> DrillScreen:
    await home(pilot)
    await pilot.press("enter")
    await on_screen(pilot, DrillScreen)
    assert isinstance(pilot.app, RehearseApp)
    screen = drill_screen(pilot.app)
    await wait_for(pilot, lambda: not any(worker.is_running for worker in screen.workers), "the stories")
    await pilot.pause()
    return screen


async def to_special(pilot: Pilot[None], kind: Kind, *, spoken: bool = False) -> DrillScreen:
    """From Home to the running clock of a special drill with the first story of the bank."""
    await home(pilot)
    await pilot.press("p")
    await on_screen(pilot, PracticeScreen)
    await wait_for(pilot, lambda: kind.label in shown(pilot), "the drills")
    await pilot.press(
        "enter", *["down"] * [Kind.SETUP, Kind.ACTION, Kind.ANGLES, Kind.INTERRUPTION].index(kind)
    )
    await pilot.press("enter")
    await on_screen(pilot, DrillScreen)
    assert isinstance(pilot.app, RehearseApp)
    screen = drill_screen(pilot.app)
    await pilot.press(*(["m"] if spoken else []), "enter")
    await wait_for(pilot, partial(runs, screen), "the clock")
    return screen


def write(screen: DrillScreen, section: Section, text: str) -> None:
    screen.query_one(f"#editor-{section.value}", SectionEditor).text = text


def answer_all(screen: DrillScreen, **changes: str) -> None:
    for section, text in ANSWER.items():
        write(screen, section, changes.get(section.value, text))


def test_the_words_of_a_section_told_in_one_piece_with_the_rest_are_not_held_side_by_side() -> None:
    compared = Comparison(Section.ACTION, None, None, FindingChanges((), (), ()), words=None, diff=None)
    again = attempt(exercise=Exercise(Kind.SECTION))
    sheet = outcome_view.special(again, Review(comparison=compared), key_map({}))
    said = [line.plain for line in sheet.lines if isinstance(line, Content)]
    assert "Action: told in one piece with the rest once, so its words do not compare" in said
    assert not any("words that went" in line for line in said)


# Attempt and story


async def test_a_story_that_fits_is_proposed_and_linked(tmp_path: Path) -> None:
    banked(tmp_path, story(), story(title="Other one", competencies=(Competency.DEPLOYMENT,)))
    app = app_for(tmp_path, questions=(question(),), judged=judged, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        assert "Other one" in shown(pilot)
        assert "fits by its category; not told yet" in shown(pilot)
        await pilot.press("enter")
        answer_all(screen)
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "Facts of “Other one”" in shown(pilot), "the facts")
    assert [each.story.key if each.story else None for each in kept(tmp_path)] == ["other-one"]


async def test_what_the_bank_says_stands_on_the_card_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearse.ui.screens.drill.TICK", 3600)  # no tick of the clock draws the card
    app = app_for(tmp_path, questions=(question(),))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await to_card(pilot)
        assert "the bank has no story yet" in shown(pilot)


async def test_another_story_or_none_is_a_key_away(tmp_path: Path) -> None:
    banked(tmp_path, story(), story(title="Other one", competencies=(Competency.DEPLOYMENT,)))
    app = app_for(tmp_path, questions=(question(),))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        titles = []
        for key in ("s", "s", "s", "x"):
            await pilot.press(key)
            titles.append(screen.session.story.story.title if screen.session.story else None)
        assert titles == ["Ticket router", None, "Other one", None]
        assert "press s to choose one" in shown(pilot)


async def test_stories_that_could_not_be_read_are_read_again_by_their_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("The stories are out of reach.")

    banked(tmp_path, story(competencies=(Competency.DEPLOYMENT,)))
    app = app_for(tmp_path, questions=(question(),))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        with monkeypatch.context() as broken:
            broken.setattr("rehearse.rehearsal.choosing.choices", fail)
            screen = await to_card(pilot)
            app.clear_notifications()
            await wait_for(pilot, lambda: "out of reach" not in shown(pilot), "no sentence")
            await pilot.press("s")
            await wait_for(pilot, lambda: "out of reach" in shown(pilot), "the sentence")
            assert screen.session.story is None
        await pilot.press("s")
        await wait_for(pilot, lambda: screen.session.story is not None, "the story")


async def test_a_fact_that_moved_stands_side_by_side(tmp_path: Path) -> None:
    banked(tmp_path, story(competencies=(Competency.DEPLOYMENT,)))
    app = app_for(tmp_path, questions=(question(),), judged=judged, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        await pilot.press("enter")
        answer_all(screen, result="Misrouted urgent tickets fell from 11 % to 6 % over six weeks.")
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "1 moved" in shown(pilot), "the facts")
        assert "≠" in shown(pilot)
        line = next(line for line in shown(pilot).splitlines() if "≠" in line)
        assert "4 %" in line
        assert "6 %" in line
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(
            pilot, lambda: "tells “Ticket router”, version 1" in shown(pilot), "the story in history"
        )


async def test_a_story_told_too_often_is_named(tmp_path: Path) -> None:
    banked(tmp_path, story(competencies=(Competency.DEPLOYMENT,)))
    questions = tuple(question(id=str(number), text=f"Question {number}?") for number in range(4))
    app = app_for(tmp_path, questions=questions, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        for _ in range(3):
            screen = await to_card(pilot)
            assert "take another story next" not in shown(pilot)
            await pilot.press("enter", *"word", "ctrl+s")
            await wait_for(pilot, lambda: isinstance(app.screen, AttemptScreen), "the critique")
            assert screen.session.story is not None
            await pilot.press("escape")
            await on_screen(pilot, HomeScreen)
            await wait_for(pilot, lambda: not any(w.is_running for w in app.screen.workers), "Home")
        await to_card(pilot)
        assert "“Ticket router” answered 3 of 3 prompts; take another story next." in shown(pilot)


async def test_a_retry_tells_the_same_story(tmp_path: Path) -> None:
    banked(tmp_path, story(competencies=(Competency.DEPLOYMENT,)), story(title="Other one"))
    app = app_for(tmp_path, questions=(question(),), follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await to_card(pilot)
        await pilot.press("s", "enter", *"word", "ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        await pilot.press("enter", *"more", "ctrl+s")
        await on_screen(pilot, AttemptScreen)
    assert [each.story.key for each in kept(tmp_path) if each.story] == ["other-one", "other-one"]


# The cue card


async def test_the_cue_card_follows_the_section_and_a_key_takes_it_away(tmp_path: Path) -> None:
    banked(tmp_path, story(competencies=(Competency.DEPLOYMENT,)))
    app = app_for(tmp_path, questions=(question(angles=(Angle.IMPACT,)),))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        assert screen.session.angle is Angle.IMPACT
        await pilot.press("enter")
        await wait_for(pilot, lambda: "• One urgent ticket in nine" in shown(pilot), "the bullets")
        assert "lean on" in shown(pilot)
        await pilot.press("ctrl+n", "ctrl+n")
        await wait_for(pilot, lambda: "• Read 200 misrouted tickets" in shown(pilot), "the Action's")
        await pilot.press("ctrl+g")
        await wait_for(pilot, lambda: "• Read 200" not in shown(pilot), "no card")
        await pilot.press("ctrl+g")
        await wait_for(pilot, lambda: "• Read 200" in shown(pilot), "the card again")
        await pilot.resize_terminal(60, 20)
        await wait_for(pilot, lambda: not screen.query_one("#cue-card").display, "no room")


async def test_an_exam_has_no_cue_card(tmp_path: Path) -> None:
    banked(tmp_path, story(competencies=(Competency.DEPLOYMENT,)))
    app = app_for(tmp_path, questions=(question(),), coaching="exam")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        await pilot.press("enter", "ctrl+g")
        await wait_for(pilot, lambda: "No cue card in an exam" in shown(pilot), "the reason")
        assert not screen.query_one("#cue-card").display


# The set-up drill


def setup(screen: DrillScreen) -> None:
    write(screen, Section.SITUATION, ANSWER[Section.SITUATION])
    write(screen, Section.TASK, ANSWER[Section.TASK])


async def test_the_shell_opens_the_app_at_a_special_drill(tmp_path: Path) -> None:
    banked(tmp_path, story())
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on_screen(pilot, HomeScreen)
        (key,) = await app.store.run(lambda store: [each.key for each in store.stories.all()])
        app.drills.open(Wish(exercise=Kind.SETUP, story=key), Plan())
        await on_screen(pilot, DrillScreen)
        await wait_for(pilot, lambda: "Ticket router: Set the scene" in shown(pilot), "the prompt")
        assert app.plan.sections == SECTIONS


async def test_three_good_set_ups_in_a_row_pass(tmp_path: Path) -> None:
    banked(tmp_path, story())
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_special(pilot, Kind.SETUP)
        for number in (1, 2, 3):
            setup(screen)
            assert "/75 words" in shown(pilot)
            await pilot.press("ctrl+s")
            await on_screen(pilot, TakeScreen)
            await wait_for(pilot, partial(stands, pilot, f"{number} of 3 in a row"), "the take")
            assert "● business pain" in shown(pilot)
            if number < 3:
                await pilot.press("enter")
                await on_screen(pilot, DrillScreen)
                screen = drill_screen(app)
                await pilot.press("enter")
                await wait_for(pilot, partial(runs, screen), "the clock")
        assert "passed" in shown(pilot)
        await pilot.press("h")
        await on_screen(pilot, HistoryScreen)
        await wait_for(pilot, lambda: "3 attempts" in shown(pilot), "the history")
        assert "passed" in shown(pilot)
        await pilot.press("enter")
        await on_screen(pilot, TakeScreen)
    found = kept(tmp_path)
    assert [each.outcome.word for each in found if each.outcome] == ["good take", "good take", "passed"]
    assert all(each.critique is None and each.story for each in found)


async def test_a_spoken_set_up_is_timed_and_ticked(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock, keys={"take.tick_2": "f7"})
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_special(pilot, Kind.SETUP, spoken=True)
        clock.advance(15)
        await pilot.press("space")
        clock.advance(9)
        await pilot.press("f")
        await on_screen(pilot, TakeScreen)
        await wait_for(pilot, lambda: "24 of 30 s" in shown(pilot), "the take")
        assert screen.session.story is None
        assert "F7  ○ ML system" in shown(pilot)
        for key in ("1", "f7", "3"):
            await pilot.press(key)
            await wait_for(pilot, lambda: not any(w.is_running for w in app.screen.workers), "the tick")
        await wait_for(pilot, lambda: "1 of 3 in a row" in shown(pilot), "a good take")
        await pilot.press("f7")
        await wait_for(pilot, lambda: "0 of 3 in a row" in shown(pilot), "the tick taken away")
    (attempt,) = kept(tmp_path)
    assert attempt.outcome is not None
    assert not attempt.outcome.good


async def test_a_set_up_draft_goes_on_as_a_set_up(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await to_special(pilot, Kind.SETUP)
        await pilot.press(*"half", "escape")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "In progress" in shown(pilot), "the draft")
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        assert drill_screen(app).session.drill.plan.exercise.kind is Kind.SETUP
        await pilot.press("!", "ctrl+s")
        await on_screen(pilot, TakeScreen)


# The Action drill


async def test_the_action_alone_gets_the_decision_meter(tmp_path: Path) -> None:
    banked(tmp_path, story())
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_special(pilot, Kind.ACTION)
        write(screen, Section.ACTION, ANSWER[Section.ACTION])
        await pilot.press("ctrl+n", "ctrl+s")
        await on_screen(pilot, TakeScreen)
        await wait_for(pilot, lambda: "deciding" in shown(pilot), "the meter")
        assert "nothing written" not in shown(pilot)
    (attempt,) = kept(tmp_path)
    assert attempt.told == (Section.ACTION,)
    assert attempt.outcome is not None
    assert attempt.outcome.measures["deciding"] > 0


# One section again


async def test_the_weakest_section_again_is_compared(tmp_path: Path) -> None:
    app = app_for(tmp_path, judged=judged, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        await pilot.press("enter")
        answer_all(screen, result="It worked really well.")
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("w")
        await on_screen(pilot, DrillScreen)
        again = drill_screen(app)
        assert again.session.drill.plan.sections == (Section.RESULT,)
        await pilot.press("enter")
        write(again, Section.RESULT, ANSWER[Section.RESULT])
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "still there" in shown(pilot), "the comparison")
        assert "[−It worked really well.]" in shown(pilot)
        assert "[+Misrouted" in shown(pilot)
    _, second = kept(tmp_path)
    assert second.outcome is not None
    assert second.outcome.measures["findings gone"] >= 1
    assert second.exercise.kind is Kind.SECTION


async def test_no_words_are_counted_in_a_section_of_an_answer_that_was_told_as_a_whole(
    tmp_path: Path,
) -> None:
    app = app_for(tmp_path, judged=judged, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        await pilot.press("enter")
        write(screen, Section.SITUATION, " ".join(ANSWER.values()))
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("w")
        await on_screen(pilot, DrillScreen)
        again = drill_screen(app)
        await pilot.press("enter")
        write(again, again.session.drill.section, "I chose.")
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "still there" in shown(pilot), "the comparison")
        assert "in the section" not in shown(pilot)


# The angle drill


async def test_a_round_of_angles_goes_on_prompt_by_prompt(tmp_path: Path) -> None:
    banked(tmp_path, story())
    app = app_for(tmp_path, judged=judged)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_special(pilot, Kind.ANGLES)
        angles = []
        for number in range(4):
            angles.append(screen.session.angle)
            answer_all(screen)
            await pilot.press("ctrl+s")
            await on_screen(pilot, AttemptScreen)
            await wait_for(pilot, partial(stands, pilot, f"Prompt {number + 1} of 4"), "the take")
            await pilot.press("g")
            await on_screen(pilot, DrillScreen)
            screen = drill_screen(app)
            await pilot.press("enter")
            await wait_for(pilot, partial(runs, screen), "the clock")
        assert screen.session.drill.plan.exercise.round_of is None, "a new round"
    found = kept(tmp_path)
    assert set(angles) == {Angle.CONFLICT, Angle.FAILURE, Angle.AMBIGUITY, Angle.IMPACT}
    assert [each.angle for each in found] == angles
    assert [each.outcome.word for each in found if each.outcome] == ["not judged", *["same words"] * 3]
    assert {each.exercise.round_of or each.id for each in found} == {found[0].id}


# The interruption drill


async def test_the_interviewer_cuts_in_and_the_way_back_is_measured(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock, judged=judged)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_special(pilot, Kind.INTERRUPTION, spoken=True)
        clock.advance(25)
        await pilot.press("space", "space")
        clock.advance(85)
        screen.tick()
        await wait_for(pilot, lambda: replying(app), "the interruption")
        await wait_for(pilot, partial(stands, pilot, "cuts in"), "who cuts in")
        await pilot.press(*"Because")
        clock.advance(6)
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: screen.session.drill.resuming, "the way back")
        screen.tick()
        await wait_for(pilot, lambda: "Space starts the clock" in shown(pilot), "what to do")
        clock.advance(4)
        await pilot.press("space")
        assert screen.session.drill.phase is Phase.ANSWERING
        assert screen.session.drill.section is Section.ACTION
        clock.advance(5)
        await pilot.press("space")
        clock.advance(20)
        await pilot.press("f")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, lambda: "Went on after 4 s" in shown(pilot), "the outcome")
    (attempt,) = kept(tmp_path)
    assert attempt.cut is not None
    assert (attempt.cut.answer, attempt.cut.answered_at, attempt.cut.resumed_at) == ("Because", 6, 10)
    assert attempt.cut.result_at == pytest.approx(115)


async def test_a_typed_answer_is_interrupted_and_goes_on_with_its_first_word(tmp_path: Path) -> None:
    clock = ManualClock()
    app = app_for(tmp_path, clock=clock, judged=judged)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_special(pilot, Kind.INTERRUPTION)
        await pilot.press("ctrl+n", "ctrl+n")
        write(screen, Section.ACTION, "word " * 210)
        await wait_for(pilot, lambda: replying(app), "the interruption")
        await pilot.press(*"ok", "escape")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: "In progress" in shown(pilot), "the draft")
        await pilot.press("r")
        await on_screen(pilot, DrillScreen)
        screen = drill_screen(app)
        await wait_for(pilot, lambda: replying(app), "the interruption again")
        assert screen.query_one(ReplyEditor).text == "ok"
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.focused, SectionEditor), "the Action")
        assert screen.query_one(ReplyEditor).text == ""
        clock.advance(3)
        await pilot.press("a")
        await wait_for(pilot, partial(runs, screen), "the clock")
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
    (attempt,) = kept(tmp_path)
    assert attempt.cut is not None
    assert attempt.cut.answer == "ok"


# Whatever the words are


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 1000])
async def test_hostile_stories_and_answers_are_drawn_as_they_are(tmp_path: Path, text: str) -> None:
    banked(tmp_path, story(title=text, spine={Section.SITUATION: (text,), Section.TASK: (text,)}))
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_special(pilot, Kind.SETUP)
        write(screen, Section.SITUATION, f"{text} and {text}")
        await pilot.press("ctrl+s")
        await on_screen(pilot, TakeScreen)
        await wait_for(pilot, lambda: "in a row" in shown(pilot), "the take")
        await pilot.press("p")
        await on_screen(pilot, PracticeScreen)
        await wait_for(pilot, lambda: "of 3 in a row" in shown(pilot), "the standing")


async def test_practice_opens_for_a_story(tmp_path: Path) -> None:
    banked(tmp_path, story(), story(title="Other one"))
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        app.practise(2)
        await on_screen(pilot, PracticeScreen)
        screen = app.screen
        assert isinstance(screen, PracticeScreen)
        await wait_for(pilot, lambda: screen._story_id == 2, "the story")
        await wait_for(pilot, lambda: app.focused and app.focused.id == "practice-drills", "the drills")
        await pilot.press("down", "down", "a")
        await wait_for(pilot, lambda: "5 prompts" in shown(pilot), "the prompts")
        await pilot.press("left", "escape")
        await on_screen(pilot, HomeScreen)


async def test_an_empty_bank_practises_all_the_same(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        screen = await to_special(pilot, Kind.ANGLES)
        assert screen.session.story is None
        await pilot.press(*"word", "ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await pilot.press("g")
        await on_screen(pilot, DrillScreen)
        second = drill_screen(app)
        assert second.session.drill.plan.exercise.round_of == 1
        assert second.session.angle is not screen.session.angle


async def test_the_reply_has_the_keyboard_when_the_cut_is_due_in_the_midst_of_a_step(tmp_path: Path) -> None:
    app = app_for(tmp_path, judged=judged)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_special(pilot, Kind.INTERRUPTION)
        await pilot.press("ctrl+n", "ctrl+n")
        screen.editor.text = "word " * 200
        await pilot.press("ctrl+t", "ctrl+t")
        await wait_for(pilot, lambda: replying(app), "the interruption")
        await pilot.press(*"abc")
        cut = screen.session.drill.cut
        assert cut is not None
        assert cut.answer == "abc"
