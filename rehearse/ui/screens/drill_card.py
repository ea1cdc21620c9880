"""What a drill's screen does while the question is on the table: how it is answered, and which story it tells."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from textual import work

from rehearse.domain.drill import Phase
from rehearse.domain.exercise import SPECIAL, Kind
from rehearse.rehearsal.choosing import Choosing
from rehearse.rehearsal.session import DrillSession
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.widgets.panels import CardFocus
from rehearse.ui.widgets.question_card import QuestionCard

_NOT_IN_SPECIAL = {"another", "follow_ups", "story", "no_story"}
"""Choices that a special drill has made itself."""
_SET_BY_A_MOCK = {"another", "follow_ups", "target", "persona", "mode", "coaching"}
"""Choices that were made before the mock, for all its questions."""


class DrillCard(AppScreen):
    """The part of the drill's screen that works before the clock starts."""

    def __init__(self, session: DrillSession) -> None:
        super().__init__()
        self.session = session

    @cached_property
    def _choosing(self) -> Choosing:
        return Choosing(self.session, self.rehearse.store)

    def stage(self) -> None:
        """Show what belongs to the phase, and put the focus there."""
        raise NotImplementedError

    def offers(self, action: str) -> bool:
        """Tell whether a choice of the card is open in this kind of drill."""
        kind = self.session.drill.plan.exercise.kind
        if self.session.mock is not None:
            return action not in _SET_BY_A_MOCK
        if action == "target":
            return kind is not Kind.SETUP
        return kind not in SPECIAL or action not in _NOT_IN_SPECIAL

    def show_choices(self) -> None:
        """List what can be changed before the clock starts."""
        session, choosing = self.session, self._choosing
        note = choosing.note
        if session.story is None and choosing.choices is not None:
            note = (
                self.keyed("press <card.story> to choose one")
                if choosing.choices
                else "the bank has no story yet"
            )
        self.query_one(CardFocus).show_choices(
            session.drill.plan,
            self.rehearse.key_map,
            offered=self.offers,
            story=session.story.story.title if session.story else "none",
            notes=(note, choosing.too_often),
        )

    @work(group="interviewer", exclusive=True, exit_on_error=False)
    async def pose(self) -> None:
        """Let the interviewer put the question; that of a special drill stands as it is."""
        drill, card = self.session.drill, self.query_one(QuestionCard)
        card.hush()
        if drill.plan.exercise.kind in SPECIAL:
            return
        try:
            async for said in self.rehearse.seat.interviewer.ask(
                drill.question, drill.plan.persona, self.rehearse.services.seed
            ):
                card.speak(said.text)
        except Exception:
            card.hush()  # half a question is none; its own words stand there instead
            raise

    @work(group="stories", exclusive=True, exit_on_error=False)
    async def propose_story(self) -> None:
        """Read which stories answer the question and take the best of them, unless one is told already."""
        await self._choosing.propose()
        self.query_one(QuestionCard).show(self.session.drill, self.session.story)
        if self.session.drill.phase is Phase.ASKED:
            self.show_choices()
        self.lay_cue_card()

    def lay_cue_card(self) -> None:
        """Lay the story's bullets beside the answer, where that is wanted."""
        raise NotImplementedError

    def action_story(self) -> None:
        """Tell the next story: those that fit come first, after the last one comes none.

        Where they could not be read they are read again, and what is in the way is said again.
        """
        if self.session.drill.phase is not Phase.ASKED:
            return
        if self._choosing.choices is None:
            self.propose_story()
        else:
            self._choosing.next()
            self.stage()

    def action_no_story(self) -> None:
        """Tell no story of the bank."""
        if self.session.drill.phase is Phase.ASKED:
            self._choosing.none()
            self.stage()

    def _replan(self, *, again: bool = False, **changes: Any) -> None:
        """Change this drill's plan and that of the following ones; the question may have to be put again."""
        if self.session.drill.phase is Phase.ASKED:
            self.session.change_plan(replace(self.session.drill.plan, **changes))
            self.rehearse.drills.remember(replace(self.rehearse.plan, **changes))
            self.stage()
            if again:
                self.pose()

    def action_mode(self) -> None:
        """Switch between typing and speaking."""
        self._replan(mode=self.session.drill.plan.mode.other)

    def action_coaching(self) -> None:
        """Switch between coached and exam."""
        self._replan(coaching=self.session.drill.plan.coaching.other)

    def action_target(self) -> None:
        """Take the next length of the answer."""
        self._replan(budget=self.session.drill.plan.budget.longer)

    def action_persona(self) -> None:
        """Let the next persona ask."""
        after = self.rehearse.services.cast.after(self.session.drill.plan.persona)
        self._replan(persona=after, again=True)

    def action_follow_ups(self) -> None:
        """Change how many follow-ups are asked, from 0 to 3."""
        self._replan(follow_ups=self.session.drill.plan.more_follow_ups)

    @work(group="another", exclusive=True, exit_on_error=False)
    async def action_another(self) -> None:
        """Ask another question instead, unless the clock was started meanwhile."""
        if self.session.drill.phase is Phase.ASKED:
            other = await self.rehearse.drills.another(self.session.drill.question)
            if other is not None and self.session.drill.phase is Phase.ASKED:
                self.rehearse.drills.start(other)
