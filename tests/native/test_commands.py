"""The commands that load a model, with a real one of random weights."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rehearse.config import ModelConfig
from rehearse.domain.answer import Answer
from rehearse.errors import RehearseError
from rehearse.interviewer import unattended
from rehearse.interviewer.own_models import OwnModels
from rehearse.interviewer.runtime import ModelRuntime
from rehearse.interviewer.unattended import Speed
from rehearse.paths import user_paths


def rehearse(data: Path, *words: str, given: str = "") -> tuple[str, str]:
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", "--data-dir", str(data), *words],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout, run.stderr


def test_a_model_is_loaded_to_be_checked(tiny: Path, tmp_path: Path) -> None:
    out, _ = rehearse(tmp_path, "models", "check", str(tiny), "--load")
    assert "loaded" in out
    assert "This model can be used." in out


def test_a_critique_by_a_model_that_has_no_room_is_the_rules_and_says_so(tiny: Path, tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": name, "text": "I cut the error by half. " * 3}) + "\n" for name in "ab")
    out, err = rehearse(
        tmp_path, "critique", "--jsonl", "--engine", "model", "--model", str(tiny), given=lines
    )
    assert [json.loads(line)["engine"] for line in out.splitlines()] == ["rules", "rules"]
    assert err.count("The critique is by the rules alone.") == 2


async def test_a_model_is_measured_from_the_screen(tiny: Path, tmp_path: Path) -> None:
    models = OwnModels(user_paths(tmp_path), ModelConfig(context=8192, threads=1))
    assert "tokens a second" in await models.measure(tiny)
    with pytest.raises(RehearseError, match=r"nowhere\.gguf"):
        await models.measure(tmp_path / "nowhere.gguf")


async def test_a_measurement_that_is_broken_off_leaves_no_process_behind(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    loaded = asyncio.Event()

    async def endless(runtime: ModelRuntime, _: Answer) -> Speed:
        begun.append(runtime.pid or 0)
        loaded.set()
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(unattended, "_speed", endless)
    models = OwnModels(user_paths(tmp_path), ModelConfig(context=8192, threads=1))
    measurement = asyncio.create_task(models.measure(tiny))
    await loaded.wait()
    os.kill(begun[0], 0)
    measurement.cancel()
    with pytest.raises(asyncio.CancelledError):
        await measurement
    with pytest.raises(ProcessLookupError):
        os.kill(begun[0], 0)
