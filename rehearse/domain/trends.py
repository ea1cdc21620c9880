"""Trends: what was measured attempt after attempt, flaws that come back, and how far self-ratings lie off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rehearse.domain.critique import in_words
from rehearse.domain.self_rating import ALIKE
from rehearse.domain.vocabulary import Flaw, Signal

LEAST: Final = 6
"""Measured attempts from which a trend is told: fewer would be luck."""
ENDS: Final = 5
"""Attempts at each end that are held against each other, at most."""
BY_ATTEMPT: Final = 60
"""Measured attempts of a series up to which each is a point of its own."""
BY_DAY: Final = 120
"""Days up to which a point is a day."""
BY_WEEK: Final = 730
"""Days up to which a point is a week; a longer span is told by months."""
NOTHING: Final = "Nothing to show yet. Finish a drill, and its numbers stand here."

_SIGNALS: Final = {signal.value: signal.label.capitalize() for signal in Signal}
_LABELS: Final = {
    "setup": "Set-up",
    "action": "Action share",
    "rate": "Rate",
    "fillers": "Fillers",
    "flaws": "Flaws",
    "overall": "Overall",
    **_SIGNALS,
}
_UNITS: Final = {"setup": "s", "action": "%", "rate": "wpm", "fillers": "per min", "flaws": "per attempt"}
MEASURES: Final = tuple(_LABELS)


class Bucket(StrEnum):
    """What one point of a series stands for."""

    ATTEMPT = "attempt"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Point:
    """The mean of what was measured in one bucket; `label` is its first day in UTC, `count` how many attempts."""

    label: str
    value: float
    count: int


@dataclass(frozen=True, slots=True)
class Series:
    """One measure from one source, oldest first. `source` is how it was told, or which engine judged."""

    measure: str
    source: str
    points: tuple[Point, ...]

    @property
    def count(self) -> int:
        """Count the attempts that were measured."""
        return sum(point.count for point in self.points)

    @property
    def label(self) -> str:
        """Name the measure as a person reads it."""
        return _LABELS[self.measure]

    @property
    def name(self) -> str:
        """Name the series as a person reads it."""
        return f"{_LABELS[self.measure]} ({self.source})"

    @property
    def rated(self) -> bool:
        """Tell whether its values are ratings from 1 to 5."""
        return self.measure == "overall" or self.measure in _SIGNALS

    def spelled(self, value: float, *, hide_scores: bool = False) -> str:
        """Write a value with its unit; a rating in words where scores are hidden."""
        if self.rated:
            return in_words(value) if hide_scores else f"{value:.1f} of 5"
        number = f"{value:.0f}" if self.measure in ("setup", "action", "rate") else f"{value:.1f}"
        return f"{number} {_UNITS[self.measure]}"

    def sentence(self, *, hide_scores: bool = False) -> str:
        """Say what the series shows, as means; no claim from too few attempts."""
        if self.count < LEAST:
            return f"{_LABELS[self.measure]}: {self.count} measured; a trend is told from {LEAST} on."
        ends = min(ENDS, self.count // 2)
        first, early = _mean(self.points, ends)
        last, late = _mean(self.points[::-1], ends)
        if first + last > self.count:
            return f"{_LABELS[self.measure]}: {self.count} measured, too close together to tell a trend."
        return (
            f"{_LABELS[self.measure]}: {self.spelled(early, hide_scores=hide_scores)} over the first {first}, "
            f"{self.spelled(late, hide_scores=hide_scores)} over the last {last} of {self.count} measured (means)."
        )


@dataclass(frozen=True, slots=True)
class Leak:
    """A flaw one makes: in how many of the attempts that a source judged, and when last (a day in UTC).

    `since` counts the attempts that this source judged on later days.
    """

    flaw: Flaw
    source: str
    count: int
    judged: int
    last: str
    since: int

    @property
    def sentence(self) -> str:
        """Say how often, and since when not."""
        later = f"not in {self.since} judged on later days" if self.since else "none judged on later days"
        return (
            f"{self.flaw.label}: {self.count} of {self.judged} ({round(100 * self.count / self.judged)} %), "
            f"last on {self.last}, {later} ({self.source})"
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """Self-ratings against critiques of one source: mean difference (above 0: rated higher) and mean distance."""

    source: str
    count: int
    above: float
    off: float

    def sentence(self, *, hide_scores: bool = False) -> str:
        """Say how far the own ratings lie from the critique's."""
        if self.count < LEAST:
            return f"Own rating: {self.count} beside a critique; told from {LEAST} on ({self.source})."
        way = "about as" if abs(self.above) <= ALIKE else "higher than" if self.above > 0 else "lower than"
        by = "" if hide_scores else f": {self.above:+.1f} on average, {self.off:.1f} off either way"
        return f"Own rating: you rate {way} the critique{by}, over {self.count} attempts ({self.source})."


@dataclass(frozen=True, slots=True)
class Trends:
    """Everything that is told of a span of attempts; what was not measured is left out."""

    bucket: Bucket = Bucket.ATTEMPT
    series: tuple[Series, ...] = ()
    leaks: tuple[Leak, ...] = ()
    calibrations: tuple[Calibration, ...] = ()


def gathered(found: Iterable[tuple[str, str, Point]]) -> tuple[Series, ...]:
    """Put points, oldest first, into their series, in the order of the measures."""
    series: dict[tuple[str, str], list[Point]] = {}
    for measure, source, point in found:
        series.setdefault((measure, source), []).append(point)
    order = {measure: place for place, measure in enumerate(MEASURES)}
    keys = sorted(series, key=lambda key: (order[key[0]], key[1]))
    return tuple(Series(*key, tuple(series[key])) for key in keys)


def _mean(points: Sequence[Point], least: int) -> tuple[int, float]:
    """Take whole points until enough attempts are in them; give how many, and their mean."""
    count, total = 0, 0.0
    for point in points:
        count += point.count
        total += point.value * point.count
        if count >= least:
            break
    return count, total / count
