"""How a model is run: what a child is told to load, and how long its silence is borne.

Loads nothing of the protocol or of asyncio: a child is begun before the first paint, which would wait for it.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.interviewer.repacking import may_repack
from rehearse.paths import Paths

if TYPE_CHECKING:
    from rehearse.config import ModelConfig  # 30 ms, which a model's process is spawned without


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds of silence after which the child counts as hung.

    The greeting comes once llama.cpp's own libraries are loaded, from a slow disk at worst. `first` holds until this
    child's pace is known; from then on `request`, or eight times its longest pause.
    """

    hello: float = 60.0
    load: float = 60.0
    first: float = 60.0
    request: float = 10.0
    cancel: float = 2.0


@dataclass(frozen=True, slots=True)
class RuntimeSettings:
    """How a model is run: context in tokens, 0 threads for one a core, where to log and to keep states.

    `repack` as in `Load`; that it ended the process is noted in `repack_note`.
    """

    context: int = 4096
    threads: int = 0
    log_file: Path | None = None
    prefix_cache: Path | None = None
    repack: bool = True
    repack_note: Path | None = None
    patience: Patience = field(default_factory=Patience)


def runtime_settings(paths: Paths, config: "ModelConfig") -> RuntimeSettings:
    """Say how a model is run, where its log and the state after the fixed instructions are kept for this user."""
    note = paths.state / "no-repacking"
    return RuntimeSettings(
        context=config.context,
        threads=config.threads,
        log_file=paths.model_log,
        prefix_cache=paths.state / "model-states",
        repack=may_repack(note),
        repack_note=note,
    )
