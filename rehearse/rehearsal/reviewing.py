"""The way from an attempt to what is said of it beside its critique: what to read, and where it is counted."""

import asyncio
import logging
from dataclasses import replace
from typing import Final

from rehearse.domain.attempt import Attempt
from rehearse.domain.exercise import Kind
from rehearse.domain.ledger import Ledgers
from rehearse.domain.mock import Mock
from rehearse.domain.review import Around, Review, review
from rehearse.rehearsal.bridge import StoreThread
from rehearse.rehearsal.services import Services
from rehearse.storage.port import Store

log = logging.getLogger(__name__)

TELLINGS: Final = 20
"""Earlier tellings that are read for the meter of wording."""
_WHOLE: Final = (Kind.WHOLE, Kind.ANGLES, Kind.INTERRUPTION)
"""Drills whose answers are whole; parts are compared with their like."""


async def reviewed(services: Services, store: StoreThread, attempt: Attempt) -> tuple[Ledgers, Review]:
    """Read what was told before an attempt and say what there is to say; language is read in a thread."""
    around = await store.run(lambda opened: read_around(opened, attempt))

    def judge() -> tuple[Ledgers, Review]:
        ledgers = services.ledgers(attempt.answer())
        return ledgers, review(attempt, ledgers, around, services.overlap)

    return await asyncio.to_thread(judge)


async def keep_outcome(services: Services, store: StoreThread, attempt: Attempt) -> Attempt:
    """Write down what a special drill came to and give the attempt with it.

    The answer is on disk before; whatever fails here is logged and leaves the attempt as it is.
    """
    if attempt.exercise.kind is Kind.WHOLE:
        return attempt
    try:
        _, found = await reviewed(services, store, attempt)
        outcome = found.outcome
        if outcome is not None:
            await store.run(lambda opened: opened.save_outcome(attempt.id, outcome))
        return replace(attempt, outcome=outcome)
    except Exception:
        log.exception("the outcome of attempt %s could not be kept", attempt.id)
        return attempt


def read_around(store: Store, attempt: Attempt) -> Around:
    """Read what was told before an attempt."""
    exercise = attempt.exercise
    takes: list[Attempt] = []
    if exercise.kind.partial:
        takes = store.takes(exercise.kind, attempt.story.id if attempt.story else None, attempt.id)
    elif exercise.kind is Kind.ANGLES:
        takes = store.round(attempt.first_of_round, attempt.id)
    again = exercise.kind is Kind.SECTION and attempt.retry_of is not None
    return Around(
        takes=tuple(takes),
        profile=store.profile.load(),
        before=store.load(attempt.retry_of) if again and attempt.retry_of else None,
        tellings=store.tellings(
            attempt.id, _WHOLE if exercise.kind in _WHOLE else (exercise.kind,), TELLINGS
        ),
    )


def read_mock(store: Store, mock_id: int) -> tuple[Mock | None, dict[int, Attempt]]:
    """Read a mock and its answers by their ids."""
    mock = store.mocks.load(mock_id)
    ids = [slot.attempt_id for slot in mock.slots if slot.attempt_id and slot.answered] if mock else []
    return mock, {attempt.id: attempt for each in ids if (attempt := store.load(each)) is not None}
