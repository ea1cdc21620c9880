"""Which model file the user chose, kept in their data folder; a file that is gone is simply not chosen any more."""

import json
import os
from pathlib import Path
from typing import Final

_NAME: Final = "model.json"


def chosen_model(folder: Path) -> Path | None:
    """Give the file that was chosen, whether or not it is still there; None when none was or it cannot be read."""
    try:
        value = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        return Path(value["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def choose_model(folder: Path, file: Path | None) -> None:
    """Remember a choice, or that there is none; `OSError` when it cannot be written."""
    target = folder / _NAME
    if file is None:
        target.unlink(missing_ok=True)
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}.new")
    draft.write_text(json.dumps({"file": str(file.absolute())}), encoding="utf-8")
    draft.replace(target)
