"""The child's priority, and its end when the app ends: the first it sees to, before it loads anything."""

import ctypes
import os
import signal
import sys
from typing import Final

NICE: Final = 10
"""Costs no throughput that could be measured and keeps the app's event loop smooth."""
PARENT: Final = "REHEARSE_PARENT"
"""The environment variable with the app's process id."""
_PR_SET_PDEATHSIG: Final = 1


def settle() -> None:
    """Lower the priority and tie this process's life to the app's."""
    os.nice(NICE)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # The app may have ended before that call; its end of the pipe may still be held by another process.
    parent = os.environ.get(PARENT)
    if parent is not None and os.getppid() != int(parent):
        os._exit(0)
