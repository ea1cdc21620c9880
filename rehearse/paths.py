"""Where things lie on this machine: the user's data, settings and log, and what the project ships."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_NAME = "rehearse"
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
    def exports(self) -> Path:
        """The folder into which the app writes what the user wants as files."""
        return self.data / "exports"

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
    """Give the folder of the shipped packs: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "questions"
    return installed if installed.is_dir() else _PACKAGE.parent / "questions"


def bundled_models() -> Path:
    """Give the folder of the model catalogue: inside the installed package, or models/ of a checkout."""
    installed = _PACKAGE / "models"
    return installed if installed.is_dir() else _PACKAGE.parent / "models"


def expanded(path: str | Path) -> Path:
    """Give a path with its ~ written out; one that names nobody's home stays as it is."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)
