"""The catalogue: complete where it says something, and what it suggests for a machine."""

from pathlib import Path

import pytest

from rehearse.interviewer.catalogue import advice, machine_memory, read_catalogue, recommend
from rehearse.paths import bundled_models

GIB = 1024**3
MODELS = read_catalogue(bundled_models() / "catalogue.toml")


def test_every_entry_names_its_source() -> None:
    assert len(MODELS) >= 8
    assert all(model.source for model in MODELS)
    assert len({model.name for model in MODELS}) == len(MODELS)


def test_a_download_is_offered_only_where_file_and_repository_are_known() -> None:
    for model in MODELS:
        command = model.download()
        assert (command is None) == (model.repository is None or model.file is None)
        assert command is None or command.startswith("curl -L -o models/")


@pytest.mark.parametrize(("gigabytes", "memory"), [(4, 8), (7.6, 8), (15.5, 16), (32, 16)])
def test_the_largest_class_that_fits_is_suggested(gigabytes: float, memory: int) -> None:
    suggested = recommend(MODELS, int(gigabytes * GIB))
    assert suggested is not None
    assert suggested.memory == memory
    assert suggested.size
    assert suggested.download()


def test_an_unknown_memory_gets_the_smallest_class() -> None:
    suggested = recommend(MODELS, None)
    assert suggested is not None
    assert suggested.memory == 8
    assert recommend((), None) is None
    assert machine_memory() is None or machine_memory()


@pytest.mark.parametrize(
    "text",
    [
        '[[model]]\nname = "x"',
        '[[model]]\nname = "x"\nmemory = 8\nsource = "s"\nfile = "a; rm -rf ~"',
        '[[model]]\nname = "x"\nmemory = 8\nsource = "s"\nsise = "1 GB"',
        "[[model",
    ],
)
def test_a_wrong_catalogue_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "catalogue.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=r".+"):
        read_catalogue(file)


def test_the_memory_of_the_machine_is_said_in_gib() -> None:
    said = advice(bundled_models() / "catalogue.toml", 16 * GIB)
    assert said.startswith("For this machine's 16 GiB of memory: ")
