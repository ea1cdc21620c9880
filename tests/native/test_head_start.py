"""A model that is loaded while the app still is: taken over, not wanted, of no use, or ended meanwhile."""

import os
import signal
import struct
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from rehearse.config import ModelConfig
from rehearse.interviewer import preflight
from rehearse.interviewer.builtin import BuiltInInterviewer
from rehearse.interviewer.choice import choose_model
from rehearse.interviewer.head_start import Begun, HeadStart, begin, early_start
from rehearse.interviewer.live import Live
from rehearse.interviewer.own_models import OwnModels
from rehearse.interviewer.port import Notice, Readiness
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import runtime_settings
from rehearse.interviewer.troubles import Code
from rehearse.interviewer.worker.settling import NICE
from rehearse.paths import user_paths
from tests.native.conftest import plain, say, until
from tests.native.test_failures import alive

CONFIG = ModelConfig(threads=1)


class Desk:
    """One user's models with a head start for one of them, brought in as the seat does it."""

    def __init__(self, data: Path, file: Path) -> None:
        paths = user_paths(data)
        self.begun: Begun = begin(file, runtime_settings(paths, CONFIG))
        self.models = OwnModels(paths, CONFIG, None, HeadStart(self.begun))
        data.mkdir(exist_ok=True)
        choose_model(data, file)
        self.live: Live | None = None

    def bring_in(self, file: Path | None = None) -> ModelRuntime:
        if file is None:
            found = self.models.to_use()
            assert found is not None
            file = found.file
        self.live = self.models.bring_in(file, BuiltInInterviewer(), _unheard, _unheard)
        self.live.start()
        return self.live.runtime

    async def close(self) -> None:
        if self.live is not None:
            await self.live.close()
        assert self.models.head_start is not None
        self.models.head_start.close()


def _unheard(_: Readiness | Notice) -> None:
    """Do nothing."""


@pytest.fixture
async def sit(tmp_path: Path) -> AsyncIterator[Callable[[Path], Desk]]:
    made: list[Desk] = []

    def begin_with(file: Path) -> Desk:
        made.append(Desk(tmp_path / "data", file))
        return made[-1]

    yield begin_with
    for desk in made:
        await desk.close()


Sit = Callable[[Path], Desk]


async def test_a_model_begun_early_is_taken_over_and_speaks_and_says_itself_what_it_is(
    sit: Sit, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sit(tiny)
    monkeypatch.setattr(preflight, "read_header", None)
    runtime = desk.bring_in()
    assert await runtime.settled()
    assert runtime.pid == desk.begun.process.pid
    assert (runtime.name, runtime.size) == ("Tiny Random", tiny.stat().st_size)
    assert (await say(runtime, plain("hello")))[1].drawn


async def test_a_child_spawned_before_there_are_settings_loads_what_it_is_told_then(
    tiny: Path, tmp_path: Path
) -> None:
    paths = user_paths(tmp_path / "data")
    choose_model(paths.data, tiny)
    settings = runtime_settings(paths, CONFIG)
    head = early_start(paths)
    head.tell(tiny, settings)
    begun = head.take(tiny, settings)
    assert begun is not None
    runtime = ModelRuntime(tiny, settings)
    runtime.take_over(begun)
    runtime.start()
    try:
        assert await runtime.settled()
        assert (runtime.pid, runtime.name) == (begun.process.pid, "Tiny Random")
    finally:
        await runtime.close()
    assert not alive(begun.process.pid)


async def test_a_child_gives_way_to_the_app_and_hears_no_ctrl_c(sit: Sit, tiny: Path) -> None:
    child = sit(tiny).begun.process.pid
    assert os.getsid(child) == child
    lowered = min(os.getpriority(os.PRIO_PROCESS, 0) + NICE, 19)
    await until(lambda: os.getpriority(os.PRIO_PROCESS, child) == lowered, "a lower priority")


async def test_memory_that_the_model_itself_has_taken_is_not_held_against_it(
    sit: Sit, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "available_memory", lambda: 0)
    desk = sit(tiny)
    runtime = desk.bring_in()
    assert await runtime.settled()
    assert runtime.pid == desk.begun.process.pid


async def test_a_restart_starts_a_child_of_its_own(sit: Sit, tiny: Path) -> None:
    desk = sit(tiny)
    runtime = desk.bring_in()
    assert await runtime.settled()
    os.kill(desk.begun.process.pid, signal.SIGKILL)
    await until(lambda: runtime.pid not in (None, desk.begun.process.pid), "another child")
    assert await runtime.settled()


async def test_a_model_chosen_meanwhile_is_loaded_in_another_child(
    sit: Sit, tiny: Path, hybrid: Path, tmp_path: Path
) -> None:
    desk = sit(tiny)
    choose_model(tmp_path / "data", hybrid)
    runtime = desk.bring_in()
    assert not alive(desk.begun.process.pid)
    assert await runtime.settled()
    assert runtime.file == hybrid
    assert runtime.pid != desk.begun.process.pid


async def test_no_child_is_left_where_the_built_in_interviewer_was_chosen(
    sit: Sit, tiny: Path, tmp_path: Path
) -> None:
    desk = sit(tiny)
    choose_model(tmp_path / "data", None)
    assert desk.models.to_use() is None
    assert not alive(desk.begun.process.pid)


async def test_a_damaged_file_has_its_sentence_and_no_child(sit: Sit, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "half.gguf"
    file.write_bytes(tiny.read_bytes()[:-100])
    desk = sit(file)
    runtime = desk.bring_in()
    assert not await runtime.settled()
    assert runtime.trouble is not None
    assert runtime.trouble.code is Code.MODEL_TRUNCATED
    assert runtime.pid is None
    assert not alive(desk.begun.process.pid)


async def test_a_file_damaged_after_it_was_looked_at_has_its_sentence_too(
    sit: Sit, tiny: Path, tmp_path: Path
) -> None:
    file = tmp_path / "changed.gguf"
    file.write_bytes(tiny.read_bytes())
    desk = sit(file)
    os.kill(desk.begun.process.pid, signal.SIGSTOP)
    assert desk.models.to_use() is not None
    file.write_bytes(tiny.read_bytes()[:-100])
    runtime = desk.bring_in(file)
    os.kill(desk.begun.process.pid, signal.SIGCONT)
    assert not await runtime.settled()
    assert runtime.trouble is not None
    assert runtime.trouble.code is Code.MODEL_TRUNCATED
    assert runtime.pid is None
    assert not alive(desk.begun.process.pid)


async def test_a_file_too_big_for_memory_is_loaded_by_nobody_and_has_its_sentence(
    sit: Sit, tiny: Path, tmp_path: Path
) -> None:
    count = b"llama.attention.head_count_kv" + struct.pack("<I", 4)  # the kind, then the number itself
    data = tiny.read_bytes()
    assert count in data
    file = tmp_path / "huge.gguf"
    file.write_bytes(data.replace(count + struct.pack("<I", 2), count + struct.pack("<I", 1 << 30)))
    desk = sit(file)
    runtime = desk.bring_in()
    assert not await runtime.settled()
    assert runtime.trouble is not None
    assert runtime.trouble.code is Code.TOO_BIG
    assert "are free: choose a smaller one." in runtime.readiness.why
    assert runtime.pid is None
    assert not alive(desk.begun.process.pid)


async def test_a_child_killed_before_it_is_taken_over_is_replaced(sit: Sit, tiny: Path) -> None:
    desk = sit(tiny)
    os.kill(desk.begun.process.pid, signal.SIGKILL)
    runtime = desk.bring_in()
    assert await runtime.settled()
    assert runtime.pid != desk.begun.process.pid
    assert (await say(runtime, plain("hello")))[1].drawn


APP = """
import sys
from pathlib import Path
from rehearse.interviewer.head_start import begin
from rehearse.interviewer.settings import RuntimeSettings

begun = begin(Path(sys.argv[1]), RuntimeSettings(threads=1))
print(begun.process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("killed", [True, False])
async def test_an_app_that_ends_before_it_takes_the_model_over_leaves_no_child(
    tiny: Path, killed: bool
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", APP, str(tiny)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as app:
        assert app.stdin is not None
        assert app.stdout is not None
        child = int(app.stdout.readline())
        assert alive(child)
        if killed:
            app.kill()
        else:
            app.stdin.close()
        await until(lambda: not alive(child), "the child's end")
