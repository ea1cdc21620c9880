"""The set-up: locks with hashes and without hosts, clear words where a compiler is missing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / ".ci" / "locks").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_locked_package_has_a_hash_and_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    for block in blocks:
        assert re.match(r"[a-z0-9-]+==[\w.]+", block), block[:60]
        assert "--hash=sha256:" in block, block[:60]


def checkout(folder: Path) -> Path:
    """Copy what the set-up reads into a folder of its own."""
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder / ".ci" / "setup.py"


def test_without_a_compiler_one_sentence_names_the_package(tmp_path: Path) -> None:
    script = checkout(tmp_path)
    empty = tmp_path / "bin"
    empty.mkdir()
    code = (
        f"import runpy, sys, pathlib\nmodule = runpy.run_path({str(script)!r})\n"
        "module['build_llama']('llama-cpp-python==0', pathlib.Path('shelf'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": str(empty), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "install build-essential" in run.stderr
    assert "LLAMA_WHEEL" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_prebuilt_wheel_that_is_not_there_is_named(tmp_path: Path) -> None:
    script = checkout(tmp_path)
    code = f"import runpy\nrunpy.run_path({str(script)!r})['llama_wheel']()"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "LLAMA_WHEEL": "/nowhere.whl"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "LLAMA_WHEEL names /nowhere.whl" in run.stderr


def test_what_was_set_up_for_the_tests_serves_the_app_too(tmp_path: Path) -> None:
    script = checkout(tmp_path)
    code = (
        f"import runpy\nmodule = runpy.run_path({str(script)!r})\n"
        "module['PYTHON'].parent.mkdir(parents=True)\nmodule['PYTHON'].touch()\n"
        "module['stamp']('dev').write_text(module['fingerprint']('dev'))\n"
        "module['main']('run')\nmodule['main']('dev')\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert sorted(each.name for each in (tmp_path / ".venv").iterdir()) == [".ready-dev", "bin"]


def test_an_activated_environment_is_not_taken_for_the_python_to_build_from(tmp_path: Path) -> None:
    script = checkout(tmp_path)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / ".venv")], check=True)
    code = (
        f"import runpy, sys\nsys.argv = ['-c', 'print(1)']\nmodule = runpy.run_path({str(script)!r})\n"
        "module['leave_own_environment']()\nprint('inside')\n"
    )
    run = subprocess.run(
        [str(tmp_path / ".venv" / "bin" / "python"), "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout == "1\n"
