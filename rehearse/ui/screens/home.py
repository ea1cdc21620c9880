"""Home: the question that comes next, what is in progress, and the last attempts."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import DataTable
from textual.worker import Worker, WorkerError

from rehearse.domain.history import HistoryFilter
from rehearse.domain.text import counted
from rehearse.domain.vocabulary import Experience
from rehearse.errors import NO_QUESTIONS, RehearseError
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import WIDE, AppScreen
from rehearse.ui.stepping import following
from rehearse.ui.text import Plain, cell, day_and_time, plain, shortened
from rehearse.ui.tidying import tidy
from rehearse.ui.widgets import today
from rehearse.ui.widgets.history_lines import COLUMNS, history_cells
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.list_table import ListTable
from rehearse.ui.widgets.pieces import muted
from rehearse.ui.widgets.question_card import describe
from rehearse.ui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from rehearse.domain.attempt import Summary
    from rehearse.domain.plan_item import Item
    from rehearse.domain.profile import Profile
    from rehearse.domain.question import Question

LAST = 8
"""Attempts shown on Home; the history has the rest."""
DEMO = "A demo with sample data: nothing here is yours, and all of it goes when you quit."


class NextQuestion(Plain, can_focus=True):
    """The proposed question; while it has the focus, Enter starts it."""


class HomeScreen(AppScreen):
    """Where the app starts and every drill ends."""

    PLACES = (Place.HOME, Place.LISTS)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.HOME)

    def __init__(self) -> None:
        super().__init__()
        self._proposed: Question | None = None
        self._start_at_once = False
        self._read = False
        self._today: tuple[Item, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the proposal above the lists."""
        with Horizontal(id="top"):
            yield Plain("rehearse", id="brand")
            yield Plain(id="badge")
        if self.rehearse.services.demo:
            yield Plain(DEMO, id="demo")
        yield NextQuestion("Reading the question packs …", id="next")
        yield Plain(id="problems")
        yield Vertical(id="lists")
        yield KeyLine()

    def on_mount(self) -> None:
        """Wait with the lists until the first paint is done, which comes 15 ms earlier for it."""
        self.set_focus(self.query_one(NextQuestion))
        self.show_readiness()
        self.call_after_refresh(self.rehearse.take_model)
        self.call_after_refresh(self.refresh_lists)

    def show_readiness(self) -> None:
        """Show who asks."""
        label = self.rehearse.seat.readiness.label
        self.query_one("#badge", Plain).show(label)
        for welcome in self.query(Welcome):
            welcome.tell(self.rehearse.bank.profile, label, self.rehearse.key_map)

    def on_screen_resume(self) -> None:
        """Show what a drill has changed."""
        if self._read:
            tidy()
            self.refresh_lists()

    @work(group="home", exclusive=True, exit_on_error=False)
    async def refresh_lists(self) -> None:
        """Read what to propose and what to list."""
        try:
            unfinished, last = await self.rehearse.store.run(
                lambda store: (store.unfinished(), store.page(HistoryFilter(), LAST))
            )
            await self.rehearse.open_bank()
            proposed = await self.rehearse.bank.propose()
        except RehearseError as error:
            self._start_at_once = False
            self.query_one(NextQuestion).show(str(error))
            return
        finally:
            self._read = True
        self._proposed = proposed
        await self._lay_out_lists()
        self._show_proposal()
        self._show_lists(unfinished, last)
        self.load_ahead(self.read_plan())
        if self._start_at_once:
            self._start_at_once = False
            self.action_open()

    async def _lay_out_lists(self) -> None:
        lists = self.query_one("#lists")
        if not lists.children:
            await lists.mount(
                Plain(id="today-title", classes="title"),
                Plain(id="today"),
                Welcome(id="welcome"),
                Plain("In progress", id="progress-title", classes="title"),
                ListTable("Started", "Question", "So far", id="progress"),
                Plain("Last attempts", id="last-title", classes="title"),
                ListTable(*COLUMNS, id="last"),
            )

    @work(group="plan", exclusive=True, exit_on_error=False)
    async def read_plan(self) -> None:
        """Read what to rehearse today, once everything else stands."""
        plan = await self.rehearse.agenda.today()
        self._today = plan.items
        near = self.rehearse.bank.interview_is_near(self.rehearse.day())
        lines = today.lines(plan, self.rehearse.key_map, wide=self.app.size.width >= WIDE, near=near)
        title, block = self.query_one("#today-title", Plain), self.query_one("#today", Plain)
        title.show(today.title(plan))
        block.show(Content("\n").join(lines))
        title.display = block.display = bool(lines)

    @work(group="ahead", exclusive=True, exit_on_error=False)
    async def load_ahead(self, plan: "Worker[None]") -> None:
        """Load what a first drill needs, once the plan stands or cannot be read."""
        with suppress(WorkerError):
            await plan.wait()
        await asyncio.to_thread(self.rehearse.services.load_ahead)

    def action_plan(self, number: int) -> None:
        """Start an item of today's plan."""
        if number <= len(self._today):
            self.rehearse.agenda.start(self._today[number - 1])

    def action_last_page(self) -> None:
        """Show the page for the last minutes before an interview."""
        self.rehearse.show_last_page()

    def action_days(self) -> None:
        """Show the plan of the days to come."""
        self.rehearse.show_plan()

    def _show_proposal(self) -> None:
        question, problems = self._proposed, self.rehearse.bank.library.problems
        if question is None:
            text = plain(NO_QUESTIONS)
        else:
            text = Content("\n\n").join(
                [
                    muted(f"{question.competency.label}  ·  {question.difficulty.label}"),
                    plain(question.text).stylize("bold"),
                    Content.assemble(
                        (self.keyed("<home.open> "), "bold $text-accent"),
                        (f"starts: {describe(self.rehearse.plan)}", "$foreground-muted"),
                    ),
                ]
            )
        self.query_one(NextQuestion).show(text)
        shown = self.query_one("#problems", Plain)
        shown.display = bool(problems)
        more = f" (and {len(problems) - 1} more: rehearse questions check)" if len(problems) > 1 else ""
        shown.show(f"{problems[0]}{more}" if problems else "")

    def _show_lists(self, unfinished: "list[Summary]", last: "list[Summary]") -> None:
        progress, done = self.query_one("#progress", ListTable), self.query_one("#last", ListTable)
        progress.fill(
            [
                (
                    str(each.id),
                    (
                        cell(day_and_time(each.started_at)),
                        cell(shortened(each.question, 60)),
                        cell(counted(each.words, "word")),
                    ),
                )
                for each in unfinished
            ]
        )
        hide = self.rehearse.services.config.screen.hide_scores
        done.fill([(str(each.id), history_cells(each, hide_scores=hide)) for each in last])
        for name, filled in (("progress", bool(unfinished)), ("last", bool(last))):
            self.query_one(f"#{name}").display = self.query_one(f"#{name}-title").display = filled
        self.query_one(Welcome).display = not last
        self.show_readiness()

    @on(DataTable.RowSelected)
    def open_line(self, event: DataTable.RowSelected) -> None:
        """Open the chosen line: a draft goes on, an attempt is read."""
        attempt_id = int(event.row_key.value or 0)
        if event.data_table.id == "progress":
            self.rehearse.drills.resume(attempt_id)
        else:
            self.rehearse.drills.read(attempt_id)

    def action_open(self) -> None:
        """Start the proposed question; one that is still being read is started as soon as it is there."""
        if self._proposed is not None:
            self.rehearse.drills.start(self._proposed)
        else:
            self._start_at_once = not self._read

    @work(group="another", exclusive=True, exit_on_error=False)
    async def action_another(self) -> None:
        """Propose another question."""
        if self._proposed is not None:
            other = await self.rehearse.bank.propose(instead_of=self._proposed)
            if other is None:
                self.rehearse.notify(self.rehearse.bank.no_other())
            else:
                self._proposed = other
                self._show_proposal()

    def action_choose(self) -> None:
        """Choose a question from the packs."""
        self.rehearse.choose_question()

    def action_resume(self) -> None:
        """Go on with the newest unfinished drill."""
        self.rehearse.drills.resume_latest()

    def action_experience(self) -> None:
        """Say where the stories happened: one level after the other, then nothing."""
        level = following((None, *Experience), self.rehearse.bank.profile.experience)
        self._tell(lambda profile: replace(profile, experience=level))
        self.rehearse.notify(
            f"Your stories happened in: {level.value}." if level else "Your experience: not said."
        )

    def action_date(self) -> None:
        """Set the day of the interview."""
        known = self.rehearse.bank.profile.interview_date

        def take(day: date | None) -> None:
            if day != known:
                self._tell(lambda profile: replace(profile, interview_date=day))

        self.rehearse.ask_date(known, take)

    def _tell(self, change: "Callable[[Profile], Profile]") -> None:
        """Keep what was said of oneself, and let it steer what is asked."""
        self.rehearse.bank.tell(change)
        self.refresh_lists()

    def action_profile(self) -> None:
        """Say who you are and which job it is."""
        self.rehearse.show_profile()

    def action_mock(self) -> None:
        """Take a mock interview."""
        self.rehearse.mocks.show()

    def action_practice(self) -> None:
        """Practise a part of one story."""
        self.rehearse.practise()

    def action_stories(self) -> None:
        """Open the story bank."""
        self.rehearse.show_stories()

    def action_models(self) -> None:
        """Choose who asks."""
        self.rehearse.choose_model()

    def action_look(self) -> None:
        """Choose a theme."""
        self.rehearse.choose_look()

    def action_history(self) -> None:
        """Open the history."""
        self.rehearse.show_history()
