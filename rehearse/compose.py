"""The composition root: the one place that knows which classes stand behind the ports."""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.config import Config, load_config
from rehearse.paths import Paths, bundled_questions, user_paths

if TYPE_CHECKING:
    from re import Pattern

    from rehearse.bank.library import Library
    from rehearse.domain.coverage import Detector, Detectors
    from rehearse.storage.port import Store
    from rehearse.ui.services import Services

# Imports stand inside the functions: a command pays only for what it uses (Textual costs 150 ms, sqlite-utils 190).


@dataclass(frozen=True, slots=True)
class Setup:
    """What the command line decided: the user's folders, the settings, extra packs."""

    paths: Paths
    config: Config
    questions: tuple[Path, ...] = ()
    seed: int | None = None


def set_up(data_dir: Path | None, questions: Sequence[Path] = (), seed: int | None = None) -> Setup:
    """Read the settings of the user; `ConfigError` when a line of them is wrong."""
    paths = user_paths(data_dir)
    return Setup(paths, load_config(paths.config_file), tuple(questions), seed)


def open_store(setup: Setup) -> "Store":
    """Open the database; `StorageError` says why when that cannot be."""
    from rehearse.storage.store import SqliteStore

    return SqliteStore(setup.paths.database)


def open_library(setup: Setup) -> "Library":
    """Read the shipped packs, the user's own and those given on the command line."""
    from rehearse.bank.library import open_library as read

    own = [setup.paths.user_questions] if setup.paths.user_questions.is_dir() else []
    return read([bundled_questions(), *own, *setup.questions])


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


def services(setup: Setup) -> "Services":
    """Build everything the screens work with; nothing slow happens here."""
    from rehearse.analysis.engine import critique
    from rehearse.analysis.rating import ANCHORS
    from rehearse.domain.clock import MonotonicClock
    from rehearse.interviewer.builtin import BuiltInInterviewer
    from rehearse.ui.services import Services

    return Services(
        open_store=lambda: open_store(setup),
        open_library=lambda: open_library(setup),
        critique=critique,
        anchors=lambda: ANCHORS,
        interviewer=BuiltInInterviewer(),
        clock=MonotonicClock(),
        config=setup.config,
        seed=setup.seed if setup.seed is not None else random.randrange(sys.maxsize),  # noqa: S311 (no secret)
    )
