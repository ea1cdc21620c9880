"""Stories from files and into files: what the commands and the screen share."""

import errno
from collections.abc import Sequence
from pathlib import Path

from rehearse.domain.story import Given, Readout
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.story_file import MAX_BYTES, read_stories
from rehearse.domain.story_json import as_file
from rehearse.domain.story_markdown import as_markdown
from rehearse.domain.text import in_bytes, json_text, one_line
from rehearse.files import open_file
from rehearse.storage.new_file import write_new
from rehearse.storage.port import StoryStore


def read_file(source: Path) -> Readout:
    """Read the stories of a file, through no link; what cannot be read is a sentence in `problems`."""
    name = one_line(str(source))
    try:
        with open_file(source, follow=False) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return Readout(problems=(f"{name} is a link; name the file itself.",))
        return Readout(problems=(f"{name} cannot be read: {error.strerror}.",))
    return read_data(data, name, source.stem)


def read_data(data: bytes, name: str, title: str) -> Readout:
    """Read the stories of a text that `name` names in sentences; `title` calls a list that has none itself."""
    if len(data) > MAX_BYTES:
        return Readout(problems=(f"{name} is larger than {in_bytes(MAX_BYTES)}; that is no story file.",))
    try:
        return read_stories(data.decode("utf-8"), name, title)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Readout(problems=(f"{name}, line {line}: not UTF-8 text; save the file as UTF-8.",))


def take_in(bank: StoryStore, given: Given) -> str:
    """Keep a story that was read: the next version where its key is in the bank, else a new one; say which."""
    there = bank.find(given.key)
    kept = bank.keep(there.id, given.story) if there else None
    if there is None or kept is None:
        kept, done = bank.add(given.story, given.key), "new"
    else:
        done = "unchanged" if kept.version == there.version else f"version {kept.version}"
    state = "ready" if kept.story.ready else kept.story.refusal
    return f"{kept.key}: {done}; {state}{'; it is archived' if kept.archived else ''}"


def as_text(found: Sequence[KeptStory], *, as_json: bool) -> str:
    """Write stories in a form that `read_data` reads."""
    if as_json:
        given = (Given(kept.key, kept.story) for kept in found)
        return json_text(as_file(given), indent=2) + "\n"
    return "\n".join(as_markdown(kept.key, kept.story) for kept in found)


def write_file(target: Path, found: Sequence[KeptStory]) -> None:
    """Write stories into a new file, JSON by its ending, else Markdown; one that is there is never overwritten."""
    write_new(target, [as_text(found, as_json=target.suffix.lower() == ".json")])
