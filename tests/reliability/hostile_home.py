"""A data folder in which every text that can come from outside is nasty, raw in the database too."""

import json
import os
import sqlite3
from contextlib import closing
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Final

from rehearse.domain.attempt import progress_of
from rehearse.domain.interview import AskedQuestion, Interview
from rehearse.domain.mock import Slot, Stage
from rehearse.domain.persona import Persona
from rehearse.domain.profile import Profile
from rehearse.domain.vocabulary import Competency, Flaw
from rehearse.storage.store import SqliteStore
from tests.builders import answered, critique, story
from tests.native import models
from tests.reliability.nasty import WHOLE

MARK: Final = "nastily"
"""A word that stands in every text here, so that a test can see that it was shown."""
_COLUMNS: Final = {
    "questions": ("text", "pack"),
    "attempt_sections": ("text",),
    "follow_ups": ("text", "quote", "answer", "interviewer"),
    "critiques": ("model", "rewrite", "next_fix", "prompt_id"),
    "findings": ("quote", "why", "fix"),
    "strengths": ("quote",),
    "ratings": ("quote", "why"),
    "probes": ("question", "quote"),
    "figures": ("text", "unit"),
    "stories": ("key",),
    "story_versions": ("title",),
    "story_fields": ("text",),
    "story_lines": ("text",),
    "story_metrics": ("what", "value_before", "value_after", "unit", "measured"),
    "interviews": ("company", "role", "notes"),
    "interview_questions": ("text",),
    "profile": ("role", "company", "resume", "job"),
    "attempt_notes": ("note",),
    "attempt_tags": ("tag",),
}


def nasty(place: int) -> str:
    """Give a sentence with the nasty texts from a place on in it."""
    return (
        f"It broke {MARK} {WHOLE[place % len(WHOLE)]} and then {WHOLE[(place * 7 + 3) % len(WHOLE)]} stopped."
    )


def fill(data: Path) -> None:
    """Fill a folder: pack, personas, model, database."""
    data.mkdir(parents=True, exist_ok=True)
    _pack(data / "questions")
    _personas(data / "personas.toml")
    _models(data / "models")
    _database(data / "rehearse.db")


def _pack(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    lines = ["format = 1", f"title = {_toml(nasty(0))}", f"author = {_toml(nasty(1))}"]
    for number in range(len(WHOLE)):
        lines += [
            "[[question]]",
            f'id = "nasty-{number}"',
            f"text = {_toml(nasty(number))}",
            f'competency = "{list(Competency)[number % len(Competency)].value}"',
            'personas = ["nasty"]',
            "[question.probes]",
            *(f"{topic} = {_toml(nasty(number + 5))}" for topic in ("ownership", "metric", "tradeoff")),
            "[question.sample]",
            f"action = {_toml(nasty(number + 9))}",
        ]
    (folder / "nasty.toml").write_text("\n".join(lines), encoding="utf-8")
    broken = os.fsencode(folder) + b"/br\xe9oken\x1b]0;stolen\x07[bold.toml"
    Path(os.fsdecode(broken)).write_text("format = ", encoding="utf-8")
    (folder / "wrong.toml").write_text(
        f'format = 1\ntitle = "x"\n[[question]]\nid = {_toml(nasty(3))}\n{_toml(nasty(4))} = 1',
        encoding="utf-8",
    )


def _personas(file: Path) -> None:
    file.write_text(
        f'[[persona]]\nid = "nasty"\nname = {_toml(nasty(2))}\nvoice = {_toml(nasty(6))}\n'
        f"openings = [{_toml(nasty(7))}]\nterms = [{_toml(nasty(8))}]\n",
        encoding="utf-8",
    )


def _models(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    name = f"{MARK} [/]\x1b]0;stolen title\x07\x9b5i[@click=app.quit]x[/]"
    models.random_model(folder / "big\x1b]0;stolen\x07[bold].gguf", name=name, template=nasty(11))
    (folder / "\x1b[2Jcut [bold].gguf").write_bytes(b"GGUF" + nasty(4).encode())


def _database(file: Path) -> None:
    store = SqliteStore(file)
    kept = [store.stories.add(story(title=f"Story {number}"), f"story-{number}") for number in range(3)]
    ids = []
    for number in range(6):
        done = answered()
        attempt_id = store.start(done.question, done.plan)
        store.save(attempt_id, progress_of(done, 150, done=True))
        store.save_critique(attempt_id, critique(done.texts, answer_id=str(attempt_id)))
        store.stories.link(attempt_id, kept[number % 3].id)
        store.remarks.keep(attempt_id, ("night",), "a note")
        store.remarks.dispute(attempt_id, (Flaw.NO_TASK, None), wrong=True)
        ids.append(attempt_id)
    done = answered()
    mock = store.mocks.begin(done.plan, [Slot(done.question, Persona.HIRING_MANAGER)])
    store.mocks.link(mock.id, 0, ids[0])
    store.mocks.end(mock.id, Stage.FINISHED)
    asked = (AskedQuestion("What broke?", Competency.FAILURE),)
    store.interviews.keep(Interview(date(2026, 11, 2), "Acme", "MLE", questions=asked))
    store.profile.save(Profile(role="MLE", company="Acme", resume="x", job="x"))
    store.close()
    _poison(file)


def _poison(file: Path) -> None:
    """Put nasty texts, raw, into every column that holds words, as a database from elsewhere may have them."""
    places = cycle(range(len(WHOLE)))
    with closing(sqlite3.connect(file)) as db:
        for table, columns in _COLUMNS.items():
            keys = "rowid" if table != "attempt_tags" else "attempt_id"
            for (key,) in db.execute(f"SELECT {keys} FROM {table}").fetchall():
                for column in columns:
                    text = nasty(next(places))
                    text = f"{text} {key}" if (table, column) == ("stories", "key") else text
                    db.execute(f"UPDATE {table} SET {column} = ? WHERE {keys} = ?", [text, key])
        db.execute("UPDATE attempts SET persona = ?", [nasty(1)])
        db.execute("UPDATE mock_questions SET persona = ?", [nasty(2)])
        db.commit()


def _toml(text: str) -> str:
    """Write a TOML string; JSON's spelling of a string is one."""
    return json.dumps(text).replace("\x7f", "\\u007f") if all(ord(c) < 0x10000 for c in text) else _wide(text)


def _wide(text: str) -> str:
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in text) + '"'
