"""What every test lives in: a home of its own, no network, no model, no animation, a log as it was."""

import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH", "CI", "PYTEST_XDIST_WORKER")


@pytest.fixture(autouse=True, scope="session")
def interruptible() -> None:
    """Let ctrl+c reach what a test starts: a run in a shell's background ignores it, and hands that down."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home and a clean environment."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name not in _KEPT and not name.startswith(("PYTEST", "TEXTUAL_SNAPSHOT")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("TZ", "UTC")
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection; the event loop's own socket pair stays possible."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("a test tried to reach a network")

    for name in ("connect", "connect_ex", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)


@pytest.fixture(autouse=True)
def no_model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep llama.cpp out of every test that is not about it."""
    if "native" not in request.path.parts and "llama_cpp" not in sys.modules:
        monkeypatch.setitem(sys.modules, "llama_cpp", None)


@pytest.fixture(autouse=True)
def same_log() -> Iterator[None]:
    """Take back where a command sent the log: its file is gone with the test, and the next may want to read it."""
    root = logging.getLogger("rehearse")
    handlers, level, propagate = root.handlers[:], root.level, root.propagate
    yield
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers[:], root.level, root.propagate = handlers, level, propagate
