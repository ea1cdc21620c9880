"""Models for the screens without any file: what is found, what was chosen, and a model that judges as told."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique, Origin
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question
from rehearse.domain.section import Section
from rehearse.errors import RehearseError
from rehearse.interviewer.builtin import BuiltInInterviewer
from rehearse.interviewer.coach import Coached
from rehearse.interviewer.discovery import FoundModel
from rehearse.interviewer.gguf import ModelFacts
from rehearse.interviewer.live import Live
from rehearse.interviewer.port import Interviewer, Notice, Readiness, Stage
from rehearse.interviewer.troubles import Code, ModelTrouble

SMALL = Path("/models/small-instruct.gguf")
BROKEN = Path("/models/broken.gguf")
ORIGIN = Origin("Small Instruct", 123, "f" * 64, "critique", "abc", "temperature 0.3", 1)


def found(file: Path = SMALL) -> FoundModel:
    facts = ModelFacts(file, "Small Instruct 1B", "llama", "Q4_K_M", 800_000_000, 32768, True, 1_000_000_000)
    return FoundModel(file, "Small Instruct 1B", "your data folder", True, facts)


def broken() -> FoundModel:
    return FoundModel(BROKEN, "broken", "models/", True, None, ModelTrouble(Code.MODEL_TRUNCATED))


class FakeInterviewer(BuiltInInterviewer):
    """Speaks as the built-in one does, under a model's name, and remembers what it was read ahead."""

    def __init__(self) -> None:
        super().__init__(words_per_second=0)
        self.heard: list[dict[Section, str]] = []

    @property
    def name(self) -> str:
        return "Small Instruct"

    def listen(self, _: Question, __: Persona, told: Mapping[Section, str]) -> None:
        self.heard.append(dict(told))


@dataclass
class FakeLive:
    """A model that is ready at once, unless it `loads`.

    `by_model` false: it judges nothing. While `held` it goes on writing.
    """

    show: Callable[[Readiness], None]
    by_model: bool = True
    held: bool = False
    loads: bool = False
    interviewer: FakeInterviewer = field(default_factory=FakeInterviewer)
    closed: bool = False

    def start(self) -> None:
        if self.loads:
            self.show(Readiness(Stage.LOADING, "Small Instruct"))
        else:
            self.ready()

    def ready(self) -> None:
        self.show(Readiness(Stage.READY, "Small Instruct", 1.0))

    async def close(self) -> None:
        self.closed = True

    async def critique(self, _: Answer, rules: Critique, __: int, written: Callable[[int], None]) -> Coached:
        written(7)
        while self.held:
            await asyncio.sleep(0.01)
        if not self.by_model:
            return Coached(rules, by_model=False, notice=Notice("output_invalid", "It wrote no critique."))
        rewritten = replace(
            rules, engine="model", origin=ORIGIN, rewrite="Tickets fell to 4 %.", dropped_quotes=2
        )
        return Coached(rewritten, by_model=True)


class FakeModels:
    """The `Models` port; it measures for as long as `measured` is cleared. `broken_off` has what ended before."""

    def __init__(
        self,
        *listed: FoundModel,
        used: FoundModel | None = None,
        by_model: bool = True,
        held: bool = False,
        loads: bool = False,
    ) -> None:
        self.listed = listed
        self.used = used
        self.chosen: list[Path | None] = []
        self.lives: list[FakeLive] = []
        self.measured = asyncio.Event()
        self.measured.set()
        self.begun = asyncio.Event()
        self.broken_off: list[Path] = []
        self._by_model, self._held, self._loads = by_model, held, loads

    def to_use(self) -> FoundModel | None:
        return self.used

    def bring_in(
        self,
        file: Path,  # noqa: ARG002 (the port's)
        otherwise: Interviewer,  # noqa: ARG002
        on_change: Callable[[Readiness], None],
        on_notice: Callable[[Notice], None],  # noqa: ARG002
    ) -> Live:
        self.lives.append(FakeLive(on_change, self._by_model, self._held, self._loads))
        return cast("Live", self.lives[-1])

    def found(self) -> tuple[FoundModel, ...]:
        return self.listed

    def choose(self, file: Path | None) -> None:
        self.chosen.append(file)
        self.used = next((each for each in self.listed if each.file == file), None)

    async def measure(self, file: Path) -> str:
        self.begun.set()
        try:
            await self.measured.wait()
        except asyncio.CancelledError:
            await asyncio.to_thread(int)  # as its process is waited for
            self.broken_off.append(file)
            raise
        if file == BROKEN:
            raise RehearseError(f"{file}: The model file is incomplete: download it again.")
        return "speaking                11.0 tokens a second"

    def advice(self) -> str:
        return "For a machine of unknown memory: Some Model (1 GiB)"

    def trust(self, model: FoundModel) -> str:
        return "Calibrated on 2026-11-23: 17 of 18 pairs ranked right" if model.file == SMALL else ""
