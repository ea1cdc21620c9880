"""The conversation with one child: requests, the events that answer them, and the watch over its silence."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from typing import Final

from msgspec.structs import replace

from rehearse.interviewer.child import Child, ChildEndedError
from rehearse.interviewer.head_start import LOAD, Begun
from rehearse.interviewer.protocol import (
    Cancel,
    Cancelled,
    Delta,
    Done,
    Event,
    Failed,
    Fed,
    Feed,
    Generate,
    Hello,
    Part,
    Progress,
    Ready,
)
from rehearse.interviewer.settings import Patience
from rehearse.interviewer.troubles import Code, ModelTrouble, crash, trouble

_TICK: Final = 0.5
"""Seconds of silence that are counted at a time."""


class Link:
    """One child and what is said to it; `Link.open` takes it over, `listen` must run as long as it is used."""

    def __init__(self, child: Child, patience: Patience) -> None:
        self._child = child
        self._patience = patience
        self._inboxes: dict[int, asyncio.Queue[Event | ModelTrouble]] = {LOAD: asyncio.Queue()}
        self._turn = asyncio.Lock()
        self._confirming: set[asyncio.Task[None]] = set()
        self._last_id = LOAD
        self._heard = 0.0
        self._longest_pause = 0.0
        self._hung = False
        self._feeding = 0
        self._context = 0
        self.last_fed: Fed | None = None

    @classmethod
    async def open(cls, begun: Begun) -> "Link":
        """Take a child over and wait for its greeting; `ModelTrouble` or `OSError` when there is none."""
        child = await Child.take_over(begun)
        patience = begun.settings.patience
        try:
            async with asyncio.timeout(patience.hello):
                hello = await child.receive()
            if not isinstance(hello, Hello) or not hello.binding:
                raise ModelTrouble(Code.RUNTIME_MISSING)
        except TimeoutError:
            await child.close()
            raise ModelTrouble(Code.WORKER_HUNG, "no greeting") from None
        except ChildEndedError as error:
            await child.close()
            raise crash(str(error)) from error
        except BaseException:
            await child.close()
            raise
        return cls(child, patience)

    @property
    def pid(self) -> int:
        """Give the child's process id."""
        return self._child.pid

    @property
    def feeding(self) -> bool:
        """Tell whether a prompt is being read ahead."""
        return self._feeding != 0

    async def listen(self) -> ModelTrouble:
        """Hand each event to the request it answers until the child ends; give why it ended."""
        clock = asyncio.get_running_loop().time
        while True:
            try:
                event = await self._child.receive()
            except ChildEndedError as error:
                why = ModelTrouble(Code.WORKER_HUNG) if self._hung else crash(str(error))
                break
            now = clock()
            if self._inboxes and self._heard:
                self._longest_pause = max(self._longest_pause, now - self._heard)
            self._heard = now
            number = getattr(event, "id", 0)
            if number == self._feeding and isinstance(event, (Fed, Cancelled, Failed)):
                self._feeding = 0
                self.last_fed = event if isinstance(event, Fed) else self.last_fed
            if (inbox := self._inboxes.get(number)) is not None:
                inbox.put_nowait(event)
        await self.close()
        for inbox in self._inboxes.values():
            inbox.put_nowait(why)
        return why

    async def close(self) -> None:
        """End the child."""
        for task in self._confirming:
            task.cancel()
        await self._child.close()

    async def loaded(self, on_progress: Callable[[float], None]) -> Ready:
        """Wait until what the child was begun with is loaded; `ModelTrouble` says why when that fails."""
        inbox = self._inboxes[LOAD]
        try:
            while True:
                match await self._next(inbox, self._patience.load):
                    case Ready() as ready:
                        self._context = ready.context
                        self._longest_pause = 0.0  # loading says nothing of the pace of reading
                        return ready
                    case Progress(fraction=fraction):
                        on_progress(fraction)
                    case Failed(code=code, detail=detail):
                        raise trouble(code, detail)
                    case _:
                        pass
        finally:
            del self._inboxes[LOAD]

    def feed(self, parts: tuple[Part, ...]) -> None:
        """Let the model read a prompt ahead of time; returns at once."""
        self._last_id += 1
        self._feeding = self._last_id
        self._child.send(Feed(id=self._feeding, parts=parts))

    async def generate(self, command: Generate) -> AsyncGenerator[Delta | Done, None]:
        """Go on from a prompt; the request's `id` is set here. See `ModelRuntime.generate`."""
        finished: Done | None = None
        async with self._turn:
            number, inbox = self._request()
            self._child.send(replace(command, id=number))
            over = False
            try:
                while not over:
                    event = await self._next(inbox, self._request_patience())
                    over = isinstance(event, (Done, Failed, Cancelled))
                    if isinstance(event, Delta):
                        yield event
                    elif isinstance(event, Done):
                        finished = event
                    elif isinstance(event, Failed):
                        raise trouble(event.code, event.detail, event.tokens, self._context)
                    elif isinstance(event, Cancelled):
                        raise ModelTrouble(Code.STOPPED)
            except ModelTrouble:
                over = True
                raise
            finally:
                if over:
                    del self._inboxes[number]
                else:
                    self._stop(number, inbox)
        if finished is not None:
            yield finished  # whoever stops reading here holds up nobody

    def _stop(self, number: int, inbox: "asyncio.Queue[Event | ModelTrouble]") -> None:
        self._child.send(Cancel(id=number))
        task = asyncio.get_running_loop().create_task(self._confirm(number, inbox))
        self._confirming.add(task)
        task.add_done_callback(self._confirming.discard)

    async def _confirm(self, number: int, inbox: "asyncio.Queue[Event | ModelTrouble]") -> None:
        """See that a request really ended; a child that does not stop is ended."""
        try:
            async with asyncio.timeout(self._patience.cancel):
                while not isinstance(await inbox.get(), (Done, Failed, Cancelled, ModelTrouble)):
                    pass
        except TimeoutError:
            self._end_hung()
        finally:
            self._inboxes.pop(number, None)

    async def _next(self, inbox: "asyncio.Queue[Event | ModelTrouble]", patience: float) -> Event:
        """Wait for an event; silence is counted in ticks, so that an app that was suspended blames nobody."""
        silent = 0.0
        tick = min(_TICK, patience)
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(tick):
                    event = await inbox.get()
                if isinstance(event, ModelTrouble):
                    raise event
                return event
            silent += tick
            if silent >= patience:
                self._end_hung()

    def _request_patience(self) -> float:
        if not self._longest_pause:
            return self._patience.first
        return max(self._patience.request, 8 * self._longest_pause)

    def _end_hung(self) -> None:
        self._hung = True
        self._child.kill()

    def _request(self) -> "tuple[int, asyncio.Queue[Event | ModelTrouble]]":
        self._last_id += 1
        self._heard = asyncio.get_running_loop().time()
        inbox: asyncio.Queue[Event | ModelTrouble] = asyncio.Queue()
        self._inboxes[self._last_id] = inbox
        return self._last_id, inbox
