"""A filter of the history as SQL."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from rehearse.domain.history import Engine, HistoryFilter
from rehearse.storage import rows
from rehearse.storage.search import match_expression

FIRST_DAY: Final = date(1970, 1, 2)
LAST_DAY: Final = date(9999, 12, 29)
"""Beyond these days a moment cannot be told in every time zone, nor by every Python, and no attempt was made."""
_ENGINE: Final = {
    Engine.RULES: "EXISTS (SELECT 1 FROM critiques WHERE critiques.id = attempts.critique_id AND model IS NULL)",
    Engine.MODEL: "EXISTS (SELECT 1 FROM critiques WHERE critiques.id = attempts.critique_id AND model IS NOT NULL)",
}


def conditions(wanted: HistoryFilter) -> tuple[str, list[Any]]:
    """Give the FROM and WHERE that leave what is wanted of the finished attempts, and the values.

    A search is driven by its own index, in whose order (`attempt_search.rowid`) a query has to be then: SQLite is told
    so by CROSS JOIN. Left to itself it may look every attempt of a competency up in the index, for minutes.
    """
    source, clauses, values = "attempts", ["status = 'finished'", "deleted_at IS NULL"], list[Any]()
    if (expression := match_expression(wanted.search)) is not None:
        source = "attempt_search CROSS JOIN attempts ON attempts.id = attempt_search.rowid"
        clauses.append("attempt_search MATCH ?")
        values.append(expression)
    for clause, value in _clauses(wanted):
        clauses.append(clause)
        values += value
    return f"FROM {source} WHERE {' AND '.join(clauses)}", values


def _clauses(wanted: HistoryFilter) -> Iterator[tuple[str, list[Any]]]:
    plain = {
        "attempts.question_key": wanted.question_key,
        "attempts.persona": wanted.persona,
        "attempts.mode": wanted.mode,
        "attempts.coaching": wanted.coaching,
        "attempts.kind": wanted.kind,
    }
    for column, value in plain.items():
        if value is not None:
            yield f"{column} = ?", [str(value)]
    if wanted.competency is not None:
        # the plus keeps SQLite from gathering all attempts of a competency, only to sort them by their ids
        yield "+question_key IN (SELECT key FROM questions WHERE competency = ?)", [wanted.competency.value]
    if wanted.story is not None:
        yield "attempts.story_id IN (SELECT id FROM stories WHERE key = ?)", [wanted.story]
    if wanted.engine is not None:
        yield _ENGINE[wanted.engine], []
    if wanted.flaw is not None:
        query = "SELECT 1 FROM findings WHERE findings.critique_id = attempts.critique_id AND flaw = ?"
        yield f"EXISTS ({query})", [wanted.flaw.value]
    if wanted.tag is not None:
        yield "attempts.id IN (SELECT attempt_id FROM attempt_tags WHERE tag = ?)", [wanted.tag]
    if wanted.after is not None:
        yield "attempts.started_at >= ?", [_begins(wanted.after)]
    if wanted.before is not None:
        yield "attempts.started_at < ?", [_begins(wanted.before, later=1)]
    if wanted.ids:
        yield "attempts.id IN (SELECT value FROM json_each(?))", [json.dumps(wanted.ids)]


def _begins(day: date, later: int = 0) -> str:
    """Give the first moment of a day of the user's calendar, or of a later one, as the database spells it."""
    day = min(max(day, FIRST_DAY), LAST_DAY) + timedelta(days=later)
    return rows.time_text(datetime.combine(day, time.min).astimezone().astimezone(UTC))
