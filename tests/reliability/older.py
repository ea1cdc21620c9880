"""A database as an older version left it: only its first steps, with attempts told under them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from rehearse.domain.section import SECTIONS
from rehearse.storage.database import known_steps
from rehearse.storage.migrations import migrations

WHEN = "2026-09-01T18:00:00.000+00:00"


def older_database(file: Path, step: int, count: int, words: int = 20) -> None:
    """Write a database that knows the first `step` steps and some finished attempts, each section of some words."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    text = " ".join(f"word{number}" for number in range(words))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        old = Database(connection)
        migrations.apply(old, stop_before=known_steps()[step])
        with old.atomic():
            old.execute("INSERT INTO questions VALUES ('k', 'i', 'p', 'Old question?', 'failure', 'core')")
            connection.executemany(
                "INSERT INTO attempts (id, question_key, started_at, finished_at, status, mode, coaching, persona,"
                " experience, target_seconds, follow_ups, section, told, measured, words) VALUES (?, 'k', ?, ?,"
                " 'finished', 'typed', 'coached', 'hiring_manager', 'production', 150, 2, 'reflection', 'STARL', 1, ?)",
                [(number, WHEN, WHEN, 5 * words) for number in range(1, count + 1)],
            )
            connection.executemany(
                "INSERT INTO attempt_sections VALUES (?, ?, ?, 30)",
                [(number, each.value, text) for number in range(1, count + 1) for each in SECTIONS],
            )
            connection.executemany(
                "INSERT INTO attempt_search (rowid, question, answer) VALUES (?, 'Old question?', ?)",
                [(number, text) for number in range(1, count + 1)],
            )
