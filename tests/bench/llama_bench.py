"""llama.cpp's own bench, built from the very source release that the lock names, and kept."""

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.bench.kept import kept

LOCK = Path(__file__).parents[2] / ".ci" / "locks" / "run.txt"
PACKAGE = "llama-cpp-python"
FLAGS = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DBUILD_SHARED_LIBS=OFF",
    "-DLLAMA_CURL=OFF",
    "-DLLAMA_BUILD_TESTS=OFF",
    "-DLLAMA_BUILD_EXAMPLES=OFF",
    "-DLLAMA_BUILD_SERVER=OFF",
)


def program() -> Path:
    """Give the built bench; the first time it takes some minutes and needs cmake."""
    requirement = _requirement()
    return kept("llama-bench.bin", f"{requirement}{FLAGS}", lambda file: _build(requirement, file))


def tokens_per_second(model: Path, *, tokens: int, threads: int, repack: bool) -> float:
    """Let it draw some tokens from an empty context, and give how many a second."""
    words = ["-m", str(model), "-p", "0", "-n", str(tokens), "-t", str(threads), "-fa", "0", "-r", "1"]
    words += ["--repack", str(int(repack))]
    said = subprocess.run([program(), *words, "-o", "json"], capture_output=True, check=True).stdout
    return float(json.loads(said)[0]["avg_ts"])


def _requirement() -> str:
    """Give the package's block of the lock: its version and hashes."""
    _, _, after = LOCK.read_text(encoding="utf-8").partition(PACKAGE)
    lines = f"{PACKAGE}{after}".splitlines()
    end = next((place for place, line in enumerate(lines) if not line.endswith("\\")), len(lines) - 1)
    return "\n".join(lines[: end + 1]) + "\n"


def _build(requirement: str, file: Path) -> None:
    if shutil.which("cmake") is None:
        raise SystemExit("llama.cpp's own bench is built with cmake, which is not installed here.")
    with tempfile.TemporaryDirectory() as folder:
        lock, place = Path(folder, "lock.txt"), Path(folder, "build")
        lock.write_text(requirement, encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        fetch = [
            "download",
            "--no-deps",
            "--require-hashes",
            "--no-binary",
            PACKAGE,
            "-r",
            str(lock),
            "-d",
            folder,
        ]
        subprocess.run([*pip, *fetch], check=True)
        with tarfile.open(next(Path(folder).glob("*.tar.gz"))) as archive:
            archive.extractall(folder, filter="data")
        source = next(Path(folder).glob("*/vendor/llama.cpp"))
        subprocess.run(
            ["cmake", "-S", str(source), "-B", str(place), *FLAGS], check=True, stdout=subprocess.DEVNULL
        )
        build = ["cmake", "--build", str(place), "--target", "llama-bench", "--parallel", "2"]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        shutil.copy(place / "bin" / "llama-bench", file)
