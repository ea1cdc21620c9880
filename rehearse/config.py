"""The settings: what can be set, what each means, and a clear word for what cannot be.

Checked by hand and not by pydantic: every command and the first paint read the settings, and pydantic would cost
each of them 60 ms. The string below a field is its description; docs/config.md and `rehearse config` show it.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import EnumType
from typing import Any, Final, TypeVar

from rehearse.domain.budget import (
    CLOSE_SHARE,
    DEFAULT_TARGET,
    SETUP_CAP,
    SETUP_SHARE,
    SPEAKING_RATE,
    TARGETS,
    Budget,
)
from rehearse.domain.cadence import USUAL, Cadence
from rehearse.domain.drill_plan import MOST_FOLLOW_UPS, Plan
from rehearse.domain.mock import COUNTS
from rehearse.domain.persona import Cast, Persona
from rehearse.domain.text import in_short
from rehearse.domain.vocabulary import Coaching, Experience, Hints, Mode
from rehearse.errors import ConfigError

T = TypeVar("T")


_KINDS: Final = {
    bool: ((bool,), "true or false"),
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
    str: ((str,), "a text"),
    tuple: ((list, tuple), "a list of texts"),
}
"""By the kind of a setting: what may stand in the file, and how to call it."""
MOST_FILLERS: Final = 50
LONGEST_FILLER: Final = 40
"""Letters of a filler of one's own at most."""

_LONGEST_KEY: Final = 80
"""Letters of a key that a sentence names."""


def _among(default: T, *choices: T) -> T:
    value: T = field(default=default, metadata={"among": choices})
    return value


def _between(default: T, least: float, most: float) -> T:
    value: T = field(default=default, metadata={"between": (least, most)})
    return value


@dataclass(frozen=True, slots=True)
class DrillConfig:
    """How a drill starts out; the question card can change most of it."""

    target: int = _among(DEFAULT_TARGET, *TARGETS)
    """Seconds for the whole answer: 90, 120, 150 or 180."""
    mode: Mode = Mode.TYPED
    """`typed`, or `spoken`: you speak aloud and only mark the sections."""
    coaching: Coaching = Coaching.COACHED
    """`coached` shows criteria and a cue line, `exam` shows nothing until the end."""
    hints: Hints = Hints.FADE
    """Keys and criteria beside a coached answer: `always`, `never`, or `fade` with the answers you have finished."""
    persona: str = Persona.HIRING_MANAGER.id
    """Who listens: the id of a persona; `rehearse personas` lists them, your own among them."""
    experience: Experience = Experience.PRODUCTION
    """Where your stories happened: `production`, `internship`, `lab` or `coursework`."""
    follow_ups: int = _between(2, 0, MOST_FOLLOW_UPS)
    """How many follow-up questions the interviewer asks, 0 to 3."""
    preparation: float = _between(0.0, 0, 600)
    """Seconds to collect your thoughts before the clock starts; 0 leaves the countdown out."""


@dataclass(frozen=True, slots=True)
class BudgetConfig:
    """How the length of an answer is divided; the clock, the word counts and the bars go by it."""

    setup_share: int = _between(round(100 * SETUP_SHARE), 10, 40)
    """Percent of the answer for Situation and Task together; the Action gets what both shares leave."""
    close_share: int = _between(round(100 * CLOSE_SHARE), 10, 40)
    """Percent of the answer for Result and Reflection together."""
    setup_seconds: int = _between(round(SETUP_CAP), 10, 120)
    """Seconds that Situation and Task never get more than, however long the answer is."""
    words_per_minute: int = _between(SPEAKING_RATE, 80, 250)
    """How fast you speak: turns the seconds of a typed answer's sections into words."""

    def lasting(self, target: float) -> Budget:
        """Give the budget of an answer of this many seconds."""
        return Budget(
            target,
            self.setup_share / 100,
            self.close_share / 100,
            float(self.setup_seconds),
            float(self.words_per_minute),
        )


@dataclass(frozen=True, slots=True)
class MockConfig:
    """How a mock interview starts out."""

    questions: int = _among(COUNTS[-1], *COUNTS)
    """How many questions a mock has: 1, 3 or 5."""


@dataclass(frozen=True, slots=True)
class PlannerConfig:
    """How much the plan of a day holds, and how long something may wait for its next rehearsal."""

    items: int = _between(USUAL.items, 1, 5)
    """Things to rehearse on a day at most, 1 to 5; of one, what is weak comes before what is new."""
    minutes: int = _between(USUAL.minutes, 5, 60)
    """Minutes of a day at most; a whole answer counts as five, an Action three, a set-up two."""
    longest_gap: int = _between(USUAL.longest_gap, 2, 30)
    """Days until something is rehearsed again at most, while an interview date is set."""
    retention: int = _between(90, 70, 97)
    """Without an interview date: how likely, in percent, you tell it well when it comes back; less waits longer."""

    @property
    def cadence(self) -> Cadence:
        """Give what a plan goes by."""
        return Cadence(self.items, self.minutes, self.longest_gap)


@dataclass(frozen=True, slots=True)
class CritiqueConfig:
    """What stands around a critique."""

    self_rating: bool = False
    """Ask for your own rating before the critique is shown; the difference is kept."""
    fillers: tuple[str, ...] = ()
    """Words and phrases of yours that are counted as fillers beside um, you know and the others; no rating changes."""


@dataclass(frozen=True, slots=True)
class ScreenConfig:
    """How the screens look, sound and move."""

    theme: str = "rehearse-dark"
    """The name of a theme: `rehearse-light`, or any of those that Textual brings."""
    hide_scores: bool = False
    """Words instead of ratings; the numbers are kept all the same."""
    bell: bool = False
    """Ring the terminal's bell when a clock runs over; line by line, with whatever is said while you may be typing."""
    reduced_motion: bool = False
    """No animation, no blinking cursor, and the built-in interviewer's words appear at once."""


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """How a local model is run."""

    context: int = _between(4096, 2048, 131_072)
    """Tokens the model holds at once: instructions, question, answer and follow-ups; more takes more memory."""
    threads: int = _between(0, 0, 256)
    """Processor threads of the model; 0 takes one for each core."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings; a table or a line that is left out keeps its default."""

    drill: DrillConfig = field(default_factory=DrillConfig)
    budget: BudgetConfig = field(default_factory=BudgetConfig)
    mock: MockConfig = field(default_factory=MockConfig)
    planner: PlannerConfig = field(default_factory=PlannerConfig)
    critique: CritiqueConfig = field(default_factory=CritiqueConfig)
    screen: ScreenConfig = field(default_factory=ScreenConfig)
    model: ModelConfig = field(default_factory=ModelConfig)
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys for some actions, by the ids that docs/keys.md lists."""

    def plan(self, cast: Cast) -> Plan:
        """Give the plan that a drill starts from."""
        drill = self.drill
        return Plan(
            budget=self.budget.lasting(drill.target),
            mode=drill.mode,
            coaching=drill.coaching,
            persona=cast.get(drill.persona),
            experience=drill.experience,
            follow_ups=drill.follow_ups,
            preparation=drill.preparation,
        )


TABLES: Final[Mapping[str, type[Any]]] = {
    each.name: each.type for each in fields(Config) if isinstance(each.type, type)
}
"""The tables with settings of their own; the key map has ids instead."""
KEYS: Final = "keys"


@dataclass(frozen=True, slots=True)
class Problem:
    """A setting that cannot be as it is: its full key, and the sentence that names it."""

    key: str
    text: str


def checked(tables: Mapping[str, Any]) -> tuple[Config, tuple[Problem, ...]]:
    """Take what can be taken and say what is wrong with the rest, which keeps its default."""
    read: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, lines in tables.items():
        if name not in TABLES and name != KEYS:
            problems.append(Problem(name, _unknown(name)))
        elif not isinstance(lines, dict):
            problems.append(Problem(name, f"{name} cannot be {in_short(lines)}: it is a table, [{name}]."))
        elif name == KEYS:
            read[KEYS] = dict(_key_lines(lines, problems))
        else:
            read[name] = TABLES[name](**dict(_settings(name, lines, problems)))
    return Config(**read), tuple(problems)


def _settings(table: str, lines: Mapping[str, Any], problems: list[Problem]) -> Iterator[tuple[str, object]]:
    for key, value in lines.items():
        try:
            yield key, _setting(table, key, value)
        except ConfigError as error:
            problems.append(Problem(f"{table}.{key}", str(error)))


def _key_lines(lines: Mapping[str, Any], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Let `[keys.home]` with `history` be the same as `[keys]` with `home.history`, quoted or not."""
    for place, inner in lines.items():
        below = inner if isinstance(inner, dict) else {"": inner}
        for name, keys in below.items():
            key_id = f"{place}.{name}" if name else place
            if isinstance(keys, str):
                yield key_id, keys
            else:
                said = 'write the key as a text, such as "f5" or "f1, ?".'
                text = f"{KEYS}.{_cut(key_id)} cannot be {in_short(keys)}: {said}"
                problems.append(Problem(f"{KEYS}.{key_id}", text))


def _setting(table: str, key: str, value: Any) -> object:
    """Give a value as its setting holds it; `ConfigError` when there is no such setting or it cannot be that."""
    found = next((each for each in fields(TABLES[table]) if each.name == key), None)
    if found is None:
        raise ConfigError(_unknown(f"{table}.{key}"))
    kind: Any = tuple if found.type == tuple[str, ...] else found.type
    if wrong := _wrong(kind, found.metadata, value):
        raise ConfigError(f"{table}.{key} cannot be {in_short(value)}: {wrong}.")
    return tuple(map(str.strip, value)) if kind is tuple else kind(value)


def _wrong(kind: Any, limits: Mapping[str, Any], value: Any) -> str:
    """Say why a value cannot be what a setting of this kind holds within its limits; empty where it can."""
    choices = limits.get("among") or (tuple(kind) if isinstance(kind, EnumType) else ())
    if choices:
        return "" if value in choices else f"it is none of {', '.join(map(str, choices))}"
    types, name = _KINDS[kind]
    if type(value) not in types:
        return f"it must be {name}"
    if kind is tuple:
        return _wrong_texts(value)
    least, most = limits.get("between", (value, value))
    return "" if least <= value <= most else f"it must be from {least} to {most}"


def _wrong_texts(given: list[Any]) -> str:
    if len(given) > MOST_FILLERS:
        return f"it must be {MOST_FILLERS} texts at most"
    fine = all(isinstance(each, str) and 0 < len(each.strip()) <= LONGEST_FILLER for each in given)
    return "" if fine else f"each must be a text of 1 to {LONGEST_FILLER} letters"


def _unknown(key: str) -> str:
    key = _cut(key)
    near = difflib.get_close_matches(key, known_keys(), n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else f"; known keys are {', '.join(known_keys())}."
    return f"there is no setting {key}{hint}"


def _cut(key: str) -> str:
    return key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}…"


def persona_problem(config: Config, cast: Cast) -> Problem | None:
    """Say that nobody plays the persona that was set, and who there is instead."""
    persona = config.drill.persona
    if cast.find(persona) is not None:
        return None
    text = f"drill.persona cannot be {in_short(persona)}: it is none of {', '.join(cast.ids)}."
    return Problem("drill.persona", text)


def known_keys() -> list[str]:
    """List every setting by its full key."""
    return [f"{table}.{key.name}" for table, kind in TABLES.items() for key in fields(kind)]
