"""Many attempts at once, the same for the same seed: rows straight into the tables, for speed and for pictures."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rehearse.domain.section import SECTIONS
from rehearse.domain.vocabulary import Competency, Flaw, Signal
from rehearse.storage.database import open_database
from rehearse.storage.trend_schema import fill

BEGAN = datetime(2026, 9, 1, 18, tzinfo=UTC)


def seed_attempts(file: Path, count: int, *, days: float = 60, seed: int = 1) -> None:
    """Write finished, spoken, judged attempts evenly over some days; every third one has a self-rating."""
    chance, kinds = random.Random(seed), list(Competency)
    attempts, sections, critiques, findings, ratings, own = [], [], [], [], [], []
    for number in range(1, count + 1):
        better = number / count
        when = (BEGAN + timedelta(days=days * (number - 1) / count)).isoformat(timespec="milliseconds")
        setup, action = (
            45 - 15 * better + chance.uniform(-4, 4),
            0.48 + 0.1 * better + chance.uniform(-0.04, 0.04),
        )
        each = (setup * 0.6, setup * 0.4, 90.0, 20.0, 10.0)
        model = "small.gguf" if number % 4 == 0 else None
        overall = 2.2 + 1.5 * better
        attempts.append((number, kinds[number % len(kinds)].value, when, when, sum(each), number))
        sections += [
            (number, s.value, f"Told {number}.", took) for s, took in zip(SECTIONS, each, strict=True)
        ]
        critiques.append(
            (number, number, when, "model" if model else "rules", model, overall, 0.3, action, 0.7 - action,
             chance.uniform(120, 160), 8 - 4 * better)
        )  # fmt: skip
        found = chance.sample(list(Flaw), 3 if better < 0.5 else 2)
        findings += [(number, place, flaw.value) for place, flaw in enumerate(found)]
        ratings += [(number, s.value, min(5, max(1, round(overall + chance.uniform(-1, 1))))) for s in Signal]
        if number % 3 == 0:
            own.append((number, when, 4))
    db = open_database(file).db
    with db.atomic():
        db.conn.executemany(
            "INSERT INTO questions VALUES (?, ?, 'Test pack', ?, ?, 'core') ON CONFLICT DO NOTHING",
            [(kind.value, kind.value, f"Tell me about it: {kind.label}.", kind.value) for kind in kinds],
        )
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.conn.executemany(
            "INSERT INTO attempts (id, question_key, started_at, finished_at, seconds, critique_id, status, mode,"
            " coaching, persona, experience, target_seconds, follow_ups, section, told, measured, words)"
            " VALUES (?, ?, ?, ?, ?, ?, 'finished', 'spoken', 'coached', 'hiring_manager', 'production', 150, 2,"
            " 'reflection', 'STARL', 1, 2)",
            attempts,
        )
        db.conn.executemany("INSERT INTO attempt_sections VALUES (?, ?, ?, ?)", sections)
        db.conn.executemany(
            "INSERT INTO critiques (id, attempt_id, created_at, engine, model, overall, share_setup, share_action,"
            " share_close, wpm, fillers_per_minute, engine_version, rewrite, next_fix, share_basis, dropped_quotes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '2', '', 'Say the number.', 'seconds', 0)",
            critiques,
        )
        db.conn.executemany("INSERT INTO findings VALUES (?, ?, ?, NULL, NULL, 'why', 'fix')", findings)
        db.conn.executemany("INSERT INTO ratings VALUES (?, ?, ?, NULL, 'why')", ratings)
        # the sums are filled once and not for each row
        triggers = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'trend_sums_%'"
        ).fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.conn.executemany("INSERT INTO self_ratings (attempt_id, rated_at, overall) VALUES (?, ?, ?)", own)
        db.conn.executemany(
            "INSERT INTO attempt_search (rowid, question, answer) VALUES (?, ?, ?)",
            [
                (number, "Tell me about it", f"Told {number}, decision {number % 7}.")
                for number in range(1, count + 1)
            ],
        )
        fill(db)
        for _, statement in triggers:
            db.execute(statement)
    db.close()
