"""The drill: a question card, five sections against the clock, follow-ups, and on to the critique."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import ContentSwitcher, TextArea

from rehearse.domain.attempt import Attempt
from rehearse.domain.cue import Cue, Teaching, next_cue
from rehearse.domain.drill import Phase
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import count_words, minutes, typed_after
from rehearse.domain.vocabulary import Coaching, Mode
from rehearse.errors import sentence_for
from rehearse.rehearsal.session import DrillSession
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.base import WIDE
from rehearse.ui.screens.drill_card import DrillCard
from rehearse.ui.text import Plain
from rehearse.ui.widgets.answer_side import AnswerSide
from rehearse.ui.widgets.cue_panel import CuePanel
from rehearse.ui.widgets.key_line import KeyLine
from rehearse.ui.widgets.panels import CardFocus, FollowUpPanel, ReplyEditor, SectionEditor, SpokenPanel
from rehearse.ui.widgets.question_card import QuestionCard

log = logging.getLogger(__name__)

TICK = 0.25
"""Seconds between drawings of the clocks; what they show is always read from the clock itself."""
AUTOSAVE = 0.5
"""Seconds between looks for unsaved words: half of what may be lost."""
CARD_FROM = 28
"""Rows from which a cue card leaves enough room for the editor below it."""


class DrillScreen(DrillCard):
    """Coordinates one drill; what is right at which moment is decided by the session's drill."""

    PLACES = (Place.CARD, Place.TYPED, Place.SPOKEN, Place.FOLLOW_UP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.EVERYWHERE, only={"leave"}),
        # The editors have these too; between two follow-ups and after trouble no editor has the focus.
        *bindings(Place.FOLLOW_UP),
    ]

    def __init__(self, session: DrillSession) -> None:
        super().__init__(session)
        self._cue = Cue()
        self._card_wanted = True
        self._criteria_wanted = False
        self._rung: frozenset[str] | None = None
        self._finished: Attempt | None = None
        self._ghost: Mapping[Section, float] = {}

    def compose(self) -> ComposeResult:
        """Lay out everything a drill ever shows; the phase decides what is seen."""
        drill = self.session.drill
        yield QuestionCard(drill)
        yield CardFocus(id="card-focus")
        with Horizontal(id="desk"):
            yield AnswerSide(id="side")
            with Vertical(id="work"):
                yield CuePanel(id="cue-card")
                yield SpokenPanel(id="spoken")
                with ContentSwitcher(initial=f"editor-{drill.section.value}", id="editors"):
                    for section in SECTIONS:
                        yield SectionEditor(section, drill.texts.get(section, ""))
        yield FollowUpPanel(id="follow-up")
        yield Plain(id="cue")
        yield KeyLine()

    def on_mount(self) -> None:
        """Take the drill up where it stands."""
        self.set_interval(TICK, self.draw)
        self.set_interval(AUTOSAVE, self.session.autosave)
        self.stage()
        self.recall()
        if self.session.drill.phase is Phase.ASKED:
            self.pose()
            if self.offers("story"):
                self.propose_story()
            if self.session.retry_of is not None:
                self.call_up_ghost()
        elif self.session.drill.phase is Phase.INTERRUPTED:
            self.session.take_up_cut()
            self._open_cut()
        elif self.session.take_up_follow_up():
            self._open_follow_up()
        elif self.session.drill.phase is Phase.FINISHED:
            self.conclude()

    def on_screen_resume(self) -> None:
        """Go on to the critique that was ready while something lay over this screen."""
        if self._finished is not None:
            self.rehearse.drills.conclude(self._finished, self.session.mock)

    @work(group="recall", exclusive=True, exit_on_error=False)
    async def recall(self) -> None:
        """Look up how much still needs saying beside the answer."""
        await self.session.recall()
        self._coach()

    @work(group="ghost", exclusive=True, exit_on_error=False)
    async def call_up_ghost(self) -> None:
        """Read where the best attempt at this question left its sections, to be held beside the live clock."""
        drill = self.session.drill
        key, mode = drill.question.key, drill.plan.mode
        best = await self.rehearse.store.run(lambda store: store.best(key, mode))
        if best is not None and self._coached:
            typed = best.mode is Mode.TYPED
            self._ghost = (
                {each: count_words(text) for each, text in best.texts.items()} if typed else best.seconds
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual calls it so)
        """Keep the keys of the follow-ups out of the other phases."""
        phase = self.session.drill.phase
        halted = phase is Phase.FINISHED and not self._runs("conclude")
        if action == "skip":
            return phase is Phase.FOLLOW_UP or halted
        if action == "finish":
            open_editor = (Phase.ANSWERING, Phase.PAUSED, Phase.INTERRUPTED, Phase.FOLLOW_UP)
            return phase in open_editor or halted
        return self.offers(action)

    def on_unmount(self) -> None:
        """Leave nothing unsaved behind, however the screen was closed."""
        self.session.leave()
        if self.session.mock is not None:
            self.session.mock.run(on=False)

    # Drawing

    def stage(self) -> None:
        """Show what belongs to the phase, and put the focus there."""
        drill = self.session.drill
        for phase in Phase:
            self.set_class(drill.phase is phase, f"-{phase.value.replace('_', '-')}")
        self.set_class(drill.plan.mode is Mode.SPOKEN, "-is-spoken")
        self.set_class(drill.plan.coaching is Coaching.EXAM, "-exam")
        self.set_class(drill.resuming, "-resuming")
        self.query_one(QuestionCard).show(drill, self.session.story)
        if drill.phase in (Phase.ASKED, Phase.PREPARING):
            self.set_focus(self.query_one(CardFocus))
        elif drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            self.query_one(ContentSwitcher).current = f"editor-{drill.section.value}"
            self._coach()
            spoken = drill.plan.mode is Mode.SPOKEN
            self.set_focus(self.query_one(SpokenPanel) if spoken else self._editor())
        self.refresh_bindings()
        self.draw()

    def _coach(self) -> None:
        """Show what still needs saying beside the section, and the story's bullets."""
        self._editor().coach(criteria=self._teaching.criteria)
        self.lay_card()
        self.draw()

    def draw(self) -> None:
        """Draw the clocks as they stand now; the interviewer may cut in."""
        if self.session.interrupt_if_due():
            self._open_cut()
        drill, now = self.session.drill, self.session.now
        if (mock := self.session.mock) is not None:
            mock.run(on=drill.phase is not Phase.PAUSED)
            self.query_one(QuestionCard).head(
                f"Mock, question {mock.place + 1} of {len(mock.mock.slots)}  ·  {minutes(mock.seconds)}"
            )
        if drill.phase is Phase.PREPARING:
            self._draw_preparation(drill.plan.preparation - drill.preparation.read(now))
        elif drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            self._draw_answer(now)
            self._ring(drill.over(now))
        elif drill.phase is Phase.INTERRUPTED and drill.cut is not None:
            self.query_one(FollowUpPanel).tick(drill.cut.timer.read(now))
        elif (exchange := drill.open_exchange) is not None:
            self.query_one(FollowUpPanel).tick(exchange.timer.read(now))
        elif drill.phase is Phase.ASKED:
            self.show_choices()

    def _draw_preparation(self, left: float) -> None:
        if left <= 0:
            self.action_begin()
            return
        text = f"Collect your thoughts: {minutes(left + 0.99)}. <card.begin> starts the clock now."
        self.query_one(CardFocus).show(self.keyed(text))

    def _draw_answer(self, now: float) -> None:
        drill, ghost = self.session.drill, self._ghost_line()
        self.query_one(AnswerSide).show(drill, now, ghost, wide=self.app.size.width >= WIDE)
        self.query_one(SpokenPanel).show(drill, now, ghost, self.rehearse.key_map, self._teaching)
        if self._coached:
            self._cue = next_cue(self._cue, drill, now, self.session.teaching.kept)
        if drill.resuming:
            typed = drill.plan.mode is Mode.TYPED
            how = (
                "The clock runs on with your first word."
                if typed
                else self.keyed("<spoken.next_section> starts the clock as you go on.")
            )
            self.query_one("#cue", Plain).show(f"Back to your Action. {how}")
        elif self._coached:
            self.query_one("#cue", Plain).show(self._cue.text or self._hint())

    @property
    def _coached(self) -> bool:
        return self.session.drill.plan.coaching is Coaching.COACHED

    @property
    def _teaching(self) -> Teaching:
        """Give what is said beside the answer: while it is new, and criteria when they are asked for."""
        if not self._coached:
            return Teaching(keys=False, criteria=False)
        known = self.session.teaching
        return replace(known, criteria=known.criteria or self._criteria_wanted)

    def _hint(self) -> str:
        """Name the keys that lead on, while they are new; a spoken answer names them below its clock."""
        drill = self.session.drill
        if drill.plan.mode is Mode.SPOKEN or not self._teaching.keys:
            return ""
        following = drill.following
        on = f"<typed.next_section> goes on to {following.label}, " if following else ""
        return self.keyed(f"{on}<typed.finish> ends the answer.")

    def _ring(self, over: frozenset[str]) -> None:
        """Ring once for whatever runs over now; what did before this screen was opened is old news."""
        if self._rung is not None and over - self._rung:
            self.app.bell()
        self._rung = over | (self._rung or frozenset())

    def _ghost_line(self) -> str:
        """Say where the best attempt at this question left the section; empty where there is none."""
        if not self._ghost:
            return ""
        drill = self.session.drill
        left = drill.ghost_of(self._ghost)
        amount = f"{left:.0f} words" if drill.plan.mode is Mode.TYPED else minutes(left)
        return f"your best left {drill.section.label} at {amount}"

    def lay_card(self) -> None:
        """Lay the story's bullets beside the answer, unless this is an exam, there is no room or no wish for them."""
        session, size = self.session, self.app.size
        room = size.width >= WIDE and size.height >= CARD_FROM
        coached = session.drill.plan.coaching is Coaching.COACHED
        panel = self.query_one(CuePanel)
        panel.display = bool(session.story) and self._card_wanted and room and coached
        if session.story is not None:
            panel.show_card(session.story.story, session.angle, session.drill.section)

    def on_resize(self) -> None:
        """Take the cue card away where there is no room for it any more."""
        self.lay_card()

    def _editor(self) -> SectionEditor:
        return self.query_one(f"#editor-{self.session.drill.section.value}", SectionEditor)

    # What is typed

    @on(TextArea.Changed)
    def keep_words(self, event: TextArea.Changed) -> None:
        """Take over each change at once; the disk follows within half a second."""
        if isinstance(event.text_area, SectionEditor):
            self.session.write(event.text_area.section, event.text_area.text)
            if self.session.asking or self.session.drill.open_exchange is not None:
                self._carry_over()
        else:
            self.session.reply(event.text_area.text)

    def _carry_over(self) -> None:
        """Let what was typed after the answer had ended, while it was being kept, begin the reply."""
        editor = self._editor()
        told = self.session.drill.texts.get(editor.section, "")
        if words := typed_after(told, editor.text):
            editor.text = told
            self.query_one(ReplyEditor).insert(words)

    def _close_reply(self, told: str) -> None:
        """Empty the editor of the reply that has ended, but for what was typed since."""
        words = typed_after(told, self.query_one(ReplyEditor).text)
        self.query_one(FollowUpPanel).close(words)

    def collect(self) -> None:
        """Take over what stands in the editors now: messages of the last letters may still be under way."""
        for editor in self.query(SectionEditor):
            self.session.write(editor.section, editor.text)
        self.session.reply(self.query_one(ReplyEditor).text)

    def keep(self) -> None:
        """Queue the last letters for the disk."""
        self.collect()
        self.session.save()

    # The card

    def action_begin(self) -> None:
        """Start the clock, or the preparation where one is wanted."""
        self.workers.cancel_group(self, "interviewer")
        self.query_one(QuestionCard).hush()
        self.session.begin()
        self.stage()
        self.recall()  # the card may have changed typed for spoken

    # The answer

    def action_next_section(self) -> None:
        """Go on to the next section; whoever speaks first goes on where the interviewer cut in."""
        if self.session.drill.resuming and self.session.drill.plan.mode is Mode.SPOKEN:
            self.session.toggle_pause()
        elif self._goes_on():
            self.session.next()
        self.stage()

    def action_back_section(self) -> None:
        """Return to the section before."""
        if self._goes_on():
            self.session.back()
            self.stage()

    def _goes_on(self) -> bool:
        """Tell whether sections can be gone through now; a typed answer that was paused runs on.

        Letters typed just before may still be under way then: they let the clock run on, but only later.
        """
        drill = self.session.drill
        if drill.phase is Phase.PAUSED and drill.plan.mode is Mode.TYPED:
            self.session.toggle_pause()
        return self.session.drill.phase is Phase.ANSWERING

    def action_pause(self) -> None:
        """Stop the clock, or let it run on."""
        if self.session.drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            self.session.toggle_pause()
            self.stage()

    def action_cue_card(self) -> None:
        """Show the story's bullets and the criteria, or take them away; never in an exam."""
        why, faded = self._why_no_card(), not self.session.teaching.criteria
        if why and not (faded and self._coached):
            self.rehearse.notify(why)
            return
        if faded and not self._criteria_wanted:
            self._criteria_wanted = self._card_wanted = True
        else:
            self._criteria_wanted, self._card_wanted = False, not self._card_wanted
        self._coach()

    def _why_no_card(self) -> str:
        if self.session.drill.plan.coaching is Coaching.EXAM:
            return "No cue card in an exam."
        if self.session.story is None:
            return "This answer tells no story of the bank, so there is no cue card."
        small = self.app.size.width < WIDE or self.app.size.height < CARD_FROM
        return f"A cue card needs {WIDE}x{CARD_FROM} cells." if small else ""

    def action_notes(self) -> None:
        """Write bullet notes while speaking."""
        self.add_class("-notes")
        self.set_focus(self._editor())

    def action_finish(self) -> None:
        """End the answer, the follow-up or the reply to an interruption; after trouble, try again."""
        if self.session.drill.phase is Phase.INTERRUPTED:
            self.collect()
            self.session.close_cut()
            if (cut := self.session.drill.cut) is not None:
                self._close_reply(cut.answer)
            self.stage()
        elif not self._runs("conclude"):
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
                self._close_reply(session.drill.exchanges[-1].answer)
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
            sentence = self.keyed(
                f"{sentence_for(error)} Your words stay here; mend that and press <follow_up.finish> again."
            )
            self.query_one(FollowUpPanel).halt(sentence)
            self.call_after_refresh(self.refresh_bindings)
            self.rehearse.trouble(sentence)
            return
        if session.critique is None and session.wants_critique:
            self.rehearse.trouble(
                "The critique failed; the log file says more. The attempt is kept without it."
            )
        if attempt is not None and self.app.screen is self:
            self.rehearse.drills.conclude(attempt, self.session.mock)
        else:
            self._finished = attempt

    async def _ask_on(self) -> None:
        session = self.session
        self.stage()
        if session.follow_up_is_due:
            panel = self._start_panel(len(session.drill.exchanges) + 1)
            self._carry_over()
            async for said in session.next_follow_up():
                panel.speak(said.text)
        if session.drill.open_exchange is not None:
            self._open_follow_up()

    def _open_cut(self) -> None:
        """Let the interviewer break in; what was typed up to here is kept."""
        if (cut := self.session.drill.cut) is not None:
            panel = self.query_one(FollowUpPanel)
            who = self.session.drill.plan.persona.name
            panel.start(self.keyed(f"The {who} cuts in  ·  a sentence or two, <follow_up.finish> goes back"))
            self.stage()
            panel.open(cut.question, cut.answer)

    def _start_panel(self, number: int) -> FollowUpPanel:
        panel = self.query_one(FollowUpPanel)
        planned, speaker = self.session.drill.plan.follow_ups, self.rehearse.seat.interviewer.name
        panel.start(f"Follow-up {number} of {planned}  ·  {speaker}")
        return panel

    def _open_follow_up(self) -> None:
        """Let the user answer the follow-up that was asked, now or before the drill was left."""
        if (exchange := self.session.drill.open_exchange) is not None:
            panel = self._start_panel(len(self.session.drill.exchanges))
            self.stage()
            panel.open(exchange.follow_up.text, exchange.answer)
            self.session.reply(self.query_one(ReplyEditor).text)

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
            self.rehearse.notify(
                self.keyed("Kept as a draft: <home.resume> on Home goes on with it."), title="Drill left"
            )

    def stop_speaking(self) -> bool:
        """Stop the interviewer in mid-sentence; tell whether anybody spoke."""
        if self._runs("interviewer"):
            self.workers.cancel_group(self, "interviewer")
            return True
        if self._runs("conclude") and self.session.asking:
            self.workers.cancel_group(self, "conclude")
            self.query_one(FollowUpPanel).halt(
                self.keyed(
                    "Stopped. <follow_up.finish> lets the interviewer ask again, <follow_up.skip> ends the drill."
                )
            )
            self.call_after_refresh(self.refresh_bindings)
            return True
        return False

    def _runs(self, group: str) -> bool:
        return any(
            worker.group == group and worker.is_running for worker in self.workers if worker.node is self
        )
