"""The models a person already has: the headers of what lies in the known places; nothing is loaded or written."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rehearse.interviewer.gguf import ModelFacts
from rehearse.interviewer.places import Place, files_in
from rehearse.interviewer.preflight import describe
from rehearse.interviewer.troubles import ModelTrouble

FILES: Final = 200
"""Models listed at most; more would say nothing to anybody."""


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model file: its facts, or why it cannot be used."""

    file: Path
    name: str
    source: str
    own: bool
    facts: ModelFacts | None
    trouble: ModelTrouble | None = None


def discover(places: Iterable[Place]) -> tuple[FoundModel, ...]:
    """Read the headers of the models in some places, each file once, in the order of the places."""
    found: list[FoundModel] = []
    seen: set[tuple[int, int]] = set()
    for place in places:
        for file, name in files_in(place):
            identity = _identity(file)
            if identity in seen:
                continue
            if identity is not None:
                seen.add(identity)
            found.append(found_at(file, place.source, name, own=place.own))
            if len(found) >= FILES:
                return tuple(found)
    return tuple(found)


def found_at(file: Path, source: str, name: str = "", *, own: bool = True) -> FoundModel:
    """Read one file's header; a file that cannot be used comes with its trouble."""
    try:
        facts = describe(file)
    except ModelTrouble as trouble:
        return FoundModel(file, name or file.stem, source, own, None, trouble)
    return FoundModel(file, name or facts.name or file.stem, source, own, facts)


def pick(models: Iterable[FoundModel], wanted: str) -> FoundModel | None:
    """Find a model by its path, its file name, its stem or its name, whatever the case."""
    listed = list(models)
    asked = wanted.strip().lower()
    for field in (
        lambda model: str(model.file),
        lambda model: model.file.name,
        lambda model: model.file.stem,
        lambda model: model.name,
    ):
        match = [model for model in listed if field(model).lower() == asked]
        if match:
            return match[0]
    return None


def best_own(models: Iterable[FoundModel], memory: int | None) -> FoundModel | None:
    """Choose the model to use unasked: of the user's own usable ones the largest that fits; else None."""
    fitting = [
        model
        for model in models
        if model.own and model.facts is not None and (memory is None or model.facts.needs <= memory)
    ]
    return max(fitting, key=lambda model: model.facts.size if model.facts else 0, default=None)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        facts = file.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
