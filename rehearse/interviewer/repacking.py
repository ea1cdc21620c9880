"""Whether weights may be laid out for this machine's processor; where that ended a model's process, it is noted.

llama.cpp lays them out anew for what a processor says it can do, such as Intel's AMX, and some hypervisors end a
program that then does it. The same weights as the file has them work, at about half the pace.
"""

from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from zlib import crc32

from rehearse.files import read_text, write_file

_MOST: Final = 100
"""Bytes of a note; a time and a checksum have some thirty."""
_PROCESSOR: Final = Path("/sys/devices/system/cpu/modalias")
"""Where Linux says which processor this is and what it can do, in less than a page."""


def may_repack(note: Path) -> bool:
    """Tell whether they may; a note counts for its processor until llama-cpp-python is installed anew."""
    try:
        noted = read_text(note, _MOST)
    except (OSError, UnicodeDecodeError):
        return True
    return noted != _here()


def note_that_it_may_not(note: Path) -> None:
    """Note it for the next start; where that is impossible, the next start finds out for itself."""
    if not may_repack(note):
        return
    with suppress(OSError):
        write_file(note, _here().encode())


def _here() -> str:
    """Tell what a note counts for: machines may share a home folder, and a virtual one may get another processor."""
    processor = b""
    with suppress(OSError):
        processor = _PROCESSOR.read_bytes()
    return f"{_installed()} {crc32(processor):08x}"


def _installed() -> str:
    """Tell since when this llama-cpp-python is here: to look up its version would take 30 ms before the first paint."""
    found = find_spec("llama_cpp")
    try:
        return str(Path(found.origin).stat().st_mtime_ns) if found and found.origin else ""
    except OSError:
        return ""
