"""The composition root: the one place that knows which classes stand behind the ports."""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rehearse.config import Config, ModelConfig, check_persona, load_config
from rehearse.domain.persona import SHIPPED, Cast
from rehearse.paths import Paths, bundled_models, bundled_questions, user_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from re import Pattern

    from rehearse.bank.library import Library
    from rehearse.domain.coverage import Detector, Detectors
    from rehearse.domain.history import HistoryFilter
    from rehearse.domain.planner import Spacing
    from rehearse.interviewer.discovery import FoundModel
    from rehearse.interviewer.live import Live
    from rehearse.interviewer.port import Interviewer, Notice, Readiness
    from rehearse.storage.port import Store
    from rehearse.ui.services import Services

RETENTION: Final = 0.90
"""How likely something should still be told well on the day it is due."""

# Imports stand inside the functions: a command pays only for what it uses (Textual costs 150 ms, sqlite-utils 190).


@dataclass(frozen=True, slots=True)
class Setup:
    """What the command line decided: the user's folders, the settings, extra packs."""

    paths: Paths
    config: Config
    cast: Cast
    questions: tuple[Path, ...] = ()
    seed: int | None = None
    debug: bool = False


def set_up(
    data_dir: Path | None, questions: Sequence[Path] = (), seed: int | None = None, *, debug: bool = False
) -> Setup:
    """Read the settings of the user; `ConfigError` when a line of them is wrong."""
    paths = user_paths(data_dir)
    config, cast = load_config(paths.config_file), open_cast(paths.user_personas)
    check_persona(config, cast, paths.config_file)
    return Setup(paths, config, cast, tuple(questions), seed, debug)


def open_cast(file: Path) -> Cast:
    """Give the personas that listen: the shipped ones, and the user's own where there are some."""
    if not file.exists():
        return SHIPPED
    from rehearse.bank.persona_file import open_cast as read

    return read(file)


def open_store(setup: Setup) -> "Store":
    """Open the database; `StorageError` says why when that cannot be."""
    from rehearse.storage.store import SqliteStore

    return SqliteStore(setup.paths.database, setup.cast)


def open_store_anyhow(setup: Setup) -> "Store":
    """Open the database for the app, or a copy for this session where its folder cannot be written to."""
    from rehearse.storage.stand_in import open_anyhow

    return open_anyhow(setup.paths.database, setup.cast)


def open_library(setup: Setup) -> "Library":
    """Read the shipped packs, the user's own and those given on the command line."""
    from rehearse.bank.library import open_library as read

    own = [setup.paths.user_questions] if setup.paths.user_questions.is_dir() else []
    library = read([bundled_questions(), *own, *setup.questions], setup.cast)
    return replace(library, problems=(*setup.cast.problems, *library.problems))


def keep_asked_questions(setup: Setup, store: "Store") -> Path | None:
    """Write the questions of the real interviews as a pack; `PackError` when that cannot be."""
    from rehearse.bank.asked import write_pack
    from rehearse.errors import PackError

    try:
        return write_pack(setup.paths.user_questions, store.mocks.interviews())
    except OSError as error:
        raise PackError(f"{setup.paths.user_questions} cannot be written to: {error.strerror}.") from error


def spacing() -> "Spacing":
    """Give the spacing by memory, made anew where it is wanted: its library takes 47 ms to load."""
    from rehearse.spacing import MemorySpacing

    return MemorySpacing(RETENTION)


def story_detectors() -> "Detectors":
    """Give the critique's cues to the story bank: what tells a signal, a constraint, the marks of a good line."""
    from rehearse.analysis import constraints, content, decisions, ownership
    from rehearse.domain.coverage import Detectors
    from rehearse.domain.vocabulary import Signal

    def cue(pattern: "Pattern[str]") -> "Detector":
        return lambda line: pattern.search(_as_cued(line)) is not None

    return Detectors(
        signals={
            Signal.PROBLEM_FRAMING: cue(content.OBJECTIVE),
            Signal.DATA_JUDGMENT: cue(content.DATA_ISSUE),
            Signal.TECHNICAL_TRADEOFFS: lambda line: decisions.weighed(_as_cued(line)),
            Signal.EXECUTION: cue(content.BLOCKER),
            Signal.OWNERSHIP: cue(content.MONITORING),
        },
        # "limit" is any limit at all; that it is never named would say nothing
        constraints={kind: cue(pattern) for kind, pattern in constraints.KINDS.items() if kind != "limit"},
        marks={
            "problem": lambda line: bool(
                content.BLOCKER.search(_as_cued(line)) or content.DATA_ISSUE.search(_as_cued(line))
            ),
            "act": lambda line: ownership.acts(_as_cued(line)).own > 0,
            "partner team": cue(content.STAKEHOLDER),
        },
    )


def _as_cued(line: str) -> str:
    """Spell a line as cues are written: lower case, straight apostrophes."""
    return line.lower().replace("’", "'")


@dataclass(frozen=True, slots=True)
class ModelsOf:
    """The models of one user, as the screens ask for them."""

    paths: Paths
    config: ModelConfig

    def to_use(self) -> "FoundModel | None":
        """Give the model to load."""
        from rehearse.interviewer.shelf import model_to_use

        return model_to_use(self.paths)

    def bring_in(
        self,
        file: Path,
        otherwise: "Interviewer",
        on_change: "Callable[[Readiness], None]",
        on_notice: "Callable[[Notice], None]",
    ) -> "Live":
        """Put a model and its interviewer together."""
        from rehearse.interviewer.live import bring_in
        from rehearse.interviewer.shelf import runtime_settings

        return bring_in(file, otherwise, runtime_settings(self.paths, self.config), on_change, on_notice)

    def found(self) -> "tuple[FoundModel, ...]":
        """List the models on this machine."""
        from rehearse.interviewer.shelf import models_of

        return models_of(self.paths)

    def choose(self, file: Path | None) -> None:
        """Take this model from now on, or none."""
        from rehearse.interviewer.choice import choose_model

        choose_model(self.paths.data, file)

    def measure(self, file: Path) -> str:
        """Load a model in a process of its own and say how fast it is."""
        from rehearse.errors import RehearseError
        from rehearse.interviewer.shelf import runtime_settings
        from rehearse.interviewer.troubles import ModelTrouble
        from rehearse.interviewer.unattended import measured

        try:
            return measured(file, runtime_settings(self.paths, self.config)).text
        except ModelTrouble as trouble:
            raise RehearseError(f"{file}: {trouble}") from trouble

    def advice(self) -> str:
        """Say which model suits this machine."""
        from rehearse.interviewer.catalogue import advice, machine_memory

        return advice(bundled_models() / "catalogue.toml", machine_memory())

    def trust(self, model: "FoundModel") -> str:
        """Say how the last calibration of a model came out."""
        from rehearse.interviewer.calibration import stored_calibrations

        for result in stored_calibrations(self.paths.data):
            if result.file == str(model.file) and result.model is not None:
                return f"Calibrated on {result.day}: {result.model.text}"
        return ""


def write_report(store: "Store", wanted: "HistoryFilter") -> Path:
    """Write the attempts that a filter leaves as a report into the data folder, and name the file."""
    from rehearse.analysis.rating import ANCHORS
    from rehearse.storage.export import write_report as write

    return write(store, wanted, ANCHORS)


@dataclass(frozen=True, slots=True)
class Exports:
    """The folder into which the app writes what a user wants as files."""

    folder: Path

    def __call__(self, name: str, markdown: str, data: "Mapping[str, Any]") -> str:
        """Write Markdown and JSON under a name, with a number behind it where it is taken; say where."""
        import json

        from rehearse.storage.new_file import write_numbered

        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        files = (
            write_numbered(self.folder, name, "md", markdown),
            write_numbered(self.folder, name, "json", text),
        )
        return " and ".join(map(str, files))


def services(setup: Setup) -> "Services":
    """Build everything the screens work with; nothing slow happens here."""
    from rehearse.analysis.engine import critique, ledgers
    from rehearse.analysis.rating import ANCHORS
    from rehearse.analysis.repetition import overlap
    from rehearse.domain.clock import MonotonicClock
    from rehearse.interviewer.builtin import BuiltInInterviewer
    from rehearse.ui.services import Services

    return Services(
        open_store=lambda: open_store_anyhow(setup),
        open_library=lambda: open_library(setup),
        critique=critique,
        ledgers=ledgers,
        overlap=overlap,
        anchors=lambda: ANCHORS,
        export=Exports(setup.paths.exports),
        report=write_report,
        spacing=spacing,
        keep_asked=lambda store: keep_asked_questions(setup, store),
        interviewer=BuiltInInterviewer(),
        models=ModelsOf(setup.paths, setup.config.model),
        detectors=story_detectors,
        clock=MonotonicClock(),
        config=setup.config,
        cast=setup.cast,
        seed=setup.seed if setup.seed is not None else random.randrange(sys.maxsize),  # noqa: S311 (no secret)
    )
