"""The drill: a question card, five sections against the clock, follow-ups, and on to the critique."""

import logging
from dataclasses import replace
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import ContentSwitcher, Digits, Footer, TextArea

from rehearse.domain.attempt import Attempt
from rehearse.domain.budget import TARGETS, Budget, Light, spoken_seconds
from rehearse.domain.cue import Cue, next_cue
from rehearse.domain.drill import Phase
from rehearse.domain.section import SECTIONS
from rehearse.domain.vocabulary import Coaching, Mode, Persona
from rehearse.errors import sentence_for
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import WIDE, AppScreen
from rehearse.ui.session import DrillSession
from rehearse.ui.text import Plain, minutes
from rehearse.ui.widgets.panels import CardFocus, FollowUpPanel, ReplyEditor, SectionEditor, SpokenPanel
from rehearse.ui.widgets.question_card import QuestionCard
from rehearse.ui.widgets.rail import Rail, share_line

log = logging.getLogger(__name__)

TICK = 0.25
"""Seconds between drawings of the clocks; what they show is always read from the clock itself."""
AUTOSAVE = 0.5
"""Seconds between looks for unsaved words: half of what may be lost."""


class DrillScreen(AppScreen):
    """Coordinates one drill; what is right at which moment is decided by the session's drill."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.EVERYWHERE, only={"leave"}),
        # The editors have these too; between two follow-ups and after trouble no editor has the focus.
        *bindings(Place.FOLLOW_UP),
    ]

    def __init__(self, session: DrillSession) -> None:
        super().__init__()
        self.session = session
        self._cue = Cue()
        self._finished: Attempt | None = None

    def compose(self) -> ComposeResult:
        """Lay out everything a drill ever shows; the phase decides what is seen."""
        drill = self.session.drill
        yield QuestionCard(drill)
        yield CardFocus(id="card-focus")
        with Horizontal(id="desk"):
            with Vertical(id="side"):
                yield Digits("0:00", id="clock")
                yield Plain(id="total")
                yield Rail(id="rail")
            with Vertical(id="work"):
                yield SpokenPanel(id="spoken")
                with ContentSwitcher(initial=f"editor-{drill.section.value}", id="editors"):
                    for section in SECTIONS:
                        yield SectionEditor(section, drill.texts.get(section, ""))
        yield FollowUpPanel(id="follow-up")
        yield Plain(id="cue")
        yield Footer()

    def on_mount(self) -> None:
        """Take the drill up where it stands."""
        self.set_interval(TICK, self.draw)
        self.set_interval(AUTOSAVE, self.session.autosave)
        self.stage()
        if self.session.drill.phase is Phase.ASKED:
            self.pose()
        elif self.session.take_up_follow_up():
            self._open_follow_up()
        elif self.session.drill.phase is Phase.FINISHED:
            self.conclude()

    def on_screen_resume(self) -> None:
        """Go on to the critique that was ready while something lay over this screen."""
        if self._finished is not None:
            self.rehearse.conclude(self._finished)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual calls it so)
        """Keep the keys of the follow-ups out of the other phases."""
        phase = self.session.drill.phase
        halted = phase is Phase.FINISHED and not self._runs("conclude")
        if action == "skip":
            return phase is Phase.FOLLOW_UP or halted
        if action == "finish":
            return phase in (Phase.ANSWERING, Phase.PAUSED, Phase.FOLLOW_UP) or halted
        return True

    def on_unmount(self) -> None:
        """Leave nothing unsaved behind, however the screen was closed."""
        self.session.leave()

    # Drawing

    def stage(self) -> None:
        """Show what belongs to the phase, and put the focus there."""
        drill = self.session.drill
        for phase in Phase:
            self.set_class(drill.phase is phase, f"-{phase.value.replace('_', '-')}")
        self.set_class(drill.plan.mode is Mode.SPOKEN, "-is-spoken")
        self.set_class(drill.plan.coaching is Coaching.EXAM, "-exam")
        self.query_one(QuestionCard).show(drill)
        if drill.phase in (Phase.ASKED, Phase.PREPARING):
            self.set_focus(self.query_one(CardFocus))
        elif drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            self.query_one(ContentSwitcher).current = f"editor-{drill.section.value}"
            self._editor().coach(coached=drill.plan.coaching is Coaching.COACHED)
            spoken = drill.plan.mode is Mode.SPOKEN
            self.set_focus(self.query_one(SpokenPanel) if spoken else self._editor())
        self.refresh_bindings()
        self.draw()

    def draw(self) -> None:
        """Draw the clocks as they stand now."""
        drill, now = self.session.drill, self.session.now
        if drill.phase is Phase.PREPARING:
            self._draw_preparation(drill.plan.preparation - drill.preparation.read(now))
        elif drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            self._draw_answer(now)
        elif (exchange := drill.open_exchange) is not None:
            self.query_one(FollowUpPanel).tick(exchange, now)
        elif drill.phase is Phase.ASKED:
            self.query_one(CardFocus).show_choices(drill.plan)

    def _draw_preparation(self, left: float) -> None:
        if left <= 0:
            self.action_begin()
            return
        text = f"Collect your thoughts: {minutes(left + 0.99)}. Enter starts the clock now."
        self.query_one(CardFocus).show(text)

    def _draw_answer(self, now: float) -> None:
        drill = self.session.drill
        total = drill.total_seconds(now)
        light = drill.light(now)
        clock = self.query_one("#clock", Digits)
        clock.update(minutes(total))
        for each in Light:
            clock.set_class(each is light, f"-{each.value}")
        words = drill.total_words()
        text = f"of {minutes(drill.plan.budget.target)}"
        if drill.plan.mode is Mode.TYPED:
            text += (
                f"  ·  {words}/{drill.plan.budget.target_words} words, {minutes(spoken_seconds(words))} aloud"
            )
        state = {Phase.PAUSED: "  ·  PAUSED"}.get(drill.phase, "  ·  OVER" if light is Light.OVER else "")
        wide = self.app.size.width >= WIDE
        self.query_one("#total", Plain).show(text + state + ("" if wide else share_line(drill, now)))
        self.query_one(Rail).show(drill, now, wide=wide)
        self.query_one(SpokenPanel).show(drill, now)
        if drill.plan.coaching is Coaching.COACHED:
            self._cue = next_cue(self._cue, drill, now)
            self.query_one("#cue", Plain).show(self._cue.text)

    def _editor(self) -> SectionEditor:
        return self.query_one(f"#editor-{self.session.drill.section.value}", SectionEditor)

    # What is typed

    @on(TextArea.Changed)
    def keep_words(self, event: TextArea.Changed) -> None:
        """Take over each change at once; the disk follows within half a second."""
        if isinstance(event.text_area, SectionEditor):
            self.session.write(event.text_area.section, event.text_area.text)
        else:
            self.session.reply(event.text_area.text)

    def collect(self) -> None:
        """Take over what stands in the editors now: messages of the last letters may still be under way."""
        for editor in self.query(SectionEditor):
            self.session.write(editor.section, editor.text)
        self.session.reply(self.query_one(ReplyEditor).text)

    # The card

    @work(group="interviewer", exclusive=True, exit_on_error=False)
    async def pose(self) -> None:
        """Let the interviewer put the question."""
        drill, card = self.session.drill, self.query_one(QuestionCard)
        card.hush()
        async for said in self.rehearse.seat.interviewer.ask(
            drill.question, drill.plan.persona, self.rehearse.services.seed
        ):
            card.speak(said.text)

    def _replan(self, *, again: bool = False, **changes: Any) -> None:
        """Change this drill's plan and that of the following ones; the question may have to be put again."""
        if self.session.drill.phase is Phase.ASKED:
            self.session.change_plan(replace(self.session.drill.plan, **changes))
            self.rehearse.remember(replace(self.rehearse.plan, **changes))
            self.stage()
            if again:
                self.pose()

    def action_mode(self) -> None:
        """Switch between typing and speaking."""
        typed = self.session.drill.plan.mode is Mode.TYPED
        self._replan(mode=Mode.SPOKEN if typed else Mode.TYPED)

    def action_coaching(self) -> None:
        """Switch between coached and exam."""
        coached = self.session.drill.plan.coaching is Coaching.COACHED
        self._replan(coaching=Coaching.EXAM if coached else Coaching.COACHED)

    def action_target(self) -> None:
        """Take the next length of the answer."""
        target = int(self.session.drill.plan.budget.target)
        place = TARGETS.index(target) if target in TARGETS else -1
        self._replan(budget=Budget(TARGETS[(place + 1) % len(TARGETS)]))

    def action_persona(self) -> None:
        """Let the next persona ask."""
        personas = tuple(Persona)
        place = personas.index(self.session.drill.plan.persona)
        self._replan(persona=personas[(place + 1) % len(personas)], again=True)

    def action_follow_ups(self) -> None:
        """Change how many follow-ups are asked, from 0 to 3."""
        self._replan(follow_ups=(self.session.drill.plan.follow_ups + 1) % 4)

    @work(group="another", exclusive=True, exit_on_error=False)
    async def action_another(self) -> None:
        """Ask another question instead, unless the clock was started meanwhile."""
        if self.session.drill.phase is Phase.ASKED:
            other = await self.rehearse.propose(instead_of=self.session.drill.question)
            if other is not None and self.session.drill.phase is Phase.ASKED:
                self.rehearse.drill(other)

    def action_begin(self) -> None:
        """Start the clock, or the preparation where one is wanted."""
        self.workers.cancel_group(self, "interviewer")
        self.query_one(QuestionCard).hush()
        self.session.begin()
        self.stage()

    # The answer

    def action_next_section(self) -> None:
        """Go on to the next section."""
        if self.session.drill.phase is Phase.ANSWERING:
            self.session.next()
            self.stage()

    def action_back_section(self) -> None:
        """Return to the section before."""
        if self.session.drill.phase is Phase.ANSWERING:
            self.session.back()
            self.stage()

    def action_pause(self) -> None:
        """Stop the clock, or let it run on."""
        if self.session.drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            self.session.toggle_pause()
            self.stage()

    def action_notes(self) -> None:
        """Write bullet notes while speaking."""
        self.add_class("-notes")
        self.set_focus(self._editor())

    def action_finish(self) -> None:
        """End the answer, or the follow-up; after trouble, try again."""
        if not self._runs("conclude"):
            self.conclude()

    def action_skip(self) -> None:
        """Skip this follow-up and all further ones."""
        self.session.change_plan(
            replace(self.session.drill.plan, follow_ups=len(self.session.drill.exchanges))
        )
        self.conclude()

    @work(group="conclude", exclusive=True, exit_on_error=False)
    async def conclude(self) -> None:
        """Save, then ask on; when nothing is left to ask, save the critique and show it."""
        session = self.session
        self.collect()
        try:
            if session.drill.phase is Phase.FOLLOW_UP:
                await session.close_follow_up()
            if session.critique is None:
                await session.finish()
            await self._ask_on()
            if session.drill.phase is Phase.FOLLOW_UP:
                return
            attempt = await session.complete()
        except Exception as error:
            log.exception("the drill could not be concluded")
            # Words typed while the disk was waited for stand in the editors still.
            self.collect()
            self.stage()
            sentence = f"{sentence_for(error)} Your words stay here; mend that and press ctrl+s again."
            self.query_one(FollowUpPanel).halt(sentence)
            self.call_after_refresh(self.refresh_bindings)
            self.rehearse.trouble(sentence)
            return
        if session.critique is None:
            self.rehearse.trouble(
                "The critique failed; the log file says more. The attempt is kept without it."
            )
        if attempt is not None and self.app.screen is self:
            self.rehearse.conclude(attempt)
        else:
            self._finished = attempt

    async def _ask_on(self) -> None:
        session = self.session
        self.stage()
        if session.follow_up_is_due:
            panel = self._start_panel(len(session.drill.exchanges) + 1)
            async for said in session.next_follow_up():
                panel.speak(said.text)
        if session.drill.open_exchange is not None:
            self._open_follow_up()

    def _start_panel(self, number: int) -> FollowUpPanel:
        panel = self.query_one(FollowUpPanel)
        panel.start(number, self.session.drill.plan.follow_ups, self.rehearse.seat.interviewer.name)
        return panel

    def _open_follow_up(self) -> None:
        """Let the user answer the follow-up that was asked, now or before the drill was left."""
        if (exchange := self.session.drill.open_exchange) is not None:
            panel = self._start_panel(len(self.session.drill.exchanges))
            self.stage()
            panel.open(exchange)

    # Leaving

    def action_leave(self) -> None:
        """Stop the interviewer, or go back: from notes to the clock, from a drill to Home; text is kept."""
        if self.stop_speaking():
            return
        if self.has_class("-notes") and isinstance(self.focused, SectionEditor):
            self.remove_class("-notes")
            self.set_focus(self.query_one(SpokenPanel))
            return
        self.collect()
        kept = self.session.drill.phase not in (Phase.ASKED, Phase.PREPARING)
        # Queued before Home reads its lists: they must show this draft.
        self.session.leave()
        self.rehearse.go_home()
        if kept:
            self.rehearse.notify("Kept as a draft: r on Home goes on with it.", title="Drill left")

    def stop_speaking(self) -> bool:
        """Stop the interviewer in mid-sentence; tell whether anybody spoke."""
        if self._runs("interviewer"):
            self.workers.cancel_group(self, "interviewer")
            return True
        if self._runs("conclude") and self.session.asking:
            self.workers.cancel_group(self, "conclude")
            self.query_one(FollowUpPanel).halt(
                "Stopped. ctrl+s lets the interviewer ask again, ctrl+n ends the drill."
            )
            self.call_after_refresh(self.refresh_bindings)
            return True
        return False

    def _runs(self, group: str) -> bool:
        return any(
            worker.group == group and worker.is_running for worker in self.workers if worker.node is self
        )
