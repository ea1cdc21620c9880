"""The way to the store, whoever shows the rehearsal: one thread owns the connection, calls queue up in their order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from rehearse.errors import sentence_for

if TYPE_CHECKING:
    from rehearse.storage.port import Store

UNSAVED: Final = (
    "what stands above could not be written to the disk. Copy it from here; rehearse doctor says more."
)
T = TypeVar("T")
log = logging.getLogger(__name__)


def _nothing() -> None:
    """Do nothing."""


class Author(Protocol):
    """Whose words are written: a drill, a story. Only its newest write counts."""

    @property
    def words(self) -> str:
        """Give what would be lost."""
        ...


class StoreThread:
    """Runs calls on the store one after the other, off the event loop.

    The store is opened by the first call, in this thread: importing and opening it costs some 200 ms, which
    the first paint does not wait for. `on_trouble` is called, in the thread, with a sentence for each write
    that failed, and for what became of a damaged file.

    A write of an author's that fails is owed: it is done again by `retry`, also when its screen is gone, until it
    works or a newer write of the same author takes its place.
    """

    def __init__(self, open_store: Callable[[], Store], on_trouble: Callable[[str], None]) -> None:
        self._open = open_store
        self._on_trouble = on_trouble
        self._store: Store | None = None
        self._told = ""
        self._owed: dict[Author, Callable[[Store], object]] = {}
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def run(self, call: Callable[[Store], T], author: Author | None = None) -> T:
        """Do a call and give its result; `RehearseError` comes through.

        With an author, it takes the place of what is owed of theirs.
        """
        return await asyncio.wrap_future(self._executor.submit(self._settle, call, author))

    def post(self, call: Callable[[Store], object], author: Author | None = None) -> Future[None]:
        """Do a call in its turn, without waiting; a failure is reported through `on_trouble`."""
        return self._executor.submit(self._report, call, author)

    @property
    def owed(self) -> frozenset[Author]:
        """Say whose writes failed and are still to be done; to be asked within a call."""
        return frozenset(self._owed)

    def retry(self) -> None:
        """Do again what is owed."""
        if self._owed:
            self._executor.submit(self._do_owed)

    def wait(self, seconds: float) -> None:
        """Hold everything up until what is queued is done, or the time is over: the store may wait for the app, too."""
        wait([self._executor.submit(_nothing)], timeout=seconds)

    def close(self) -> list[str]:
        """Do what is still queued and owed, then close the store; give the words that could not be written."""
        last = self._executor.submit(self._close)
        self._executor.shutdown(wait=True)
        return last.result()

    def _do(self, call: Callable[[Store], T]) -> T:
        if self._store is None:
            self._store = self._open()
        try:
            return call(self._store)
        finally:
            trouble = self._store.trouble
            if trouble and trouble != self._told:
                self._told = trouble
                self._on_trouble(trouble)

    def _settle(self, call: Callable[[Store], T], author: Author | None) -> T:
        done = self._do(call)
        if author is not None:
            self._owed.pop(author, None)
        return done

    def _report(self, call: Callable[[Store], object], author: Author | None) -> None:
        try:
            self._settle(call, author)
        except Exception as error:
            log.exception("a write failed")
            if author is not None:
                self._owed[author] = call
            self._on_trouble(sentence_for(error))

    def _do_owed(self) -> None:
        for author, call in list(self._owed.items()):
            self._report(call, author)

    def _close(self) -> list[str]:
        self._do_owed()
        if self._store is not None:
            self._store.close()
            self._store = None
        return [author.words for author in self._owed if author.words]
