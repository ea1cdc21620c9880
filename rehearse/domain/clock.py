"""Time as it is read: the day, a monotonic clock, and timers that derive seconds instead of counting ticks."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Anything that tells monotonic seconds."""

    def now(self) -> float:
        """Give the present moment in seconds since an arbitrary start."""
        ...

    def leave_out(self, seconds: float) -> None:
        """Count as if this many seconds had not been: the program stood still."""
        ...


class MonotonicClock:
    """The machine's own clock, which no change of date can turn back and which stands while the machine sleeps."""

    def __init__(self) -> None:
        self._left_out = 0.0

    def now(self) -> float:
        """Give the present moment in seconds."""
        return time.monotonic() - self._left_out

    def leave_out(self, seconds: float) -> None:
        """Count as if this many seconds had not been."""
        self._left_out += seconds


def today() -> date:
    """Give the day by the user's own calendar."""
    return datetime.now(UTC).astimezone().date()


@dataclass(frozen=True, slots=True)
class Timer:
    """Seconds banked so far, and the moment since which it runs; None while it stands still."""

    banked: float = 0.0
    since: float | None = None

    def start(self, now: float) -> "Timer":
        """Let it run from now; a running timer stays as it is."""
        return self if self.since is not None else Timer(self.banked, now)

    def stop(self, now: float) -> "Timer":
        """Bank what has run until now and stand still."""
        return Timer(self.read(now))

    def read(self, now: float) -> float:
        """Give the seconds so far; a clock that jumped back never takes any away."""
        return self.banked if self.since is None else self.banked + max(0.0, now - self.since)
