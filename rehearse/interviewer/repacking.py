"""Whether weights may be laid out for this machine's processor; where that ended a model's process, it is noted.

llama.cpp lays them out anew for what a processor says it can do, such as Intel's AMX, and some hypervisors end a
program that then does it. The same weights as the file has them work, at about half the pace.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

from rehearse.files import read_text, write_file

_MOST: Final = 100
"""Bytes of a note; a version has a dozen."""


def may_repack(note: Path) -> bool:
    """Tell whether they may; a note counts for the llama-cpp-python it was made with, and another one is tried."""
    try:
        noted = read_text(note, _MOST)
    except (OSError, UnicodeDecodeError):
        return True
    return noted != _binding()


def note_that_it_may_not(note: Path) -> None:
    """Note it for the next start; where that is impossible, the next start finds out for itself."""
    if not may_repack(note):
        return
    with suppress(OSError):
        write_file(note, _binding().encode())


def _binding() -> str:
    # Looking a version up loads what takes 30 ms, before the first paint, and hardly any machine has a note.
    from rehearse.interviewer.worker.library import binding_version  # noqa: PLC0415

    return binding_version()
