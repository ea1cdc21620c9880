"""Set up the project's environment in .venv from the hashed lock files.

usage: python3 .ci/setup.py run|dev

`run` installs what the app needs, `dev` also what the checks and tests need. Both install the project itself
in place. Nothing but Python 3.11+, its venv module and a C and C++ compiler is expected of the machine. A second
call finds everything in place and returns at once; the compiled llama.cpp wheel is kept in the user's cache
folder and serves every later checkout.

LLAMA_WHEEL=/path/to/llama_cpp_python-….whl takes a prebuilt wheel and compiles nothing.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / ".ci" / "locks"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LEAN = ROOT / ".ci" / "lean-llama.cmake"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rehearse" / "wheels"
LLAMA = "llama-cpp-python"
NO_COMPILER = (
    "rehearse builds llama.cpp once and needs a C and a C++ compiler for it: install build-essential "
    "(Debian, Ubuntu), gcc-c++ (Fedora) or run xcode-select --install (macOS) and repeat; or take a prebuilt "
    "wheel from llama-cpp-python's releases and pass LLAMA_WHEEL=/path/to/llama_cpp_python.whl."
)


def main(target: str) -> None:
    """Bring .venv to the state that the locks describe."""
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python must be told so)
        sys.exit(f"rehearse needs Python 3.11 or newer; {sys.executable} is {platform.python_version()}.")
    leave_own_environment()
    if is_ready("dev") or (target == "run" and is_ready("run")):
        return
    say(f"Setting up {VENV.name} (about a minute, and two more the first time llama.cpp is built) …")
    create_environment()
    wheel = llama_wheel()
    names = lock_names(target)
    locks = [("-r", str(without_llama(LOCKS / f"{name}.txt"))) for name in names]
    pip("install", "--require-hashes", *(word for pair in locks for word in pair))
    pip("install", "--no-deps", str(wheel))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp(target).write_text(fingerprint(target))


def leave_own_environment() -> None:
    """Go on with the Python that .venv was made from when .venv is activated: it cannot be made anew from inside."""
    base = getattr(sys, "_base_executable", sys.executable)
    if Path(sys.prefix).resolve() == VENV.resolve() and not Path(base).resolve().is_relative_to(
        VENV.resolve()
    ):
        os.execv(base, [base, *sys.argv])


def lock_names(target: str) -> list[str]:
    """Name the locks a target installs."""
    return ["run", "editable"] + (["dev"] if target == "dev" else [])


def stamp(target: str) -> Path:
    """Give the file that says for what state of the locks .venv was set up."""
    return VENV / f".ready-{target}"


def is_ready(target: str) -> bool:
    """Tell whether .venv holds all that a target needs, whichever Python it was made with and still finds."""
    return PYTHON.exists() and stamp(target).exists() and stamp(target).read_text() == fingerprint(target)


def say(text: str) -> None:
    """Tell the person what happens, on standard error."""
    print(text, file=sys.stderr, flush=True)


def fingerprint(target: str) -> str:
    """Hash the place, the project's metadata and the locks of a target."""
    digest = hashlib.sha256(str(ROOT).encode())
    locks = [LOCKS / f"{name}.txt" for name in [*lock_names(target), "native"]]
    for file in [ROOT / "pyproject.toml", Path(__file__), *locks]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def create_environment() -> None:
    """Make a fresh .venv; say what to install where Python came without the module for it."""
    try:
        venv.create(VENV, clear=True, with_pip=True)
    except (subprocess.CalledProcessError, ImportError, OSError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            f"Python could not make a virtual environment in {VENV} ({error.__class__.__name__}); "
            "install the package that holds ensurepip (python3-venv on Debian and Ubuntu) and repeat."
        )


def pip(*words: str, python: Path = PYTHON) -> None:
    """Run pip quietly; a failure ends the set-up with pip's own words above it."""
    command = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    if subprocess.run(command, check=False).returncode:
        sys.exit(
            "The set-up stopped: pip failed, its message stands above. Nothing was changed outside .venv."
        )


def without_llama(lock: Path) -> Path:
    """Copy a lock without llama-cpp-python: its wheel is built here and so has a hash of its own."""
    copy = Path(tempfile.mkdtemp(prefix="rehearse-lock-")) / lock.name
    copy.write_text("".join(block for block in blocks(lock) if not block.startswith(LLAMA)))
    return copy


def blocks(lock: Path) -> list[str]:
    """Split a lock into its requirements, each with its continuation lines."""
    found: list[str] = []
    for line in lock.read_text().splitlines(keepends=True):
        if found and line.startswith(" "):
            found[-1] += line
        else:
            found.append(line)
    return found


def llama_wheel() -> Path:
    """Give the llama-cpp-python wheel: the user's own, the one built before, or a fresh lean build."""
    if given := os.environ.get("LLAMA_WHEEL"):
        if not Path(given).is_file():
            sys.exit(f"LLAMA_WHEEL names {given}, which is not a file.")
        return Path(given)
    requirement = next(block for block in blocks(LOCKS / "run.txt") if block.startswith(LLAMA))
    # The path in the flags is left out: every checkout on this machine shares one wheel.
    recipe = f"{requirement}{machine()}{LEAN.read_text()}"
    shelf = CACHE / hashlib.sha256(recipe.encode()).hexdigest()[:16]
    for wheel in shelf.glob("*.whl"):
        return wheel
    return build_llama(requirement, shelf)


def machine() -> str:
    """Name what a native build depends on: the system, its architecture and the processor's instructions."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(errors="replace").splitlines() if cpu.exists() else [platform.processor()]
    flags = next((line for line in lines if line.startswith(("flags", "Features"))), "")
    return f"{platform.system()} {platform.machine()} {flags}"


def lean_flags() -> str:
    """Leave out the parts of llama.cpp that Python never loads: 94 s instead of 241 s on two cores."""
    return f"-DLLAVA_BUILD=OFF -DCMAKE_PROJECT_llama.cpp_INCLUDE={LEAN}"


def build_llama(requirement: str, shelf: Path) -> Path:
    """Compile the locked source release into a wheel and keep it on the shelf."""
    if not (shutil.which(os.environ.get("CC", "cc")) or shutil.which("gcc") or shutil.which("clang")) or not (
        shutil.which(os.environ.get("CXX", "c++")) or shutil.which("g++") or shutil.which("clang++")
    ):
        sys.exit(NO_COMPILER)
    with tempfile.TemporaryDirectory(prefix="rehearse-build-") as folder:
        tools, lock, out = Path(folder, "tools"), Path(folder, "llama.txt"), Path(folder, "out")
        venv.create(tools, with_pip=True)
        pip("install", "--require-hashes", "-r", str(LOCKS / "native.txt"), python=tools / "bin" / "python")
        lock.write_text(requirement)
        say("Building llama.cpp for this machine. It is compiled once and kept; two cores take about 100 s.")
        words = ["wheel", "--no-deps", "--no-build-isolation", "--no-cache-dir", "--require-hashes"]
        command = [
            str(tools / "bin" / "python"),
            "-m",
            "pip",
            "--quiet",
            *words,
            "-r",
            str(lock),
            "-w",
            str(out),
        ]
        path = f"{tools / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
        run_with_progress(command, {**os.environ, "CMAKE_ARGS": lean_flags(), "PATH": path})
        wheel = next(out.glob("*.whl"))
        shelf.mkdir(parents=True, exist_ok=True)
        part = shelf / f"{wheel.name}.part"
        shutil.copyfile(wheel, part)
        return part.rename(shelf / wheel.name)


def run_with_progress(command: list[str], environment: dict[str, str]) -> None:
    """Run a long build, say every 15 s that it goes on, and show its log only when it fails."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as log:
        child = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        while True:
            try:
                code = child.wait(timeout=15)
                break
            except subprocess.TimeoutExpired:
                say(f"  … compiling llama.cpp, {time.monotonic() - start:.0f} s so far")
        if code:
            log.seek(0)
            sys.exit(
                f"{log.read()[-6000:]}\nllama.cpp could not be built; its log stands above. {NO_COMPILER}"
            )
    say(f"  llama.cpp is built ({time.monotonic() - start:.0f} s).")


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"]):
        sys.exit(__doc__)
    main(sys.argv[1])
