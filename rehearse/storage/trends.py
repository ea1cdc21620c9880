"""Trends read from the sums by day and month, which the database keeps itself; few attempts are read one by one."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from rehearse.domain.trends import (
    BY_ATTEMPT,
    BY_DAY,
    BY_WEEK,
    MEASURES,
    Bucket,
    Calibration,
    Leak,
    Point,
    Trends,
    gathered,
)
from rehearse.domain.vocabulary import Flaw
from rehearse.storage.rows import Row, readable

Query = Callable[[str, dict[str, Any]], list[dict[str, Any]]]
_NO_MONTH: Final = "9999-13-01"
"""Behind every month there is, as texts are compared."""
_NEVER: Final = {"since": _NO_MONTH, "rest": _NO_MONTH}
_FLAW: Final = "flaw "
_NAMED: Final = f"measure IN ({', '.join(repr(measure) for measure in MEASURES)})"
# Whole months from their sums, and what is left of the first month by its days: :rest is the month after it.
_FROM: Final = """
    (SELECT * FROM trend_sums WHERE competency = :competency AND span = 'month' AND day >= :rest UNION ALL
     SELECT * FROM trend_sums WHERE competency = :competency AND span = 'day' AND day >= :since AND day < :rest)
"""
_SUMS: Final = f"""
    SELECT measure, source, sum(attempts) AS attempts, sum(total) AS total, min(first) AS first, max(last) AS last
    FROM {_FROM} GROUP BY measure, source
"""
_LATER: Final = f"""
    SELECT coalesce(sum(attempts), 0) AS n FROM {_FROM} WHERE measure = 'flaws' AND source = :source
"""
_ATTEMPTS: Final = f"""
    SELECT measure, source, day AS label, value, 1 AS attempts FROM trend_values
    WHERE (:competency = '' OR competency = :competency) AND day >= :since AND {_NAMED}
    ORDER BY (SELECT started_at FROM attempts WHERE id = attempt_id), attempt_id
"""
_POINTS: Final = """
    SELECT measure, source, min(first) AS label, sum(total) / sum(attempts) AS value, sum(attempts) AS attempts
    FROM {sums} WHERE {named} GROUP BY measure, source, {bucket} ORDER BY label
"""
_DAYS: Final = """
    (SELECT * FROM trend_sums WHERE competency = :competency AND span = 'day' AND day >= :since)
"""
_WEEK: Final = (
    "cast((julianday(day) + 0.5) / 7 AS INTEGER)"  # Julian days begin at noon, their weeks on a Monday
)
_QUERY: Final = {
    Bucket.ATTEMPT: _ATTEMPTS,
    Bucket.DAY: _POINTS.format(sums=_DAYS, named=_NAMED, bucket="day"),
    Bucket.WEEK: _POINTS.format(sums=_DAYS, named=_NAMED, bucket=_WEEK),
    Bucket.MONTH: _POINTS.format(sums=_FROM, named=_NAMED, bucket="substr(day, 1, 7)"),
}


def read_trends(rows: Query, competency: str, since: date | None) -> Trends:
    """Read everything of one competency, '' for all, from a day on, None for the beginning."""
    given = {"competency": competency, **_from(since)}
    sums = dict(readable(rows(_SUMS, given), _sum))
    if not sums:
        return Trends()
    bucket = _bucket([row for (measure, _), row in sums.items() if measure in MEASURES])
    points = (
        (row["measure"], row["source"], Point(row["label"], float(row["value"]), row["attempts"]))
        for row in rows(_QUERY[bucket], given)
    )
    return Trends(bucket, gathered(points), _leaks(rows, competency, sums), _calibrations(sums))


def _from(since: date | None) -> dict[str, str]:
    """Give the first day and the month that is the first whole one, both '' for the beginning."""
    if since is None:
        return {"since": "", "rest": ""}
    month = since.replace(day=1)
    if since == month:
        return {"since": str(since), "rest": str(since)}
    rest = str((month + timedelta(days=32)).replace(day=1)) if month < date.max.replace(day=1) else _NO_MONTH
    return {"since": str(since), "rest": rest}


def _sum(row: Row) -> tuple[tuple[str, str], Row]:
    """Read a sum; ValueError where its days are none, or where it counts a flaw that there is not."""
    measure = row["measure"]
    if measure.startswith(_FLAW):
        Flaw(measure.removeprefix(_FLAW))
    date.fromisoformat(row["first"])
    date.fromisoformat(row["last"])
    return (measure, row["source"]), row


def _bucket(sums: list[Row]) -> Bucket:
    if max(row["attempts"] for row in sums) <= BY_ATTEMPT:
        return Bucket.ATTEMPT
    first, last = min(row["first"] for row in sums), max(row["last"] for row in sums)
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return Bucket.DAY if days <= BY_DAY else Bucket.WEEK if days <= BY_WEEK else Bucket.MONTH


def _leaks(rows: Query, competency: str, sums: Mapping[tuple[str, str], Row]) -> tuple[Leak, ...]:
    found = []
    for (measure, source), row in sums.items():
        if measure.startswith(_FLAW) and ("flaws", source) in sums:
            last = date.fromisoformat(row["last"])
            after = _from(last + timedelta(days=1)) if last < date.max else _NEVER
            later = rows(_LATER, {"competency": competency, "source": source, **after})[0]["n"]
            flaw, judged = Flaw(measure.removeprefix(_FLAW)), sums["flaws", source]["attempts"]
            found.append(Leak(flaw, source, row["attempts"], judged, row["last"], later))
    # by how often, not by what share: one of two is no leak, and would stand above nine of twenty
    return tuple(sorted(found, key=lambda leak: (-leak.count, leak.judged, leak.flaw, leak.source)))


def _calibrations(sums: Mapping[tuple[str, str], Row]) -> tuple[Calibration, ...]:
    return tuple(
        Calibration(
            source,
            row["attempts"],
            row["total"] / row["attempts"],
            sums["off", source]["total"] / row["attempts"],
        )
        for (measure, source), row in sums.items()
        if measure == "above" and ("off", source) in sums
    )
