"""The composition root: the one place that knows which classes stand behind the ports."""

import os
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse.errors import ConfigError
from rehearse.paths import EXPORTS, Paths, bundled_questions, user_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rehearse.bank.library import Library
    from rehearse.config import Config
    from rehearse.config_file import Settings
    from rehearse.domain.answer import Answer
    from rehearse.domain.budget import Budget
    from rehearse.domain.coverage import Detectors
    from rehearse.domain.critique import Anchors, Critique
    from rehearse.domain.due import Spacing
    from rehearse.domain.history import HistoryFilter
    from rehearse.domain.ledger import Ledgers
    from rehearse.domain.persona import Cast
    from rehearse.interviewer.head_start import HeadStart
    from rehearse.rehearsal.services import Services
    from rehearse.storage.port import Store
    from rehearse.ui.key_map import KeyMap

# Imports stand inside the functions: a command pays only for what it uses (Textual costs 150 ms, sqlite-utils 190), and
# a model's process is spawned before the settings are loaded (30 ms).


@dataclass(frozen=True, slots=True)
class Setup:
    """What the command line decided: the user's folders, the settings, extra packs."""

    paths: Paths
    config: "Config"
    cast: "Cast"
    questions: tuple[Path, ...] = ()
    seed: int | None = None
    debug: bool = False
    demo: date | None = None
    """The day from which sample data is dated back; None for the user's own data."""

    @property
    def budget(self) -> "Budget":
        """How the usual length of an answer is divided."""
        return self.config.budget.lasting(self.config.drill.target)


def set_up(
    data_dir: Path | None,
    questions: Sequence[Path] = (),
    seed: int | None = None,
    *,
    debug: bool = False,
    defaults: bool = False,
) -> Setup:
    """Read the settings of the user, or take the defaults; `ConfigError` when a line of them is wrong."""
    from rehearse.config import Config
    from rehearse.domain.persona import SHIPPED

    paths = user_paths(data_dir)
    if defaults:
        return Setup(paths, Config(), SHIPPED, tuple(questions), seed, debug)
    settings, cast = own_settings(paths)
    if settings.problems:
        raise ConfigError(settings.told(settings.problems[0]))
    return Setup(paths, settings.config, cast, tuple(questions), seed, debug)


def own_settings(paths: Paths) -> tuple["Settings", "Cast"]:
    """Read the settings with all that is wrong in them, and the personas; `ConfigError` when the file is no TOML."""
    from rehearse.config import persona_problem
    from rehearse.config_file import read_settings, with_problems

    settings, cast = read_settings(paths.config_file, os.environ), open_cast(paths.user_personas)
    return with_problems(settings, persona_problem(settings.config, cast)), cast


def all_problems(paths: Paths) -> "Settings":
    """Read the settings with what only the screens can tell of them too: keys and themes."""
    from rehearse.config import KEYS, Problem
    from rehearse.config_file import with_problems
    from rehearse.ui.key_map import problems
    from rehearse.ui.themes import theme_problem

    settings, _ = own_settings(paths)
    keys = [
        Problem(f"{KEYS}.{key_id}", f"{KEYS}.{key_id} {what}")
        for key_id, what in problems(settings.config.keys)
    ]
    theme = theme_problem(settings.config.screen.theme)
    return with_problems(settings, *keys, Problem("screen.theme", theme) if theme else None)


def open_cast(file: Path) -> "Cast":
    """Give the personas that listen: the shipped ones, and the user's own where there are some."""
    from rehearse.domain.persona import SHIPPED

    if not file.exists():
        return SHIPPED
    from rehearse.bank.persona_file import open_cast as read

    return read(file)


def set_up_demo(folder: Path, questions: Sequence[Path], seed: int | None, *, debug: bool = False) -> Setup:
    """Set up sample data in a folder of its own: no file of the user's is read or written, the settings neither."""
    from rehearse.demo.filling import SEED
    from rehearse.domain.clock import today
    from rehearse.domain.vocabulary import Hints
    from rehearse.interviewer.choice import choose_model

    setup = set_up(folder, questions, SEED if seed is None else seed, debug=debug)
    choose_model(
        setup.paths.data, None
    )  # a model would take its time, and a demo is to be the same everywhere
    config = setup.config
    if config.drill.hints is Hints.FADE:
        # Whoever looks at a demo is new to the app, however much its sample data has rehearsed.
        config = replace(config, drill=replace(config.drill, hints=Hints.ALWAYS))
    return replace(setup, config=config, demo=today())


def fill_demo(setup: Setup, day: date) -> None:
    """Write the sample data into a new database."""
    from rehearse.demo.filling import Filling, Reading, Then
    from rehearse.interviewer.builtin import NAME
    from rehearse.storage.store import SqliteStore

    then = Then(day)
    store = SqliteStore(setup.paths.database, setup.cast, now=then)
    try:
        reading = Reading(rules(setup), ledgers, overlap, NAME)
        with store.at_once():
            Filling(store, then, open_library(setup).questions, setup.cast, reading).fill()
        keep_asked_questions(setup, store)
    finally:
        store.close()


def open_store(setup: Setup) -> "Store":
    """Open the database, that of a demo filled first; `StorageError` says why when that cannot be."""
    from rehearse.storage.store import SqliteStore

    if setup.demo is not None and not setup.paths.database.exists():
        fill_demo(setup, setup.demo)
    return SqliteStore(setup.paths.database, setup.cast, setup.budget)


def open_store_to_read(setup: Setup) -> "Store":
    """Open the database as it is, and change nothing; `StorageError` where there is none that can be read so."""
    from rehearse.storage.store import ReadingStore

    return ReadingStore(setup.paths.database, setup.cast, setup.budget)


def open_store_anyhow(setup: Setup) -> "Store":
    """Open the database for the app, or a copy for this session where its folder cannot be written to."""
    from rehearse.storage.stand_in import open_anyhow

    if setup.demo is not None:
        return open_store(setup)
    return open_anyhow(setup.paths.database, setup.cast, setup.budget)


def open_library(setup: Setup) -> "Library":
    """Read the shipped packs, the user's own and those given on the command line."""
    from rehearse.bank.shelf import open_library as read

    own = [setup.paths.user_questions] if setup.paths.user_questions.is_dir() else []
    library = read([bundled_questions(), *own, *setup.questions], setup.cast)
    return replace(library, problems=(*setup.cast.problems, *library.problems))


def keep_asked_questions(setup: Setup, store: "Store") -> Path | None:
    """Write the questions of the real interviews as a pack; `PackError` when that cannot be."""
    from rehearse.bank.asked import write_pack
    from rehearse.errors import PackError

    try:
        return write_pack(setup.paths.user_questions, store.interviews.all())
    except OSError as error:
        raise PackError(f"{setup.paths.user_questions} cannot be written to: {error.strerror}.") from error


def spacing(config: "Config") -> "Spacing":
    """Give the spacing by memory, made anew where it is wanted: its library takes 47 ms to load."""
    from rehearse.spacing import MemorySpacing

    return MemorySpacing(config.planner.retention / 100)


def story_detectors() -> "Detectors":
    """Give the critique's cues to the story bank."""
    from rehearse.analysis.story_cues import DETECTORS

    return DETECTORS


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports for a coach, each written over a connection of its own: the app's own store is not held up."""

    cast: "Cast"
    budget: "Budget"

    def __call__(self, database: Path, wanted: "HistoryFilter", stopped: "Callable[[], bool]") -> Path:
        """Write the attempts that a filter leaves into exports/ beside the database, and name the file."""
        from rehearse.analysis.rating import ANCHORS
        from rehearse.storage.export import write_report
        from rehearse.storage.store import SqliteStore

        store = SqliteStore(database, self.cast, self.budget)
        try:
            return write_report(store, wanted, ANCHORS, stopped)
        finally:
            store.close()


@dataclass(frozen=True, slots=True)
class Exports:
    """The folder into which the app writes what a user wants as files."""

    folder: Path

    def __call__(self, name: str, markdown: str, data: "Mapping[str, Any]") -> str:
        """Write Markdown and JSON under a name, with a number behind it where it is taken; say where."""
        from rehearse.domain.text import json_text
        from rehearse.storage.new_file import write_numbered

        text = json_text(data, indent=2) + "\n"
        files = (
            write_numbered(self.folder, name, "md", markdown),
            write_numbered(self.folder, name, "json", text),
        )
        return " and ".join(map(str, files))


def exports(database: Path) -> Exports:
    """Give the folder for exports beside a database, as reports have it: it may be a copy for this session."""
    return Exports(database.parent / EXPORTS)


def own_keys(setup: Setup) -> "KeyMap":
    """Read the user's own key map; `ConfigError` names the first key that cannot be so."""
    from rehearse.ui.key_map import key_map

    try:
        return key_map(setup.config.keys)
    except ConfigError as error:
        raise ConfigError(f"{setup.paths.config_file}: {error}") from error


# The rules compile 150 ms of cues. The first paint does not wait for them: `load_ahead` does it once Home is read.


def rules(setup: Setup) -> "Callable[[Answer], Critique]":
    """Give the critique by rules, with the fillers that the user wants counted."""

    def critique(answer: "Answer") -> "Critique":
        from rehearse.analysis.engine import critique as read

        return read(answer, fillers=setup.config.critique.fillers)

    return critique


def ledgers(answer: "Answer") -> "Ledgers":
    """Give what the rules counted in an answer."""
    from rehearse.analysis.engine import ledgers as read

    return read(answer)


def overlap(text: str, earlier: str) -> float:
    """Give the share of a text's wording that stands in an earlier one too."""
    from rehearse.analysis.repetition import overlap as compare

    return compare(text, earlier)


def anchors() -> "Anchors":
    """Give the written anchors of the ratings."""
    from rehearse.analysis.rating import ANCHORS

    return ANCHORS


def load_ahead() -> None:
    """Load what the first drill needs; takes 300 ms and belongs off the event loop."""
    import rehearse.analysis.engine
    import rehearse.ui.drilling  # noqa: F401 (only to be loaded)


def early_start(data_dir: Path | None) -> "HeadStart":
    """Spawn a model's process where one will most likely be used, before there are any settings; `close` it."""
    from rehearse.interviewer.head_start import early_start as spawn

    return spawn(user_paths(data_dir))


def head_start(setup: Setup, model: str | None, ahead: "HeadStart | None" = None) -> "HeadStart":
    """Begin to load the model that will most likely ask, in its own process; `close` it in the end.

    `ahead` may hold a process already; it is closed where it is not wanted.
    """
    from rehearse.interviewer.head_start import HeadStart, likely_file
    from rehearse.interviewer.settings import runtime_settings

    held, file = ahead or HeadStart(), likely_file(setup.paths, model)
    if file is None:
        held.close()
    else:
        held.tell(file, runtime_settings(setup.paths, setup.config.model))
    return held


def services(
    setup: Setup, model: str | None = None, *, at_once: bool = False, ahead: "HeadStart | None" = None
) -> "Services":
    """Build everything a rehearsal works with; nothing slow happens here.

    `model` asks instead of the one that would, `ahead` may hold it already; `at_once` lets the built-in interviewer
    say a question as a whole.
    """
    from rehearse.config_file import remember
    from rehearse.domain.clock import MonotonicClock
    from rehearse.interviewer.builtin import BuiltInInterviewer
    from rehearse.interviewer.own_models import OwnModels
    from rehearse.interviewer.speaking import WORDS_PER_SECOND
    from rehearse.rehearsal.services import Services

    return Services(
        open_store=lambda: open_store_anyhow(setup),
        open_library=lambda: open_library(setup),
        critique=rules(setup),
        ledgers=ledgers,
        overlap=overlap,
        anchors=anchors,
        load_ahead=load_ahead,
        exports=exports,
        report=Reports(setup.cast, setup.budget),
        spacing=lambda: spacing(setup.config),
        keep_asked=lambda store: keep_asked_questions(setup, store),
        remember=lambda key, value: remember(setup.paths.config_file, key, value),
        interviewer=BuiltInInterviewer(
            0 if at_once or setup.config.screen.reduced_motion else WORDS_PER_SECOND
        ),
        models=OwnModels(setup.paths, setup.config.model, model, ahead),
        detectors=story_detectors,
        clock=MonotonicClock(),
        config=setup.config,
        demo=setup.demo is not None,
        cast=setup.cast,
        seed=setup.seed if setup.seed is not None else random.randrange(sys.maxsize),  # noqa: S311 (no secret)
    )
