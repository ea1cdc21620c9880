"""config.toml and the environment: read, every line checked, each setting with where it comes from."""

import errno
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from rehearse.config import KEYS, TABLES, Config, Problem, checked, known_keys
from rehearse.domain.text import in_bytes, without_middle
from rehearse.errors import ConfigError
from rehearse.files import read_text, write_file

PREFIX: Final = "REHEARSE_"
"""What the name of a setting in the environment begins with: REHEARSE_DRILL_TARGET is drill.target."""
MAX_BYTES: Final = 1024 * 1024
"""A larger file is no file of settings."""
_NAME: Final = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""


class Source(StrEnum):
    """Where the present value of a setting comes from; the environment goes before the file."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as they were read; `problems` name what was wrong and keeps its default."""

    file: Path
    text: str
    config: Config
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]

    def source(self, key: str) -> Source:
        """Say where the value of a setting comes from; a wrong one left its default standing."""
        wrong = any(problem.key == key for problem in self.problems)
        return Source.DEFAULT if wrong else self.sources.get(key, Source.DEFAULT)

    def told(self, problem: Problem) -> str:
        """Name a problem with the file and the line, or the variable, that it stands in."""
        if self.sources.get(problem.key) is Source.ENVIRONMENT:
            return f"${variable(problem.key)}: {problem.text}"
        line = line_of(self.text, problem.key)
        return f"{self.file}{f', line {line}' if line else ''}: {problem.text}"

    def in_order(self) -> list[Problem]:
        """List the problems as they stand in the file, those of the environment first."""
        return sorted(self.problems, key=lambda each: line_of(self.text, each.key) or 0)


def read_settings(file: Path, environ: Mapping[str, str]) -> Settings:
    """Read file and environment; a missing file means defaults, `ConfigError` when it cannot be read at all."""
    text = _text_of(file)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {without_middle(str(error), 200)}.") from error
    except RecursionError as error:
        raise ConfigError(f"{file} is not valid TOML: values are nested too deeply.") from error
    except ValueError as error:  # Python reads no number of more than 4300 digits
        raise ConfigError(f"{file} is not valid TOML: a number in it is too long.") from error
    written = {key for table in TABLES for key in _keys_below(table, tables.get(table))}
    written |= set(_keys_below(KEYS, tables.get(KEYS)))
    sources = dict.fromkeys(written, Source.FILE)
    for key, value in _from(environ):
        table, _, name = key.partition(".")
        if isinstance(tables.setdefault(table, {}), dict):
            tables[table][name] = value
            sources[key] = Source.ENVIRONMENT
    config, problems = checked(tables)
    return Settings(file, text, config, sources, problems)


def _text_of(file: Path) -> str:
    try:
        return read_text(file, MAX_BYTES)
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} cannot be read: it is not UTF-8 text.") from error
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise ConfigError(
                f"{file} is larger than {in_bytes(MAX_BYTES)}; that is no file of settings."
            ) from error
        raise ConfigError(f"{file} cannot be read: {error.strerror or error}.") from error


def _keys_below(table: str, lines: Any) -> Iterator[str]:
    if isinstance(lines, dict):
        for name, value in lines.items():
            below = value if isinstance(value, dict) and table == KEYS else {"": value}
            yield from (f"{table}.{name}.{rest}" if rest else f"{table}.{name}" for rest in below)


def variable(key: str) -> str:
    """Name the variable that sets a key."""
    return PREFIX + key.replace(".", "_").upper()


def _from(environ: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Give the settings that stand in the environment; a name like those of a table that is none is given too."""
    known = {variable(key): key for key in known_keys()}
    for name in sorted(environ):
        table, _, rest = name.removeprefix(PREFIX).lower().partition("_")
        if name in known:
            yield known[name], _value(environ[name])
        elif name.startswith(PREFIX) and table in TABLES and rest:
            yield f"{table}.{rest}", _value(environ[name])


def _value(text: str) -> Any:
    """Read what stands in a variable as TOML would; what it cannot read is a text."""
    try:
        return tomllib.loads(f"value = {text}\n")["value"]
    except (ValueError, RecursionError):
        return text


def remember(file: Path, key: str, value: str) -> None:
    """Write one setting into the file and leave everything else in it as it stands, comments too.

    `ConfigError` says why it cannot be written; the file is then as it was.
    """
    import tomlkit  # noqa: PLC0415 (30 ms that only a change costs)
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    table, _, name = key.partition(".")
    try:
        document = tomlkit.parse(_text_of(file))
        document.setdefault(table, tomlkit.table())[name] = value
        write_file(file, tomlkit.dumps(document).encode())
    except (TOMLKitError, TypeError) as error:
        raise ConfigError(f"{file} cannot be changed: {error}. rehearse config edit opens it.") from error
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror or error}.") from error


def line_of(text: str, key: str) -> int | None:
    """Give the line in which a key stands, else that of its table; None where neither is found.

    TOML readers give no positions, so the text is looked through line by line.
    """
    table, found = "", None
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            table = _bare(match[1])
            if table == key or key.startswith(f"{table}."):
                found = found or number
        elif match := re.match(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=", line):
            here = _bare(match[1])
            if (f"{table}.{here}" if table else here) == key:
                return number
    return found


def _bare(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


def with_problems(settings: Settings, *further: Problem | None) -> Settings:
    """Add what only others can tell of the settings."""
    return replace(settings, problems=(*settings.problems, *filter(None, further)))
