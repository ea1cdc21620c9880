"""Ways to damage a database, each with a seed that names the case, and what of its words is there afterwards."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from rehearse.domain.attempt import progress_of
from rehearse.domain.section import SECTIONS
from rehearse.storage.store import SqliteStore
from tests.builders import answered, critique
from tests.reliability.life import ALL, live

PAGE: Final = 4096
ATTEMPTS: Final = 60


def damaged_files(file: Path) -> list[Path]:
    """List the databases that were set aside, oldest first."""
    return sorted(file.parent.glob(f"{file.stem}.damaged-*{file.suffix}"))


@dataclass(frozen=True)
class Files:
    """A database and its log as bytes; None: there is none."""

    main: bytes | None
    log: bytes | None = None

    def write(self, file: Path) -> None:
        for path, data in ((file, self.main), (Path(f"{file}-wal"), self.log)):
            path.unlink(missing_ok=True)
            if data is not None:
                path.write_bytes(data)


def words_of(number: int) -> dict[object, str]:
    """Say something in each section that no other attempt says."""
    return {
        section: f"Attempt {number}, {section.value}: "
        + " ".join(f"w{number}x{place}" for place in range(40))
        for section in SECTIONS
    }


def lived_in(folder: Path) -> tuple[Files, Files]:
    """Give a database with everything in it: as it is when the app was closed, and as a kill leaves it."""
    file = folder / "rehearse.db"
    store = SqliteStore(file)
    live(store)
    for number in range(ATTEMPTS):
        if number == ATTEMPTS // 2:
            store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        told = answered(texts=words_of(number))  # type: ignore[arg-type]
        attempt_id = store.start(told.question, told.plan)
        store.save(attempt_id, progress_of(told, 150))
        store.save(attempt_id, progress_of(told, 150, done=True))
        store.save_critique(attempt_id, critique(told.texts))
    killed = Files(file.read_bytes(), Path(f"{file}-wal").read_bytes())
    store.close()
    return Files(file.read_bytes()), killed


def words_in(store: SqliteStore) -> set[str]:
    """Collect what can still be read of the answers above, finished or not, as pairs of words that follow each other.

    A text that runs over to pages of its own is left out: these cannot be told from which page they were reached.
    """
    ids = [each.id for each in (*store.page(ALL, 1000), *store.unfinished())]
    texts = [text.split() for each in ids if (found := store.load(each)) for text in found.texts.values()]
    return {f"{one} {other}" for text in texts for one, other in pairwise(text) if not one.startswith("told")}


Damage = Callable[[bytes, random.Random], bytes]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change a few bytes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] ^= chance.randint(1, 255)
    return bytes(changed)


def flip_in_header(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(100)] ^= chance.randint(1, 255)
    return bytes(changed)


def flip_in_first_page(data: bytes, chance: random.Random) -> bytes:
    return flip(data[:PAGE], chance) + data[PAGE:]


def flip_in_page_heads(data: bytes, chance: random.Random) -> bytes:
    """Hit what says how a page is to be read."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) // PAGE) * PAGE + chance.randrange(40)
        changed[at] ^= chance.randint(1, 255)
    return bytes(changed)


def flip_in_schema(data: bytes, chance: random.Random) -> bytes:
    """Change a letter of what says how a table, an index or a trigger looks; it may be none afterwards."""
    begins = [found.start() for found in re.finditer(rb"CREATE (TABLE|VIRTUAL|INDEX|TRIGGER)", data)]
    changed = bytearray(data)
    changed[chance.choice(begins) + chance.randrange(7, 200)] ^= chance.randint(1, 255)
    return bytes(changed)


def zero(data: bytes, chance: random.Random) -> bytes:
    """Fill blocks with zeros, as a disk does that lost them."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        size = chance.choice((512, PAGE))
        at = chance.randrange(0, len(data), size)
        changed[at : at + size] = bytes(len(changed[at : at + size]))
    return bytes(changed)


def scramble(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    size = chance.choice((64, 512, PAGE))
    at = chance.randrange(0, len(data), size)
    changed[at : at + size] = chance.randbytes(len(changed[at : at + size]))
    return bytes(changed)


def swap(data: bytes, chance: random.Random) -> bytes:
    """Let two pages change places."""
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    one, other = chance.sample(range(len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def cut(data: bytes, chance: random.Random) -> bytes:
    """End the file early."""
    return data[: chance.randrange(len(data))]


KINDS: Final[tuple[Damage, ...]] = (
    flip,
    flip_in_header,
    flip_in_first_page,
    flip_in_page_heads,
    zero,
    scramble,
    swap,
    cut,
)
