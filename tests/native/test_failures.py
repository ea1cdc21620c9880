"""Files that are no usable model, and a child that ends, hangs or is left alone."""

import asyncio
import importlib.metadata
import os
import shutil
import signal
import struct
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import msgspec
import pytest

from rehearse.interviewer import preflight
from rehearse.interviewer.port import Readiness, Stage
from rehearse.interviewer.protocol import Delta, Sampling
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import Patience, RuntimeSettings
from rehearse.interviewer.troubles import Code, ModelTrouble
from rehearse.interviewer.worker import library
from tests.native.conftest import Start, plain, say, until


def broken(kind: str, whole: bytes) -> bytes:
    return {
        "half": whole[: len(whole) // 2],
        "in the metadata": whole[:1000],
        "last bytes": whole[:-100],
        "empty": b"",
        "garbage": bytes(range(256)) * 400,
        "a web page": b"<html>404 not found</html>" * 100,
        "magic and garbage": b"GGUF" + bytes(range(256)) * 400,
        "version 99": whole[:4] + struct.pack("<I", 99) + whole[8:],
        "version 1": whole[:4] + struct.pack("<I", 1) + whole[8:],
        "big-endian": whole[:4] + struct.pack(">I", 3) + whole[8:],
    }[kind]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("half", Code.MODEL_TRUNCATED),
        ("in the metadata", Code.MODEL_TRUNCATED),
        ("last bytes", Code.MODEL_TRUNCATED),
        ("empty", Code.NOT_GGUF),
        ("garbage", Code.NOT_GGUF),
        ("a web page", Code.NOT_GGUF),
        ("magic and garbage", Code.UNSUPPORTED_VERSION),
        ("version 99", Code.UNSUPPORTED_VERSION),
        ("version 1", Code.UNSUPPORTED_VERSION),
        ("big-endian", Code.UNSUPPORTED_VERSION),
    ],
)
async def test_a_file_that_is_no_model_never_reaches_llama(
    start: Start, tiny: Path, tmp_path: Path, kind: str, code: Code
) -> None:
    file = tmp_path / "broken.gguf"
    file.write_bytes(broken(kind, tiny.read_bytes()))
    runtime = start(file)
    assert not await runtime.settled()
    assert runtime.trouble is not None
    assert runtime.trouble.code is code
    assert runtime.pid is None
    assert runtime.readiness.stage is Stage.ABSENT
    assert runtime.readiness.why.endswith(".")


async def test_a_missing_file_and_a_folder_have_their_sentences(start: Start, tmp_path: Path) -> None:
    (tmp_path / "folder.gguf").mkdir()
    (tmp_path / "dangling.gguf").symlink_to(tmp_path / "nowhere")
    for name, code in (
        ("none.gguf", Code.MODEL_MISSING),
        ("dangling.gguf", Code.MODEL_MISSING),
        ("folder.gguf", Code.NOT_GGUF),
    ):
        runtime = start(tmp_path / name)
        assert not await runtime.settled()
        assert runtime.trouble is not None
        assert runtime.trouble.code is code


async def test_a_file_that_llama_refuses_has_its_reason_kept(
    start: Start, tiny: Path, tmp_path: Path
) -> None:
    data = tiny.read_bytes().replace(b"blk.1.ffn_up.weight", b"blk.1.ffn_ux.weight")
    file = tmp_path / "renamed.gguf"
    file.write_bytes(data)
    runtime = start(file)
    assert not await runtime.settled()
    assert runtime.trouble is not None
    assert runtime.trouble.code is Code.LOAD_FAILED
    assert "ffn_up" in runtime.trouble.detail
    with pytest.raises(ModelTrouble):
        await say(runtime, plain("anyone there?"))


async def test_a_model_larger_than_memory_never_reaches_llama(
    start: Start, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "available_memory", lambda: 100 * 1024 * 1024)
    runtime = start(tiny)
    assert not await runtime.settled()
    assert runtime.trouble is not None
    assert runtime.trouble.code is Code.TOO_BIG
    assert "100 MiB are free" in str(runtime.trouble)
    assert runtime.pid is None


async def test_a_child_killed_in_mid_stream_is_started_again_once(start: Start, tiny: Path) -> None:
    runtime = start(tiny)
    await runtime.settled()
    expected, _ = await say(runtime, plain("again"))
    for attempt in range(2):
        stream = runtime.generate(plain("on and on"), 4000, Sampling(seed=attempt))
        await anext(stream)
        assert runtime.pid is not None
        os.kill(runtime.pid, signal.SIGKILL)
        with pytest.raises(ModelTrouble) as caught:
            async for _ in stream:
                pass
        assert caught.value.code is Code.WORKER_CRASHED
        if attempt == 0:
            assert runtime.readiness.stage is Stage.LOADING
            assert await runtime.settled()
            assert (await say(runtime, plain("again")))[0] == expected
    assert not await runtime.settled()
    assert runtime.readiness == Readiness(
        Stage.ABSENT,
        "Tiny Random",
        why="The model was ended from outside, most likely for want of memory.",
    )


async def test_a_child_that_hangs_is_noticed_and_replaced(start: Start, tiny: Path) -> None:
    patience = Patience(first=0.4, request=0.4, cancel=0.4)
    runtime = start(tiny, RuntimeSettings(threads=1, patience=patience))
    await runtime.settled()
    assert runtime.pid is not None
    os.kill(runtime.pid, signal.SIGSTOP)
    with pytest.raises(ModelTrouble) as caught:
        await say(runtime, plain("hello"))
    assert caught.value.code is Code.WORKER_HUNG
    assert await runtime.settled()
    assert (await say(runtime, plain("hello")))[1].drawn


async def test_a_child_that_does_not_stop_is_ended(start: Start, tiny: Path) -> None:
    runtime = start(tiny, RuntimeSettings(threads=1, patience=Patience(cancel=0.3)))
    await runtime.settled()
    stream = runtime.generate(plain("on and on"), 4000, Sampling(seed=1))
    await anext(stream)
    stuck = runtime.pid
    assert stuck is not None
    os.kill(stuck, signal.SIGSTOP)
    await stream.aclose()
    await until(lambda: runtime.pid not in (None, stuck), "another child")
    assert await runtime.settled()


@pytest.mark.skipif(sys.platform != "linux", reason="a library and a file's name as Linux has them")
async def test_another_library_in_llamas_place_has_its_sentence(
    start: Start, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(msgspec._core.__file__, tmp_path / "libllama.so")
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(tmp_path))
    runtime = start(tiny)
    assert not await runtime.settled()
    assert runtime.trouble is not None
    assert runtime.trouble.code in (Code.LOAD_FAILED, Code.RUNTIME_MISSING)


@pytest.mark.skipif(sys.platform != "linux", reason="a library and a file's name as Linux has them")
async def test_a_model_with_a_name_of_no_utf_8_is_loaded(start: Start, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"n\xff.gguf")
    file.symlink_to(tiny)
    assert await start(file).settled()


def test_the_bindings_version_is_found_wherever_its_package_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = importlib.metadata.version("llama-cpp-python")
    assert library.binding_version() == version
    elsewhere = ModuleSpec("llama_cpp", None, is_package=True)
    elsewhere.submodule_search_locations = [str(tmp_path / "llama_cpp")]
    monkeypatch.setattr("importlib.util.find_spec", lambda _: elsewhere)
    assert library.binding_version() == version  # it says so of itself
    for number in ("0.0.1", "0.0.2"):
        (tmp_path / f"llama_cpp_python-{number}.dist-info").mkdir()
        assert library.binding_version() == ("0.0.1" if number == "0.0.1" else version)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert not library.binding_version()


async def test_a_missing_binding_is_said(start: Start, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # an interpreter without site-packages has neither llama-cpp-python nor pydantic
    monkeypatch.setattr(sys, "executable", "/bin/false")
    runtime = start(tiny)
    assert not await runtime.settled()
    assert runtime.trouble is not None
    assert str(runtime.trouble).endswith(".")


APP = """
import asyncio, sys
from pathlib import Path
from rehearse.interviewer.protocol import Part, Sampling
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.settings import RuntimeSettings

async def main():
    runtime = ModelRuntime(Path(sys.argv[1]), RuntimeSettings(threads=1))
    runtime.start()
    await runtime.settled()
    print(runtime.pid, flush=True)
    while True:
        async for _ in runtime.generate((Part(text="on"),), 8000, Sampling(seed=1)):
            pass

asyncio.run(main())
"""


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_a_killed_app_leaves_no_child(tiny: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", APP, str(tiny)], stdout=subprocess.PIPE) as app:
        assert app.stdout is not None
        child = int(await asyncio.to_thread(app.stdout.readline))
        assert alive(child)
        os.kill(child, signal.SIGSTOP)  # it does nothing more by itself: only the app's end can end it
        app.kill()
        await until(lambda: not alive(child), "the child's end")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_neither_app_nor_child_opens_a_socket(start: Start, tiny: Path) -> None:
    runtime = start(tiny)
    await runtime.settled()
    assert runtime.pid is not None
    stream = runtime.generate(plain("on"), 2000, Sampling(seed=1))
    assert isinstance(await anext(stream), Delta)
    held = [str(link.readlink()) for link in Path(f"/proc/{runtime.pid}/fd").iterdir()]
    await stream.aclose()
    assert held
    assert not [target for target in held if target.startswith("socket:")]


async def test_closing_ends_the_child(tiny: Path) -> None:
    runtime = ModelRuntime(tiny, RuntimeSettings(threads=1))
    runtime.start()
    await runtime.settled()
    child = runtime.pid
    assert child is not None
    await runtime.close()
    assert not alive(child)
