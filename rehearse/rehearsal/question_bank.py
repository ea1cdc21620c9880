"""The questions of this user: the packs with what the profile adds, and which of them comes next."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from rehearse.bank.library import Library
from rehearse.domain.attempt import Attempt
from rehearse.domain.cadence import is_eve
from rehearse.domain.drill_plan import Plan
from rehearse.domain.profile import Profile
from rehearse.domain.question import Question
from rehearse.domain.selection import next_question
from rehearse.domain.vocabulary import Competency
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.services import Services

INTERVIEW_IS_NEAR: Final = (
    "The interview is near: short openings and the last check do more now than whole answers."
)


class QuestionBank:
    """Packs and profile, read once; both are empty until `open` has been called."""

    def __init__(self, services: Services, store: StoreThread) -> None:
        self.library = Library(())
        self.profile = Profile()
        self._services = services
        self._store = store
        self._passed: list[str] = []
        self._read = False

    async def open(self) -> None:
        """Read the packs and the profile, off the event loop; a second call finds them read."""
        if self._read:
            return
        await self._store.run(lambda _: None)  # a pack that is being written is written first
        packs, self.profile = await asyncio.gather(
            asyncio.to_thread(self._services.open_library),
            self._store.run(lambda store: store.profile.load()),
        )
        self.library = packs.for_candidate(self.profile.questions, self.profile.briefing)
        self._read = True

    def tell(self, change: Callable[[Profile], Profile]) -> None:
        """Keep what was said of oneself: on disk only that changes, whatever of the profile is known here yet."""
        self.profile = change(self.profile)
        self._store.post(lambda store: store.profile.save(change(store.profile.load())))
        self.read_again()

    def read_again(self) -> None:
        """Read packs and profile anew before the next question is chosen."""
        self._read = False

    def known(self, attempt: Attempt) -> Attempt:
        """Give an attempt with what its pack knows of its question."""
        return replace(attempt, question=self.library.with_probes(attempt.question))

    def interview_is_near(self, today: date) -> bool:
        """Tell whether the interview is today or tomorrow; openings do more then (requirement 82)."""
        interview = self.profile.interview_date
        return interview is not None and is_eve(today, interview)

    def planned(self, plan: Plan) -> Plan:
        """Give a plan with the experience that the profile names, or else the settings."""
        return replace(plan, experience=self.profile.experience or self._services.config.drill.experience)

    @staticmethod
    def no_other(competency: Competency | None = None) -> str:
        """Say that the question on the table is the only one, of a competency where one was asked for."""
        return f"There is no other question{f' of the competency {competency.label}' if competency else ''}."

    async def propose(
        self, instead_of: Question | None = None, competency: Competency | None = None
    ) -> Question | None:
        """Pick the question that comes next; one that was passed over comes later. None where there is no other."""
        questions = [each for each in self.library.questions if competency in (None, each.competency)]
        if instead_of is not None:
            questions = [each for each in questions if each.key != instead_of.key]
            if questions:
                self._passed.append(instead_of.key)
        asked = Counter(await self._store.run(lambda store: store.asked()))
        asked.update(self._passed)
        return next_question(questions, asked, self._services.seed, weights=self.profile.weights)
