"""What a drill's screen does when the interviewer speaks up: interruption, follow-ups, and on to the critique."""

import logging

from textual import work

from rehearse.domain.attempt import Attempt
from rehearse.domain.drill import Phase
from rehearse.errors import CRITIQUE_FAILED, UNREADABLE, sentence_for
from rehearse.rehearsal.session import DrillSession
from rehearse.ui.screens.drill_card import DrillCard
from rehearse.ui.widgets.follow_up import FollowUpPanel
from rehearse.ui.widgets.panels import SectionEditor
from rehearse.ui.widgets.question_card import QuestionCard

log = logging.getLogger(__name__)


class DrillReplies(DrillCard):
    """The part of the drill's screen that works whenever the interviewer has the word, and at the end."""

    def __init__(self, session: DrillSession) -> None:
        super().__init__(session)
        self._finished: Attempt | None = None

    @property
    def editor(self) -> SectionEditor:
        """Give the editor of the section the user stands in."""
        return self.query_one(f"#editor-{self.session.drill.section.value}", SectionEditor)

    @property
    def panel(self) -> FollowUpPanel:
        """Give the place of the interviewer's questions and of the replies."""
        return self.query_one(FollowUpPanel)

    @property
    def halted(self) -> bool:
        """Tell whether the answer has ended and nothing is done about it: after trouble, or when told to stop."""
        return self.session.drill.phase is Phase.FINISHED and not self._runs("conclude")

    def take_up(self) -> None:
        """Go on where the interviewer had the word when the drill was left."""
        if self.session.drill.phase is Phase.INTERRUPTED:
            self.session.take_up_cut()
            self.open_cut()
        elif self.session.take_up_follow_up():
            self._open_follow_up()
        elif self.session.drill.phase is Phase.FINISHED:
            self.panel.write(self.session.drill.begun)
            self.conclude()

    def on_screen_resume(self) -> None:
        """Go on to the critique that was ready while something lay over this screen."""
        if self._finished is not None:
            self._give_way(self._finished)

    def open_cut(self) -> None:
        """Let the interviewer break in; what was typed up to here is kept."""
        if (cut := self.session.drill.cut) is not None:
            who = self.session.drill.plan.persona.name
            self.panel.start(
                self.keyed(f"The {who} cuts in  ·  a sentence or two, <follow_up.finish> goes back")
            )
            self.stage()
            self.panel.open(cut.question, cut.answer)

    def _close_cut(self) -> None:
        self.collect()
        if (cut := self.session.drill.cut) is not None:
            with self.panel.ending(cut.answer):
                self.session.close_cut()
        self.stage()

    def action_finish(self) -> None:
        """End the answer, the follow-up or the reply to an interruption; after trouble, try again."""
        if self.session.drill.phase is Phase.INTERRUPTED:
            self._close_cut()
        elif not self._runs("conclude"):
            self.conclude()

    def action_skip(self) -> None:
        """Skip this follow-up and all further ones."""
        self.session.skip_follow_ups()
        self.conclude()

    @work(group="conclude", exclusive=True, exit_on_error=False)
    async def conclude(self) -> None:
        """Save, then ask on; when nothing is left to ask, save the critique and show it."""
        self.collect()
        try:
            await self._close()
            await self._ask_on()
            if self.session.drill.phase is Phase.FOLLOW_UP:
                return
            attempt = await self.session.complete()
        except Exception as error:
            log.exception("the drill could not be concluded")
            self._halt(error)
            return
        self._lead_on(attempt)

    async def _close(self) -> None:
        """Have what was told on disk: the reply that has ended, or the whole answer, which is judged then."""
        session = self.session
        if (exchange := session.drill.open_exchange) is not None:
            with self.panel.ending(exchange.answer):
                await session.close_follow_up()
        if session.critique is None:
            self.editor.move_cursor(self.editor.document.end)  # see `FollowUpPanel.ending`
            await session.finish()

    async def _ask_on(self) -> None:
        session = self.session
        self.stage()
        if session.follow_up_is_due:
            self._start_panel(len(session.drill.exchanges) + 1, self.rehearse.seat.interviewer.name)
        self.carry_over()
        self.collect()
        if session.follow_up_is_due:
            async for said in session.next_follow_up():
                self.panel.speak(said.text)
        if session.drill.open_exchange is not None:
            self.collect()  # a letter may have come after the question was whole
            self._open_follow_up()

    def _halt(self, error: Exception) -> None:
        """Say what went wrong; the same key tries again. Words typed while the disk was waited for stand still."""
        self.collect()
        self.stage()
        sentence = self.keyed(
            f"{sentence_for(error)} Your words stay here; mend that and press <follow_up.finish> again."
        )
        self.panel.halt(sentence)
        self.call_after_refresh(self.refresh_bindings)
        self.rehearse.trouble(sentence)

    def _lead_on(self, attempt: Attempt | None) -> None:
        """Go on to the critique of what is on disk now, at once or when this screen is on top again."""
        if attempt is None:
            self.rehearse.trouble(UNREADABLE)
            return
        if self.session.critique is None and self.session.wants_critique:
            self.rehearse.trouble(CRITIQUE_FAILED)
        if self.app.screen is self:
            self._give_way(attempt)
        else:
            self._finished = attempt

    def _give_way(self, attempt: Attempt) -> None:
        """Let the critique take this screen's place, what was typed up to here being on its way to the disk."""
        self.keep()
        self.rehearse.drills.conclude(attempt, self.session.mock)

    def carry_over(self) -> None:
        """Let what was typed after the answer had ended, while it was being kept, begin the reply."""
        told = self.session.drill.texts.get(self.editor.section, "")
        if words := self.editor.take_back(told):
            self.panel.add(words)

    def _start_panel(self, number: int, asks: str) -> None:
        planned = self.session.drill.plan.follow_ups
        self.panel.start(f"Follow-up {number} of {planned}  ·  {asks}")

    def _open_follow_up(self) -> None:
        """Let the user answer the follow-up that was asked, now or before the drill was left."""
        if (exchange := self.session.drill.open_exchange) is not None:
            asks = exchange.interviewer or self.rehearse.seat.interviewer.name
            self._start_panel(len(self.session.drill.exchanges), asks)
            self.stage()
            self.panel.open(exchange.follow_up.text, exchange.answer)

    def stop_speaking(self) -> bool:
        """Stop the interviewer in mid-sentence; tell whether anybody spoke."""
        if self._runs("interviewer"):
            self.workers.cancel_group(self, "interviewer")
            self.query_one(QuestionCard).hush()
            return True
        if self._runs("conclude") and self.session.asking:
            self.workers.cancel_group(self, "conclude")
            self.panel.halt(
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
