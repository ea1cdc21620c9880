"""The profile on the screen: kept as typed, read from files, wiped, and at work in a drill."""

from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from rehearse.analysis.engine import critique as read_by_rules
from rehearse.domain.profile import Profile
from rehearse.domain.vocabulary import Experience
from rehearse.storage.store import SqliteStore
from rehearse.ui.screens.attempt import AttemptScreen
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.profile import ProfileScreen
from tests.builders import HOSTILE, question
from tests.ui.harness import app_for, on_screen, shown, wait_for
from tests.ui.test_practice import answer_all, home, stands, to_card

SIZE = (120, 36)
RESUME = "- Cut misrouted urgent tickets from 11 % to 7 % in six weeks"


def saved(folder: Path) -> Profile:
    store = SqliteStore(folder / "rehearse.db")
    known = store.profile.load()
    store.close()
    return known


async def to_profile(pilot: Pilot[None]) -> ProfileScreen:
    await home(pilot)
    await pilot.press("y")
    await on_screen(pilot, ProfileScreen)
    assert isinstance(pilot.app.screen, ProfileScreen)
    return pilot.app.screen


def fill(screen: ProfileScreen, **values: str) -> None:
    for name, value in values.items():
        if name in ("resume", "job"):
            screen.query_one(f"#profile-{name}", TextArea).text = value
        else:
            screen.query_one(f"#field-{name}", Input).value = value


async def test_what_is_typed_is_kept_and_what_was_read_is_shown(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_profile(pilot)
        await pilot.press(*"lab")
        fill(screen, role="ML engineer", date="2026-12-01", resume=RESUME, job="Kafka and ranking")
        await wait_for(pilot, partial(stands, pilot, "Not in your resume: kafka, ranking"), "what was read")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: app.plan.experience is Experience.LAB, "the level")
        await pilot.press("y")
        await on_screen(pilot, ProfileScreen)
        await wait_for(pilot, partial(stands, pilot, "2026-12-01"), "the date")
    known = saved(tmp_path)
    assert (known.experience, known.role, known.resume) == (Experience.LAB, "ML engineer", RESUME)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("experience", "wizard", "is one of production"), ("date", "soon", "write it as in 2026-12-01")],
)
async def test_a_field_that_cannot_be_read_is_named(
    tmp_path: Path, field: str, value: str, said: str
) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_profile(pilot)
        fill(screen, company="Acme", **{field: value})
        await wait_for(pilot, partial(stands, pilot, said), "the sentence")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
    assert saved(tmp_path) == Profile(company="Acme")


async def test_a_file_is_read_into_the_text_that_has_the_focus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "job.md").write_text("We need Spark.", encoding="utf-8")
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_profile(pilot)
        screen.set_focus(screen.query_one("#profile-job"))
        await pilot.press("ctrl+o", *"job.md", "enter")
        await wait_for(pilot, partial(stands, pilot, "The job asks for: spark"), "the job")
        await pilot.press("ctrl+o", *"nowhere", "enter")
        await wait_for(pilot, partial(stands, pilot, "cannot be read"), "the sentence")
        await pilot.press("ctrl+o", "escape")
        assert app.screen is screen


async def test_wiping_is_asked_once(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_profile(pilot)
        fill(screen, role="ML engineer", resume=RESUME)
        await wait_for(pilot, partial(stands, pilot, "Asked about"), "what was read")
        await pilot.press("ctrl+l")
        await wait_for(pilot, partial(stands, pilot, "once more"), "the question")
        await pilot.press("ctrl+l")
        await wait_for(pilot, partial(stands, pilot, "The profile is gone"), "the word")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
    assert saved(tmp_path) == Profile()


async def test_whoever_types_on_is_asked_again_before_anything_is_wiped(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_profile(pilot)
        await pilot.press("ctrl+l")
        await wait_for(pilot, partial(stands, pilot, "once more"), "the question")
        fill(screen, role="ML engineer", resume=RESUME)
        await wait_for(pilot, partial(stands, pilot, "Asked about"), "what was read")
        await pilot.press("ctrl+l", "escape")
        await on_screen(pilot, HomeScreen)
    assert saved(tmp_path) == Profile(role="ML engineer", resume=RESUME)


async def test_a_number_told_otherwise_is_asked_about_and_stands_beside_the_critique(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.profile.save(Profile(resume=RESUME))
    store.close()
    app = app_for(tmp_path, questions=(question(),), judged=read_by_rules, follow_ups=1)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_card(pilot)
        await pilot.press("enter")
        answer_all(screen)
        await pilot.press("ctrl+s")
        await wait_for(
            pilot, partial(stands, pilot, "Your resume says 7 %, and you said 4 %."), "the question"
        )
        await pilot.press("ctrl+s")
        await on_screen(pilot, AttemptScreen)
        await wait_for(pilot, partial(stands, pilot, "Numbers of your resume"), "the numbers")
        assert "≠" in shown(pilot)


async def test_claims_of_the_resume_are_asked_about(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.profile.save(Profile(resume=RESUME))
    store.close()
    app = app_for(tmp_path, questions=())
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await home(pilot)
        assert "Your resume says “Cut misrouted urgent tickets" in " ".join(shown(pilot).split())


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_are_drawn_as_they_are(tmp_path: Path, text: str) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        screen = await to_profile(pilot)
        words = text.encode("utf-8", "replace").decode()
        fill(screen, role=words, company=words, resume=f"{words} raised it to 4 % in the end", job=words)
        await pilot.pause()
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, lambda: not any(w.is_running for w in app.screen.workers), "Home")
