"""The models of one user, as the screens ask for them: each question loads what it needs, and nothing before.

Made before the first paint, which must not wait for what reads models.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.config import ModelConfig
from rehearse.interviewer.choice import NO_MODEL
from rehearse.paths import Paths, bundled_models

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rehearse.interviewer.discovery import FoundModel
    from rehearse.interviewer.head_start import HeadStart
    from rehearse.interviewer.live import Live
    from rehearse.interviewer.port import Interviewer, Notice, Readiness
    from rehearse.interviewer.settings import RuntimeSettings
    from rehearse.interviewer.unattended import Speed


@dataclass(slots=True)
class OwnModels:
    """The models of one user, as the screens ask for them.

    `wanted` is what the command line asks for, a file or a name; it holds until another one is chosen.
    `head_start` may hold a process that loads a model already.
    """

    paths: Paths
    config: ModelConfig
    wanted: str | None = None
    head_start: HeadStart | None = None

    def to_use(self) -> FoundModel | None:
        """Give the model to load; of one that loads already no header is read again, its process has."""
        found = self._begun() or self._found()
        if found is not None and found.trouble is None:
            if self.head_start is not None:
                self.head_start.keep_for(found.file, self._settings)
            import rehearse.interviewer.live  # noqa: F401 (off the event loop, where `bring_in` would hold it up 100 ms)
        elif self.head_start is not None:
            self.head_start.close()
        return found

    def bring_in(
        self,
        file: Path,
        otherwise: Interviewer,
        on_change: Callable[[Readiness], None],
        on_notice: Callable[[Notice], None],
    ) -> Live:
        """Put a model and its interviewer together."""
        from rehearse.interviewer.live import bring_in

        settings = self._settings
        live = bring_in(file, otherwise, settings, on_change, on_notice)
        begun = self.head_start.take(file, settings) if self.head_start is not None else None
        if begun is not None:
            live.runtime.take_over(begun)
        return live

    def found(self) -> tuple[FoundModel, ...]:
        """List the models on this machine."""
        from rehearse.interviewer.shelf import models_of

        return models_of(self.paths)

    def choose(self, file: Path | None) -> None:
        """Take this model from now on, or none."""
        from rehearse.interviewer.choice import choose_model

        self.wanted = None
        choose_model(self.paths.data, file)

    async def measure(self, file: Path) -> str:
        """Load a model in a process of its own and say how fast it is; cancelled, it ends that process."""
        import asyncio

        from rehearse.errors import RehearseError
        from rehearse.interviewer.troubles import ModelTrouble

        measure, settings = await asyncio.to_thread(self._measuring)
        try:
            return (await measure(file, settings)).text
        except ModelTrouble as trouble:
            raise RehearseError(f"{file}: {trouble}") from trouble

    def advice(self) -> str:
        """Say which model suits this machine."""
        from rehearse.interviewer.catalogue import advice, machine_memory

        return advice(bundled_models() / "catalogue.toml", machine_memory())

    def trust(self, model: FoundModel) -> str:
        """Say how the last calibration of a model came out."""
        from rehearse.interviewer.calibration import stored_calibrations

        for result in stored_calibrations(self.paths.data):
            if result.file == str(model.file) and result.model is not None:
                return f"Calibrated on {result.day}: {result.model.text}"
        return ""

    def _begun(self) -> FoundModel | None:
        from rehearse.interviewer.discovery import FoundModel
        from rehearse.interviewer.head_start import likely_file

        file = self.head_start.file if self.head_start is not None else None
        if file is None or file != likely_file(self.paths, self.wanted):
            return None
        return FoundModel(file, file.stem, "head start", True, None)

    def _found(self) -> FoundModel | None:
        from rehearse.interviewer.shelf import model_to_use

        return None if self.wanted == NO_MODEL else model_to_use(self.paths, self.wanted)

    def _measuring(self) -> tuple[Callable[[Path, RuntimeSettings], Awaitable[Speed]], RuntimeSettings]:
        """Load what measures, which would hold the event loop up."""
        from rehearse.interviewer.calibration import read_pack
        from rehearse.interviewer.unattended import measure

        read_pack()
        return measure, self._settings

    @property
    def _settings(self) -> RuntimeSettings:
        from rehearse.interviewer.settings import runtime_settings

        return runtime_settings(self.paths, self.config)
