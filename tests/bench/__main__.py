"""Runs the benches and shows what they found: `python -m tests.bench [BENCH …] [--write]`, `make bench ARGS=…`.

Every figure and its reference come from the same run, by turns. The figures of the last run of each bench are kept in
.benchmarks/figures.json, which git does not see; `--write` puts them into docs/performance.md too.
"""

import importlib
import json
import os
import platform
import re
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import Figure, markdown, table

BENCHES = ("startup", "history", "trends", "rules", "bounds", "model", "drill", "sitting")
ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".benchmarks" / "figures.json"
PAGE = ROOT / "docs" / "performance.md"


def main(words: Sequence[str]) -> None:
    wanted = [word for word in words if not word.startswith("-")] or list(BENCHES)
    if unknown := [name for name in wanted if name not in BENCHES]:
        raise SystemExit(f"There is no bench {unknown[0]}; there are {', '.join(BENCHES)}.")
    for name in wanted:
        module = importlib.import_module(f"tests.bench.{name}")
        begun, load = time.perf_counter(), os.getloadavg()[0]
        found: list[Figure] = module.measure()
        print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}\n\n{table(found)}")
        print(f"\n({time.perf_counter() - begun:.0f} s, load before {load:.1f})", flush=True)
        _keep(name, found, load)
        if "--write" in words:
            _write(name, found)


def _keep(name: str, found: list[Figure], load: float) -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    kept[name] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "python": platform.python_version(),
        "load_before": round(load, 2),
        "figures": [each.record for each in found],
    }
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def _write(name: str, found: list[Figure]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    PAGE.write_text(between.sub(lambda place: f"{place[1]}{markdown(found)}\n{place[2]}", text), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
