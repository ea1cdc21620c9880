"""llama.cpp itself: imported late, its log kept in a ring, its processor threads counted."""

import ctypes
import importlib.util
import os
import sys
from collections import deque
from pathlib import Path
from types import ModuleType
from typing import Any, Final

_BINDING: Final = "llama_cpp"
_DISTRIBUTION: Final = "llama_cpp_python"
_RING: Final = 40
_WARN: Final = 3
"""ggml.h numbers its levels DEBUG 1, INFO 2, WARN 3, ERROR 4; the binding's own table is older and hides errors."""

_kept: list[Any] = []  # callbacks that C code holds must not be collected


def binding_version() -> str:
    """Give the version of llama-cpp-python, or nothing when it is not installed."""
    found = importlib.util.find_spec(_BINDING)
    if found is None or not found.submodule_search_locations:
        return ""
    beside = Path(found.submodule_search_locations[0]).parent
    names = [each.name for each in beside.glob(f"{_DISTRIBUTION}-*.dist-info")]
    return names[0].removesuffix(".dist-info").rpartition("-")[2] if len(names) == 1 else _asked_for_version()


def _asked_for_version() -> str:
    # 30 ms of what reads mail, beside the model that loads: for a package that does not lie beside its own name only.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return ""


def interface() -> Any:
    """Import the binding's C interface alone: the rest of its package takes 0.15 s for numpy and what is not used."""
    found = importlib.util.find_spec(_BINDING)
    if found is None or found.submodule_search_locations is None:
        raise ImportError(f"there is no {_BINDING}")
    package = ModuleType(_BINDING)
    package.__path__, package.__spec__ = found.submodule_search_locations, found
    sys.modules.setdefault(_BINDING, package)  # so that importing a part of it does not run the whole
    import llama_cpp.llama_cpp as api  # noqa: PLC0415 (only where a model is to be loaded)

    return api


class Library:
    """The loaded library `api` and the last warnings and errors it gave."""

    def __init__(self) -> None:
        os.environ["GGML_NO_BACKTRACE"] = "1"  # else a failed assertion starts a debugger
        self.api = api = interface()
        self._ring: deque[str] = deque(maxlen=_RING)
        callback = api.llama_log_callback(self._log)
        _kept.append(callback)
        api.llama_log_set(callback, ctypes.c_void_p(0))

    def _log(self, level: int, text: bytes | None, _: object) -> None:
        if level >= _WARN and text and (line := text.decode("utf-8", "replace").strip(" .\n")):
            self._ring.append(line)

    def last_words(self) -> str:
        """Give what was last logged, most telling first: the final warnings and errors."""
        return " | ".join(list(self._ring)[-3:])

    def forget(self) -> None:
        """Empty the ring before something new begins."""
        self._ring.clear()


def processor_threads(wanted: int = 0) -> int:
    """Give the threads to compute with: as wanted, else one for each physical core this process may use."""
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    if wanted:
        return min(wanted, len(usable))
    cores = {_core(cpu) for cpu in usable}
    return max(len(cores), min(2, len(usable)))


def _core(cpu: int) -> str:
    siblings = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
    try:
        return siblings.read_text(encoding="ascii").strip()
    except OSError:
        return str(cpu)
