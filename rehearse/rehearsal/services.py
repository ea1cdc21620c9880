"""What screens and line mode are given to work with; made in the composition root, replaced in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

# nothing reads these types at run time, and Home's first paint would wait 60 ms for them
if TYPE_CHECKING:
    from rehearse.bank.library import Library
    from rehearse.config import Config
    from rehearse.domain.answer import Answer
    from rehearse.domain.clock import Clock
    from rehearse.domain.coverage import Detectors
    from rehearse.domain.critique import Anchors, Critique
    from rehearse.domain.due import Spacing
    from rehearse.domain.history import HistoryFilter
    from rehearse.domain.ledger import Ledgers
    from rehearse.domain.persona import Cast
    from rehearse.domain.wording import Overlap
    from rehearse.interviewer.discovery import FoundModel
    from rehearse.interviewer.live import Live
    from rehearse.interviewer.port import Interviewer, Notice, Readiness
    from rehearse.storage.port import Store


def _nothing() -> None:
    """Do nothing."""


class Models(Protocol):
    """The models of this machine: which one is to be used, how it is brought in, how another one is chosen.

    All but `bring_in` and `measure` read files and belong off the event loop; `bring_in` reads one note of a few bytes.
    """

    def to_use(self) -> FoundModel | None:
        """Give the model to load, or None when there is none; one that cannot be used comes with its trouble."""
        ...

    def bring_in(
        self,
        file: Path,
        otherwise: Interviewer,
        on_change: Callable[[Readiness], None],
        on_notice: Callable[[Notice], None],
    ) -> Live:
        """Put a model and its interviewer together; nothing is opened yet."""
        ...

    def found(self) -> tuple[FoundModel, ...]:
        """List the models on this machine."""
        ...

    def choose(self, file: Path | None) -> None:
        """Take this model from now on, or none; `OSError` when the choice cannot be written."""
        ...

    async def measure(self, file: Path) -> str:
        """Load a model and say how fast it reads and speaks; takes some seconds. `RehearseError` says why not.

        Cancelled, it ends when the model has left.
        """
        ...

    def advice(self) -> str:
        """Say which model suits this machine, and the command that fetches it."""
        ...

    def trust(self, model: FoundModel) -> str:
        """Say how the last calibration of a model came out; empty when there was none."""
        ...


class Export(Protocol):
    """Writes something of the user's into new files."""

    def __call__(self, name: str, markdown: str, data: Mapping[str, Any]) -> str:
        """Write it as Markdown and as JSON under a name; say where. `StorageError` when that cannot be."""
        ...


class Report(Protocol):
    """Writes a report of attempts beside the database they are in."""

    def __call__(self, database: Path, wanted: HistoryFilter, stopped: Callable[[], bool]) -> Path:
        """Write what the filter leaves and name the file; takes long, and ends early when `stopped` says so."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """Everything with an effect. `open_store`, `open_library` and `load_ahead` take long and run off the event loop.

    `load_ahead` loads what the first drill needs; `exports` gives what writes beside a database.
    """

    open_store: Callable[[], Store]
    open_library: Callable[[], Library]
    critique: Callable[[Answer], Critique]
    ledgers: Callable[[Answer], Ledgers]
    overlap: Overlap
    exports: Callable[[Path], Export]
    report: Report
    spacing: Callable[[], Spacing]
    keep_asked: Callable[[Store], object]
    remember: Callable[[str, str], None]
    interviewer: Interviewer
    clock: Clock
    config: Config
    cast: Cast
    detectors: Callable[[], Detectors]
    seed: int
    demo: bool = False
    models: Models | None = None
    anchors: Callable[[], Anchors] = field(default=dict)
    load_ahead: Callable[[], None] = _nothing
