"""One drill from the question card to the critique: its present state, what is on disk, and who asks next."""

import asyncio
import logging
from collections.abc import AsyncIterator
from concurrent.futures import Future
from dataclasses import replace

from rehearse.domain.answer import Answer
from rehearse.domain.attempt import Attempt, progress_of, resumed
from rehearse.domain.critique import Critique
from rehearse.domain.cue import LOOKED_BACK, Teaching, teaching
from rehearse.domain.drill import Drill, Phase
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import Kind
from rehearse.domain.history import HistoryFilter
from rehearse.domain.profile import Profile, asked_first, contradictions
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.text import clean
from rehearse.domain.vocabulary import Angle, Coaching, Hints
from rehearse.interviewer.port import Asked, Said, Turn
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.mocking import MockRun
from rehearse.rehearsal.reviewing import keep_outcome
from rehearse.rehearsal.seat import Seat
from rehearse.storage.port import Store

log = logging.getLogger(__name__)

EARLIER_ANSWERS = 20
"""How many older answers the wording is compared with."""

CLOCK_SAVED_EVERY = 5.0
"""Seconds between writes while nothing is typed."""


class DrillSession:
    """Holds the drill and writes it down; screens read `drill` and call the steps.

    The attempt's row is written when the clock starts. Every later write goes through the store's own thread
    in order, so a step never waits for the disk; only `finish` does, because nothing may be generated before
    the answer is safe.
    """

    def __init__(
        self,
        seat: Seat,
        store: StoreThread,
        drill: Drill,
        attempt_id: int | None = None,
        retry_of: int | None = None,
    ) -> None:
        self.services = seat.services
        self.drill = drill
        self.retry_of = retry_of
        self.attempt_id = attempt_id
        self.critique: Critique | None = None
        self.asking = False
        self.mock: MockRun | None = None
        self.story: KeptStory | None = None
        self.angle: Angle | None = None
        self.teaching = teaching(seat.services.config.drill.hints)
        self._store = store
        self._seat = seat
        self._dirty = False
        self._pending: Future[None] | None = None
        self._saved_at = 0.0
        self._concluded = False
        """Set in the store's thread by the last write: what is written behind it makes no draft of it again."""
        self._judged: int | None = None
        self._linked: tuple[KeptStory | None, Angle | None] = (None, None)

    @classmethod
    def new(cls, seat: Seat, store: StoreThread, question: Question, plan: Plan) -> "DrillSession":
        """Put a question on the table."""
        return cls(seat, store, Drill(question, plan))

    @classmethod
    def retry(cls, seat: Seat, store: StoreThread, attempt: Attempt, plan: Plan) -> "DrillSession":
        """Answer an attempt's question again; sections outside the plan stand as they were told."""
        kept = {section: text for section, text in attempt.texts.items() if section not in plan.sections}
        drill = Drill(attempt.question, plan, texts=kept)
        return cls(seat, store, drill, retry_of=attempt.id).telling(attempt.story, attempt.angle)

    @classmethod
    def resume(cls, seat: Seat, store: StoreThread, attempt: Attempt) -> "DrillSession":
        """Take an unfinished attempt up where it was left."""
        session = cls(seat, store, resumed(attempt), attempt_id=attempt.id, retry_of=attempt.retry_of)
        session._linked = attempt.story, attempt.angle if attempt.story else None
        return session.telling(attempt.story, attempt.angle)

    def telling(self, story: KeptStory | None, angle: Angle | None) -> "DrillSession":
        """Let the answer tell a story, from an angle; the disk is told when the attempt begins."""
        self.story, self.angle = story, angle
        return self

    def within(self, mock: MockRun) -> "DrillSession":
        """Let the answer belong to a mock."""
        self.mock = mock
        return self

    @property
    def now(self) -> float:
        """Give the present moment on the drill's clock."""
        return self.services.clock.now()

    @property
    def concluded(self) -> bool:
        """Tell whether the last write was done: the attempt is finished, and no later write changes that."""
        return self._concluded

    @property
    def words(self) -> str:
        """Give all that was told so far as one text."""
        drill = self.drill
        said = [drill.question.text, *(drill.texts.get(section, "") for section in SECTIONS)]
        said += [exchange.answer for exchange in drill.exchanges]
        return "\n\n".join(filter(None, [*said, drill.begun, drill.cut.answer if drill.cut else ""]))

    async def recall(self) -> None:
        """Look up what was finished before: it decides how much still needs saying beside the answer."""
        hints, mode = self.services.config.drill.hints, self.drill.plan.mode
        if hints is not Hints.FADE:
            return

        def look_up(store: Store) -> Teaching:
            coached, latest = Coaching.COACHED, store.page(HistoryFilter(mode=mode), LOOKED_BACK)
            return teaching(
                hints,
                keys=store.count(HistoryFilter(mode=mode, coaching=coached)),
                criteria=store.count(HistoryFilter(kind=Kind.WHOLE, coaching=coached)),
                latest=[each for line in latest if (each := store.load(line.id))],
            )

        self.teaching = await self._store.run(look_up)

    # Steps

    def change_plan(self, plan: Plan) -> None:
        """Change how the rest of the drill is done."""
        self.drill = replace(self.drill, plan=plan)

    def tell(self, story: KeptStory | None, angle: Angle | None) -> None:
        """Tell another story, or none; an attempt that has begun is linked with it by its next write."""
        self.telling(story, angle)
        self.save()

    def begin(self) -> None:
        """Start the clock, after the preparation where one is wanted."""
        if self.drill.plan.preparation and self.drill.phase is Phase.ASKED:
            self.drill = self.drill.prepare(self.now)
            return
        self.drill = self.drill.begin(self.now)
        self._seat.listen(self.drill)
        self.save()

    def write(self, section: Section, text: str) -> None:
        """Take over what stands in a section's editor; writing on after a pause lets the clock run on."""
        words = clean(text)
        if self.drill.texts.get(section, "") == words:
            return
        if self.drill.phase is Phase.PAUSED:
            self.drill = self.drill.resume(self.now)
        if self.drill.phase is Phase.ANSWERING:
            self.drill = self.drill.write(section, words)
            self._dirty = True

    def reply(self, text: str) -> None:
        """Take over what stands in the editor of the follow-up, asked or not yet, or of the interruption."""
        before = self.drill
        if before.phase in (Phase.FOLLOW_UP, Phase.FINISHED):
            self.drill = before.reply(clean(text))
        elif before.phase is Phase.INTERRUPTED:
            self.drill = before.answer_cut(clean(text))
        self._dirty = self._dirty or self.drill != before

    def advance(self) -> Phase | None:
        """Let time do what it does: a mock's clock runs, the interviewer cuts in, the preparation ends.

        Gives the phase that came of it, if one did.
        """
        drill, now = self.drill, self.now
        if self.mock is not None:
            self.mock.run(on=drill.phase is not Phase.PAUSED)
        if drill.cut_is_due(now):
            self.drill = drill.cut_in(now)
            self.save()
        elif drill.phase is Phase.PREPARING and drill.preparation.read(now) >= drill.plan.preparation:
            self.begin()
        return self.drill.phase if self.drill.phase is not drill.phase else None

    def close_cut(self) -> None:
        """End the answer to the interruption."""
        self.drill = self.drill.close_cut(self.now)
        self.save()

    def take_up_cut(self) -> None:
        """Go on with an interruption that was left before it was answered."""
        self.drill = self.drill.reopen_cut(self.now)

    def next(self) -> None:
        """Go on to the following section."""
        self.drill = self.drill.next(self.now)
        self._seat.listen(self.drill)
        self.save()

    def back(self) -> None:
        """Return to the section before."""
        self.drill = self.drill.back(self.now)
        self._seat.listen(self.drill)
        self.save()

    def toggle_pause(self) -> None:
        """Stop the clock, or let it run on."""
        paused = self.drill.phase is Phase.PAUSED
        self.drill = self.drill.resume(self.now) if paused else self.drill.pause(self.now)
        self.save()

    def autosave(self) -> None:
        """Write what changed since the last time; called more than once a second.

        Seconds alone are written less often than words. While a slow disk still works on the last write, no
        further one queues up behind it.
        """
        if self._pending is not None and not self._pending.done():
            return
        if self._dirty or (self.drill.running and self.now - self._saved_at >= CLOCK_SAVED_EVERY):
            self.save()

    def save(self) -> None:
        """Queue the present state for the disk."""
        drill, now = self.drill, self.now
        if drill.phase in (Phase.ASKED, Phase.PREPARING) or (self._concluded and not self._dirty):
            return
        self._dirty, self._saved_at = False, now
        self._pending = self._store.post(lambda store: self._write(store, drill, now), self)

    async def keep(self) -> None:
        """Have the present state on disk before going on; `RehearseError` says why it is not.

        What is typed while the disk is waited for is still to be written.
        """
        drill, now = self.drill, self.now
        self._dirty = True
        await self._store.run(lambda store: self._write(store, drill, now), self)
        self._dirty, self._saved_at = self.drill is not drill, now

    def leave(self) -> None:
        """Stop the clock and keep everything as a draft."""
        self.drill = self.drill.abandon(self.now) if self.drill.running else self.drill
        self.save()

    async def finish(self) -> None:
        """End the answer and have it on disk; `RehearseError` says why when it is not, and the answer goes on."""
        if self.drill.phase in (Phase.ANSWERING, Phase.PAUSED):
            await self._close(self.drill.finish(self.now))
        if self.wants_critique:
            await self._judge()

    @property
    def wants_critique(self) -> bool:
        """Tell whether the answer is whole enough for a critique."""
        return not self.drill.plan.exercise.kind.partial

    @property
    def follow_up_is_due(self) -> bool:
        """Tell whether another follow-up is planned and there are facts to aim it with."""
        return len(self.drill.exchanges) < self.drill.plan.follow_ups and self.critique is not None

    async def next_follow_up(self) -> AsyncIterator[Said]:
        """Let the interviewer ask on; yields what is being said. None is asked when all have been."""
        drill = self.drill
        if self.critique is None or not self.follow_up_is_due:
            return
        turn = Turn(
            question=drill.question,
            persona=drill.plan.persona,
            answer=drill.answer(str(self.attempt_id), self.now),
            probes=self.critique.probes,
            earlier=drill.exchanges,
            seed=self.services.seed + (self.attempt_id or 0),
        )
        self.asking = True
        try:
            async for event in self._seat.interviewer.follow_up(turn):
                if isinstance(event, Asked):
                    self.drill = self.drill.ask(event.follow_up, self.now, self._seat.interviewer.name)
                    self.save()
                else:
                    yield event
        finally:
            self.asking = False

    def skip_follow_ups(self) -> None:
        """Ask no further ones."""
        self.change_plan(replace(self.drill.plan, follow_ups=len(self.drill.exchanges)))

    async def close_follow_up(self) -> None:
        """End the open follow-up and have its answer on disk; `RehearseError` as for `finish`."""
        await self._close(self.drill.close_follow_up(self.now))

    def take_up_follow_up(self) -> bool:
        """Go on with a follow-up that was left before it was answered; tell whether there was one."""
        if self.drill.phase is not Phase.FINISHED or not self.drill.waits:
            return False
        self.drill = self.drill.reopen_follow_up(self.now)
        return True

    async def complete(self) -> Attempt | None:
        """Mark the attempt finished, keep its critique, and read it back as the history has it."""
        told, attempt = await self._conclude()
        while told != self.drill:  # words typed while the disk was waited for
            told, attempt = await self._conclude()
        self._dirty = False
        if attempt is None:
            return None
        # Whoever leaves meanwhile stops the waiting, and not the work.
        kept = await asyncio.shield(keep_outcome(self.services, self._store, attempt))
        return replace(kept, question=told.question)

    # Inside

    async def _conclude(self) -> tuple[Drill, Attempt | None]:
        """Write the attempt as finished, once with its critique, and read it back; give with it what was written."""
        drill, now, critique = self.drill, self.now, self.critique

        def conclude(store: Store) -> Attempt | None:
            attempt_id = self._write(store, drill, now, done=True)
            if critique is not None and self._judged != attempt_id:
                store.save_critique(attempt_id, critique)
                self._judged = attempt_id
            self._concluded = True
            return store.load(attempt_id)

        return drill, await self._store.run(conclude, self)

    async def _close(self, closed: Drill) -> None:
        """Go over to a closed drill at once, so that no later key changes it; back again when the disk refuses."""
        before, self.drill = self.drill, closed
        try:
            await self._store.run(lambda store: self._write(store, closed, self.now), self)
        except Exception:
            self.drill = before
            raise

    async def _judge(self) -> None:
        """Let the rules read the answer, in a thread: the screen goes on."""
        attempt_id = await self._store.run(lambda _: self.attempt_id)
        earlier: tuple[str, ...] = ()
        # The sections that stand as they were told are no repetition.
        if attempt_id is not None and self.drill.plan.exercise.kind is not Kind.SECTION:
            earlier = await self._store.run(lambda store: store.earlier_answers(attempt_id, EARLIER_ANSWERS))
        answer = self.drill.answer(str(attempt_id), self.now, earlier)
        profile = await self._store.run(lambda store: store.profile.load())
        try:
            self.critique = await asyncio.to_thread(self._read, answer, profile)
        except Exception:
            # An answer that the rules cannot read is an attempt all the same: it is kept, without a critique.
            log.exception("the critique of attempt %s failed", attempt_id)

    def _read(self, answer: Answer, profile: Profile) -> Critique:
        """Let the rules read the answer; a number told otherwise than in the resume is asked about first."""
        found = self.services.critique(answer)
        return replace(found, probes=(*asked_first(contradictions(profile, answer.whole)), *found.probes))

    def _write(self, store: Store, drill: Drill, now: float, *, done: bool = False) -> int:
        progress = progress_of(drill, now, done=done or self._concluded)
        # One whose row is gone, from a damaged page or by another program's hand, is written as a new one.
        if self.attempt_id is None or not store.save(self.attempt_id, progress):
            self.attempt_id = store.start(drill.question, drill.plan, self.retry_of)
            self._linked = None, None
            store.save(self.attempt_id, progress)
            if self.mock is not None:
                self.mock.begun(store, self.attempt_id)
        story, angle = self.story, self.angle if self.story else None
        if (story, angle) != self._linked:
            store.stories.link(self.attempt_id, story.id if story else None, angle)
            self._linked = story, angle
        return self.attempt_id
