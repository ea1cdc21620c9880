"""The interviewer's seat: the built-in interviewer, and a model in its place as soon as one is ready."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rehearse.domain.section import SECTIONS
from rehearse.errors import sentence_for
from rehearse.interviewer.port import Interviewer, Notice, Readiness, Stage

if TYPE_CHECKING:
    from rehearse.domain.answer import Answer
    from rehearse.domain.critique import Critique
    from rehearse.domain.drill import Drill
    from rehearse.interviewer.coach import Coached
    from rehearse.interviewer.live import Live
    from rehearse.rehearsal.services import Services

log = logging.getLogger(__name__)

BEING_MEASURED: Final = "A model is being measured; the one to use is loaded afterwards."
UNDER_WAY: Final = "Measuring; this takes some seconds …"


class Seat:
    """Who asks. `on_change` is called when the badge changes, `on_notice` with what the user should be told."""

    def __init__(
        self,
        services: "Services",
        on_change: Callable[[], None],
        on_notice: Callable[[Notice], None],
    ) -> None:
        self.readiness = Readiness(Stage.FINDING if services.models else Stage.ABSENT)
        self.measuring = False
        self.speeds: dict[Path, str] = {}
        """What measuring came to by a model's file, or that it is under way."""
        self.services = services
        self._on_change = on_change
        self._on_notice = on_notice
        self._live: Live | None = None
        self._measurement: asyncio.Task[str] | None = None
        self._loading = asyncio.Lock()

    @property
    def interviewer(self) -> Interviewer:
        """Give whoever asks now."""
        return self._live.interviewer if self._live else self.services.interviewer

    @property
    def ready(self) -> bool:
        """Tell whether a model is loaded."""
        return self.readiness.stage is Stage.READY

    async def take(self) -> None:
        """Look for the model to use and load it in the background; one that was there before leaves first.

        While one is measured nothing happens: the one to use is taken afterwards.
        """
        if not self.measuring:
            async with self._loading:
                await self._take()

    async def measure(self, file: Path) -> None:
        """Measure a model; whoever asks leaves meanwhile, for both may not fit into memory.

        The model to use is taken only when the measured one has left.
        """
        models = self.services.models
        if models is None or self.measuring:
            return
        self.measuring, self.speeds[file] = True, UNDER_WAY
        async with self._loading:
            try:
                await self._let_go()
                self._show(Readiness(Stage.ABSENT, why=BEING_MEASURED))
                self._measurement = asyncio.create_task(models.measure(file))
                self.speeds[file] = await self._measurement
            except Exception as error:
                log.exception("a model could not be measured")
                self.speeds[file] = sentence_for(error)
            finally:
                self.measuring = False
            await self._take()

    async def _take(self) -> None:
        models = self.services.models
        if models is None:
            return
        await self._let_go()
        self._show(Readiness(Stage.FINDING))
        found = await asyncio.to_thread(models.to_use)
        if found is None or found.trouble is not None:
            why = str(found.trouble) if found else ""
            self._show(Readiness(Stage.ABSENT, found.name if found else "", why=why))
            return
        self._live = models.bring_in(found.file, self.services.interviewer, self._show, self._on_notice)
        self._live.start()

    async def leave(self) -> None:
        """Let the model go, and its process with it; one that is being measured too, which may take minutes."""
        measurement = self._measurement
        if measurement is not None and not measurement.done():
            if not measurement.cancelling():  # a second time would break off its end, which the process needs
                measurement.cancel()
            await asyncio.wait([measurement])
        await self._let_go()

    async def _let_go(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            await live.close()

    def listen(self, drill: "Drill") -> None:
        """Let the model read what was told before the present section; the rest may still change."""
        if self._live is None or not self.ready:
            return
        told = {}
        for section in SECTIONS[: drill.section.position]:
            told[section] = drill.texts.get(section, "")
        self._live.interviewer.listen(drill.question, drill.plan.persona, told)

    async def critique(
        self, answer: "Answer", rules: "Critique", seed: int, on_progress: Callable[[int], None]
    ) -> "Coached | None":
        """Let the model judge on top of the rules; None without a model. Cancelling stops the model."""
        if self._live is None or not self.ready:
            return None
        return await self._live.critique(answer, rules, seed, on_progress)

    def _show(self, readiness: Readiness) -> None:
        if readiness.why and readiness.why != self.readiness.why and readiness.name:
            self._on_notice(
                Notice("absent", f"{readiness.name}: {readiness.why} The built-in interviewer asks.")
            )
        self.readiness = readiness
        self._on_change()
