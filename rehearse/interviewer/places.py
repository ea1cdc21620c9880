"""Where model files lie: in models/, where the user says, and where other local tools keep theirs.

Only names are listed; no file is opened but the manifests, nothing written or followed out of the folders below.
Where the tools keep files, as their documentation and sources say (seen 2026-11-23):

    Hugging Face, llama.cpp   models--ORG--NAME/snapshots/REV/FILE.gguf, links into blobs/
    Ollama                    manifests/HOST/NAMESPACE/MODEL/TAG names blobs/sha256-HEX, a GGUF without extension
    LM Studio                 models/PUBLISHER/MODEL/FILE.gguf
    GPT4All, Jan              folders of .gguf files
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rehearse.files import read_file
from rehearse.paths import Paths, bundled_models, expanded

ENTRIES: Final = 5000
"""Folder entries looked at below one place."""
_MANIFEST_CAP: Final = 64 * 1024
_MODEL_LAYER: Final = "application/vnd.ollama.image.model"
_DIGEST: Final = re.compile(r"sha256:([0-9a-f]{64})")
_LATER_PART: Final = re.compile(r"-(?!00001)\d{5}-of-\d{5}\.gguf$")
_OTHER: Final = ("mmproj", "ggml-vocab")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to look in; `own` ones are the user's for rehearse, from which a model is taken unasked."""

    source: str
    folder: Path
    depth: int = 3
    own: bool = False
    manifests: bool = False


def own_places(paths: Paths) -> tuple[Place, ...]:
    """List the folders from which a model is taken unasked."""
    return tuple(place for place in all_places(paths) if place.own)


def all_places(paths: Paths) -> tuple[Place, ...]:
    """List where to look for the models of one user."""
    return known_places([("models/", bundled_models()), ("your data folder", paths.user_models)])


def known_places(
    own: Iterable[tuple[str, Path]],
    environment: Mapping[str, str] | None = None,
    home: Path | None = None,
    platform: str = sys.platform,
) -> tuple[Place, ...]:
    """List where to look: the user's own folders first, then those of other tools."""
    given = os.environ if environment is None else environment
    root = expanded("~") if home is None else home
    places = [Place(source, folder, own=True) for source, folder in own]
    places[1:1] = [
        Place("$REHEARSE_MODELS", expanded(folder), own=True)
        for folder in given.get("REHEARSE_MODELS", "").split(os.pathsep)
        if folder
    ]
    mac = platform == "darwin"
    library = root / "Library"
    cache = Path(given.get("XDG_CACHE_HOME") or root / ".cache")
    data = (
        library / "Application Support" if mac else Path(given.get("XDG_DATA_HOME") or root / ".local/share")
    )
    others = [
        Place("Hugging Face cache", _hub(given, cache), depth=4),
        Place("llama.cpp cache", library / "Caches/llama.cpp" if mac else cache / "llama.cpp"),
        *(Place("Ollama", folder, manifests=True) for folder in _ollama(given, root)),
        Place("LM Studio", root / ".lmstudio/models", depth=4),
        Place("LM Studio", cache / "lm-studio/models", depth=4),
        Place("GPT4All", data / "nomic.ai/GPT4All"),
        Place("Jan", data / "Jan/data/llamacpp/models", depth=4),
        Place("Jan", data / "Jan/data/models", depth=4),
        Place("Jan", root / "jan/models", depth=4),
    ]
    if given.get("LLAMA_CACHE"):
        others.insert(1, Place("llama.cpp cache", expanded(given["LLAMA_CACHE"]), depth=4))
    return (*places, *others)


def files_in(place: Place) -> Iterator[tuple[Path, str]]:
    """List the model files of a place, each with the name its tool gives it, if any."""
    if place.manifests:
        yield from _from_manifests(place.folder)
        return
    for file in _walk(place.folder, place.depth):
        name = file.name.lower()
        if not name.endswith(".gguf") or name.startswith(_OTHER) or _LATER_PART.search(name):
            continue
        # Other tools' links stay inside their folders; the user's own may lead to wherever a file is kept.
        if place.own or _inside(file, place.folder):
            yield file, ""


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the files below a folder, nearest first; folders behind links are not entered."""
    left = ENTRIES
    level = [folder]
    for _ in range(depth + 1):
        deeper: list[Path] = []
        for current in level:
            try:
                entries = sorted(os.scandir(current), key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in entries:
                left -= 1
                if left < 0:
                    return
                if _is_folder(entry):
                    deeper.append(Path(entry.path))
                else:
                    yield Path(entry.path)
        level = deeper


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _from_manifests(folder: Path) -> Iterator[tuple[Path, str]]:
    for manifest in _walk(folder / "manifests", 4):
        try:
            layers = json.loads(read_file(manifest, _MANIFEST_CAP).decode())["layers"]
            digests = [layer["digest"] for layer in layers if layer.get("mediaType") == _MODEL_LAYER]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
        for digest in digests:
            named = _DIGEST.fullmatch(digest) if isinstance(digest, str) else None
            if named is not None:
                yield folder / "blobs" / f"sha256-{named[1]}", f"{manifest.parent.name}:{manifest.name}"


def _hub(given: Mapping[str, str], cache: Path) -> Path:
    for name, below in (("HF_HUB_CACHE", ""), ("HUGGINGFACE_HUB_CACHE", ""), ("HF_HOME", "hub")):
        if given.get(name):
            return expanded(given[name]) / below
    return cache / "huggingface/hub"


def _ollama(given: Mapping[str, str], home: Path) -> list[Path]:
    if given.get("OLLAMA_MODELS"):
        return [expanded(given["OLLAMA_MODELS"])]
    return [home / ".ollama/models", Path("/usr/share/ollama/.ollama/models")]


def _inside(file: Path, folder: Path) -> bool:
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False
