"""The schema, step by step. Steps are only ever appended: a released one is never edited."""

from sqlite_utils import Database, Migrations

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
def m008_trends(db: Database) -> None:
    """Spell what attempts measured as one view, and keep its sums by day and month, so that trends come at once."""
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
            "(SELECT count(DISTINCT flaw) FROM findings WHERE critique_id = critiques.id)",
            critique,
            anew,
        ),
        ("'overall'", judge, "overall", critique, f"{anew} AND overall IS NOT NULL"),
        ("signal", judge, "rating", ratings, f"{anew} AND rating IS NOT NULL"),
        ("DISTINCT 'flaw ' || flaw", judge, "1", findings, anew),
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
    days = (
        "INSERT INTO trend_sums SELECT {}, 'day', day, measure, source, count(*), total(value), day, day "
        "FROM trend_values {} GROUP BY 1, 3, 4, 5"
    )
    months = (
        "INSERT INTO trend_sums SELECT competency, 'month', substr(day, 1, 7) || '-01', measure, source, "
        "sum(attempts), sum(total), min(first), max(last) FROM trend_sums WHERE span = 'day' {} "
        "GROUP BY 1, 3, 4, 5"
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
        days.format("''", ""),
        days.format("competency", ""),
        months.format(""),
    ):
        db.execute(statement)
    for name, event, started in (
        (
            "changed",
            "UPDATE OF status, deleted_at, critique_id ON attempts WHEN NEW.status = 'finished'",
            "NEW.started_at",
        ),
        ("gone", "DELETE ON attempts WHEN OLD.status = 'finished'", "OLD.started_at"),
        ("rated", "INSERT ON self_ratings", "(SELECT started_at FROM attempts WHERE id = NEW.attempt_id)"),
    ):
        on = f"WHERE day = substr({started}, 1, 10)"
        month = f"substr({started}, 1, 7)"
        within = f"AND day BETWEEN {month} || '-01' AND {month} || '-31'"
        db.execute(
            f"CREATE TRIGGER trend_sums_{name} AFTER {event} BEGIN "
            f"DELETE FROM trend_sums {on} AND span = 'day'; "
            f"DELETE FROM trend_sums WHERE span = 'month' AND day = {month} || '-01'; "
            f"{days.format(chr(39) * 2, on)}; {days.format('competency', on)}; {months.format(within)}; END"
        )
