"""A child process as the app takes it over: given up in between, it leaves nothing behind."""

import asyncio
from pathlib import Path

import pytest

from rehearse.interviewer.child import Child
from rehearse.interviewer.head_start import begin
from rehearse.interviewer.protocol import Hello
from rehearse.interviewer.settings import RuntimeSettings


async def test_the_next_child_is_heard_after_one_was_given_up_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def given_up(*_: object) -> None:
        raise asyncio.CancelledError

    file = tmp_path / "m.gguf"
    file.touch()
    first = begin(file, RuntimeSettings())
    with monkeypatch.context() as patched:
        patched.setattr(asyncio.get_running_loop(), "connect_write_pipe", given_up)
        with pytest.raises(asyncio.CancelledError):
            await Child.take_over(first)
    assert first.process.returncode is not None
    await asyncio.sleep(0)  # the transport closes with the loop's next turn
    second = await Child.take_over(begin(file, RuntimeSettings()))
    try:
        assert isinstance(await asyncio.wait_for(second.receive(), 15), Hello)
    finally:
        await second.close()
