"""The way from the screens to the store: one thread owns the connection, calls queue up in their order."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from rehearse.errors import sentence_for

if TYPE_CHECKING:
    from rehearse.storage.port import Store

T = TypeVar("T")
log = logging.getLogger(__name__)


def _nothing() -> None:
    """Do nothing."""


class StoreThread:
    """Runs calls on the store one after the other, off the event loop.

    The store is opened by the first call, in this thread: importing and opening it costs some 200 ms, which
    the first paint does not wait for. `on_trouble` is called, in the thread, with a sentence for each write
    that failed.
    """

    def __init__(self, open_store: "Callable[[], Store]", on_trouble: Callable[[str], None]) -> None:
        self._open = open_store
        self._on_trouble = on_trouble
        self._store: Store | None = None
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def run(self, call: "Callable[[Store], T]") -> T:
        """Do a call and give its result; `RehearseError` comes through."""
        return await asyncio.wrap_future(self._executor.submit(self._do, call))

    def post(
        self, call: "Callable[[Store], object]", on_failure: Callable[[], None] = _nothing
    ) -> "Future[None]":
        """Do a call in its turn, without waiting.

        A failure is reported through `on_trouble`; `on_failure` is called too, in the thread.
        """
        return self._executor.submit(self._report, call, on_failure)

    def close(self) -> None:
        """Do what is still queued, then close the store."""
        self._executor.submit(self._close)
        self._executor.shutdown(wait=True)

    def _do(self, call: "Callable[[Store], T]") -> T:
        if self._store is None:
            self._store = self._open()
        return call(self._store)

    def _report(self, call: "Callable[[Store], object]", on_failure: Callable[[], None]) -> None:
        try:
            self._do(call)
        except Exception as error:
            log.exception("a write failed")
            on_failure()
            self._on_trouble(sentence_for(error))

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
