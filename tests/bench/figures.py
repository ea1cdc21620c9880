"""What a bench finds: figures with their reference and goal, the statistics behind them, and a table to print."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

HEAD = ("what", "measured", "reference", "ratio", "goal", "met")


@dataclass(frozen=True)
class Goal:
    """A limit for a figure itself, or for its ratio to the reference; `least` makes it a lower one."""

    limit: float
    ratio: bool = False
    least: bool = False

    @property
    def text(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.limit:g}{' ×' if self.ratio else ''}"

    def met_by(self, value: float) -> bool:
        return value >= self.limit if self.least else value <= self.limit


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, in which unit, against what in the same run, and what it should be."""

    what: str
    measured: float
    unit: str
    reference: float | None = None
    against: str = ""
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        return self.measured / self.reference if self.reference else None

    @property
    def met(self) -> bool | None:
        if self.goal is None:
            return None
        value = self.ratio if self.goal.ratio else self.measured
        return value is not None and self.goal.met_by(value)

    @property
    def cells(self) -> tuple[str, ...]:
        reference = "" if self.reference is None else f"{spelled(self.reference, self.unit)}, {self.against}"
        ratio = (
            "" if self.ratio is None else f"{self.ratio:.2f}" if self.ratio >= 0.1 else f"{self.ratio:.3f}"
        )
        met = {None: "", True: "yes", False: "NO"}[self.met]
        goal = self.goal.text if self.goal else ""
        return (self.what, spelled(self.measured, self.unit), reference, ratio, goal, met)

    @property
    def record(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio, "met": self.met}


def at_most(limit: float) -> Goal:
    return Goal(limit)


def ratio_at_most(limit: float) -> Goal:
    return Goal(limit, ratio=True)


def ratio_at_least(limit: float) -> Goal:
    return Goal(limit, ratio=True, least=True)


def spelled(value: float, unit: str) -> str:
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}".strip()


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def percentile(values: Iterable[float], share: float) -> float:
    """Give the value that this share of them, from 0 to 1, does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(rows: Sequence[Figure]) -> str:
    """Draw the figures for a terminal."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def markdown(rows: Sequence[Figure]) -> str:
    """Draw the figures for docs/performance.md."""
    lines = [HEAD, ("---",) * len(HEAD), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
