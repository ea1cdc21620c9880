"""Which model file the user chose, or that none is to be used; kept in their data folder."""

import json
from pathlib import Path
from typing import Final

from rehearse.paths import private_folder, write_whole

_NAME: Final = "model.json"


def chosen_model(folder: Path) -> Path | None:
    """Give the file that was chosen, whether or not it is still there; None when none was or it cannot be read."""
    try:
        value = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        return Path(value["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def built_in_chosen(folder: Path) -> bool:
    """Tell whether the user wants the built-in interviewer, models or not."""
    try:
        value = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(value, dict) and "file" in value and value["file"] is None


def choose_model(folder: Path, file: Path | None) -> None:
    """Remember a choice; None means the built-in interviewer. `OSError` when it cannot be written."""
    private_folder(folder)
    write_whole(folder / _NAME, json.dumps({"file": str(file.absolute()) if file else None}))
