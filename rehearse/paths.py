"""Where things lie on this machine: the user's data, settings and log, and what the project ships."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

_NAME = "rehearse"
EXPORTS: Final = "exports"
"""The name of the folder beside a database into which the app writes what the user wants as files."""
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user; nothing here is created by asking for it."""

    data: Path
    config: Path
    state: Path

    @property
    def database(self) -> Path:
        """The one file that holds attempts and critiques."""
        return self.data / "rehearse.db"

    @property
    def user_questions(self) -> Path:
        """The folder of the user's own question packs."""
        return self.data / "questions"

    @property
    def user_personas(self) -> Path:
        """The file of the user's own personas."""
        return self.data / "personas.toml"

    @property
    def backups(self) -> Path:
        """The folder of the backups that get no other place."""
        return self.data / "backups"

    @property
    def user_models(self) -> Path:
        """The folder of the user's own model files."""
        return self.data / "models"

    @property
    def config_file(self) -> Path:
        """The settings."""
        return self.config / "config.toml"

    @property
    def log(self) -> Path:
        """The log file; it never holds what the user said."""
        return self.state / "rehearse.log"

    @property
    def model_log(self) -> Path:
        """What llama.cpp prints."""
        return self.state / "model.log"


def user_paths(data_dir: Path | None = None) -> Paths:
    """Give the user's folders; `data_dir` or $REHEARSE_DATA_DIR moves all three below one folder."""
    chosen = data_dir or (Path(given) if (given := os.environ.get("REHEARSE_DATA_DIR")) else None)
    if chosen is not None:
        root = expanded(chosen).absolute()
        return Paths(data=root, config=root, state=root)
    return Paths(
        data=platformdirs.user_data_path(_NAME, appauthor=False),
        config=platformdirs.user_config_path(_NAME, appauthor=False),
        state=platformdirs.user_state_path(_NAME, appauthor=False),
    )


def bundled_questions() -> Path:
    """Give the folder of the shipped packs."""
    return _bundled("questions")


def bundled_models() -> Path:
    """Give the folder of the model catalogue."""
    return _bundled("models")


def _bundled(name: str) -> Path:
    """Give a folder that is shipped: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def expanded(path: str | Path) -> Path:
    """Give a path with its ~ written out; one that names nobody's home stays as it is."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)
