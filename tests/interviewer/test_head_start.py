"""A model's process begun early: for which file, with which words, and for whom it is kept."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rehearse.config import ModelConfig
from rehearse.interviewer import head_start as module
from rehearse.interviewer.choice import NO_MODEL, choose_model
from rehearse.interviewer.discovery import FoundModel
from rehearse.interviewer.first_line import Load
from rehearse.interviewer.gguf import ModelFacts
from rehearse.interviewer.head_start import (
    LOAD,
    Begun,
    HeadStart,
    begin,
    early_start,
    likely_file,
    load_of,
    spawn,
)
from rehearse.interviewer.own_models import OwnModels
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import RuntimeSettings, runtime_settings
from rehearse.paths import Paths, user_paths

SETTINGS = RuntimeSettings(threads=1)


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """Give a user's folders; what lies in models/ of this checkout is not theirs."""
    monkeypatch.setattr("rehearse.interviewer.places.bundled_models", lambda: tmp_path / "bundled")
    return user_paths(tmp_path / "data")


def model(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    return file


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begun]:
    """Give a child that only waits."""
    monkeypatch.setattr(module, "MODULE", "tests.reliability.false_child")
    monkeypatch.setenv("FALSE_CHILD", "silent")
    made = begin(tmp_path / "m.gguf", SETTINGS)
    yield made
    made.process.kill()
    made.process.wait()


def test_the_file_on_the_command_line_comes_before_the_chosen_one(paths: Paths, tmp_path: Path) -> None:
    chosen, named = model(tmp_path / "chosen.gguf"), model(tmp_path / "named.gguf")
    paths.data.mkdir()
    choose_model(paths.data, chosen)
    assert likely_file(paths, str(named)) == named
    assert likely_file(paths, None) == chosen
    assert likely_file(paths, NO_MODEL) is None
    assert likely_file(paths, "some name") is None  # only headers could tell


def test_nothing_is_begun_for_the_built_in_interviewer_or_a_file_that_is_gone(paths: Paths) -> None:
    own = model(paths.user_models / "own.gguf")
    choose_model(paths.data, None)
    assert likely_file(paths, None) is None
    choose_model(paths.data, own)
    own.unlink()
    assert likely_file(paths, None) is None


def test_a_file_that_cannot_be_looked_at_is_left_to_the_app(paths: Paths, tmp_path: Path) -> None:
    choose_model(paths.data, tmp_path / f"{'x' * 300}.gguf")
    assert likely_file(paths, None) is None
    assert early_start(paths).file is None


def test_without_a_choice_the_only_model_of_ones_own_is_begun(paths: Paths) -> None:
    assert likely_file(paths, None) is None
    own = model(paths.user_models / "below" / "own.gguf")
    model(paths.user_models / "mmproj-own.gguf")
    assert likely_file(paths, None) == own
    model(paths.user_models / "another.gguf")
    assert likely_file(paths, None) is None  # which of them fits is for their headers to say


def test_a_child_is_told_to_load_as_the_settings_say(tmp_path: Path) -> None:
    settings = RuntimeSettings(context=8192, threads=3, prefix_cache=tmp_path)
    assert load_of(Path("m.gguf"), settings) == Load(
        id=LOAD, path="m.gguf", context=8192, threads=3, prefix_cache=str(tmp_path)
    )


def test_a_child_is_handed_over_once_and_for_its_own_load_only(begun: Begun) -> None:
    head = HeadStart(begun)
    assert head.take(begun.file, SETTINGS) is begun
    assert head.take(begun.file, SETTINGS) is None
    head.close()
    assert begun.process.poll() is None


@pytest.mark.parametrize("other", ["file", "settings", "nothing"])
def test_a_child_that_is_not_wanted_is_ended(begun: Begun, other: str) -> None:
    head = HeadStart(begun)
    if other == "file":
        assert head.take(Path("other.gguf"), SETTINGS) is None
    elif other == "settings":
        assert head.take(begun.file, RuntimeSettings(threads=2)) is None
    else:
        head.close()
    assert begun.process.returncode is not None
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(begun.to_child)


def test_a_child_that_cannot_be_started_is_left_to_the_app(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = model(tmp_path / "m.gguf")
    monkeypatch.setattr("sys.executable", str(tmp_path / "none"))
    head = HeadStart()
    head.tell(file, SETTINGS)
    assert head.take(file, SETTINGS) is None
    choose_model(paths.data, file)
    assert early_start(paths).file is None


def test_a_child_that_ended_before_it_was_told_what_to_load_is_left_to_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/true")
    spawned = spawn(None)
    spawned.process.wait()
    head = HeadStart(spawned)
    head.tell(tmp_path / "m.gguf", SETTINGS)
    assert head.take(tmp_path / "m.gguf", SETTINGS) is None


def test_a_child_that_was_told_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MODULE", "tests.reliability.false_child")
    monkeypatch.setenv("FALSE_CHILD", "silent")
    spawned = spawn(None)
    HeadStart(spawned).close()
    assert spawned.process.returncode is not None


def test_nothing_is_spawned_early_where_no_model_will_be_used(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(module, "spawn")
    early_start(paths)
    choose_model(paths.data, None)
    early_start(paths)


def test_a_child_for_another_model_is_ended_while_the_model_is_looked_for_and_not_in_the_event_loop(
    begun: Begun, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = FoundModel(Path("other.gguf"), "other", "models/", True, None)
    monkeypatch.setattr("rehearse.interviewer.shelf.model_to_use", lambda *_: other)
    OwnModels(paths, ModelConfig(), head_start=HeadStart(begun)).to_use()
    assert begun.process.returncode is not None


def test_a_child_that_loads_the_model_to_use_is_kept_for_it(begun: Begun) -> None:
    head = HeadStart(begun)
    head.keep_for(begun.file, SETTINGS)
    assert head.take(begun.file, SETTINGS) is begun
    assert begun.process.poll() is None


async def test_a_head_start_that_dies_while_it_loads_does_not_spend_the_one_restart(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MODULE", "tests.reliability.false_child")
    monkeypatch.setenv("FALSE_CHILD", "never loads")
    facts = ModelFacts(model(paths.user_models / "m.gguf"), "m", "llama", "Q4_K_M", 1, 4096, True, 1)
    monkeypatch.setattr("rehearse.interviewer.runtime.check", lambda *_: facts)
    runtime = ModelRuntime(facts.file, SETTINGS)
    runtime.take_over(begin(facts.file, SETTINGS))
    runtime.start()
    pids: list[int] = []
    try:
        while len(pids) < 3:  # the head start, a child of the usual way, and the one restart
            async with asyncio.timeout(20):
                while runtime.pid is None or runtime.pid in pids:
                    assert runtime.trouble is None
                    await asyncio.sleep(0.01)
            pids.append(runtime.pid)
            os.kill(runtime.pid, signal.SIGKILL)
        assert not await runtime.settled()
    finally:
        await runtime.close()
    assert len(pids) == 3


@pytest.mark.parametrize("early", [False, True])
async def test_weights_the_processor_may_not_work_on_are_loaded_as_they_are_and_spend_no_restart(
    early: bool, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MODULE", "tests.reliability.false_child")
    monkeypatch.setenv("FALSE_CHILD", "no instruction to repack")
    facts = ModelFacts(model(paths.user_models / "m.gguf"), "m", "llama", "Q4_K_M", 1, 4096, True, 1)
    monkeypatch.setattr("rehearse.interviewer.runtime.check", lambda *_: facts)
    settings = runtime_settings(paths, ModelConfig())
    assert settings.repack
    runtime = ModelRuntime(facts.file, settings)
    if early:
        runtime.take_over(begin(facts.file, settings))
    runtime.start()
    try:
        async with asyncio.timeout(20):
            assert await runtime.settled()
            first = runtime.pid
            assert first is not None
            os.kill(first, signal.SIGKILL)
            while runtime.ready is None or runtime.pid == first:
                assert runtime.trouble is None
                await asyncio.sleep(0.01)
    finally:
        await runtime.close()
    assert not runtime_settings(paths, ModelConfig()).repack
    # With another llama-cpp-python it is tried again; so it is where the note says nothing that can be read.
    for noted in (b"0.0.1", b"\xff", b"x" * 1000):
        assert settings.repack_note is not None
        settings.repack_note.write_bytes(noted)
        assert runtime_settings(paths, ModelConfig()).repack


@pytest.mark.parametrize(
    ("early", "repack", "starts"), [(False, True, 2), (True, True, 2), (False, False, 1), (True, False, 1)]
)
async def test_a_processor_that_can_run_no_child_is_tried_once_with_and_once_without_repacking(
    early: bool, repack: bool, starts: int, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MODULE", "tests.reliability.false_child")
    monkeypatch.setenv("FALSE_CHILD", "no such instruction")
    facts = ModelFacts(model(paths.user_models / "m.gguf"), "m", "llama", "Q4_K_M", 1, 4096, True, 1)
    monkeypatch.setattr("rehearse.interviewer.runtime.check", lambda *_: facts)
    tried: list[bool] = []

    def counted(file: Path, settings: RuntimeSettings) -> Begun:
        tried.append(settings.repack)
        return begin(file, settings)

    monkeypatch.setattr("rehearse.interviewer.runtime.begin", counted)
    settings = replace(runtime_settings(paths, ModelConfig()), repack=repack)
    runtime = ModelRuntime(facts.file, settings)
    if early:
        runtime.take_over(counted(facts.file, settings))
    runtime.start()
    try:
        async with asyncio.timeout(20):
            assert not await runtime.settled()
    finally:
        await runtime.close()
    assert tried == [True, False][-starts:]
    assert "built for this machine's processor" in str(runtime.trouble)


async def test_a_child_that_ends_while_that_is_noted_is_followed_by_another(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MODULE", "tests.reliability.false_child")
    monkeypatch.setenv("FALSE_CHILD", "itself")
    facts = ModelFacts(model(paths.user_models / "m.gguf"), "m", "llama", "Q4_K_M", 1, 4096, True, 1)
    monkeypatch.setattr("rehearse.interviewer.runtime.check", lambda *_: facts)
    settings = replace(runtime_settings(paths, ModelConfig()), repack=False)
    runtime = ModelRuntime(facts.file, settings)
    pids: list[int] = []

    def ended_meanwhile(_: Path) -> None:
        if runtime.pid is not None and not pids:
            pids.append(runtime.pid)
            os.kill(runtime.pid, signal.SIGKILL)
            while runtime.ready is not None:
                threading.Event().wait(0.001)

    monkeypatch.setattr("rehearse.interviewer.runtime.note_that_it_may_not", ended_meanwhile)
    runtime.start()
    try:
        async with asyncio.timeout(20):
            while not pids or runtime.pid in (None, *pids):
                await asyncio.sleep(0)
            assert await runtime.settled()
    finally:
        await runtime.close()
