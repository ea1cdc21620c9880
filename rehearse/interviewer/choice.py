"""Which model file the user chose, or that none is to be used; kept in their data folder."""

import json
from pathlib import Path
from typing import Any, Final

from rehearse.files import read_file, write_file

NO_MODEL: Final = "none"
"""What stands for the built-in interviewer where a model is named."""
_NAME: Final = "model.json"
_MOST: Final = 64 * 1024
"""Bytes; a path has at most a few thousand."""


def chosen_model(folder: Path) -> Path | None:
    """Give the file that was chosen, whether or not it is still there; None when none was or it cannot be read."""
    try:
        return Path(_kept(folder)["file"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def built_in_chosen(folder: Path) -> bool:
    """Tell whether the user wants the built-in interviewer, models or not."""
    try:
        value = _kept(folder)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "file" in value and value["file"] is None


def _kept(folder: Path) -> Any:
    return json.loads(read_file(folder / _NAME, _MOST).decode())


def choose_model(folder: Path, file: Path | None) -> None:
    """Remember a choice; None means the built-in interviewer. `OSError` when it cannot be written."""
    write_file(folder / _NAME, json.dumps({"file": str(file.absolute()) if file else None}).encode())


def forget_choice(folder: Path) -> None:
    """Leave it to what there is who asks; `OSError` when the choice cannot be taken away."""
    (folder / _NAME).unlink(missing_ok=True)
