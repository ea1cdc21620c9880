"""The app with a clock in the test's hand, real storage in a temporary folder, and a way to wait."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from rehearse.analysis.engine import ledgers
from rehearse.analysis.rating import ANCHORS
from rehearse.analysis.repetition import overlap
from rehearse.bank.asked import write_pack
from rehearse.bank.library import Library
from rehearse.compose import Reports, exports, spacing
from rehearse.config import BudgetConfig, Config, checked
from rehearse.config_file import remember
from rehearse.domain.answer import Answer
from rehearse.domain.attempt import progress_of
from rehearse.domain.budget import DEFAULT_TARGET
from rehearse.domain.clock import Clock
from rehearse.domain.coverage import Detectors
from rehearse.domain.critique import Critique
from rehearse.domain.drill import Drill, Phase
from rehearse.domain.drill_plan import Plan
from rehearse.domain.persona import SHIPPED, Cast
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Competency
from rehearse.interviewer.builtin import BuiltInInterviewer
from rehearse.interviewer.port import Interviewer
from rehearse.rehearsal.services import Models, Services
from rehearse.storage.store import SqliteStore
from rehearse.ui.app import RehearseApp
from rehearse.ui.key_map import key_map
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.widgets.follow_up import ReplyEditor
from tests.builders import answered, critique, question

PATIENCE = 10.0
"""Seconds after which something that should have happened has not."""


class ManualClock:
    """Stands still until the test moves it."""

    def __init__(self) -> None:
        self.moment = 1000.0

    def now(self) -> float:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += seconds

    def leave_out(self, seconds: float) -> None:
        self.moment -= seconds


QUESTIONS = (
    question(),
    question(id="failure-01", text="Tell me about a model that failed.", competency=Competency.FAILURE),
    question(id="influence-01", text="When did you change a team's mind?", competency=Competency.INFLUENCE),
)


def judge(answer: Answer) -> Critique:
    """Critique an answer the same way each time."""
    return critique(dict(answer.sections or {}), answer_id=answer.id)


def services_for(
    folder: Path,
    *,
    questions: tuple[Question, ...] = QUESTIONS,
    problems: tuple[str, ...] = (),
    clock: Clock | None = None,
    judged: Callable[[Answer], Critique] = judge,
    interviewer: Interviewer | None = None,
    models: Models | None = None,
    cast: Cast = SHIPPED,
    screen: dict[str, Any] | None = None,
    self_rating: bool = False,
    budget: BudgetConfig | None = None,
    planner: dict[str, Any] | None = None,
    **drill: Any,
) -> Services:
    divided = budget or BudgetConfig()
    config, wrong = checked(
        {
            "drill": drill,
            "critique": {"self_rating": self_rating},
            "screen": screen or {},
            "planner": planner or {},
        }
    )
    assert not wrong
    return Services(
        open_store=lambda: SqliteStore(folder / "rehearse.db", cast, divided.lasting(DEFAULT_TARGET)),
        open_library=lambda: Library(questions, problems),
        critique=judged,
        ledgers=ledgers,
        overlap=overlap,
        exports=exports,
        report=Reports(cast, divided.lasting(DEFAULT_TARGET)),
        spacing=partial(spacing, Config()),
        keep_asked=lambda store: write_pack(folder / "questions", store.interviews.all()),
        remember=partial(remember, folder / "config.toml"),
        anchors=lambda: ANCHORS,
        interviewer=interviewer or BuiltInInterviewer(words_per_second=0),
        cast=cast,
        detectors=Detectors,
        models=models,
        clock=clock or ManualClock(),
        config=replace(config, budget=divided),
        seed=1,
    )


def app_for(folder: Path, *, keys: Mapping[str, str] | None = None, **wanted: Any) -> RehearseApp:
    app = RehearseApp(services_for(folder, **wanted), key_map=key_map(keys or {}))
    app.animation_level = "none"
    return app


async def wait_for(pilot: Pilot[None], holds: Callable[[], object], what: str) -> None:
    """Let the app run until something holds."""
    end = asyncio.get_running_loop().time() + PATIENCE
    while not _holds(holds):
        if asyncio.get_running_loop().time() > end:
            raise AssertionError(f"waited in vain for {what}; on {pilot.app.screen!r}:\n{shown(pilot)}")
        await pilot.pause()
        await asyncio.sleep(0)


def _holds(holds: Callable[[], object]) -> bool:
    from textual.css.query import NoMatches

    try:
        return bool(holds())
    except NoMatches:
        return False


async def on_screen(pilot: Pilot[None], kind: type[Screen[Any]]) -> None:
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, kind), kind.__name__)


def replying(app: RehearseApp) -> bool:
    """Tell whether a follow-up, or an interruption, was put and its reply can be ended."""
    screen = app.screen
    if not isinstance(screen, DrillScreen) or not isinstance(app.focused, ReplyEditor):
        return False
    speaks = any(worker.group == "conclude" and worker.is_running for worker in screen.workers)
    return screen.session.drill.phase in (Phase.FOLLOW_UP, Phase.INTERRUPTED) and not speaks


def shown(pilot: Pilot[None]) -> str:
    """Give all the text of the present screen as a person would read it."""
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips()
    )


def seeded(folder: Path, *drills: Drill, judged: bool = True) -> list[int]:
    """Write finished attempts into the database of a folder."""
    store = SqliteStore(folder / "rehearse.db")
    ids = []
    for done in drills or (answered(),):
        attempt_id = store.start(done.question, done.plan)
        store.save(attempt_id, progress_of(done, 150, done=True))
        if judged:
            store.save_critique(attempt_id, critique(done.texts, answer_id=str(attempt_id)))
        ids.append(attempt_id)
    store.close()
    return ids


def told(text: str, *, at: Section = Section.ACTION, asked: Question | None = None) -> Drill:
    """A finished drill with one text in one section."""
    started = Drill(asked or question(), Plan()).begin(0)
    for section in SECTIONS:
        started = started.write(section, text if section is at else "Something.")
    return started.finish(150)
