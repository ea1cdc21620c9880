"""The check before every load: would llama.cpp read this file, and does it fit into this machine's memory?

llama.cpp ends the process on some headers, and "loads" a file larger than memory by thrashing the machine for a
minute. So nothing is loaded that was not checked here.
"""

import os
import re
from pathlib import Path
from typing import Final

from rehearse.domain.text import clean, in_bytes, one_line
from rehearse.interviewer.gguf import Header, ModelFacts, quantisation, read_header
from rehearse.interviewer.troubles import Code, ModelTrouble

SMALLEST_CONTEXT: Final = 2048
"""Tokens: instructions, a question, an answer of two and a half minutes and a critique need about so many."""
OVERHEAD: Final = 400 * 1024 * 1024
"""Bytes that llama.cpp and Python need beside weights and cache (measured with a vocabulary of 152 000)."""
_CACHE_BYTES: Final = 2  # f16
_MAX_BLOCKS: Final = 512
_NO_CHAT: Final = frozenset(
    (
        "bert", "modern-bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "jina-bert-v2", "jina-bert-v3",
        "eurobert", "gemma-embedding", "t5", "t5encoder", "clip", "wavtokenizer-dec", "dream", "llada", "llada-moe",
    )
)  # fmt: skip
_SPLIT: Final = re.compile(r"^(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf$")


def check(file: Path, context: int = 4096, available: int | None = None) -> ModelFacts:
    """Check a file for a context of so many tokens; `ModelTrouble` says why when it cannot be used here.

    `available` is the memory in bytes that may be used; by default what this machine has free now.
    """
    facts = describe(file, context)
    free = available_memory() if available is None else available
    if free is not None and facts.needs > free:
        raise ModelTrouble(
            Code.TOO_BIG,
            f"needs {facts.needs}, has {free}",
            f"The model needs about {in_bytes(facts.needs)} of memory and {in_bytes(free)} are free: "
            "choose a smaller one.",
        )
    return facts


def describe(file: Path, context: int = 4096) -> ModelFacts:
    """Say what a file is, whatever this machine's memory; `ModelTrouble` when it is no usable model."""
    header = read_header(file)
    architecture = header.text("general.architecture")
    if header.tensors == 0:
        raise ModelTrouble(Code.NO_WEIGHTS)
    if not architecture:
        raise ModelTrouble(Code.MODEL_CORRUPT, "no architecture")
    if architecture in _NO_CHAT:
        raise ModelTrouble(Code.NOT_A_CHAT_MODEL, architecture)
    _check_extent(header)
    others = _other_parts(file)
    _check_shape(header, architecture, split=bool(others))
    trained = header.number(f"{architecture}.context_length")
    if 0 < trained < SMALLEST_CONTEXT:
        raise ModelTrouble(
            Code.CONTEXT_TOO_SMALL,
            sentence=f"The model's context holds {trained} tokens; an interview answer needs {SMALLEST_CONTEXT}.",
        )
    weights = header.weights + sum(other.stat().st_size for other in others)
    return ModelFacts(
        file=file,
        name=one_line(header.text("general.name"))[:80],
        architecture=clean(architecture)[:40],
        quantisation=quantisation(header),
        size=header.size + weights - header.weights,
        context=trained,
        has_template="tokenizer.chat_template" in header.keys,
        needs=weights + cache_bytes(header, architecture, min(context, trained or context)) + OVERHEAD,
    )


def cache_bytes(header: Header, architecture: str, context: int) -> int:
    """Give the bytes of the attention cache: keys and values, f16, for every block that attends."""
    heads = header.number(f"{architecture}.attention.head_count")
    width = header.number(f"{architecture}.embedding_length")
    per_head = header.number(f"{architecture}.attention.key_length") or (width // heads if heads else 0)
    blocks = header.number(f"{architecture}.block_count")
    stated = header.keys.get(f"{architecture}.attention.head_count_kv")
    if isinstance(stated, tuple):
        key_heads = sum(value for value in stated if isinstance(value, int))
    else:
        key_heads = header.number(f"{architecture}.attention.head_count_kv", heads) * blocks
    return 2 * key_heads * per_head * _CACHE_BYTES * context


def available_memory() -> int | None:
    """Give the bytes usable without swapping: free memory, or what a control group leaves; None if unknown."""
    known = [amount for amount in (_free(), _group_limit()) if amount is not None]
    return min(known, default=None)


def _check_extent(header: Header) -> None:
    if header.data_end > header.size:
        share = header.size / header.data_end
        raise ModelTrouble(
            Code.MODEL_TRUNCATED,
            f"{header.size} of {header.data_end} bytes",
            f"The model file is incomplete, {share:.0%} of it is there: download it again.".replace(
                "%", " %"
            ),
        )


def _check_shape(header: Header, architecture: str, *, split: bool) -> None:
    blocks = header.number(f"{architecture}.block_count")
    if not 0 < blocks <= _MAX_BLOCKS:
        raise ModelTrouble(Code.MODEL_CORRUPT, f"block_count {blocks}")
    if not split and header.highest_block >= 0 and blocks > header.highest_block + 1:
        raise ModelTrouble(Code.MODEL_CORRUPT, f"{blocks} blocks, weights for {header.highest_block + 1}")
    width = header.number(f"{architecture}.embedding_length")
    if not 0 < width <= 1 << 20:
        raise ModelTrouble(Code.MODEL_CORRUPT, f"embedding_length {width}")
    key = f"{architecture}.attention.head_count"
    if key in header.keys and not 0 < header.number(key) <= 1 << 16:
        raise ModelTrouble(Code.MODEL_CORRUPT, f"head_count {header.number(key)}")


def _other_parts(file: Path) -> list[Path]:
    """List the other files of a model that was split; `ModelTrouble` when one is missing."""
    name = _SPLIT.match(file.name)
    if name is None:
        return []
    count = int(name["count"])
    others = []
    for number in range(1, min(count, 1000) + 1):
        other = file.with_name(f"{name['stem']}-{number:05d}-of-{count:05d}.gguf")
        if other == file:
            continue
        if not other.is_file():
            raise ModelTrouble(
                Code.MODEL_TRUNCATED,
                other.name,
                f"Part {number} of {count} of the model is missing beside the file.",
            )
        others.append(other)
    return others


def _free() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        pass
    try:  # macOS: what is free changes by the second there, and three quarters can be had
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 3 // 4
    except (ValueError, OSError):
        return None


def _group_limit() -> int | None:
    folder = Path("/sys/fs/cgroup")
    try:
        limit = (folder / "memory.max").read_text(encoding="ascii").strip()
        used = int((folder / "memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return max(0, int(limit) - used) if limit.isdecimal() else None
