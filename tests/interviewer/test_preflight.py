"""Reading headers: what a file says of itself, and what is said of files that lie."""

import contextlib
import os
import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from rehearse.interviewer.gguf import read_header
from rehearse.interviewer.preflight import available_memory, check, describe
from rehearse.interviewer.troubles import Code, ModelTrouble, crash, trouble
from tests.native import models

GIB = 1024**3


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return models.random_model(tmp_path_factory.mktemp("models") / "tiny.gguf", shape=models.NANO)


def patched(key: str, value: bytes) -> Callable[[bytes], bytes]:
    """Put other bytes behind a key and its kind."""

    def change(data: bytes) -> bytes:
        place = data.index(key.encode()) + len(key) + 4
        return data[:place] + value + data[place + len(value) :]

    return change


def test_a_header_says_what_the_file_is(tiny: Path) -> None:
    facts = check(tiny)
    assert facts.name == "Tiny Random"
    assert facts.architecture == "llama"
    assert facts.quantisation == "F16"
    assert facts.context == 8192
    assert facts.size == tiny.stat().st_size
    assert facts.has_template
    assert 400 * 1024**2 < facts.needs < 500 * 1024**2


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    file = models.random_model(
        tmp_path / "named.gguf", shape=models.NANO, name="\x1b]0;x\x07A\x1b[31m\u202eB\nC"
    )
    assert check(file).name == "AB C"


def test_a_hybrid_models_cache_counts_only_blocks_that_attend(tmp_path: Path) -> None:
    facts = describe(models.hybrid_model(tmp_path / "hybrid.gguf"))
    assert facts.architecture == "lfm2"
    # 2 blocks x 2 heads x 16 wide x keys and values x 2 bytes x 4096 tokens, beside weights and overhead
    assert 0 < facts.needs - 400 * 1024**2 - 2 * 2 * 16 * 2 * 2 * 4096 < facts.size


CHANGES: dict[str, tuple[Callable[[bytes], bytes], Code]] = {
    "no bytes": (lambda data: data[:0], Code.NOT_GGUF),
    "a few bytes": (lambda data: data[:10], Code.NOT_GGUF),
    "another file": (lambda data: b"PK\x03\x04" + data[4:], Code.NOT_GGUF),
    "version 1": (lambda data: data[:4] + struct.pack("<I", 1) + data[8:], Code.UNSUPPORTED_VERSION),
    "big-endian": (lambda data: data[:4] + struct.pack(">I", 3) + data[8:], Code.UNSUPPORTED_VERSION),
    "2^60 keys": (lambda data: data[:16] + struct.pack("<Q", 1 << 60) + data[24:], Code.MODEL_CORRUPT),
    "2^40 tensors": (lambda data: data[:8] + struct.pack("<Q", 1 << 40) + data[16:], Code.MODEL_CORRUPT),
    "no tensors": (lambda data: data[:8] + struct.pack("<Q", 0) + data[16:], Code.NO_WEIGHTS),
    "half": (lambda data: data[: len(data) // 2], Code.MODEL_TRUNCATED),
    "all but the last bytes": (lambda data: data[:-64], Code.MODEL_TRUNCATED),
    "within the metadata": (lambda data: data[:900], Code.MODEL_TRUNCATED),
    "1000 blocks": (patched("llama.block_count", struct.pack("<I", 1000)), Code.MODEL_CORRUPT),
    "more blocks than weights": (patched("llama.block_count", struct.pack("<I", 7)), Code.MODEL_CORRUPT),
    "no heads": (patched("llama.attention.head_count", struct.pack("<I", 0)), Code.MODEL_CORRUPT),
    "vast width": (patched("llama.embedding_length", struct.pack("<I", 2**31 - 1)), Code.MODEL_CORRUPT),
    "small context": (patched("llama.context_length", struct.pack("<I", 512)), Code.CONTEXT_TOO_SMALL),
    "an endless name": (patched("general.name", struct.pack("<Q", 1 << 62)), Code.MODEL_TRUNCATED),
    "an endless vocabulary": (
        patched("tokenizer.ggml.tokens", struct.pack("<IQ", 8, 1 << 50)),
        Code.MODEL_CORRUPT,
    ),
    "arrays in arrays": (
        patched("tokenizer.ggml.tokens", struct.pack("<IQ", 9, 4)),
        Code.MODEL_CORRUPT,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_file_that_lies_gets_its_sentence(tiny: Path, tmp_path: Path, name: str) -> None:
    change, code = CHANGES[name]
    file = tmp_path / "changed.gguf"
    file.write_bytes(change(tiny.read_bytes()))
    with pytest.raises(ModelTrouble) as caught:
        check(file)
    assert caught.value.code is code
    assert str(caught.value).endswith(".")


def test_chance_damage_never_gives_anything_but_a_sentence(tiny: Path, tmp_path: Path) -> None:
    data = tiny.read_bytes()
    chance = random.Random(7)
    file = tmp_path / "damaged.gguf"
    accepted = 0
    for _ in range(400):
        damaged = bytearray(data[: chance.choice([len(data), chance.randrange(len(data))])])
        for _ in range(chance.randrange(1, 12)):
            if damaged:
                damaged[chance.randrange(min(len(damaged), 12_000))] = chance.randrange(256)
        file.write_bytes(damaged)
        with contextlib.suppress(ModelTrouble):
            check(file)
            accepted += 1
    assert accepted < 250


def test_an_encoder_is_no_interviewer(tmp_path: Path, tiny: Path) -> None:
    file = tmp_path / "bert.gguf"
    data = tiny.read_bytes()
    place = data.index(b"general.architecture") + len("general.architecture") + 4
    file.write_bytes(data[:place] + struct.pack("<Q", 5) + b"clip\x00" + data[place + 13 :])
    with pytest.raises(ModelTrouble) as caught:
        check(file)
    assert caught.value.code in (Code.NOT_A_CHAT_MODEL, Code.MODEL_CORRUPT)


def test_a_model_larger_than_memory_is_refused_with_both_numbers(tiny: Path) -> None:
    with pytest.raises(
        ModelTrouble, match=r"needs about [34]\d\d(\.\d)? MiB of memory and 102\.4 MiB are free"
    ):
        check(tiny, available=GIB // 10)
    assert describe(tiny).needs > GIB // 10


def test_a_split_model_needs_all_its_parts(tiny: Path, tmp_path: Path) -> None:
    first = tmp_path / "large-00001-of-00002.gguf"
    first.write_bytes(tiny.read_bytes())
    with pytest.raises(ModelTrouble, match="Part 2 of 2"):
        check(first)
    first.with_name("large-00002-of-00002.gguf").write_bytes(b"GGUF" * 1000)
    assert check(first).size == tiny.stat().st_size + 4000


def test_an_unreadable_file_is_told_from_a_missing_one(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelTrouble) as caught:
        check(tmp_path / "none.gguf")
    assert caught.value.code is Code.MODEL_MISSING
    with pytest.raises(ModelTrouble) as caught:
        check(tmp_path)
    assert caught.value.code is Code.NOT_GGUF


def test_an_unreadable_file_has_its_sentence(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ModelTrouble, match="permissions") as caught:
        check(tiny)
    assert caught.value.code is Code.MODEL_UNREADABLE


def test_reading_a_header_never_reads_the_weights(tmp_path: Path) -> None:
    file = models.random_model(tmp_path / "wide.gguf", shape=models.Shape(width=512, inner=2048))
    header = read_header(file)
    assert header.data_end <= header.size
    with file.open("r+b") as target:
        target.seek(header.size - header.weights)
        target.write(b"\xff" * header.weights)
    assert read_header(file).keys == header.keys


def test_memory_is_known_here() -> None:
    free = available_memory()
    assert free is None or free > 0


def test_each_trouble_has_a_sentence() -> None:
    for code in Code:
        assert str(ModelTrouble(code)).endswith(".")
    assert trouble("something newer").code is Code.LOAD_FAILED
    assert "processor" in str(crash("SIGILL"))
    assert "changed" in str(crash("SIGBUS"))
    assert str(crash("exit 3")) == "The model crashed."
