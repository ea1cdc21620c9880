"""The history read a page at a time, whatever its length: finished attempts by time, or in the order of a search."""

from collections.abc import Callable
from typing import Any, Final

from rehearse.domain.attempt import Summary
from rehearse.domain.history import HistoryFilter
from rehearse.storage.attempt_rows import summary_from
from rehearse.storage.conditions import conditions
from rehearse.storage.rows import readable
from rehearse.storage.search import match_expression

Query = Callable[[str, list[Any]], list[dict[str, Any]]]
_SNIPPET: Final = "snippet(attempt_search, -1, '', '', '…', 12)"
_SUMMARY: Final = """
    SELECT attempts.id, questions.text AS question_text, questions.competency, attempts.started_at,
           attempts.status, attempts.mode, attempts.words, attempts.seconds,
           critiques.overall, critiques.next_fix, attempts.kind,
           outcomes.word AS outcome_word, outcomes.text AS outcome_text, outcomes.good AS outcome_good{snippet}
    FROM attempts
    JOIN questions ON questions.key = attempts.question_key
    LEFT JOIN critiques ON critiques.id = attempts.critique_id
    LEFT JOIN outcomes ON outcomes.attempt_id = attempts.id
"""
_BY_TIME: Final = ("attempts.started_at, attempts.id", "SELECT started_at, id FROM attempts WHERE id = ?")
"""What attempts are sorted by, and its value for one of them; an import does not bring ids in the order of time."""


def read_page(
    query: Query, wanted: HistoryFilter, limit: int, edge: int | None, *, backwards: bool
) -> list[Summary]:
    """Read the lines beyond the attempt with the id `edge`, or from the end: newest first, or backwards."""
    searches = match_expression(wanted.search) is not None
    # a search is driven by its own index and in its order; by time each of its hits would be looked up
    columns, at = ("attempt_search.rowid", "?") if searches else _BY_TIME
    where, values = conditions(wanted)
    order = ", ".join(f"{column} {'ASC' if backwards else 'DESC'}" for column in columns.split(", "))
    listed = order.replace("attempt_search.rowid", "attempts.id")
    snippet = _SNIPPET if searches else "NULL"
    found: list[Summary] = []
    while len(found) < limit:  # once, unless rows had to be left out
        beyond = "" if edge is None else f"AND ({columns}) {'>' if backwards else '<'} ({at})"
        chosen = f"SELECT attempts.id, {snippet} AS snippet {where} {beyond} ORDER BY {order} LIMIT ?"
        listing = (
            f"WITH chosen AS MATERIALIZED ({chosen}) {_SUMMARY.format(snippet=', chosen.snippet')}"
            f" JOIN chosen ON chosen.id = attempts.id ORDER BY {listed}"
        )
        past = [] if edge is None else [edge]
        missing = limit - len(found)
        lines = query(listing, [*values, *past, missing])
        found += readable(lines, summary_from)
        if len(lines) < missing:
            break
        edge = lines[-1]["id"]
    return found


def read_unfinished(query: Query) -> list[Summary]:
    """Read the attempts that can be taken up again, newest first."""
    listing = f"{_SUMMARY.format(snippet='')} WHERE status != 'finished' AND deleted_at IS NULL"
    return readable(query(f"{listing} ORDER BY attempts.id DESC", []), summary_from)


def count(query: Query, wanted: HistoryFilter) -> int:
    """Count the finished attempts that a filter leaves."""
    where, values = conditions(wanted)
    return int(query(f"SELECT count(*) AS n {where}", values)[0]["n"])


def read_texts(query: Query, condition: str, values: list[Any], before: int, limit: int) -> tuple[str, ...]:
    """Give the newest finished answers that hold words; which ones is settled before any text is read."""
    latest = (
        "WITH latest AS MATERIALIZED (SELECT id FROM attempts WHERE status = 'finished' AND deleted_at IS NULL"
        f" AND {condition} AND id < ?"
        " AND EXISTS (SELECT 1 FROM attempt_sections WHERE attempt_id = attempts.id AND text != '')"
        " ORDER BY id DESC LIMIT ?)"
        " SELECT group_concat(text, char(10, 10)) AS whole"
        " FROM latest JOIN attempt_sections ON attempt_id = latest.id WHERE text != ''"
        " GROUP BY latest.id ORDER BY latest.id DESC"
    )
    return tuple(row["whole"] for row in query(latest, [*values, before, limit]))
