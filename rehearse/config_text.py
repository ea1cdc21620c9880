"""The settings in words: what each means, how a value is spelled, and a file to begin with."""

import ast
import inspect
import json
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any, Final

from rehearse import config
from rehearse.config import TABLES, Config

HEAD: Final = """\
# The settings of rehearse. Every line may be left out: take the # away from those that you want otherwise.
# `rehearse config check` says what is wrong with them, `rehearse config show` which value comes from where.
"""
KEY_MAP: Final = """\
[keys]
# Other keys for some actions, by the ids that docs/keys.md and `rehearse config show --keys` list.
# home.history = "f5"
"""


@cache
def meanings() -> dict[str, str]:
    """Give the description of each setting: the string below its field in the code."""
    tree = ast.parse(inspect.getsource(config))
    names = {kind.__name__: table for table, kind in TABLES.items()} | {Config.__name__: ""}
    return {
        f"{names[each.name]}.{key}".removeprefix("."): meaning
        for each in tree.body
        if isinstance(each, ast.ClassDef) and each.name in names
        for key, meaning in _described(each)
    }


def _described(table: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for line, below in zip(table.body, table.body[1:], strict=False):
        match line, below:
            case ast.AnnAssign(target=ast.Name(id=key)), ast.Expr(value=ast.Constant(value=str(meaning))):
                yield key, " ".join(meaning.split())


def spelled(value: Any) -> str:
    """Spell a value as TOML does."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(spelled, value))}]"
    if isinstance(value, float):
        return f"{value:g}"
    return json.dumps(value, ensure_ascii=False)


def value_of(settings: Config, key: str) -> Any:
    """Give the value of a setting by its full key."""
    table, _, name = key.partition(".")
    return getattr(getattr(settings, table), name)


def template() -> str:
    """Write a file with every setting, its meaning and its default, all commented out."""
    return "\n".join([HEAD, *map(_table, TABLES), KEY_MAP])


def _table(name: str) -> str:
    told, kind, defaults = meanings(), TABLES[name], Config()
    lines = [f"[{name}]"]
    for each in fields(kind):
        key = f"{name}.{each.name}"
        lines += [f"# {told[key]}", f"# {each.name} = {spelled(value_of(defaults, key))}"]
    return "\n".join(lines) + "\n"
