"""The schema, step by step. Steps are only ever appended: a released one is never edited.

It is long because it is one list, read from the first step to the last; how rows are spelt stands in `rows.py`.
"""

from rehearse.storage import trend_schema
from rehearse.storage.sqlite import Database, Migrations

migrations = Migrations("rehearse")


@migrations()
def m001_attempts(db: Database) -> None:
    """Keep questions as asked, attempts section by section, follow-ups, and a text to search."""
    for statement in (
        """
        CREATE TABLE questions (
            key TEXT PRIMARY KEY,              -- hash of what is asked
            id TEXT NOT NULL,                  -- its id in the pack
            pack TEXT NOT NULL,
            text TEXT NOT NULL,
            competency TEXT NOT NULL,
            difficulty TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY,
            question_key TEXT NOT NULL REFERENCES questions (key),
            started_at TEXT NOT NULL,          -- UTC, ISO 8601
            finished_at TEXT,
            deleted_at TEXT,                   -- a deleted attempt stays for a day, so that it can be undone
            status TEXT NOT NULL CHECK (status IN ('draft', 'answered', 'finished')),
            mode TEXT NOT NULL CHECK (mode IN ('typed', 'spoken')),
            coaching TEXT NOT NULL CHECK (coaching IN ('coached', 'exam')),
            persona TEXT NOT NULL,
            experience TEXT NOT NULL,
            target_seconds REAL NOT NULL,
            follow_ups INTEGER NOT NULL,       -- how many were planned
            section TEXT NOT NULL,             -- where the user stood last
            told TEXT NOT NULL,                -- letters of the sections answered anew
            measured INTEGER NOT NULL,         -- 0 when a section mark is missing
            words INTEGER NOT NULL DEFAULT 0,
            seconds REAL,                      -- NULL: not measured
            retry_of INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
            critique_id INTEGER REFERENCES critiques (id) ON DELETE SET NULL
        ) STRICT
        """,
        "CREATE INDEX attempts_by_question ON attempts (question_key)",
        "CREATE INDEX attempts_by_retry ON attempts (retry_of)",
        "CREATE INDEX attempts_by_critique ON attempts (critique_id)",
        "CREATE INDEX attempts_by_status ON attempts (status, id) WHERE deleted_at IS NULL",
        """
        CREATE TABLE attempt_sections (
            attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            section TEXT NOT NULL,
            text TEXT NOT NULL,
            seconds REAL,                      -- NULL: its clock never ran
            PRIMARY KEY (attempt_id, section)
        ) STRICT
        """,
        """
        CREATE TABLE follow_ups (
            attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            topic TEXT NOT NULL,
            text TEXT NOT NULL,
            quote TEXT,
            section TEXT,
            answer TEXT NOT NULL,
            seconds REAL NOT NULL,
            interviewer TEXT NOT NULL,
            waits INTEGER NOT NULL,            -- 1 while the user has not ended the answer
            PRIMARY KEY (attempt_id, position)
        ) STRICT
        """,
        "CREATE VIRTUAL TABLE attempt_search USING fts5 (question, answer, tokenize = 'unicode61')",
    ):
        db.execute(statement)


@migrations()
def m002_critiques(db: Database) -> None:
    """Keep each critique with what made it, in rows that can be counted."""
    for statement in (
        """
        CREATE TABLE critiques (
            id INTEGER PRIMARY KEY,
            attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            created_at TEXT NOT NULL,
            engine TEXT NOT NULL,
            engine_version TEXT NOT NULL,
            model TEXT, model_size INTEGER, model_hash TEXT, -- NULL: the rules alone
            prompt_id TEXT, prompt_hash TEXT, sampling TEXT, seed INTEGER,
            rewrite TEXT NOT NULL,
            overall REAL,                      -- NULL: not judged
            next_fix TEXT NOT NULL,
            share_setup REAL, share_action REAL, share_close REAL,
            share_basis TEXT NOT NULL,
            wpm REAL, fillers_per_minute REAL, -- NULL: not measured
            dropped_quotes INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX critiques_by_attempt ON critiques (attempt_id)",
        """
        CREATE TABLE findings (
            critique_id INTEGER NOT NULL REFERENCES critiques (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            flaw TEXT NOT NULL,
            section TEXT, quote TEXT,
            why TEXT NOT NULL, fix TEXT NOT NULL,
            PRIMARY KEY (critique_id, position)
        ) STRICT
        """,
        """
        CREATE TABLE strengths (
            critique_id INTEGER NOT NULL REFERENCES critiques (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            strength TEXT NOT NULL,
            section TEXT, quote TEXT NOT NULL,
            PRIMARY KEY (critique_id, position)
        ) STRICT
        """,
        """
        CREATE TABLE ratings (
            critique_id INTEGER NOT NULL REFERENCES critiques (id) ON DELETE CASCADE,
            signal TEXT NOT NULL,
            rating INTEGER CHECK (rating BETWEEN 1 AND 5), -- NULL: not judged
            quote TEXT, why TEXT NOT NULL,
            PRIMARY KEY (critique_id, signal)
        ) STRICT
        """,
        """
        CREATE TABLE probes (
            critique_id INTEGER NOT NULL REFERENCES critiques (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            topic TEXT NOT NULL,
            question TEXT NOT NULL,
            quote TEXT, section TEXT,
            PRIMARY KEY (critique_id, position)
        ) STRICT
        """,
        """
        CREATE TABLE section_measures (
            critique_id INTEGER NOT NULL REFERENCES critiques (id) ON DELETE CASCADE,
            section TEXT NOT NULL,
            words INTEGER NOT NULL,
            i INTEGER NOT NULL, we INTEGER NOT NULL, passive INTEGER NOT NULL,
            PRIMARY KEY (critique_id, section)
        ) STRICT
        """,
        """
        CREATE TABLE fillers (
            critique_id INTEGER NOT NULL REFERENCES critiques (id) ON DELETE CASCADE,
            filler TEXT NOT NULL,
            times INTEGER NOT NULL,
            PRIMARY KEY (critique_id, filler)
        ) STRICT
        """,
        """
        CREATE TABLE figures (
            critique_id INTEGER NOT NULL REFERENCES critiques (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            text TEXT NOT NULL, unit TEXT NOT NULL, section TEXT,
            PRIMARY KEY (critique_id, position)
        ) STRICT
        """,
    ):
        db.execute(statement)


@migrations()
def m003_stories(db: Database) -> None:
    """Keep stories version by version, and with each attempt which story it told and from which angle."""
    for statement in (
        """
        CREATE TABLE stories (
            id INTEGER PRIMARY KEY,
            key TEXT UNIQUE,                   -- what a person calls it; NULL until its first version is kept
            created_at TEXT NOT NULL,
            archived_at TEXT,
            version_id INTEGER REFERENCES story_versions (id) -- the present one; NULL: only a draft so far
        ) STRICT
        """,
        "CREATE INDEX stories_by_version ON stories (version_id)",
        """
        CREATE TABLE story_versions (
            id INTEGER PRIMARY KEY,
            story_id INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
            version INTEGER,                   -- counted from 1, never written again; NULL: the draft
            saved_at TEXT NOT NULL,
            title TEXT NOT NULL,
            experience TEXT NOT NULL,
            UNIQUE (story_id, version)
        ) STRICT
        """,
        "CREATE UNIQUE INDEX story_drafts ON story_versions (story_id) WHERE version IS NULL",
        """
        CREATE TABLE story_fields (
            version_id INTEGER NOT NULL REFERENCES story_versions (id) ON DELETE CASCADE,
            field TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (version_id, field)
        ) STRICT
        """,
        """
        CREATE TABLE story_lines (
            version_id INTEGER NOT NULL REFERENCES story_versions (id) ON DELETE CASCADE,
            section TEXT NOT NULL,
            position INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (version_id, section, position)
        ) STRICT
        """,
        """
        CREATE TABLE story_tags (
            version_id INTEGER NOT NULL REFERENCES story_versions (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('competency', 'angle')),
            tag TEXT NOT NULL,
            PRIMARY KEY (version_id, kind, tag)
        ) STRICT
        """,
        """
        CREATE TABLE story_metrics (
            version_id INTEGER NOT NULL REFERENCES story_versions (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            what TEXT NOT NULL, value_before TEXT NOT NULL, value_after TEXT NOT NULL,
            unit TEXT NOT NULL, measured TEXT NOT NULL,
            PRIMARY KEY (version_id, position)
        ) STRICT
        """,
        "ALTER TABLE attempts ADD COLUMN story_id INTEGER REFERENCES stories (id) ON DELETE SET NULL",
        "ALTER TABLE attempts ADD COLUMN story_version INTEGER",
        "ALTER TABLE attempts ADD COLUMN angle TEXT",
        "CREATE INDEX attempts_by_story ON attempts (story_id)",
    ):
        db.execute(statement)


@migrations()
def m004_self_ratings(db: Database) -> None:
    """Keep what users said of their own answer before they saw its critique."""
    db.execute(
        """
        CREATE TABLE self_ratings (
            attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
            rated_at TEXT NOT NULL,
            overall INTEGER CHECK (overall BETWEEN 1 AND 5), -- NULL: skipped, here and below
            production INTEGER, imperfect_data INTEGER, constraints INTEGER
        ) STRICT
        """
    )


@migrations()
def m005_special_drills(db: Database) -> None:
    """Keep what kind of drill an attempt was, what broke into it, and what it came to."""
    for statement in (
        "ALTER TABLE attempts ADD COLUMN kind TEXT NOT NULL DEFAULT 'whole'",
        "UPDATE attempts SET kind = 'section' WHERE length(told) = 1",
        "ALTER TABLE attempts ADD COLUMN seed INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE attempts ADD COLUMN prompts INTEGER NOT NULL DEFAULT 0",  # of its round
        # the first attempt of its round; NULL: that one itself, or no round
        "ALTER TABLE attempts ADD COLUMN round_of INTEGER REFERENCES attempts (id) ON DELETE SET NULL",
        "CREATE INDEX attempts_by_round ON attempts (round_of)",
        """
        CREATE TABLE interruptions (
            attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
            question TEXT NOT NULL,
            at_seconds REAL NOT NULL,          -- of the Action
            action_before TEXT NOT NULL,
            answer TEXT NOT NULL,
            seconds REAL NOT NULL,             -- of the interruption itself
            answered_at REAL, resumed_at REAL, -- in its seconds; NULL: not yet, or not measured
            result_at REAL                     -- in seconds of the answer; NULL: never reached
        ) STRICT
        """,
        """
        CREATE TABLE outcomes (
            attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
            word TEXT NOT NULL,
            text TEXT NOT NULL,
            good INTEGER                       -- NULL: nothing to pass
        ) STRICT
        """,
        """
        CREATE TABLE outcome_measures (
            attempt_id INTEGER NOT NULL REFERENCES outcomes (attempt_id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value REAL NOT NULL,               -- what was not measured has no row
            PRIMARY KEY (attempt_id, name)
        ) STRICT
        """,
    ):
        db.execute(statement)


@migrations()
def m006_mocks(db: Database) -> None:
    """Keep mock interviews, and what was asked in real ones."""
    for statement in (
        """
        CREATE TABLE mocks (
            id INTEGER PRIMARY KEY,
            started_at TEXT NOT NULL,
            stage TEXT NOT NULL,               -- running, finished, stopped
            mode TEXT NOT NULL,
            coaching TEXT NOT NULL,
            experience TEXT NOT NULL,
            target_seconds REAL NOT NULL,      -- of each answer
            follow_ups INTEGER NOT NULL,
            seconds REAL NOT NULL DEFAULT 0    -- on the running clock, pauses left out
        ) STRICT
        """,
        """
        CREATE TABLE mock_questions (
            mock_id INTEGER NOT NULL REFERENCES mocks (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,         -- from 0
            question_key TEXT NOT NULL REFERENCES questions (key),
            persona TEXT NOT NULL,
            attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL, -- NULL: not begun
            PRIMARY KEY (mock_id, position)
        ) STRICT
        """,
        "CREATE INDEX mock_questions_by_attempt ON mock_questions (attempt_id)",
        """
        CREATE TABLE interviews (
            id INTEGER PRIMARY KEY,
            held_on TEXT NOT NULL,             -- YYYY-MM-DD
            company TEXT NOT NULL,
            role TEXT NOT NULL,
            went INTEGER CHECK (went BETWEEN 1 AND 5), -- NULL: not said
            outcome TEXT NOT NULL,             -- waiting, next round, offer, declined
            notes TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE interview_questions (
            interview_id INTEGER NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            text TEXT NOT NULL,
            competency TEXT NOT NULL,
            PRIMARY KEY (interview_id, position)
        ) STRICT
        """,
    ):
        db.execute(statement)


@migrations()
def m007_profile(db: Database) -> None:
    """Keep the profile: at most one row."""
    db.execute(
        """
        CREATE TABLE profile (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            experience TEXT,                   -- NULL: not said
            role TEXT NOT NULL,
            company TEXT NOT NULL,
            interview_date TEXT,               -- YYYY-MM-DD; NULL: none set
            resume TEXT NOT NULL,
            job TEXT NOT NULL
        ) STRICT
        """
    )


@migrations()
def m008_notes(db: Database) -> None:
    """Keep what users note down on an attempt, and which findings they dispute."""
    for statement in (
        """
        CREATE TABLE attempt_notes (
            attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
            note TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE attempt_tags (
            attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            tag TEXT NOT NULL,                 -- lower case, without blanks
            PRIMARY KEY (attempt_id, tag)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX attempt_tags_by_tag ON attempt_tags (tag)",
        """
        CREATE TABLE disputes (
            attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            flaw TEXT NOT NULL,
            section TEXT NOT NULL,             -- '': the whole answer
            disputed_at TEXT NOT NULL,
            PRIMARY KEY (attempt_id, flaw, section)
        ) STRICT, WITHOUT ROWID
        """,
    ):
        db.execute(statement)


@migrations()
def m009_trends(db: Database) -> None:
    """Spell what attempts measured as one view, and keep its sums by day and month, so that trends come at once."""
    trend_schema.create(db)


@migrations()
def m010_exchange(db: Database) -> None:
    """Give attempts and stories a name that holds across files, and views that read without joins."""
    for table in ("attempts", "stories"):
        _name_across_files(db, table)
    for statement in (
        """
        CREATE VIEW attempts_read AS
        SELECT attempts.id, attempts.started_at, questions.text AS question, questions.competency,
               attempts.kind, attempts.mode, attempts.persona, attempts.words, attempts.seconds,
               critiques.overall, critiques.next_fix, story_versions.title AS story, attempts.angle,
               attempts.retry_of
        FROM attempts JOIN questions ON questions.key = attempts.question_key
        LEFT JOIN critiques ON critiques.id = attempts.critique_id
        LEFT JOIN story_versions ON story_versions.story_id = attempts.story_id
                                AND story_versions.version = attempts.story_version
        WHERE attempts.status = 'finished' AND attempts.deleted_at IS NULL
        """,
        """
        CREATE VIEW findings_read AS
        SELECT attempts_read.id AS attempt_id, attempts_read.started_at, question, competency,
               findings.position, flaw, findings.section, quote, why, fix
        FROM attempts_read JOIN attempts ON attempts.id = attempts_read.id
        JOIN findings ON findings.critique_id = attempts.critique_id
        """,
        """
        CREATE VIEW ratings_read AS
        SELECT attempts_read.id AS attempt_id, attempts_read.started_at, question, competency,
               signal, rating, quote, why
        FROM attempts_read JOIN attempts ON attempts.id = attempts_read.id
        JOIN ratings ON ratings.critique_id = attempts.critique_id
        """,
        """
        CREATE VIEW progress AS
        SELECT date(started_at) AS day, competency, count(*) AS attempts, count(overall) AS judged,
               avg(overall) AS overall, sum(words) AS words
        FROM attempts_read GROUP BY day, competency
        """,
    ):
        db.execute(statement)


@migrations()
def m011_interview_names(db: Database) -> None:
    """Give mock interviews and real ones a name that holds across files too."""
    for table in ("mocks", "interviews"):
        _name_across_files(db, table)


@migrations()
def m012_by_time(db: Database) -> None:
    """Find attempts by their time, which an import does not bring in order; bring sums up to date by the day alone."""
    live = "status = 'finished' AND deleted_at IS NULL"
    # The index by status would be taken for the finished ones, nearly all attempts, and these be sorted each time.
    db.execute("DROP INDEX attempts_by_status")
    db.execute(
        "CREATE INDEX attempts_unfinished ON attempts (id) WHERE status != 'finished' AND deleted_at IS NULL"
    )
    db.execute(f"CREATE INDEX attempts_by_time ON attempts (started_at, id) WHERE {live}")
    # A day that a subquery gives is not looked up in the index of days: every attempt was read for each dispute.
    for name, event, row in (
        ("rated", "INSERT ON self_ratings", "NEW"),
        ("disputed", "INSERT ON disputes", "NEW"),
        ("agreed", "DELETE ON disputes", "OLD"),
    ):
        db.execute(f"DROP TRIGGER trend_sums_{name}")
        db.execute(
            f"CREATE TRIGGER trend_sums_{name} AFTER {event} BEGIN "
            f"UPDATE attempts SET status = status WHERE id = {row}.attempt_id; END"
        )


@migrations()
def m013_search_prefixes(db: Database) -> None:
    """Index what words begin with: a search for one or two letters put together every word that does, each time."""
    columns = "rowid, question, answer"
    for statement in (
        "CREATE VIRTUAL TABLE by_prefix USING fts5 (question, answer, tokenize = 'unicode61', prefix = '1 2')",
        f"INSERT INTO by_prefix ({columns}) SELECT {columns} FROM attempt_search",
        "DROP TABLE attempt_search",
        "ALTER TABLE by_prefix RENAME TO attempt_search",
    ):
        db.execute(statement)


@migrations()
def m014_begun_replies(db: Database) -> None:
    """Keep what is typed for a follow-up before it is asked."""
    db.execute("ALTER TABLE attempts ADD COLUMN begun TEXT NOT NULL DEFAULT ''")


def _name_across_files(db: Database, table: str) -> None:
    db.execute(f"ALTER TABLE {table} ADD COLUMN uid TEXT")
    db.execute(f"UPDATE {table} SET uid = lower(hex(randomblob(16)))")
    db.execute(f"CREATE UNIQUE INDEX {table}_by_uid ON {table} (uid)")
    db.execute(
        f"CREATE TRIGGER {table}_uid AFTER INSERT ON {table} WHEN new.uid IS NULL BEGIN"
        f" UPDATE {table} SET uid = lower(hex(randomblob(16))) WHERE id = new.id; END"
    )
