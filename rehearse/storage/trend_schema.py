"""The sums behind the trends, as SQL: a view of what attempts measured, a table of sums, triggers that keep it.

A step of the schema, apart from the others for its length, and like them never edited once it was released.
"""

from typing import Final

from rehearse.storage.sqlite import Database

_DAYS: Final = (
    "INSERT INTO trend_sums SELECT {}, 'day', day, measure, source, count(*), total(value), day, day "
    "FROM trend_values {} GROUP BY 1, 3, 4, 5"
)
_MONTHS: Final = (
    "INSERT INTO trend_sums SELECT competency, 'month', substr(day, 1, 7) || '-01', measure, source, "
    "sum(attempts), sum(total), min(first), max(last) FROM trend_sums WHERE span = 'day' {} "
    "GROUP BY 1, 3, 4, 5"
)


def create(db: Database) -> None:
    """Create view, sums and triggers; every change of an attempt brings the sums of its day and month up to date.

    This is the migration `m009_trends`, and stays as it is: databases with and without a change here would all call
    themselves upgraded. What is to be otherwise is a migration of its own, as `m012_by_time` is.
    """
    live = "status = 'finished' AND deleted_at IS NULL"
    base = f"""
        SELECT attempts.id AS attempt_id, substr(started_at, 1, 10) AS day, competency,
               {{measure}} AS measure, {{source}} AS source, {{value}} AS value
        FROM attempts JOIN questions ON questions.key = attempts.question_key {{joins}}
        WHERE {live} AND {{condition}}
    """
    critique = "JOIN critiques ON critiques.id = attempts.critique_id"
    judge = "coalesce(model, engine) || ', version ' || engine_version"
    # one section told again is no new answer; what was typed has no seconds of speech, so its words count
    anew = "kind != 'section'"
    # what users dispute is kept and not counted
    held = (
        "NOT EXISTS (SELECT 1 FROM disputes WHERE disputes.attempt_id = attempts.id"
        " AND disputes.flaw = findings.flaw AND disputes.section = coalesce(findings.section, ''))"
    )
    setup = "FROM {} AND section IN ('situation', 'task')"
    seconds = setup.format("attempt_sections WHERE attempt_id = attempts.id AND seconds IS NOT NULL")
    words = setup.format("section_measures WHERE critique_id = attempts.critique_id")
    ratings = f"{critique} JOIN ratings ON ratings.critique_id = critiques.id"
    findings = f"{critique} JOIN findings ON findings.critique_id = critiques.id"
    own = f"{critique} JOIN self_ratings ON self_ratings.attempt_id = attempts.id"
    both = f"{anew} AND self_ratings.overall IS NOT NULL AND critiques.overall IS NOT NULL"
    parts = [
        (
            "'setup'",
            "'spoken'",
            f"(SELECT sum(seconds) {seconds})",
            "",
            f"told LIKE 'ST%' AND mode = 'spoken' AND (SELECT count(*) {seconds}) = 2",
        ),
        (
            "'setup'",
            "'typed, as if said at 150 wpm'",
            f"(SELECT sum(words) * 0.4 {words})",
            "",
            f"told = 'STARL' AND mode = 'typed' AND (SELECT sum(words) {words}) > 0",
        ),
        (
            "'action'",
            "'by ' || share_basis",
            "100 * share_action",
            critique,
            f"{anew} AND share_action IS NOT NULL",
        ),
        ("'rate'", "mode", "wpm", critique, f"{anew} AND wpm IS NOT NULL"),
        ("'fillers'", "mode", "fillers_per_minute", critique, f"{anew} AND fillers_per_minute IS NOT NULL"),
        (
            "'flaws'",
            judge,
            f"(SELECT count(DISTINCT flaw) FROM findings WHERE critique_id = critiques.id AND {held})",
            critique,
            anew,
        ),
        ("'overall'", judge, "overall", critique, f"{anew} AND overall IS NOT NULL"),
        ("signal", judge, "rating", ratings, f"{anew} AND rating IS NOT NULL"),
        ("DISTINCT 'flaw ' || flaw", judge, "1", findings, f"{anew} AND {held}"),
        ("'above'", judge, "self_ratings.overall - critiques.overall", own, both),
        ("'off'", judge, "abs(self_ratings.overall - critiques.overall)", own, both),
    ]
    selects = []
    for measure, source, value, joins, condition in parts:
        text = base.format(
            measure=measure.removeprefix("DISTINCT "),
            source=source,
            value=value,
            joins=joins,
            condition=condition,
        )
        selects.append(
            text.replace("SELECT", "SELECT DISTINCT", 1) if measure.startswith("DISTINCT") else text
        )
    for statement in (
        f"CREATE INDEX attempts_by_day ON attempts (substr(started_at, 1, 10)) WHERE {live}",
        f"CREATE VIEW trend_values AS {' UNION ALL '.join(selects)}",
        """
        CREATE TABLE trend_sums (
            competency TEXT NOT NULL,          -- '': all of them
            span TEXT NOT NULL CHECK (span IN ('day', 'month')),
            day TEXT NOT NULL,                 -- the span's first one, UTC
            measure TEXT NOT NULL,
            source TEXT NOT NULL,              -- how it was told, or who judged
            attempts INTEGER NOT NULL,
            total REAL NOT NULL,               -- of the measured values
            first TEXT NOT NULL, last TEXT NOT NULL, -- days with such an attempt
            PRIMARY KEY (competency, span, day, measure, source)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX trend_sums_by_day ON trend_sums (span, day)",
    ):
        db.execute(statement)
    fill(db)
    for name, event, started in (
        (
            "changed",
            "UPDATE OF status, deleted_at, critique_id ON attempts WHEN NEW.status = 'finished'",
            "NEW.started_at",
        ),
        ("gone", "DELETE ON attempts WHEN OLD.status = 'finished'", "OLD.started_at"),
        ("rated", "INSERT ON self_ratings", "(SELECT started_at FROM attempts WHERE id = NEW.attempt_id)"),
        ("disputed", "INSERT ON disputes", "(SELECT started_at FROM attempts WHERE id = NEW.attempt_id)"),
        ("agreed", "DELETE ON disputes", "(SELECT started_at FROM attempts WHERE id = OLD.attempt_id)"),
    ):
        on = f"WHERE day = substr({started}, 1, 10)"
        month = f"substr({started}, 1, 7)"
        within = f"AND day BETWEEN {month} || '-01' AND {month} || '-31'"
        db.execute(
            f"CREATE TRIGGER trend_sums_{name} AFTER {event} BEGIN "
            f"DELETE FROM trend_sums {on} AND span = 'day'; "
            f"DELETE FROM trend_sums WHERE span = 'month' AND day = {month} || '-01'; "
            f"{_DAYS.format(chr(39) * 2, on)}; {_DAYS.format('competency', on)}; {_MONTHS.format(within)}; END"
        )


def fill(db: Database) -> None:
    """Add up everything that the view holds; for sums that are empty."""
    for statement in (_DAYS.format("''", ""), _DAYS.format("competency", ""), _MONTHS.format("")):
        db.execute(statement)
