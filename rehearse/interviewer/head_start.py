"""A model's process, begun: spawned and told what to load, before the app that will speak with it is there.

Loads nothing that the first paint would wait for: the protocol comes with `link.py`, the event loop with `child.py`.
"""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

from rehearse.interviewer.choice import NO_MODEL, built_in_chosen, chosen_model
from rehearse.interviewer.first_line import Load, write_load
from rehearse.interviewer.places import files_in, own_places
from rehearse.interviewer.settings import RuntimeSettings
from rehearse.paths import Paths, expanded

MODULE: Final = "rehearse.interviewer.worker"
LOAD: Final = 1
"""The id of the request to load, the first one to every child."""
_ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Spawned:
    """A child process that waits to be told what to load, and this process's ends of its two pipes."""

    process: "subprocess.Popen[bytes]"
    to_child: int
    from_child: int

    def drop(self) -> None:
        """End it; only for one that nobody has taken over."""
        os.close(self.to_child)
        os.close(self.from_child)
        self.process.kill()
        self.process.wait()


@dataclass(frozen=True, slots=True)
class Begun(Spawned):
    """A child process that was told what to load, and how."""

    file: Path
    settings: RuntimeSettings

    def loads(self, file: Path, settings: RuntimeSettings) -> bool:
        """Tell whether it loads just this."""
        return (self.file, self.settings) == (file, settings)


class HeadStart:
    """Holds a child until it is wanted; `close` it, so that none is left where nobody wanted it."""

    def __init__(self, child: Spawned | None = None) -> None:
        self._child = child

    @property
    def file(self) -> Path | None:
        """Give what the child loads; None where there is none, or where it was told nothing yet."""
        return self._child.file if isinstance(self._child, Begun) else None

    def tell(self, file: Path, settings: RuntimeSettings) -> None:
        """Have a model loaded, by the child that waits for it or by a new one."""
        if isinstance(self._child, Begun):
            self.close()
        spawned, self._child = self._child, None
        with suppress(OSError):  # the app will meet it again, and say so
            self._child = tell(spawned or spawn(settings.log_file), file, settings)

    def take(self, file: Path, settings: RuntimeSettings) -> Begun | None:
        """Hand over the child, once and only if it loads just this; another one is dropped."""
        self.keep_for(file, settings)
        child, self._child = self._child, None
        return child if isinstance(child, Begun) else None

    def keep_for(self, file: Path, settings: RuntimeSettings) -> None:
        """Drop a child that loads anything else; waits for its end, so before the event loop calls `take`."""
        if not (isinstance(self._child, Begun) and self._child.loads(file, settings)):
            self.close()

    def close(self) -> None:
        """Drop what nobody took."""
        child, self._child = self._child, None
        if child is not None:
            child.drop()


def early_start(paths: Paths) -> HeadStart:
    """Spawn a child where a model will most likely be used: it loads its own parts while the settings are read."""
    if likely_file(paths, None) is not None:
        with suppress(OSError):
            return HeadStart(spawn(paths.model_log))
    return HeadStart()


def likely_file(paths: Paths, wanted: str | None) -> Path | None:
    """Tell which file will most likely be used, without opening any; None where only headers could tell."""
    if wanted is not None:
        file = None if wanted == NO_MODEL else expanded(wanted)
    elif (file := chosen_model(paths.data)) is None and not built_in_chosen(paths.data):
        own = list(islice(chain.from_iterable(map(files_in, own_places(paths))), 2))
        file = own[0][0] if len(own) == 1 else None
    try:
        return file if file is not None and file.is_file() else None
    except OSError:  # in a folder that may not be entered, or with a name that is too long
        return None


def begin(file: Path, settings: RuntimeSettings) -> Begun:
    """Start a child that loads a model; `OSError` when there can be none."""
    return tell(spawn(settings.log_file), file, settings)


def tell(spawned: Spawned, file: Path, settings: RuntimeSettings) -> Begun:
    """Tell a child what to load; `OSError` when it has ended."""
    try:
        os.write(spawned.to_child, write_load(load_of(file, settings)))  # far less than a pipe holds
    except BaseException:
        spawned.drop()
        raise
    return Begun(spawned.process, spawned.to_child, spawned.from_child, file, settings)


def spawn(log_file: Path | None) -> Spawned:
    """Start a child that waits to be told what to load; `OSError` when there can be none.

    Its standard input and output are pipes to this process. They are made here and not by asyncio, which would use a
    pair of sockets: the app opens no socket.
    """
    child_in, to_child = os.pipe()
    from_child, child_out = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE],
            stdin=child_in,
            stdout=child_out,
            stderr=subprocess.DEVNULL,
            env=_environment(log_file),
            # Ctrl+c in the terminal is the app's affair. And Linux weighs sessions before priorities: beside other work
            # in the app's own one, the child would be so slow that it counted as hung.
            start_new_session=True,
        )
    except BaseException:
        os.close(to_child)
        os.close(from_child)
        raise
    finally:
        os.close(child_in)
        os.close(child_out)
    return Spawned(process, to_child, from_child)


def load_of(file: Path, settings: RuntimeSettings) -> Load:
    """Say what a child is to load, and how."""
    return Load(
        id=LOAD,
        path=str(file),
        context=settings.context,
        threads=settings.threads,
        prefix_cache=str(settings.prefix_cache) if settings.prefix_cache else None,
        repack=settings.repack,
    )


def _environment(log_file: Path | None) -> dict[str, str]:
    known = os.environ.get("PYTHONPATH")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{_ROOT}{os.pathsep}{known}" if known else str(_ROOT),
        "GGML_NO_BACKTRACE": "1",
        "REHEARSE_PARENT": str(os.getpid()),
    }
    if log_file is not None:
        environment["REHEARSE_WORKER_LOG"] = str(log_file)
    return environment
