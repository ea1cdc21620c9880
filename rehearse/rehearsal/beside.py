"""What is said beside an answer: hints that fade, one cue, the story's card, where the best answer left off.

Nothing of it in an exam.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from rehearse.domain.cue import Cue, Teaching, next_cue
from rehearse.domain.section import Section
from rehearse.domain.text import counted
from rehearse.domain.vocabulary import Coaching, Mode
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.session import DrillSession


class Beside:
    """What stands beside the answer of one drill."""

    def __init__(self, session: DrillSession, store: StoreThread) -> None:
        self._session = session
        self._store = store
        self._cue = Cue()
        self._best: Mapping[Section, float] = {}
        self._card_wanted = True
        self._criteria_wanted = False

    async def recall(self) -> None:
        """Look up what earlier answers say: what needs no saying any more, and where the best one left its sections."""
        await self._session.recall()
        drill = self._session.drill
        best = None
        if self._session.retry_of is not None:
            key, mode = drill.question.key, drill.plan.mode
            best = await self._store.run(lambda store: store.best(key, mode))
        self._best = best.spent if best is not None else {}

    @property
    def coached(self) -> bool:
        """Tell whether anything is said at all."""
        return self._session.drill.plan.coaching is Coaching.COACHED

    @property
    def teaching(self) -> Teaching:
        """Give what is said while it is new; criteria also when they are asked for."""
        if not self.coached:
            return Teaching(keys=False, criteria=False)
        known = self._session.teaching
        return replace(known, criteria=known.criteria or self._criteria_wanted)

    def cue(self, now: float) -> str:
        """Give the line for this moment; empty when there is nothing to say."""
        if self.coached:
            self._cue = next_cue(self._cue, self._session.drill, now, self._session.teaching.kept)
        return self._cue.text if self.coached else ""

    def ghost(self, spelled: Callable[[float], str]) -> str:
        """Say where the best attempt at this question left the section; empty where there is none.

        `spelled` writes seconds.
        """
        drill = self._session.drill
        if not self._best or not self.coached:
            return ""
        left = drill.ghost_of(self._best)
        amount = counted(round(left), "word") if drill.plan.mode is Mode.TYPED else spelled(left)
        return f"your best left {drill.section.label} at {amount}"

    @property
    def card(self) -> bool:
        """Tell whether the story's bullets are wanted beside the answer."""
        return self._session.story is not None and self._card_wanted and self.coached

    def turn_card(self, no_room: str) -> str:
        """Show the story's bullets and the criteria, or take them away; say why there is nothing to show.

        `no_room` says why the bullets have no room; empty where they have. The criteria have always.
        """
        faded = not self._session.teaching.criteria
        if not self.coached:
            return "No cue card in an exam."
        if not faded and self._session.story is None:
            return "This answer tells no story of the bank, so there is no cue card."
        if not faded and no_room:
            return no_room
        if faded and not self._criteria_wanted:
            self._criteria_wanted = self._card_wanted = True
        else:
            self._criteria_wanted, self._card_wanted = False, not self._card_wanted
        return ""
