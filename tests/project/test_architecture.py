"""The rooms, proved at run time: what is loaded when a room is imported, read in a child process."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "rich", "llama_cpp", "sqlite3", "sqlite_utils", "click", "pydantic")


def loaded_after(code: str) -> set[str]:
    """Name the packages that a fresh interpreter holds after running some code."""
    return {name.split(".")[0] for name in modules_after(code)}


def modules_after(code: str) -> set[str]:
    """Name the modules that a fresh interpreter holds after running some code."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "room",
    [
        "rehearse.domain.attempt",
        "rehearse.domain.selection",
        "rehearse.domain.angle_drill",
        "rehearse.domain.cue_card",
        "rehearse.domain.story_markdown",
        "rehearse.analysis.engine",
    ],
)
def test_the_core_is_pure(room: str) -> None:
    assert loaded_after(f"import {room}").isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "room",
    [
        "rehearse.bank.shelf",
        "rehearse.interviewer.builtin",
        "rehearse.config",
        "rehearse.rehearsal.session",
        "rehearse.rehearsal.practising",
        "rehearse.plain.interviewing",
    ],
)
def test_rooms_beside_the_screens_draw_nothing(room: str) -> None:
    assert loaded_after(f"import {room}").isdisjoint({"textual", "rich", "llama_cpp", "sqlite_utils"})


def test_storage_draws_nothing() -> None:
    loaded = loaded_after("import rehearse.storage.store")
    assert loaded.isdisjoint({"textual", "rich", "llama_cpp", "numpy", "pydantic"})


def test_the_app_never_loads_the_model_and_paints_without_the_database() -> None:
    loaded = loaded_after(
        "from rehearse.compose import services, set_up\nfrom rehearse.ui.app import RehearseApp\n"
        "RehearseApp(services(set_up(None)))"
    )
    assert "textual" in loaded
    assert loaded.isdisjoint({"llama_cpp", "sqlite3", "sqlite_utils", "pydantic", "fsrs"})


def test_the_first_paint_waits_for_no_other_screen_and_no_rules() -> None:
    loaded = modules_after(
        "from rehearse.compose import services, set_up\nfrom rehearse.ui.app import RehearseApp\n"
        "RehearseApp(services(set_up(None)))"
    )
    screens = {name for name in loaded if name.startswith("rehearse.ui.screens.")}
    assert {name.rpartition(".")[2] for name in screens} == {"base", "home", "overlays"}
    assert not [name for name in loaded if name.startswith(("rehearse.analysis", "rehearse.storage"))]


@pytest.mark.parametrize(
    ("words", "unused"),
    [
        (["--version"], set(HEAVY) - {"click"}),
        (["paths"], set(HEAVY) - {"click"} | {"logging"}),
        (["--help"], set(HEAVY) - {"click"}),
    ],
)
def test_small_commands_pay_for_nothing_they_do_not_use(words: list[str], unused: set[str]) -> None:
    code = f"from rehearse.cli.main import cli\ncli({words!r}, standalone_mode=False)"
    loaded = loaded_after(
        f"import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    exec({code!r})"
    )
    assert loaded.isdisjoint(unused)


def test_looking_for_a_model_to_begin_loads_neither_the_protocol_nor_the_screen() -> None:
    loaded = modules_after("import rehearse.interviewer.head_start")
    assert loaded.isdisjoint({"asyncio", "pydantic", "msgspec", "rehearse.interviewer.gguf"})
    assert "rehearse.interviewer.places" in loaded


def test_a_models_process_is_spawned_before_the_settings_are_loaded() -> None:
    loaded = modules_after("import rehearse.cli.main, rehearse.compose, rehearse.interviewer.head_start")
    assert loaded.isdisjoint({"rehearse.config", "rehearse.config_file", "rehearse.domain.drill_plan"})


def test_a_model_begins_to_load_without_what_its_process_needs_later() -> None:
    loaded = modules_after(
        "import rehearse.interviewer.worker.loading, rehearse.interviewer.worker.process\n"
        "from rehearse.interviewer.worker.library import binding_version\nassert binding_version()"
    )
    assert loaded.isdisjoint({"msgspec", "hashlib", "dataclasses", "jinja2", "email", "importlib.metadata"})


@pytest.mark.parametrize("side", ["rehearse.interviewer.live", "rehearse.interviewer.worker.serving"])
def test_neither_side_of_a_model_that_loads_waits_for_pydantic(side: str) -> None:
    assert "pydantic" not in modules_after(f"import {side}")


def test_the_child_loads_llama_without_the_rest_of_its_binding() -> None:
    loaded = modules_after("from rehearse.interviewer.worker.library import Library\nLibrary()")
    assert "llama_cpp.llama_cpp" in loaded
    assert loaded.isdisjoint({"llama_cpp.llama", "numpy"})
