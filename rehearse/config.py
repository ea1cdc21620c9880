"""The settings in config.toml: what can be set, what each means, and a clear word when a line is wrong."""

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from rehearse.domain.budget import (
    CLOSE_SHARE,
    DEFAULT_TARGET,
    SETUP_CAP,
    SETUP_SHARE,
    SPEAKING_RATE,
    Budget,
)
from rehearse.domain.drill import Plan
from rehearse.domain.persona import Cast, Persona
from rehearse.domain.vocabulary import Coaching, Experience, Mode
from rehearse.errors import ConfigError


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class DrillConfig(_Table):
    """How a drill starts out; every one of these can be changed on its question card."""

    target: Literal[90, 120, 150, 180] = DEFAULT_TARGET
    """Seconds for the whole answer."""
    mode: Mode = Mode.TYPED
    """`typed`, or `spoken`: you speak aloud and only mark the sections."""
    coaching: Coaching = Coaching.COACHED
    """`coached` shows criteria and a cue line, `exam` shows nothing until the end."""
    persona: str = Persona.HIRING_MANAGER.id
    """Who listens: the id of a persona."""
    experience: Experience = Experience.PRODUCTION
    """Where your stories happened: `production`, `internship`, `lab` or `coursework`."""
    follow_ups: Annotated[int, Field(ge=0, le=3)] = 2
    """How many follow-up questions the interviewer asks."""
    preparation: Annotated[float, Field(ge=0, le=600)] = 0
    """Seconds to collect your thoughts before the clock starts; 0 leaves the countdown out."""


class BudgetConfig(_Table):
    """How the length of an answer is divided; the clock, the word counts and the bars go by it."""

    setup_share: Annotated[int, Field(ge=10, le=40)] = round(100 * SETUP_SHARE)
    """Percent of the answer for Situation and Task together; the Action gets what both shares leave."""
    close_share: Annotated[int, Field(ge=10, le=40)] = round(100 * CLOSE_SHARE)
    """Percent of the answer for Result and Reflection together."""
    setup_seconds: Annotated[int, Field(ge=10, le=120)] = round(SETUP_CAP)
    """Seconds that Situation and Task never get more than, however long the answer is."""
    words_per_minute: Annotated[int, Field(ge=80, le=250)] = SPEAKING_RATE
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


class ScreenConfig(_Table):
    """How the screens look."""

    theme: str = "rehearse-dark"
    """The name of a theme."""
    hide_scores: bool = False
    """Show words instead of ratings; the numbers are kept all the same."""


class CritiqueConfig(_Table):
    """What stands around a critique."""

    self_rating: bool = False
    """Ask for your own rating before the critique is shown; the difference is kept."""


class ModelConfig(_Table):
    """How a local model is run."""

    context: Annotated[int, Field(ge=2048, le=131_072)] = 4096
    """Tokens the model holds at once: instructions, question, answer and follow-ups; more takes more memory."""
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    """Processor threads; 0 takes one for each core."""


def _flat(value: Any) -> Any:
    """Let `[keys.home]` with `history` be the same as `[keys]` with `home.history`, quoted or not."""
    if not isinstance(value, dict):
        return value
    flat: dict[Any, Any] = {}
    for name, inner in value.items():
        below = inner if isinstance(inner, dict) else {"": inner}
        flat |= {f"{name}.{rest}" if rest else name: each for rest, each in below.items()}
    return flat


class Config(_Table):
    """All settings; a table or a line that is left out keeps its default."""

    drill: DrillConfig = DrillConfig()
    budget: BudgetConfig = BudgetConfig()
    critique: CritiqueConfig = CritiqueConfig()
    screen: ScreenConfig = ScreenConfig()
    model: ModelConfig = ModelConfig()
    keys: Annotated[dict[str, str], BeforeValidator(_flat)] = {}
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


def load_config(file: Path) -> Config:
    """Read the settings; a missing file means defaults, a wrong line raises `ConfigError` with its key."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {_reason(error)}.") from error
    try:
        return Config.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}.") from error
    except ValidationError as error:
        raise ConfigError(f"{file}: {_sentence(error)}") from error


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "it is not UTF-8 text"


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, known_keys(), n=1, cutoff=0.5)
        hint = f"; did you mean {near[0]}?" if near else f"; known keys are {', '.join(known_keys())}."
        return f"there is no setting {key}{hint}"
    value: Any = first.get("input")
    return f"{key} cannot be {value!r}: {first['msg'][:1].lower()}{first['msg'][1:]}."


def check_persona(config: Config, cast: Cast, file: Path) -> None:
    """Refuse a persona that nobody plays; `ConfigError` names those that there are."""
    if cast.find(config.drill.persona) is None:
        known = ", ".join(cast.ids)
        raise ConfigError(f"{file}: drill.persona cannot be {config.drill.persona!r}: it is none of {known}.")


def known_keys() -> list[str]:
    """List every setting by its full key."""
    tables: dict[str, type[_Table]] = {
        "drill": DrillConfig,
        "budget": BudgetConfig,
        "critique": CritiqueConfig,
        "screen": ScreenConfig,
        "model": ModelConfig,
    }
    return [f"{table}.{key}" for table, model in tables.items() for key in model.model_fields]
