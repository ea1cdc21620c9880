"""The critique by rules: one answer of 400 words, and a thousand of them as JSON lines."""

import json
import subprocess
import tempfile
import time
from pathlib import Path

from rehearse.analysis.engine import critique
from rehearse.domain.answer import Answer
from rehearse.domain.text import words
from tests.bench.figures import Figure, at_most, median, percentile, ratio_at_most
from tests.bench.processes import REHEARSE, processor_seconds, resident, surroundings
from tests.evaluation import labelled

WORDS = 400
LINES = 1000
EARLY = 250
"""Lines after which each labelled answer was read once: the caches are full, and memory should not grow any more."""


def measure() -> list[Figure]:
    told = answers()
    return [*_one(told), *_many(told)]


def answers() -> list[Answer]:
    """Give labelled answers, each drawn out or cut to the length."""
    found = []
    for item in labelled.items():
        answer = labelled.answer(item)
        if len(words(answer.whole)) < WORDS // 4:
            continue
        whole = answer.whole.split()
        text = " ".join((whole * (WORDS // len(whole) + 1))[:WORDS])
        found.append(Answer(answer.id, text=text, question=answer.question, competency=answer.competency))
    return found


def _one(told: list[Answer]) -> list[Figure]:
    for each in told[:5]:
        critique(each)
    spent = []
    for each in told[:200]:
        begun = time.thread_time()
        critique(each)
        spent.append((time.thread_time() - begun) * 1000)
    what = f"critique of {WORDS} words, processor time"
    return [
        Figure(f"{what}, median", median(spent), "ms", goal=at_most(20)),
        Figure(f"{what}, p95", percentile(spent, 0.95), "ms"),
    ]


def _many(told: list[Answer]) -> list[Figure]:
    lines = [
        json.dumps({"id": f"{number}", "text": told[number % len(told)].text}) for number in range(LINES)
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answers.jsonl")
        file.write_text("\n".join(lines), "utf-8")
        command = [REHEARSE, "--data-dir", folder, "critique", "--jsonl", str(file)]
        seen: dict[int, tuple[float, float]] = {}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings(Path(folder))) as child:
            assert child.stdout is not None
            for number, _ in enumerate(child.stdout, start=1):
                if number in (EARLY, (EARLY + LINES) // 2, LINES - 1):
                    seen[number] = processor_seconds(child.pid), resident(child.pid)
    early, middle, late = seen.values()
    half = (LINES - EARLY) / 2
    first, second = ((b[0] - a[0]) * 1000 / half for a, b in ((early, middle), (middle, late)))
    return [
        Figure("a line of --jsonl, second half", second, "ms", first, "first half", ratio_at_most(1.1)),
        Figure("memory at the last line", late[1], "MiB", early[1], f"at line {EARLY}", ratio_at_most(1.03)),
    ]
