"""The mock that goes on: which question comes next, its running clock, and what of it is on disk."""

from dataclasses import replace

from rehearse.domain.clock import Clock, Timer
from rehearse.domain.drill_plan import Plan
from rehearse.domain.mock import Mock, Slot, Stage
from rehearse.rehearsal.bridge import StoreThread
from rehearse.storage.port import Store

CLOCK_KEPT_EVERY = 5.0
"""Seconds between writes of the running clock."""


class MockRun:
    """One mock while it is taken; the drills on its questions share it."""

    def __init__(self, mock: Mock, clock: Clock, store: StoreThread) -> None:
        self.mock = mock
        self.place = mock.place or 0
        self._clock = clock
        self._store = store
        self._timer = Timer(mock.seconds)
        self._kept = mock.seconds

    @property
    def seconds(self) -> float:
        """Give what the running clock shows."""
        return self._timer.read(self._clock.now())

    @property
    def slot(self) -> Slot:
        """Give the question on the table."""
        return self.mock.slots[self.place]

    @property
    def plan(self) -> Plan:
        """Give the plan of the present question's drill: that of the mock, with who asks."""
        return replace(self.mock.plan, persona=self.slot.persona)

    def run(self, *, on: bool) -> None:
        """Let the clock run or stand, and write it down now and then."""
        now = self._clock.now()
        self._timer = self._timer.start(now) if on else self._timer.stop(now)
        if abs(self.seconds - self._kept) >= CLOCK_KEPT_EVERY or (not on and self.seconds != self._kept):
            self._keep()

    def begun(self, store: Store, attempt_id: int) -> None:
        """Note which attempt answers the question; called in the store's thread with the attempt's first write."""
        store.mocks.link(self.mock.id, self.place, attempt_id)

    def answered(self, attempt_id: int) -> int | None:
        """Take the present question as answered; give the next one's place, None after the last."""
        self.mock = self.mock.at(self.place, attempt_id=attempt_id, answered=True)
        following = self.mock.place
        if following is not None:
            self.place = following
        return following

    async def end(self) -> None:
        """Finish the mock, or stop it where questions are open; what was answered is kept."""
        self.run(on=False)
        stage = Stage.FINISHED if self.mock.place is None else Stage.STOPPED
        mock_id, seconds = self.mock.id, self.seconds
        self.mock = replace(self.mock, stage=stage, seconds=seconds)

        def write(store: Store) -> None:
            store.mocks.keep_clock(mock_id, seconds)
            store.mocks.end(mock_id, stage)

        await self._store.run(write)

    def _keep(self) -> None:
        mock_id, seconds = self.mock.id, self.seconds
        self._kept = seconds
        self._store.post(lambda store: store.mocks.keep_clock(mock_id, seconds))
