"""Builds tiny GGUF files: random weights, or weights that say given phrases; a few hundred kilobytes each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGUFWriter, TokenType

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] "
    "+ '<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
SPACE = "\u2581"


@dataclass(frozen=True)
class Shape:
    """The size of a model; the defaults load in milliseconds and draw some 2000 tokens a second."""

    blocks: int = 2
    width: int = 64
    heads: int = 4
    key_heads: int = 2
    inner: int = 128
    context: int = 8192


NANO = Shape(blocks=1, width=32, heads=2, key_heads=1, inner=32)


class Vocabulary:
    """A tokenizer of single bytes, printable ASCII and some words; any text goes through it and back."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self.texts: list[bytes] = []
        self.scores: list[float] = []
        self.kinds: list[int] = []
        self._add("<unk>", 0, TokenType.UNKNOWN)
        self._add("<s>", 0, TokenType.CONTROL)
        self._add("</s>", 0, TokenType.CONTROL)
        for byte in range(256):
            self._add(f"<0x{byte:02X}>", 0, TokenType.BYTE)
        for control in ("<|im_start|>", "<|im_end|>"):
            self._add(control, 0, TokenType.CONTROL)
        self._add(SPACE, -1, TokenType.NORMAL)
        for code in range(33, 127):
            self._add(chr(code), -2, TokenType.NORMAL)
        for word in words:
            if word.replace(" ", SPACE).encode() in self.texts:
                continue
            self._add(word.replace(" ", SPACE), -1e6, TokenType.NORMAL)

    def _add(self, text: str, score: float, kind: TokenType) -> None:
        self.texts.append(text.encode())
        self.scores.append(float(score))
        self.kinds.append(int(kind))

    def __len__(self) -> int:
        return len(self.texts)

    def token(self, text: str) -> int:
        return self.texts.index(text.replace(" ", SPACE).encode())

    def write(self, writer: Any, template: str | None) -> None:
        writer.add_tokenizer_model("llama")
        writer.add_tokenizer_pre("default")
        writer.add_token_list(self.texts)
        writer.add_token_scores(self.scores)
        writer.add_token_types(self.kinds)
        writer.add_bos_token_id(1)
        writer.add_eos_token_id(2)
        writer.add_unk_token_id(0)
        writer.add_eot_token_id(self.token("<|im_end|>"))
        writer.add_add_bos_token(True)
        writer.add_add_eos_token(False)
        writer.add_add_space_prefix(False)
        if template is not None:
            writer.add_chat_template(template)


def _head(path: Path, architecture: str, name: str, shape: Shape, key_heads: Any) -> Any:
    writer = GGUFWriter(path, architecture)
    writer.add_name(name)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.blocks)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(key_heads)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_file_type(1)
    return writer


def _finish(writer: Any) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _half(array: Any) -> Any:
    return array.astype(np.float16)


def random_model(
    path: Path,
    *,
    seed: int = 0,
    shape: Shape = Shape(),
    template: str | None = CHATML,
    words: Sequence[str] = (),
    name: str = "Tiny Random",
    favour: Sequence[str] = (),
) -> Path:
    """Write a llama model of random weights; `favour` makes some tokens likelier than the rest."""
    rng = np.random.default_rng(seed)
    vocabulary = Vocabulary(words)
    size, width = len(vocabulary), shape.width
    per_head = width // shape.heads
    writer = _head(path, "llama", name, shape, shape.key_heads)
    writer.add_vocab_size(size)
    writer.add_rope_freq_base(10000.0)
    writer.add_rope_dimension_count(per_head)
    vocabulary.write(writer, template)

    def weight(label: str, rows: int, columns: int, spread: float = 0.1) -> None:
        values = rng.standard_normal((rows, columns)).astype(np.float32) * spread
        writer.add_tensor(f"{label}.weight", _half(values))

    embedding = rng.standard_normal((size, width)).astype(np.float32)
    output = rng.standard_normal((size, width)).astype(np.float32) * 0.3
    embedding[:, 0] = 4.0  # a component every token shares, through which some can be favoured
    for text in favour:
        output[vocabulary.token(text), 0] += 0.5
    writer.add_tensor("token_embd.weight", _half(embedding))
    writer.add_tensor("output_norm.weight", np.ones(width, np.float32))
    writer.add_tensor("output.weight", _half(output))
    for block in range(shape.blocks):
        label = f"blk.{block}."
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{label}{norm}.weight", np.ones(width, np.float32))
        weight(f"{label}attn_q", width, width)
        weight(f"{label}attn_k", shape.key_heads * per_head, width)
        weight(f"{label}attn_v", shape.key_heads * per_head, width)
        weight(f"{label}attn_output", width, width)
        weight(f"{label}ffn_gate", shape.inner, width)
        weight(f"{label}ffn_up", shape.inner, width)
        weight(f"{label}ffn_down", width, shape.inner)
    _finish(writer)
    return path


def scripted_model(
    path: Path,
    phrases: Sequence[str],
    *,
    name: str = "Tiny Scripted",
    after: str = "\n",
    also: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """Write a model that says the phrases one after the other when what stands before ends in `after`.

    `also` holds further chains by what stands before them; where two begin alike, the first is likelier.
    Attention and feed-forward weights are zero, so that the next token depends on the last one alone: a phrase
    that stands in two chains goes on as in the first.
    """
    chains = [(after, list(phrases)), *((start, list(said)) for start, said in (also or {}).items())]
    rng = np.random.default_rng(0)
    shape = Shape(blocks=1, width=256, heads=4, key_heads=4, inner=32)
    vocabulary = Vocabulary([phrase for _, said in chains for phrase in said])
    size, width = len(vocabulary), shape.width
    writer = _head(path, "llama", name, shape, shape.key_heads)
    writer.add_vocab_size(size)
    writer.add_rope_freq_base(10000.0)
    writer.add_rope_dimension_count(width // shape.heads)
    vocabulary.write(writer, CHATML)
    embedding = rng.standard_normal((size, width)).astype(np.float32)
    embedding /= np.linalg.norm(embedding, axis=1, keepdims=True)
    output = np.zeros_like(embedding)
    end = vocabulary.token("<|im_end|>")
    for rank, (before, said) in enumerate(chains):
        start = 3 + ord("\n") if before.strip("\r\n") == "" else vocabulary.token(before)
        strength = 4 - rank
        for token, following in pairwise([start, *map(vocabulary.token, said), end]):
            output[following] += embedding[token] * strength
    writer.add_tensor("token_embd.weight", _half(embedding * 8))
    writer.add_tensor("output_norm.weight", np.ones(width, np.float32))
    writer.add_tensor("output.weight", _half(output))
    shapes = {
        "attn_q": (width, width), "attn_k": (width, width), "attn_v": (width, width),
        "attn_output": (width, width), "ffn_gate": (shape.inner, width), "ffn_up": (shape.inner, width),
        "ffn_down": (width, shape.inner),
    }  # fmt: skip
    for norm in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"blk.0.{norm}.weight", np.ones(width, np.float32))
    for label, extent in shapes.items():
        writer.add_tensor(f"blk.0.{label}.weight", np.zeros(extent, np.float16))
    _finish(writer)
    return path


def hybrid_model(path: Path) -> Path:
    """Write an lfm2 model: recurrent and attention blocks, whose memory cannot be cut back."""
    rng = np.random.default_rng(0)
    shape = Shape(blocks=4)
    key_heads = [0, 2, 0, 2]
    vocabulary = Vocabulary()
    size, width, inner = len(vocabulary), shape.width, shape.inner
    per_head = width // shape.heads
    writer = _head(path, "lfm2", "Tiny Hybrid", shape, key_heads)
    writer.add_vocab_size(size)
    writer.add_rope_freq_base(1e6)
    writer.add_uint32("lfm2.shortconv.l_cache", 3)
    vocabulary.write(writer, CHATML)

    def weight(label: str, rows: int, columns: int, spread: float = 0.1) -> None:
        writer.add_tensor(f"{label}.weight", _half(rng.standard_normal((rows, columns)) * spread))

    def ones(label: str, length: int) -> None:
        writer.add_tensor(f"{label}.weight", np.ones(length, np.float32))

    weight("token_embd", size, width, 1.0)
    ones("token_embd_norm", width)
    for block, heads in enumerate(key_heads):
        label = f"blk.{block}."
        ones(f"{label}ffn_norm", width)
        ones(f"{label}attn_norm", width)
        weight(f"{label}ffn_gate", inner, width)
        weight(f"{label}ffn_up", inner, width)
        weight(f"{label}ffn_down", width, inner)
        if heads:
            ones(f"{label}attn_q_norm", per_head)
            ones(f"{label}attn_k_norm", per_head)
            weight(f"{label}attn_q", width, width)
            weight(f"{label}attn_k", heads * per_head, width)
            weight(f"{label}attn_v", heads * per_head, width)
            weight(f"{label}attn_output", width, width)
        else:
            convolution = (rng.standard_normal((width, 3)) * 0.3).astype(np.float32)
            writer.add_tensor(f"{label}shortconv.conv.weight", convolution)
            weight(f"{label}shortconv.in_proj", 3 * width, width)
            weight(f"{label}shortconv.out_proj", width, width)
    _finish(writer)
    return path
