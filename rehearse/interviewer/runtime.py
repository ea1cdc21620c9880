"""The model's life as the app sees it: checked, started in the background, restarted once, ended.

Nothing here blocks the event loop, and nothing raises into the app but `ModelTrouble` from a request.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Final

from rehearse.domain.text import one_line
from rehearse.interviewer.head_start import Begun, begin
from rehearse.interviewer.link import Link
from rehearse.interviewer.port import Readiness, Stage
from rehearse.interviewer.preflight import check
from rehearse.interviewer.protocol import Delta, Done, Fed, Frame, Generate, Part, Ready, Sampling
from rehearse.interviewer.repacking import note_that_it_may_not
from rehearse.interviewer.settings import RuntimeSettings
from rehearse.interviewer.troubles import ILLEGAL_INSTRUCTION, Code, ModelTrouble

log = logging.getLogger(__name__)

_HEALTHY: Final = 300.0
"""Seconds without a crash after which another restart is allowed."""
_USUAL: Final = RuntimeSettings()


def _unheard(_: Readiness) -> None:
    """Do nothing."""


class ModelRuntime:
    """One model file and the child process that runs it. Make it anywhere, `start` it inside the event loop."""

    def __init__(
        self,
        file: Path,
        settings: RuntimeSettings = _USUAL,
        on_change: Callable[[Readiness], None] = _unheard,
    ) -> None:
        self.file = file
        self.size = 0
        """Bytes of the file, all of its parts, once the model is loaded."""
        self._named = ""
        self.ready: Ready | None = None
        self._trouble: ModelTrouble | None = None
        self._settings = settings
        self._on_change = on_change
        self._begun: Begun | None = None
        self._readiness = Readiness(Stage.FINDING)
        self._link: Link | None = None
        self._ahead: Link | None = None
        """The child that was begun before the app, while it loads: its end is no crash of a model that worked."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._settled = asyncio.Event()
        self._restarted_at: float | None = None
        self._closing = False
        self._wanted: tuple[Part, ...] | None = None

    # What is known

    @property
    def readiness(self) -> Readiness:
        """Say where the model stands."""
        return self._readiness

    @property
    def name(self) -> str:
        """Give the model's own name, else the file's."""
        return self._named or self.file.stem

    @property
    def frame(self) -> Frame | None:
        """Give the chat template's frame once the model is loaded."""
        return self.ready.frame if self.ready else None

    @property
    def trouble(self) -> ModelTrouble | None:
        """Say why there is no model, once that is known."""
        return self._trouble

    @property
    def pid(self) -> int | None:
        """Give the child's process id while there is one."""
        return self._link.pid if self._link else None

    @property
    def last_fed(self) -> Fed | None:
        """Give what the last finished reading ahead came to."""
        return self._link.last_fed if self._link else None

    @property
    def feeding(self) -> bool:
        """Tell whether a prompt is being read ahead."""
        return self._link is not None and self._link.feeding

    async def settled(self) -> bool:
        """Wait until the model is ready, or known to be of no use; tell which."""
        await self._settled.wait()
        return self.ready is not None

    # Life

    def take_over(self, begun: Begun) -> None:
        """Use a child that loads just this already; a restart starts another."""
        self._begun = begun

    def start(self) -> None:
        """Check the file and load the model in the background."""
        self._spawn(self._bring_up())

    async def close(self) -> None:
        """End the child and forget the model."""
        self._closing = True
        self.ready = None
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._let_go()

    async def _bring_up(self) -> None:
        self._settled.clear()
        link: Link | None = None
        early = self._begun is not None
        try:
            # A child that was begun has looked at file and memory itself, before it took its own share of that.
            if not early:
                facts = await asyncio.to_thread(check, self.file, self._settings.context)
                self._named = facts.name
            self._show(Readiness(Stage.LOADING, self.name))
            begun, self._begun = self._begun or begin(self.file, self._settings), None
            self._link = link = await Link.open(begun)
            self._ahead = link if early else None
            self._spawn(self._watch(link))
            self.ready = ready = await link.loaded(self._progressed)
            self._named, self.size = one_line(ready.name), ready.size
        except (ModelTrouble, OSError) as error:
            if link is not self._link:
                return  # the child ended, which is dealt with in `_watch`
            why = error if isinstance(error, ModelTrouble) else ModelTrouble(Code.LOAD_FAILED, str(error))
            if early:
                log.warning("the head start came to nothing (%s: %s)", why.code, why.detail)
                await self._let_go()
                self._spawn(self._bring_up())
            else:
                await self._give_up(why)
            return
        self._trouble = self._ahead = None
        self._show(Readiness(Stage.READY, self.name, 1.0))
        self._settled.set()
        if self._wanted is not None:
            self.feed(self._wanted)
        if not self._settings.repack and (note := self._settings.repack_note) is not None:
            await asyncio.to_thread(note_that_it_may_not, note)

    def _progressed(self, fraction: float) -> None:
        self._show(Readiness(Stage.LOADING, self.name, fraction))

    async def _watch(self, link: Link) -> None:
        """Wait for the child's end; start another one where that is of use."""
        why = await link.listen()
        if self._closing or link is not self._link:
            return
        self._link, self.ready = None, None
        self._settled.clear()
        if not self._may_start_another(link, why):
            await self._give_up(why)
            return
        log.warning("the model's process ended (%s); starting it again", why.detail)
        self._show(Readiness(Stage.LOADING, self.name))
        self._spawn(self._bring_up())

    def _may_start_another(self, link: Link, why: ModelTrouble) -> bool:
        """Tell whether another child may do better, and remember that it was started: each reason counts once.

        What the processor cannot do with the weights as the file has them, it cannot do the next time either.
        """
        if why.detail == ILLEGAL_INSTRUCTION:
            repacked, self._settings = self._settings.repack, replace(self._settings, repack=False)
            return repacked
        if link is self._ahead:
            return True
        now = asyncio.get_running_loop().time()
        if self._restarted_at is not None and now - self._restarted_at < _HEALTHY:
            return False
        self._restarted_at = now
        return True

    async def _give_up(self, why: ModelTrouble) -> None:
        log.warning("no model: %s (%s: %s)", why, why.code, why.detail)
        self.ready, self._trouble = None, why
        await self._let_go()
        self._show(Readiness(Stage.ABSENT, self.name, why=str(why)))
        self._settled.set()

    async def _let_go(self) -> None:
        """End the child, one that was only begun too."""
        link, self._link, begun, self._begun = self._link, None, self._begun, None
        if begun is not None:
            await asyncio.to_thread(begun.drop)
        if link is not None:
            await link.close()

    # Requests

    def feed(self, parts: tuple[Part, ...]) -> None:
        """Let the model read a prompt ahead of time; a newer one takes its place. Returns at once."""
        self._wanted = parts
        if self._link is not None and self.ready is not None:
            self._link.feed(parts)

    async def generate(
        self,
        parts: tuple[Part, ...],
        max_tokens: int,
        sampling: Sampling,
        *,
        grammar: str | None = None,
        reserve: int = 1,
    ) -> AsyncGenerator[Delta | Done, None]:
        """Go on from a prompt; `Done` comes last. `ModelTrouble` says why when that cannot be.

        `reserve` tokens of the context must be free for the reply. Closing the iterator stops the model; the
        next request need not wait for that.
        """
        if self._link is None or self.ready is None:
            raise self._trouble or ModelTrouble(Code.NOT_READY)
        command = Generate(
            id=0, parts=parts, max_tokens=max_tokens, reserve=reserve, sampling=sampling, grammar=grammar
        )
        async with aclosing(self._link.generate(command)) as events:
            async for event in events:
                yield event

    def _show(self, readiness: Readiness) -> None:
        if readiness != self._readiness:
            self._readiness = readiness
            self._on_change(readiness)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
