"""The model that a command is about: the one that is meant, loaded with a bar, or a sentence why it cannot be used."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.cli.progress import progress
from rehearse.compose import Setup
from rehearse.errors import RehearseError

if TYPE_CHECKING:
    from rehearse.interviewer.discovery import FoundModel
    from rehearse.interviewer.unattended import UnattendedModel


def usable(setup: Setup, wanted: str | None) -> "FoundModel | None":
    """Give the model of a file or a name, without one that in use; None when none is.

    `RehearseError` says that there is none of that name, or why it cannot be used.
    """
    from rehearse.interviewer.shelf import model_to_use

    found = model_to_use(setup.paths, wanted)
    if found is None and wanted is not None:
        raise RehearseError(f"There is no model {wanted}; rehearse models list names those on this machine.")
    if found is not None and found.trouble is not None:
        raise RehearseError(f"{found.file}: {found.trouble}")
    return found


@contextmanager
def loaded(setup: Setup, file: Path, label: str = "Loading") -> "Iterator[UnattendedModel]":
    """Load a model for the length of a block; `RehearseError` says what its trouble is, there too."""
    from rehearse.interviewer.settings import runtime_settings
    from rehearse.interviewer.troubles import ModelTrouble
    from rehearse.interviewer.unattended import UnattendedModel

    settings = runtime_settings(setup.paths, setup.config.model)
    try:
        with ExitStack() as stack:
            with progress(label) as show:
                model = stack.enter_context(
                    UnattendedModel(file, settings, lambda readiness: show(readiness.fraction))
                )
            yield model
    except ModelTrouble as trouble:
        raise RehearseError(f"{file}: {trouble}") from trouble
