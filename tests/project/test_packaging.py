"""Wheel and sdist: built without a network, installed into an environment of their own, and used from there."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MINORS = ("3.11", "3.12", "3.13")


def run(*words: str | Path, given: str = "", cwd: Path | None = None) -> str:
    """Run a program that has to succeed and give what it wrote."""
    done = subprocess.run(
        list(map(str, words)), input=given, cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def build(source: Path, target: Path) -> None:
    """Build wheel and sdist with what the tests' own environment has."""
    run(sys.executable, "-m", "hatchling", "build", "-d", target, cwd=source)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a wheel and an sdist."""
    folder = tmp_path_factory.mktemp("built")
    build(ROOT, folder)
    return folder


@pytest.fixture(scope="module")
def bin_folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the wheel; what it depends on is borrowed from the tests' own."""
    environment = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    python = environment / "bin" / "python"
    (wheel,) = built.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--no-deps", "--no-index", "--no-compile", wheel)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # a path in a .pth file comes last and its own .pth files are not read: the checkout is not seen through it
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "borrowed.pth").write_text("\n".join(sorted(borrowed)) + "\n", encoding="utf-8")
    return environment / "bin"


def tracked_data() -> set[str]:
    """Every file of the package that is no Python."""
    return {
        each.relative_to(ROOT).as_posix()
        for each in (ROOT / "rehearse").rglob("*")
        if each.is_file() and each.suffix not in (".py", ".pyc")
    }


def test_the_wheel_holds_every_data_file_and_nothing_of_the_tests(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    packs = {f"rehearse/questions/{pack.name}" for pack in (ROOT / "questions").glob("*.toml")}
    assert tracked_data() | packs | {"rehearse/models/catalogue.toml"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if not name.startswith(("rehearse/", "rehearse-"))]
    assert not [name for name in names if "__pycache__" in name or name.endswith(".gguf")]


def test_the_sdist_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    for name in (
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "Makefile",
        ".ci/run",
        "docs/index.md",
        "tests/conftest.py",
    ):
        assert (source / name).is_file(), name
    build(source, tmp_path / "again")
    (first,), (second,) = built.glob("*.whl"), (tmp_path / "again").glob("*.whl")
    assert first.read_bytes() == second.read_bytes()


def test_the_installed_program_runs_from_its_own_files(bin_folder: Path, tmp_path: Path) -> None:
    place = run(bin_folder / "python", "-c", "import rehearse; print(rehearse.__file__)", cwd=tmp_path)
    assert place.startswith(str(bin_folder.parent))
    program, data = bin_folder / "rehearse", ("--data-dir", tmp_path / "data")
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version is not None
    assert run(program, "--version", cwd=tmp_path) == f"rehearse {version[1]}\n"
    assert len(run(program, *data, "questions", "list", cwd=tmp_path).splitlines()) >= 84
    found = json.loads(run(program, *data, "critique", given="I owned it. It fell by half.", cwd=tmp_path))
    assert found["engine"] == "rules"
    assert "hiring_manager" in run(program, *data, "personas", cwd=tmp_path)
    assert "GiB of memory" in run(program, *data, "models", "list", cwd=tmp_path)
    assert "rehearse_completion" in run(program, "completion", "bash", cwd=tmp_path)
    assert len(run(program, "--demo", "history", cwd=tmp_path).splitlines()) == 17
    assert "drill.target" in run(program, *data, "config", "show", cwd=tmp_path)
    loads = "from rehearse.compose import services, set_up; from rehearse.ui.app import RehearseApp; "
    run(bin_folder / "python", "-c", f"{loads}RehearseApp(services(set_up(None)))", cwd=tmp_path)


def test_the_package_says_for_whom_it_is(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        (name,) = [each for each in packed.namelist() if each.endswith(".dist-info/METADATA")]
        metadata = packed.read(name).decode()
    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.11" in metadata
    for minor in MINORS:
        assert f"Classifier: Programming Language :: Python :: {minor}" in metadata
    for system in ("MacOS", "POSIX :: Linux"):
        assert f"Classifier: Operating System :: {system}" in metadata


def test_the_workflow_tries_what_the_package_promises() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    for minor in MINORS:
        assert f'"{minor}"' in workflow
    for system in ("ubuntu-latest", "macos-latest"):
        assert system in workflow
    assert ".ci/run" in workflow
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
