"""What the ledgers come to, on the critique and opened: the kind of story, how deep it goes, whether it lectures."""

from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rehearse.domain.section import Section
from rehearse.ui.app import RehearseApp
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.ledgers import LedgersScreen
from rehearse.ui.text import Plain
from tests.builders import ANSWER, answered
from tests.ui.harness import app_for, on_screen, seeded, shown, wait_for
from tests.ui.test_practice import home, stands

LECTURE = "Each layer computes a softmax over the queries and keys of the encoder."
SIZE = (140, 60)
FRESH = (
    "Of our urgent tickets 11 % sat in some wrong queue for days; once I had mended the labels only 4 % did."
)


async def read(pilot: Pilot[None], app: RehearseApp, attempt_id: int = 1) -> None:
    await home(pilot)
    app.drills.read(attempt_id)
    await on_screen(pilot, AttemptScreen)
    await wait_for(pilot, partial(stands, pilot, "The Action"), "what only the ledgers know")


async def open_page(pilot: Pilot[None], said: str, key: str = "l") -> str:
    """Open the ledger that says something."""
    await pilot.press(key)
    await on_screen(pilot, LedgersScreen)
    await wait_for(pilot, partial(stands, pilot, "Decisions"), "the ledgers")
    for _ in range(20):
        if said in shown(pilot):
            break
        await pilot.press("down")
        await pilot.pause()
    assert said in shown(pilot)
    return str(pilot.app.screen.query_one("#ledger-page", Plain).content)


async def open_depth(pilot: Pilot[None], key: str = "l") -> str:
    return await open_page(pilot, "How deep it goes", key)


async def test_five_of_five_is_deep_enough_and_nothing_is_said_of_a_lecture(tmp_path: Path) -> None:
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await read(pilot, app)
        assert "Deep enough:" in shown(pilot)
        assert "sentences explain" not in shown(pilot)
        page = await open_depth(pilot)
        assert page.count("Deep enough:") == 1
        assert "explaining: 0 %, 0 of 3 sentences of the Action explain a method" in page
        assert "deep enough" in shown(pilot)


async def test_what_is_absent_is_named_and_a_research_talk_is_called_one(tmp_path: Path) -> None:
    seeded(tmp_path, answered(texts={**ANSWER, Section.ACTION: f"I chose it. {LECTURE}"}))
    app = app_for(tmp_path, keys={"critique.ledgers": "u"})
    async with app.run_test(size=SIZE) as pilot:
        await read(pilot, app)
        said = " ".join(shown(pilot).split())
        assert "Not deep enough: no trade-off was found." in said
        assert "A research talk: 50 %" in said
        assert "u opens which" in said
        page = await open_depth(pilot, "u")
        assert "Deep enough" not in page
        assert "Not deep enough: no trade-off was found." in page
        assert "(1 of 2; the limit is 40 %)" in page
        assert f"“{LECTURE}”" in page
        assert "Depth                  research talk" in shown(pilot)


@pytest.mark.parametrize("written", [ANSWER, {}])
async def test_an_action_without_a_sentence_is_not_judged(
    tmp_path: Path, written: dict[Section, str]
) -> None:
    seeded(tmp_path, answered(texts={**written, Section.ACTION: ""}))
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await read(pilot, app)
        assert "reads as a" not in shown(pilot)
        assert ("Depth was not judged" in shown(pilot)) is not bool(written)
        assert "explaining: not measured" in await open_depth(pilot)
        assert "project summary" not in shown(pilot)


async def test_the_pattern_and_what_stands_beside_the_model_are_shown(tmp_path: Path) -> None:
    seeded(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await read(pilot, app)
        page = await open_page(pilot, "Problem, decision, trade-off and outcome")
        places = [page.index(name) for name in ("● problem", "● decision", "● trade-off", "● outcome")]
        assert places == sorted(places)
        assert "impact" in page
        await pilot.press("down", "down")
        await wait_for(pilot, partial(stands, pilot, "about the model alone"), "what stands beside the model")
        page = str(pilot.app.screen.query_one("#ledger-page", Plain).content)
        assert all(f"● {name}" in page for name in ("data", "deployment", "stakeholders"))


@pytest.mark.parametrize(("earlier", "fresh"), [(FRESH, True), (ANSWER[Section.ACTION], False)])
async def test_the_same_facts_in_other_words_than_before_are_named_flexible(
    tmp_path: Path, earlier: str, fresh: object
) -> None:
    now, _ = reversed(seeded(tmp_path, answered(texts={Section.ACTION: earlier}), answered()))
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await read(pilot, app, now)
        page = await open_page(pilot, "concrete verbs:")
        assert ("The same facts as in an earlier answer, freshly worded." in page) is fresh
