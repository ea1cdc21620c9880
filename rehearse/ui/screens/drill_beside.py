"""What a drill's screen shows beside the answer: criteria, one cue or the keys that lead on, the story's bullets."""

from functools import cached_property

from textual import work

from rehearse.domain.vocabulary import Mode
from rehearse.rehearsal.beside import Beside
from rehearse.ui.screens.base import WIDE
from rehearse.ui.screens.drill_replies import DrillReplies
from rehearse.ui.text import Plain
from rehearse.ui.widgets.cue_panel import CuePanel

CUE_CARD_FROM = 28
"""Rows from which a cue card leaves enough room for the editor below it."""


class DrillBeside(DrillReplies):
    """The part of the drill's screen that coaches; nothing of it in an exam."""

    @cached_property
    def beside(self) -> Beside:
        """Say what stands beside the answer."""
        return Beside(self.session, self.rehearse.store)

    @work(group="recall", exclusive=True, exit_on_error=False)
    async def recall(self) -> None:
        """Look up what needs saying beside the answer."""
        await self.beside.recall()
        self.coach()
        self.draw()

    def draw(self) -> None:
        """Draw the clocks as they stand now."""
        raise NotImplementedError

    def show_cue(self, now: float) -> None:
        """Show the line below the answer: the way back from an interruption, else a cue, else the keys that lead on."""
        cue, line = self.beside.cue(now), self.query_one("#cue", Plain)
        if self.session.drill.resuming:
            line.show(f"Back to your Action. {self._way_back()}")
        elif self.beside.coached:
            line.show(cue or self._hint())

    def _way_back(self) -> str:
        """Say how the clock runs on after an interruption."""
        if self.session.drill.plan.mode is Mode.TYPED:
            return "The clock runs on with your first word."
        return self.keyed("<spoken.next_section> starts the clock as you go on.")

    def _hint(self) -> str:
        """Name the keys that lead on, while they are new; a spoken answer names them below its clock."""
        drill = self.session.drill
        if drill.plan.mode is Mode.SPOKEN or not self.beside.teaching.keys:
            return ""
        following = drill.following
        on = f"<typed.next_section> goes on to {following.label}, " if following else ""
        return self.keyed(f"{on}<typed.finish> ends the answer.")

    def coach(self) -> None:
        """Show what still needs saying beside the section, and the story's bullets."""
        self.editor.coach(criteria=self.beside.teaching.criteria)
        self.lay_cue_card()

    def lay_cue_card(self) -> None:
        """Lay the story's bullets beside the answer, where they are wanted and have room."""
        panel = self.query_one(CuePanel)
        panel.display = self.beside.card and not self._no_room()
        if self.session.story is not None:
            panel.show_card(self.session.story.story, self.session.angle, self.session.drill.section)

    def _no_room(self) -> str:
        small = self.app.size.width < WIDE or self.app.size.height < CUE_CARD_FROM
        return f"A cue card needs {WIDE}x{CUE_CARD_FROM} cells." if small else ""

    def on_resize(self) -> None:
        """Take the cue card away where there is no room for it any more."""
        self.lay_cue_card()

    def action_cue_card(self) -> None:
        """Show the story's bullets and the criteria, or take them away; never in an exam."""
        if why := self.beside.turn_card(self._no_room()):
            self.rehearse.notify(why)
            return
        self.coach()
        self.draw()
