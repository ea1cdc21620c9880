"""The models of models/catalogue.toml: what their publishers document, and what suits a machine's memory."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from rehearse.domain.text import in_bytes

_GIB: Final = 1024**3
_HOST: Final = "https://huggingface.co"
_PLAIN: Final = r"^[A-Za-z0-9._/-]+$"
"""Names go into a command that a person may copy into a shell."""


class CatalogueModel(BaseModel):
    """One model; what its publisher does not document is left out. `memory` is in gigabytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    memory: int
    source: str
    repository: Annotated[str, Field(pattern=_PLAIN)] | None = None
    file: Annotated[str, Field(pattern=_PLAIN)] | None = None
    size: str | None = None
    licence: str | None = None
    note: str | None = None

    def download(self, folder: str = "models") -> str | None:
        """Give the command that fetches the file, for a person to run; None where the file is not known."""
        if self.repository is None or self.file is None:
            return None
        return f"curl -L -o {folder}/{self.file} {_HOST}/{self.repository}/resolve/main/{self.file}"


class _Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    model: tuple[CatalogueModel, ...]


def read_catalogue(file: Path) -> tuple[CatalogueModel, ...]:
    """Read the catalogue; `OSError` or `ValueError` when it cannot be read."""
    return _Catalogue.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).model


def recommend(models: tuple[CatalogueModel, ...], memory: int | None) -> CatalogueModel | None:
    """Choose what to suggest for a machine with so many bytes: the first of the largest class that it holds.

    The order of the catalogue decides within a class. Machines report a little less than they were sold with, so
    a tenth may be missing. Where nothing fits, or the memory is unknown, the smallest class is suggested.
    """
    complete = [model for model in models if model.download() is not None and model.size is not None]
    if not complete:
        return None
    smallest = min(model.memory for model in complete)
    holds = memory / _GIB / 0.9 if memory is not None else 0.0
    most = max((model.memory for model in complete if model.memory <= holds), default=smallest)
    return next(model for model in complete if model.memory == most)


def advice(catalogue: Path, memory: int | None) -> str:
    """Say what suits a machine with so many bytes of memory, with the command to fetch it by hand."""
    try:
        suggested = recommend(read_catalogue(catalogue), memory)
    except (OSError, ValueError) as error:
        return f"The catalogue of models cannot be read: {error}"
    if suggested is None:
        return "The catalogue of models is empty."
    have = f"this machine's {in_bytes(memory)} of memory" if memory else "a machine of unknown memory"
    facts = [fact for fact in (suggested.size, suggested.licence and f"licence {suggested.licence}") if fact]
    name = f"{suggested.name} ({', '.join(facts)})" if facts else suggested.name
    return f"For {have}: {name}\nrehearse downloads nothing; this command does:\n  {suggested.download()}"


def machine_memory() -> int | None:
    """Give the memory of this machine in bytes, or None where it does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None
