"""A filter of the history as SQL."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from rehearse.domain.history import Engine, HistoryFilter
from rehearse.storage import rows
from rehearse.storage.search import match_expression

FIRST_DAY: Final = date(1970, 1, 2)
LAST_DAY: Final = date(9999, 12, 30)
"""Beyond these days a moment cannot be told in every time zone, and no attempt was made."""
_ENGINE: Final = {
    Engine.RULES: "EXISTS (SELECT 1 FROM critiques WHERE critiques.id = attempts.critique_id AND model IS NULL)",
    Engine.MODEL: "EXISTS (SELECT 1 FROM critiques WHERE critiques.id = attempts.critique_id AND model IS NOT NULL)",
}


def conditions(wanted: HistoryFilter, *, snippets: bool = False) -> tuple[str, list[Any]]:
    """Give the WHERE that leaves what is wanted of the finished attempts, and its values.

    With `snippets` the text index is joined, from which snippets are cut; the query has to be in its order then, or
    SQLite looks every attempt up in it. Without, it gives its hits first, which is fast to count.
    """
    clauses, values = ["status = 'finished'", "deleted_at IS NULL"], list[Any]()
    join = ""
    if (expression := match_expression(wanted.search)) is not None:
        if snippets:
            join = "JOIN attempt_search ON attempt_search.rowid = attempts.id "
            clauses.append("attempt_search MATCH ?")
        else:
            clauses.append("attempts.id IN (SELECT rowid FROM attempt_search WHERE attempt_search MATCH ?)")
        values.append(expression)
    for clause, value in _clauses(wanted):
        clauses.append(clause)
        values += value
    return f"{join}WHERE {' AND '.join(clauses)}", values


def _clauses(wanted: HistoryFilter) -> Iterator[tuple[str, list[Any]]]:
    plain = {
        "questions.competency": wanted.competency,
        "attempts.question_key": wanted.question_key,
        "attempts.persona": wanted.persona,
        "attempts.mode": wanted.mode,
        "attempts.kind": wanted.kind,
    }
    for column, value in plain.items():
        if value is not None:
            yield f"{column} = ?", [str(value)]
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
