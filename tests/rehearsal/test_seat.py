"""The interviewer's seat, without a screen."""

import asyncio
from pathlib import Path

import pytest

from rehearse.rehearsal.seat import Seat
from tests.ui.fake_models import SMALL, FakeModels, found
from tests.ui.harness import services_for


async def measuring(seat: Seat, models: FakeModels) -> "asyncio.Task[None]":
    """Begin to measure a model that takes its time."""
    models.measured.clear()
    measurement = asyncio.create_task(seat.measure(SMALL))
    await models.begun.wait()
    return measurement


@pytest.mark.parametrize("given_up", [False, True], ids=["under way", "given up already"])
async def test_whoever_leaves_breaks_a_measurement_off_and_waits_until_its_model_has_left(
    tmp_path: Path, given_up: bool
) -> None:
    models = FakeModels(found(), used=found())
    seat = Seat(services_for(tmp_path, models=models), lambda: None, lambda _: None)
    measurement = await measuring(seat, models)
    if given_up:  # as the app's own workers are when it ends
        measurement.cancel()
        await asyncio.sleep(0)
    await seat.leave()
    assert models.broken_off == [SMALL]
    with pytest.raises(asyncio.CancelledError):
        await measurement
    assert not seat.measuring
    assert not models.lives
