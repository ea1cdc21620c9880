"""The settings in config.toml: what can be set, what each means, and a clear word when a line is wrong.

Checked by hand and not by pydantic: every command and the first paint read the settings, and pydantic would cost
each of them 60 ms.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import EnumType
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from rehearse.domain.budget import DEFAULT_TARGET, Budget
from rehearse.domain.drill import Plan
from rehearse.domain.persona import Cast, Persona
from rehearse.domain.vocabulary import Coaching, Experience, Mode
from rehearse.errors import ConfigError

T = TypeVar("T")


_KINDS: Final = {
    bool: ((bool,), "true or false"),
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
    str: ((str,), "a text"),
}
"""By the kind of a setting: what may stand in the file, and how to call it."""


def _among(default: T, *choices: T) -> T:
    value: T = field(default=default, metadata={"among": choices})
    return value


def _between(default: T, least: float, most: float) -> T:
    value: T = field(default=default, metadata={"between": (least, most)})
    return value


@dataclass(frozen=True, slots=True)
class DrillConfig:
    """How a drill starts out; every one of these can be changed on its question card."""

    target: int = _among(DEFAULT_TARGET, 90, 120, 150, 180)
    """Seconds for the whole answer."""
    mode: Mode = Mode.TYPED
    """`typed`, or `spoken`: you speak aloud and only mark the sections."""
    coaching: Coaching = Coaching.COACHED
    """`coached` shows criteria and a cue line, `exam` shows nothing until the end."""
    persona: str = Persona.HIRING_MANAGER.id
    """Who listens: the id of a persona."""
    experience: Experience = Experience.PRODUCTION
    """Where your stories happened: `production`, `internship`, `lab` or `coursework`."""
    follow_ups: int = _between(2, 0, 3)
    """How many follow-up questions the interviewer asks."""
    preparation: float = _between(0.0, 0, 600)
    """Seconds to collect your thoughts before the clock starts; 0 leaves the countdown out."""

    def plan(self, cast: Cast) -> Plan:
        """Give the plan that a drill starts from."""
        return Plan(
            budget=Budget(self.target),
            mode=self.mode,
            coaching=self.coaching,
            persona=cast.get(self.persona),
            experience=self.experience,
            follow_ups=self.follow_ups,
            preparation=self.preparation,
        )


@dataclass(frozen=True, slots=True)
class ScreenConfig:
    """How the screens look."""

    theme: str = "textual-dark"
    """The name of a theme."""
    hide_scores: bool = False
    """Show words instead of ratings; the numbers are kept all the same."""


@dataclass(frozen=True, slots=True)
class CritiqueConfig:
    """What stands around a critique."""

    self_rating: bool = False
    """Ask for your own rating before the critique is shown; the difference is kept."""


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """How a local model is run."""

    context: int = _between(4096, 2048, 131_072)
    """Tokens the model holds at once: instructions, question, answer and follow-ups; more takes more memory."""
    threads: int = _between(0, 0, 256)
    """Processor threads; 0 takes one for each core."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings; a table or a line that is left out keeps its default."""

    drill: DrillConfig = field(default_factory=DrillConfig)
    critique: CritiqueConfig = field(default_factory=CritiqueConfig)
    screen: ScreenConfig = field(default_factory=ScreenConfig)
    model: ModelConfig = field(default_factory=ModelConfig)


def load_config(file: Path) -> Config:
    """Read the settings; a missing file means defaults, a wrong line raises `ConfigError` with its key."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {_reason(error)}.") from error
    try:
        return config_from(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}.") from error
    except ConfigError as error:
        raise ConfigError(f"{file}: {error}") from error


def config_from(tables: Mapping[str, Any]) -> Config:
    """Check what stands in the tables of the settings; `ConfigError` names the first key that is wrong."""
    known = {each.name: each.type for each in fields(Config)}
    read = {}
    for name, lines in tables.items():
        kind = known.get(name)
        if not isinstance(kind, type):
            raise ConfigError(_unknown(name))
        if not isinstance(lines, dict):
            raise ConfigError(f"{name} cannot be {lines!r}: it is a table, [{name}].")
        read[name] = kind(**{key: _setting(kind, name, key, value) for key, value in lines.items()})
    return Config(**read)


def _setting(table: type[Any], name: str, key: str, value: Any) -> object:
    """Give a value as its setting holds it."""
    found = next((each for each in fields(table) if each.name == key), None)
    if found is None:
        raise ConfigError(_unknown(f"{name}.{key}"))
    kind: Any = found.type
    choices = found.metadata.get("among") or (tuple(kind) if isinstance(kind, EnumType) else ())
    least, most = found.metadata.get("between", (value, value))
    wrong = ""
    if choices:
        wrong = "" if value in choices else f"it is none of {', '.join(map(str, choices))}"
    elif type(value) not in _KINDS[kind][0]:
        wrong = f"it must be {_KINDS[kind][1]}"
    elif not least <= value <= most:
        wrong = f"it must be from {least} to {most}"
    if wrong:
        raise ConfigError(f"{name}.{key} cannot be {value!r}: {wrong}.")
    return kind(value)


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "it is not UTF-8 text"


def _unknown(key: str) -> str:
    near = difflib.get_close_matches(key, known_keys(), n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else f"; known keys are {', '.join(known_keys())}."
    return f"there is no setting {key}{hint}"


def check_persona(config: Config, cast: Cast, file: Path) -> None:
    """Refuse a persona that nobody plays; `ConfigError` names those that there are."""
    if cast.find(config.drill.persona) is None:
        known = ", ".join(cast.ids)
        raise ConfigError(f"{file}: drill.persona cannot be {config.drill.persona!r}: it is none of {known}.")


def known_keys() -> list[str]:
    """List every setting by its full key."""
    return [f"{table.name}.{key.name}" for table in fields(Config) for key in fields(cast("Any", table.type))]
