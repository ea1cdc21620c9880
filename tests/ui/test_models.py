"""Models on the screen: the badge, the list, who asks, and the model's part in a critique."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from rehearse.domain.section import Section
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.drill import DrillScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.models import ModelsScreen
from tests.ui.fake_models import BROKEN, SMALL, FakeLive, FakeModels, broken, found
from tests.ui.harness import app_for, on_screen, shown, wait_for

SIZE = (120, 36)


async def ready(pilot: Pilot[None]) -> None:
    await on_screen(pilot, HomeScreen)
    await wait_for(pilot, lambda: "Enter starts" in shown(pilot), "the proposal")


async def finished(pilot: Pilot[None], app: RehearseApp) -> AttemptScreen:
    """Drill from Home to the critique."""
    await ready(pilot)
    await wait_for(pilot, lambda: app.seat.ready, "the model")
    await pilot.press("enter")
    await on_screen(pilot, DrillScreen)
    await pilot.press("enter", *"words", "ctrl+s")
    await on_screen(pilot, AttemptScreen)
    assert isinstance(app.screen, AttemptScreen)
    return app.screen


async def test_the_badge_says_how_the_model_stands(tmp_path: Path) -> None:
    app = app_for(tmp_path, models=FakeModels(found(), used=found()))
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, lambda: "ready: Small Instruct" in shown(pilot), "the badge")


async def test_a_model_that_cannot_be_used_gets_a_sentence(tmp_path: Path) -> None:
    app = app_for(tmp_path, models=FakeModels(broken(), used=broken()))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await wait_for(pilot, lambda: "incomplete" in shown(pilot), "the sentence")
        assert "no model: built-in interviewer" in shown(pilot)


async def test_who_asks_is_chosen_from_the_list(tmp_path: Path) -> None:
    models = FakeModels(found(), broken())
    app = app_for(tmp_path, models=models)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await ready(pilot)
        await pilot.press("i")
        await on_screen(pilot, ModelsScreen)
        await wait_for(pilot, lambda: "17 of 18" in shown(pilot), "the marked model")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "ready: Small Instruct" in shown(pilot), "the model")
        await pilot.press("j")
        await wait_for(pilot, lambda: "not measured yet" in shown(pilot), "the other model")
        await pilot.press("enter")
        await wait_for(pilot, lambda: str(BROKEN) in shown(pilot), "its trouble")
        await pilot.press("b")
        await wait_for(pilot, lambda: "no model: built-in interviewer" in shown(pilot), "the built-in one")
        assert models.chosen == [SMALL, None]
        assert models.lives[0].closed
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)


async def test_a_model_is_measured_and_the_one_that_asks_comes_back(tmp_path: Path) -> None:
    models = FakeModels(found(), broken(), used=found())
    app = app_for(tmp_path, models=models)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await wait_for(pilot, lambda: app.seat.ready, "the model")
        await pilot.press("i")
        await on_screen(pilot, ModelsScreen)
        await wait_for(pilot, lambda: "17 of 18" in shown(pilot), "the marked model")
        await pilot.press("m")
        await wait_for(pilot, lambda: "11.0 tokens a second" in shown(pilot), "its speed")
        await wait_for(pilot, lambda: len(models.lives) == 2 and app.seat.ready, "the model again")
        assert models.lives[0].closed
        await pilot.press("j", "m")
        await wait_for(
            pilot, lambda: f"{BROKEN}: The model file is incomplete" in shown(pilot), "its trouble"
        )


async def test_a_measurement_goes_on_when_its_screen_is_left_and_no_model_is_taken_before_its_end(
    tmp_path: Path,
) -> None:
    models = FakeModels(found(), used=found())
    app = app_for(tmp_path, models=models)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await ready(pilot)
        await wait_for(pilot, lambda: app.seat.ready, "the model")
        models.measured.clear()
        await pilot.press("i")
        await on_screen(pilot, ModelsScreen)
        await wait_for(pilot, lambda: "17 of 18" in shown(pilot), "the marked model")
        await pilot.press("m")
        await wait_for(pilot, lambda: "Measuring" in shown(pilot), "the measurement")
        for key in ("m", "enter", "b"):
            app.clear_notifications()
            await pilot.press(key)
            await wait_for(pilot, lambda: app._notifications, f"the refusal of {key}")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        await pilot.pause(0.1)
        assert models.lives[0].closed
        assert len(models.lives) == 1
        assert not models.chosen
        assert "no model: built-in interviewer" in shown(pilot)
        await pilot.press("i")
        await on_screen(pilot, ModelsScreen)
        await wait_for(pilot, lambda: "Measuring" in shown(pilot), "the measurement still")
        models.measured.set()
        await wait_for(pilot, lambda: "11.0 tokens a second" in shown(pilot), "its speed")
        await wait_for(pilot, lambda: len(models.lives) == 2 and app.seat.ready, "the model again")


async def test_quitting_breaks_a_measurement_off_and_waits_until_its_model_has_left(tmp_path: Path) -> None:
    models = FakeModels(found(), used=found())
    app = app_for(tmp_path, models=models)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await wait_for(pilot, lambda: app.seat.ready, "the model")
        models.measured.clear()
        await pilot.press("i")
        await on_screen(pilot, ModelsScreen)
        await wait_for(pilot, lambda: "17 of 18" in shown(pilot), "the marked model")
        await pilot.press("m")
        await wait_for(pilot, lambda: "Measuring" in shown(pilot), "the measurement")
        await wait_for(pilot, models.begun.is_set, "its model")
        await app.action_quit()
    assert models.broken_off == [SMALL]
    assert len(models.lives) == 1


async def test_a_model_that_does_not_leave_stops_one_measurement_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stay(_: FakeLive) -> None:
        raise OSError("It does not leave.")

    models = FakeModels(found(), used=found())
    app = app_for(tmp_path, models=models)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await ready(pilot)
        await wait_for(pilot, lambda: app.seat.ready, "the model")
        await pilot.press("i")
        await on_screen(pilot, ModelsScreen)
        await wait_for(pilot, lambda: "17 of 18" in shown(pilot), "the marked model")
        with monkeypatch.context() as stubborn:
            stubborn.setattr(FakeLive, "close", stay)
            await pilot.press("m")
            await wait_for(pilot, lambda: len(models.lives) == 2 and app.seat.ready, "the model again")
            assert not app.seat.measuring
        await pilot.press("m")
        await wait_for(pilot, lambda: "11.0 tokens a second" in shown(pilot), "its speed")


async def test_without_models_the_list_says_so(tmp_path: Path) -> None:
    app = app_for(tmp_path, models=FakeModels())
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("i")
        await on_screen(pilot, ModelsScreen)
        await wait_for(pilot, lambda: "No model was found" in shown(pilot), "the sentence")
        await pilot.press("enter", "j")
        assert isinstance(app.screen, ModelsScreen)


async def test_finished_sections_are_read_ahead(tmp_path: Path) -> None:
    models = FakeModels(found(), used=found())
    app = app_for(tmp_path, models=models)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await wait_for(pilot, lambda: app.seat.ready, "the model")
        await pilot.press("enter")
        await on_screen(pilot, DrillScreen)
        await pilot.press("enter", *"one", "ctrl+n", *"two", "ctrl+n")
        heard = models.lives[0].interviewer.heard
        await wait_for(pilot, lambda: len(heard) == 3, "what it was read")
        assert heard == [{}, {Section.SITUATION: "one"}, {Section.SITUATION: "one", Section.TASK: "two"}]


async def test_the_models_findings_are_stored_beside_the_rules(tmp_path: Path) -> None:
    app = app_for(tmp_path, models=FakeModels(found(), used=found()), follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await finished(pilot, app)
        await wait_for(pilot, lambda: "Your Result, tighter" in shown(pilot), "its rewrite")
        attempt = await app.store.run(lambda store: store.load(screen.attempt.id))
        assert attempt is not None
        assert attempt.critique == screen.attempt.critique
        assert attempt.critique is not None
        assert attempt.critique.origin is not None
        await pilot.press("m")
        await wait_for(pilot, lambda: "has read this answer already" in shown(pilot), "the sentence")


async def test_keys_pressed_while_the_models_critique_is_put_in_find_the_screen_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = FakeModels(found(), used=found(), held=True)
    app = app_for(tmp_path, models=models, follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await finished(pilot, app)
        await wait_for(pilot, lambda: "writes: 7 characters" in shown(pilot), "its progress")
        goes_on, mount_all = asyncio.Event(), screen.mount_all

        async def late(widgets: Any) -> None:
            await goes_on.wait()
            await mount_all(widgets)

        monkeypatch.setattr(screen, "mount_all", late)
        models.lives[0].held = False
        await wait_for(pilot, lambda: not screen.query("#critique"), "the old critique gone")
        await pilot.press("j", "k", "m", "x", "s")
        screen.reread_remarks()
        await pilot.pause()
        goes_on.set()
        await wait_for(pilot, lambda: "Your Result, tighter" in shown(pilot), "its rewrite")
        await pilot.press("j", "k")
        assert app.screen is screen


async def test_a_model_that_writes_nothing_leaves_the_rules_alone(tmp_path: Path) -> None:
    app = app_for(tmp_path, models=FakeModels(found(), used=found(), by_model=False), follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await finished(pilot, app)
        await wait_for(pilot, lambda: "It wrote no critique." in shown(pilot), "the notice")
        attempt = await app.store.run(lambda store: store.load(screen.attempt.id))
        assert attempt is not None
        assert attempt.critique is not None
        assert attempt.critique.origin is None


async def test_escape_stops_the_model_and_then_goes_back(tmp_path: Path) -> None:
    app = app_for(tmp_path, models=FakeModels(found(), used=found(), held=True), follow_ups=0)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await finished(pilot, app)
        await wait_for(pilot, lambda: "writes: 7 characters" in shown(pilot), "its progress")
        await pilot.press("escape")
        await wait_for(pilot, lambda: "writes:" not in shown(pilot), "its end")
        assert isinstance(app.screen, AttemptScreen)
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
