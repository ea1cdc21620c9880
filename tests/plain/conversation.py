"""A drill line by line, with a clock in the test's hand, real storage, and everything that was said."""

import io
from collections.abc import Awaitable, Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from rehearse.domain.attempt import Attempt
from rehearse.domain.drill_plan import Plan
from rehearse.errors import RehearseError
from rehearse.plain.desk import PlainDesk, run
from rehearse.plain.drilling import drill
from rehearse.plain.lines import Ended, Lines
from rehearse.plain.talk import Talk
from rehearse.rehearsal.asking import Wish
from rehearse.storage.store import SqliteStore
from tests.builders import ANSWER
from tests.ui.harness import services_for

Entry = str | Callable[[], object]
"""A line, or something that happens while nobody enters one."""

WHOLE = ("", *(line for text in ANSWER.values() for line in (text, "/next")))
"""An answer in five sections, with its last one ended."""


class Script(Lines):
    """Enters lines one after the other; a function between them is called while the drill waits."""

    def __init__(self, entries: Iterable[Entry], *, typed: bool = False) -> None:
        super().__init__(io.StringIO())
        self._entries = list(entries)
        self.typed = typed

    async def next(self, seconds: float | None) -> str | None:  # noqa: ARG002 (time is in the test's hand)
        if not self._entries:
            raise Ended
        entry = self._entries.pop(0)
        if isinstance(entry, str):
            return entry
        entry()
        return None

    def put_back(self, line: str) -> None:
        self._entries.insert(0, line)

    def rest(self) -> list[str]:
        return []


def hear(
    folder: Path,
    *entries: Entry,
    errand: Callable[[PlainDesk], Awaitable[None]] | None = None,
    encoding: str = "utf-8",
    typed: bool = False,
    refused: str = "",
    **wanted: Any,
) -> str:
    """Have a conversation and give what was said; without an errand a drill on the first question.

    `refused` is part of the error that ends it, if one is to.
    """
    raw, services = io.BytesIO(), services_for(folder, **wanted)
    heard = io.TextIOWrapper(raw, encoding)

    async def first(desk: PlainDesk) -> None:
        plan = services.config.plan(services.cast)
        await drill(desk, await desk.table.wished(Wish("deployment-01"), plan), plan)

    bell = services.config.screen.bell
    ends = pytest.raises(RehearseError, match=refused) if refused else nullcontext()
    with ends:
        run(services, lambda: Talk(Script(entries, typed=typed), heard, heard, bell=bell), errand or first)
    return raw.getvalue().decode(encoding)


async def resume(desk: PlainDesk) -> None:
    session = await desk.table.resume_latest()
    assert session is not None
    await drill(desk, session, Plan())


def kept(folder: Path, attempt_id: int = 1) -> Attempt:
    """Read an attempt as it is on disk."""
    store = SqliteStore(folder / "rehearse.db")
    attempt = store.load(attempt_id)
    store.close()
    assert attempt is not None
    return attempt
