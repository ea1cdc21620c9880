"""Finding models in made-up homes: what is listed, what is left alone."""

import json
import os
from pathlib import Path

import pytest

from rehearse.interviewer.choice import choose_model, chosen_model
from rehearse.interviewer.discovery import best_own, discover, pick
from rehearse.interviewer.places import ENTRIES, known_places
from rehearse.interviewer.troubles import Code
from tests.native import models

DIGEST = "a" * 64


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return models.random_model(tmp_path_factory.mktemp("models") / "tiny.gguf", shape=models.NANO)


def put(file: Path, source: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(source.read_bytes())
    return file


def look(home: Path, own: Path | None = None, **environment: str) -> list[tuple[str, str]]:
    places = known_places([("models/", own)] if own else [], environment, home, "linux")
    inside = [place for place in places if place.folder.is_relative_to(home)]
    return [(model.source, model.file.name) for model in discover(inside)]


def test_an_empty_home_has_no_models(tmp_path: Path) -> None:
    assert look(tmp_path) == []


def test_every_tools_folder_is_looked_into(tmp_path: Path, tiny: Path) -> None:
    hub = tmp_path / ".cache/huggingface/hub/models--org--name"
    blob = put(hub / "blobs" / DIGEST, tiny)
    snapshot = hub / "snapshots/abc"
    snapshot.mkdir(parents=True)
    (snapshot / "hub.gguf").symlink_to(os.path.relpath(blob, snapshot))
    put(tmp_path / ".cache/llama.cpp/llama.gguf", tiny)
    put(tmp_path / ".lmstudio/models/publisher/model/studio.gguf", tiny)
    put(tmp_path / ".local/share/nomic.ai/GPT4All/four.gguf", tiny)
    put(tmp_path / ".local/share/Jan/data/llamacpp/models/x/model.gguf", tiny)
    put(tmp_path / f".ollama/models/blobs/sha256-{DIGEST}", tiny)
    manifest = tmp_path / ".ollama/models/manifests/registry.ollama.ai/library/qwen/4b"
    manifest.parent.mkdir(parents=True)
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{DIGEST}"}
    manifest.write_text(json.dumps({"layers": [{"mediaType": "x", "digest": "y"}, layer]}))
    assert look(tmp_path) == [
        ("Hugging Face cache", "hub.gguf"),
        ("llama.cpp cache", "llama.gguf"),
        ("Ollama", f"sha256-{DIGEST}"),
        ("LM Studio", "studio.gguf"),
        ("GPT4All", "four.gguf"),
        ("Jan", "model.gguf"),
    ]
    named = [model.name for model in discover(known_places([], {}, tmp_path, "linux"))]
    assert "qwen:4b" in named


def test_environment_variables_move_the_folders(tmp_path: Path, tiny: Path) -> None:
    put(tmp_path / "a/one.gguf", tiny)
    put(tmp_path / "b/two.gguf", tiny)
    put(tmp_path / "hub/three.gguf", tiny)
    found = look(
        tmp_path,
        REHEARSE_MODELS=f"{tmp_path / 'a'}{os.pathsep}{tmp_path / 'b'}",
        HF_HUB_CACHE=str(tmp_path / "hub"),
    )
    assert [name for _, name in found] == ["one.gguf", "two.gguf", "three.gguf"]


def test_what_is_no_model_of_its_own_is_left_out(tmp_path: Path, tiny: Path) -> None:
    own = tmp_path / "models"
    for name in ("mmproj-x.gguf", "ggml-vocab-y.gguf", "z-00002-of-00003.gguf", "w.gguf.part", "README.md"):
        put(own / name, tiny)
    put(own / "good.gguf", tiny)
    assert look(tmp_path, own) == [("models/", "good.gguf")]


def test_links_are_followed_where_the_user_put_them_and_not_where_a_tool_did(
    tmp_path: Path, tiny: Path
) -> None:
    own, studio = tmp_path / "models", tmp_path / ".lmstudio/models/p/m"
    for folder in (own, studio):
        folder.mkdir(parents=True)
        (folder / "linked.gguf").symlink_to(tiny)
        (folder / "loop").symlink_to(folder)
    (own / "dangling.gguf").symlink_to(tmp_path / "nowhere")
    found = discover(known_places([("models/", own)], {}, tmp_path, "linux"))
    assert [(model.source, model.file.name) for model in found] == [
        ("models/", "dangling.gguf"),
        ("models/", "linked.gguf"),
    ]
    assert found[0].trouble is not None
    assert found[0].trouble.code is Code.MODEL_MISSING


def test_a_file_in_two_places_is_listed_once(tmp_path: Path, tiny: Path) -> None:
    own = tmp_path / "models"
    one = put(own / "one.gguf", tiny)
    (own / "same.gguf").symlink_to(one)
    assert len(look(tmp_path, own)) == 1


def test_a_broken_file_is_listed_with_its_reason(tmp_path: Path, tiny: Path) -> None:
    own = tmp_path / "models"
    own.mkdir()
    (own / "half.gguf").write_bytes(tiny.read_bytes()[:40_000])
    (found,) = discover(known_places([("models/", own)], {}, tmp_path, "linux"))
    assert found.facts is None
    assert found.trouble is not None
    assert found.trouble.code is Code.MODEL_TRUNCATED
    assert best_own([found], None) is None


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"layers": 3}', '{"layers": [null]}', '{"layers": [{"digest": 5}]}', "[" * 5000]
    + [
        json.dumps({"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": digest}]})
        for digest in ("sha256:../../../etc/passwd", "sha256:" + "A" * 64, "", "md5:1", 7)
    ],
)
def test_a_strange_manifest_is_passed_over(tmp_path: Path, manifest: str) -> None:
    file = tmp_path / ".ollama/models/manifests/h/n/m/t"
    file.parent.mkdir(parents=True)
    file.write_text(manifest)
    assert look(tmp_path) == []


def test_a_huge_folder_is_not_read_to_its_end(tmp_path: Path, tiny: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    for number in range(ENTRIES + 50):
        (folder / f"a{number}").touch()
    put(folder / "z.gguf", tiny)
    assert look(tmp_path, folder) == []


def test_a_model_is_picked_by_path_file_or_name(tmp_path: Path, tiny: Path) -> None:
    own = tmp_path / "models"
    file = put(own / "Small-Q4.gguf", tiny)
    found = discover(known_places([("models/", own)], {}, tmp_path, "linux"))
    for wanted in (str(file), "small-q4.gguf", "Small-Q4", "tiny random"):
        model = pick(found, wanted)
        assert model is not None
        assert model.file == file
    assert pick(found, "other") is None
    assert best_own(found, None) is found[0]
    assert best_own(found, 1024) is None


def test_other_tools_models_are_never_taken_unasked(tmp_path: Path, tiny: Path) -> None:
    put(tmp_path / ".lmstudio/models/p/m/studio.gguf", tiny)
    assert best_own(discover(known_places([], {}, tmp_path, "linux")), None) is None


def test_a_choice_is_remembered_and_taken_back(tmp_path: Path) -> None:
    assert chosen_model(tmp_path) is None
    choose_model(tmp_path / "data", tmp_path / "x.gguf")
    assert chosen_model(tmp_path / "data") == tmp_path / "x.gguf"
    choose_model(tmp_path / "data", None)
    assert chosen_model(tmp_path / "data") is None
    (tmp_path / "model.json").write_text("[]")
    assert chosen_model(tmp_path) is None
