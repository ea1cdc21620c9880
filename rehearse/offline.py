"""Offline by force: once sealed, this process refuses every socket that could reach a network.

Python tells an audit hook of each socket and each name lookup before it happens, and a hook cannot be taken away
again. Local sockets stay possible: the event loop wakes itself up through a pair of them. Code that calls the
system's own `socket` beside Python is not seen here; `rehearse doctor --prove-offline` watches for that with strace.
"""

import sys
from typing import Final, NoReturn

from rehearse.errors import RehearseError

_LOCAL: Final = 1
"""AF_UNIX, on every system that has it; the `socket` module itself is not loaded for it."""
_LOOKUPS: Final = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
)
_sealed = False


class NetworkError(RehearseError):
    """Something asked for the network; nothing was sent."""


def seal() -> None:
    """Refuse the network from here on, for as long as the process lives; a second call changes nothing."""
    global _sealed  # noqa: PLW0603 (a hook is the process's own, and there is no asking for those that are set)
    if not _sealed:
        _sealed = True
        sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.__new__":
        if args[1] != _LOCAL:
            _stop(f"a socket of family {args[1]}")
    elif event in _LOOKUPS:
        _stop("a name lookup")


def _stop(what: str) -> NoReturn:
    raise NetworkError(
        f"Something asked for {what}. rehearse uses no network; it was refused, nothing was sent."
    )
