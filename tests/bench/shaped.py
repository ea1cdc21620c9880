"""A model file of real shape and random weights: its speed is a real one's, since speed does not depend on values."""

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, TokenType

from tests.native.models import CHATML

# layers, width, heads, key heads, inner width: as documented for Qwen2.5
SHAPES = {"0.5b": (24, 896, 14, 2, 4864), "1.5b": (28, 1536, 12, 2, 8960), "3b": (36, 2048, 16, 2, 11008)}
VOCABULARY = 151_936
_BLOCK, _BYTES = 32, 18  # Q4_0


def _byte_letters() -> dict[int, str]:
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in plain}
    for place, byte in enumerate(byte for byte in range(256) if byte not in letters):
        letters[byte] = chr(256 + place)
    return letters


def _tokenizer(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Give tokens and merges under which each of these words, with the space before it, is one token."""
    letters = _byte_letters()
    tokens = [letters[byte] for byte in range(256)]
    known = set(tokens)
    merges: list[str] = []
    for word in words:
        for spelled in (word, f" {word}"):
            pieces = [letters[byte] for byte in spelled.encode()]
            left = pieces[0]
            for right in pieces[1:]:
                if left + right not in known:
                    known.add(left + right)
                    tokens.append(left + right)
                    merges.append(f"{left} {right}")
                left += right
    return tokens, merges


def _others(count: int, taken: set[str]) -> list[str]:
    """Give tokens as a real vocabulary has them: words, most with a space before them, and a few pieces of code."""
    letters = _byte_letters()
    space, line = letters[ord(" ")], letters[ord("\n")]
    shapes = [f"{space}{{}}"] * 20 + ["{}"] * 12 + [f'{{}}"{line}', '"{}', f"{space}{{}}\\"]
    names = (_word(number) for number in itertools.count())
    drawn = (shapes[place % len(shapes)].format(name) for place, name in enumerate(names))
    return list(itertools.islice((each for each in drawn if each not in taken), count))


def _word(number: int) -> str:
    """Spell a number as a word of its own, in syllables."""
    word = ""
    while number or not word:
        number, place = divmod(number, 60)
        word += "bdfglmnprstv"[place % 12] + "aeiou"[place // 12]
    return word


def _weights(rng: Any, rows: int, columns: int) -> Any:
    blocks = rng.integers(0, 256, size=(rows * columns // _BLOCK, _BYTES), dtype=np.uint8)
    blocks[:, 0:2] = np.frombuffer(np.float16(0.003).tobytes(), np.uint8)
    return blocks.reshape(rows, columns // _BLOCK * _BYTES)


def _tensors(layers: int, width: int, heads: int, keys: int, inner: int) -> Iterator[tuple[str, int, int]]:
    per_head = width // heads
    yield "token_embd", VOCABULARY, width
    for layer in range(layers):
        label = f"blk.{layer}."
        yield f"{label}attn_q", width, width
        yield f"{label}attn_k", keys * per_head, width
        yield f"{label}attn_v", keys * per_head, width
        yield f"{label}attn_output", width, width
        yield f"{label}ffn_gate", inner, width
        yield f"{label}ffn_up", inner, width
        yield f"{label}ffn_down", width, inner


def shaped_model(path: Path, shape: str, words: Iterable[str]) -> Path:
    """Write a qwen2 file of a known shape whose tokenizer knows some words."""
    layers, width, heads, keys, inner = SHAPES[shape]
    rng = np.random.default_rng(0)
    writer = GGUFWriter(path, "qwen2")
    writer.add_name(f"shaped-{shape}")
    writer.add_context_length(32768)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(inner)
    writer.add_head_count(heads)
    writer.add_head_count_kv(keys)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1e6)
    tokens, merges = _tokenizer(words)
    controls = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    others = _others(VOCABULARY - len(tokens) - len(controls), {*tokens, *controls})
    kinds = (
        [TokenType.NORMAL] * len(tokens)
        + [TokenType.CONTROL] * len(controls)
        + [TokenType.NORMAL] * len(others)
    )
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([*tokens, *controls, *others])
    writer.add_token_types([int(kind) for kind in kinds])
    writer.add_token_merges(merges)
    writer.add_bos_token_id(len(tokens))
    writer.add_eos_token_id(len(tokens) + 2)
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHATML)
    for label, rows, columns in _tensors(layers, width, heads, keys, inner):
        values = _weights(rng, rows, columns)
        writer.add_tensor(f"{label}.weight", values, raw_dtype=GGMLQuantizationType.Q4_0)
    writer.add_tensor("output_norm.weight", np.ones(width, np.float32))
    for layer in range(layers):
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{norm}.weight", np.ones(width, np.float32))
        for label, size in (("q", width), ("k", keys * width // heads), ("v", keys * width // heads)):
            writer.add_tensor(f"blk.{layer}.attn_{label}.bias", np.zeros(size, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
