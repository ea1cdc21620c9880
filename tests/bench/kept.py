"""What is slow to make and serves every run: kept in the user's cache folder, and made anew when its recipe changes."""

import hashlib
import inspect
import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from types import ModuleType

from rehearse.domain.text import words
from rehearse.storage import migrations, trend_schema
from rehearse.storage.database import open_database
from tests import seeding
from tests.evaluation import labelled

YEARS = 10
WORDS = 60


def kept(name: str, recipe: str, make: Callable[[Path], object]) -> Path:
    """Give a file by its name, made anew where its recipe changed."""
    shelf = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rehearse" / "bench"
    stem, _, suffix = name.partition(".")
    file = shelf / f"{stem}-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}.{suffix}"
    if not file.exists():
        shelf.mkdir(parents=True, exist_ok=True)
        for older in shelf.glob(f"{stem}-????????????.{suffix}"):
            older.unlink()
        print(f"making {file.name} …", flush=True)
        draft = file.with_suffix(f".{os.getpid()}.{suffix}")
        make(draft)
        draft.rename(file)
    return file


def source_of(*modules: ModuleType) -> str:
    return "".join(map(inspect.getsource, modules))


def history_of(attempts: int, folder: Path) -> Path:
    """Put a database with so many judged and searchable attempts of ten years into a folder."""
    recipe = f"{attempts} {source_of(sys.modules[__name__], migrations, trend_schema, seeding)}"
    made = kept(f"attempts-{attempts}.db", recipe, lambda file: _history(file, attempts))
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(made, folder / "rehearse.db"))


def _history(file: Path, attempts: int) -> None:
    """Seed attempts, and let their Actions be made of words as often as people use them."""
    seeding.seed_attempts(file, attempts, days=365 * YEARS)
    chance = random.Random(1)
    said = Counter(word.lower() for item in labelled.items() for word in words(labelled.answer(item).whole))
    spoken, often = list(said), list(accumulate(said.values()))
    db = open_database(file).db
    with db.atomic():
        for number in range(1, attempts + 1):
            told = " ".join(chance.choices(spoken, cum_weights=often, k=WORDS))
            action = "UPDATE attempt_sections SET text = ? WHERE attempt_id = ? AND section = 'action'"
            db.conn.execute(action, [told, number])
            db.conn.execute("UPDATE attempt_search SET answer = ? WHERE rowid = ?", [told, number])
    db.close()
