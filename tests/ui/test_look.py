"""The look: tried on live, kept for the next time, and nothing else of the settings touched."""

from functools import partial
from pathlib import Path

import pytest

from rehearse.config_file import read_settings, remember
from rehearse.errors import ConfigError
from rehearse.ui.screens.home import HomeScreen
from rehearse.ui.screens.look import LookScreen
from tests.ui.harness import app_for, on_screen, wait_for
from tests.ui.test_practice import home, stands

COMMENTED = (
    '# mine\n[drill]\ntarget = 120  # short\n\n[screen]  # how it looks\ntheme = "nord" # cold\nbell = true\n'
)


async def test_a_theme_is_tried_on_and_kept(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await home(pilot)
        assert app.theme == "rehearse-dark"
        await pilot.press("o")
        await on_screen(pilot, LookScreen)
        await pilot.press("down")
        await wait_for(pilot, lambda: app.theme == "rehearse-light", "the theme")
        await wait_for(pilot, partial(stands, pilot, "Fix this next"), "the sample")
        await pilot.press("enter")
        await on_screen(pilot, HomeScreen)
        assert app.theme == "rehearse-light"
    assert read_settings(tmp_path / "config.toml", {}).config.screen.theme == "rehearse-light"


async def test_leaving_dresses_as_before(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await home(pilot)
        await pilot.press("o")
        await on_screen(pilot, LookScreen)
        await pilot.press("G")
        await wait_for(pilot, lambda: app.theme == "tokyo-night", "the last theme")
        await pilot.press("escape")
        await on_screen(pilot, HomeScreen)
        assert app.theme == "rehearse-dark"
    assert not (tmp_path / "config.toml").exists()


async def test_a_file_that_cannot_be_written_is_named_and_the_theme_stays(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("screen = 3\n")
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await home(pilot)
        await pilot.press("o")
        await on_screen(pilot, LookScreen)
        await pilot.press("down", "enter")
        await on_screen(pilot, HomeScreen)
        await wait_for(pilot, partial(stands, pilot, "cannot be changed"), "the sentence")
        assert app.theme == "rehearse-light"
    assert (tmp_path / "config.toml").read_text() == "screen = 3\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[screen]\ntheme = "monokai"\n'),
        (COMMENTED, COMMENTED.replace('"nord"', '"monokai"')),
        ("[drill]\ntarget = 90\n", '[drill]\ntarget = 90\n\n[screen]\ntheme = "monokai"\n'),
        ("screen = {bell = true}\n", 'screen = {bell = true,theme = "monokai"}\n'),
        ('screen.theme = "nord"\n', 'screen.theme = "monokai"\n'),
    ],
)
def test_one_setting_changes_and_everything_else_stays(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "deep" / "config.toml"
    if before:
        file.parent.mkdir()
        file.write_text(before)
    remember(file, "screen.theme", "monokai")
    assert file.read_text().strip() == after.strip()
    assert [each.name for each in file.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("broken", ["[screen\n", "screen = 1\n", "x = 1\nx = 2\n"])
def test_a_broken_file_is_left_as_it_is(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(broken)
    with pytest.raises(ConfigError, match=r"config\.toml cannot be changed"):
        remember(file, "screen.theme", "monokai")
    assert file.read_text() == broken


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(ConfigError, match=r"cannot be (read|written)"):
        remember(tmp_path / "taken" / "config.toml", "screen.theme", "monokai")
