"""What a rehearsal line by line needs, put together; and the way out, by whichever door."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import Any, Final

from rehearse.errors import RehearseError
from rehearse.interviewer.port import Notice, Stage
from rehearse.plain.lines import Ended
from rehearse.plain.talk import Left, Talk
from rehearse.rehearsal.asking import Table
from rehearse.rehearsal.bridge import UNSAVED, StoreThread
from rehearse.rehearsal.question_bank import QuestionBank
from rehearse.rehearsal.seat import Seat
from rehearse.rehearsal.services import Services

log = logging.getLogger(__name__)

FINDING: Final = 10.0
LOADING: Final = 60.0
"""Seconds that a model may take to be found, and to be loaded, before the first question is asked without it."""
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class PlainDesk:
    """Holds the services, the store's thread, who asks and the questions; says what happens to them."""

    def __init__(self, services: Services, talk: Talk) -> None:
        self.services = services
        self.talk = talk
        self.store = StoreThread(services.open_store, self._trouble_from_thread)
        self.seat = Seat(services, self._seat_changed, self._noticed)
        self.bank = QuestionBank(services, self.store)
        self.table = Table(self.bank, self.seat, self.store)
        self.loop = asyncio.get_running_loop()
        self._named = asyncio.Event()
        self._settled = asyncio.Event()
        self._opened = False
        self._told = self.seat.readiness.stage
        self._loading: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the store and read the questions; a model is loaded while the first question is asked."""
        await self.bank.open()
        self.talk.say_what_waits()
        self.talk.say(*self.bank.library.problems)
        self._loading = asyncio.create_task(self._take_model())

    async def _take_model(self) -> None:
        try:
            await self.seat.take()
            self._seat_changed()
        except Exception:
            log.exception("no model could be looked for")
            self.talk.later("The model could not be looked for; the built-in interviewer asks.")
            self._named.set()
            self._settled.set()

    async def model_to_open(self) -> bool:
        """Wait for a model to put the first question, a minute at most; Enter goes on without it.

        Tells whether an Enter was invited: it may come too late, and would start the clock.
        """
        if self._opened:
            return False
        self._opened = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._named.wait(), FINDING)
        if self._settled.is_set() or not self.seat.readiness.name:
            return False
        self.talk.say_what_waits()
        if self.talk.lines.typed:
            self.talk.say("Enter goes on without it.")
        await self.done_or_entered(asyncio.create_task(self._settled.wait()), LOADING)
        self.talk.say_what_waits()
        if not self._settled.is_set():
            self.talk.say("The built-in interviewer begins.")
        return self.talk.lines.typed

    async def forget_enter(self) -> None:
        """Take no Enter that was pressed already for an answer to what is asked next; lines with words stay."""
        with contextlib.suppress(Ended):
            while (line := await self.talk.lines.next(0)) is not None:
                if line.strip():
                    self.talk.lines.put_back(line)
                    return

    async def done_or_entered(self, work: asyncio.Task[Any], seconds: float | None = None) -> bool:
        """Wait until work is done, or a line is entered to go on without it; tell whether it is done.

        Work that is not is cancelled. A line with words is left for whoever reads next.
        """
        waiting = {work}
        if self.talk.lines.typed:
            waiting.add(asyncio.create_task(self._entered()))
        try:
            await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
            # whoever reads lines next must not meet a reader that is only about to let go
            await asyncio.gather(*waiting, return_exceptions=True)
        return not work.cancelled()

    async def _entered(self) -> None:
        try:
            while (line := await self.talk.lines.next(None)) is None:
                pass
        except Ended:
            return
        if line.strip():
            self.talk.lines.put_back(line)

    async def model_settled(self) -> None:
        """Wait until a model that is being loaded is ready, or known not to come."""
        if not self._settled.is_set():
            if self.seat.readiness.name:
                self.talk.say(f"Waiting for {self.seat.readiness.name} to be loaded.")
            await self._settled.wait()
            self.talk.say_what_waits()

    async def close(self) -> None:
        """End the model, and let the last writes reach the disk; `RehearseError` when words could not be written."""
        if self._loading is not None:  # all was opened
            self._loading.cancel()
            self.store.post(lambda store: store.purge())
        await self.seat.leave()
        unsaved = await asyncio.to_thread(self.store.close)
        with contextlib.suppress(Left):
            self.talk.say_what_waits()
            self.talk.say(*unsaved)
        if unsaved:
            raise RehearseError(UNSAVED)

    def _seat_changed(self) -> None:
        ready = self.seat.readiness
        if ready.stage is not Stage.FINDING:
            self._named.set()
        if ready.stage in (Stage.READY, Stage.ABSENT):
            self._settled.set()
        if ready.stage is not self._told and ready.stage is Stage.LOADING:
            self.talk.later(f"Loading {ready.name}. Until it is ready the built-in interviewer asks.")
        if ready.stage is not self._told and ready.stage is Stage.READY:
            self.talk.later(f"{ready.name} is ready and asks from now on.")
        self._told = ready.stage

    def _noticed(self, notice: Notice) -> None:
        self.talk.later(notice.text)

    def _trouble_from_thread(self, sentence: str) -> None:
        self.loop.call_soon_threadsafe(self.talk.later, sentence)


def run(services: Services, talk: Callable[[], Talk], errand: Callable[[PlainDesk], Awaitable[None]]) -> int:
    """Do an errand at a desk and give the exit status: 0, or that of the signal that ended it."""
    return asyncio.run(_run(services, talk, errand))


async def _run(
    services: Services, talk: Callable[[], Talk], errand: Callable[[PlainDesk], Awaitable[None]]
) -> int:
    desk = PlainDesk(services, talk())
    task = asyncio.current_task()
    stopped: list[int] = []

    def stop(number: int) -> None:
        """Leave at the first signal; while the last words are written a second one changes nothing."""
        if not stopped and task is not None:
            task.cancel()
        stopped.append(number)

    for number in _SIGNALS:
        desk.loop.add_signal_handler(number, stop, number)
    try:
        with desk.talk.lines.kept(services.clock.leave_out):
            await desk.open()
            await errand(desk)
    except Left:
        pass
    except asyncio.CancelledError:
        if task is None or not stopped:
            raise
        task.uncancel()
    finally:
        await desk.close()
    return 128 + stopped[0] if stopped else 0
