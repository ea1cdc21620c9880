"""What can go wrong with a model, each with one plain sentence for the user."""

from enum import StrEnum
from typing import Final


class Code(StrEnum):
    """The kinds of trouble; the values travel in the line protocol."""

    MODEL_MISSING = "model_missing"
    MODEL_UNREADABLE = "model_unreadable"
    NOT_GGUF = "not_gguf"
    UNSUPPORTED_VERSION = "unsupported_version"
    MODEL_TRUNCATED = "model_truncated"
    MODEL_CORRUPT = "model_corrupt"
    NO_WEIGHTS = "no_weights"
    NOT_A_CHAT_MODEL = "not_a_chat_model"
    TOO_BIG = "too_big"
    CONTEXT_TOO_SMALL = "context_too_small"
    RUNTIME_MISSING = "runtime_missing"
    LOAD_FAILED = "load_failed"
    RUN_FAILED = "run_failed"
    PROMPT_TOO_LONG = "prompt_too_long"
    WORKER_CRASHED = "worker_crashed"
    WORKER_HUNG = "worker_hung"
    OUT_OF_MEMORY = "out_of_memory"
    OUTPUT_INVALID = "output_invalid"
    GRAMMAR_REJECTED = "grammar_rejected"
    NOT_READY = "not_ready"
    STOPPED = "stopped"


_SENTENCES: Final[dict[Code, str]] = {
    Code.MODEL_MISSING: "The model file is not there.",
    Code.MODEL_UNREADABLE: "The model file cannot be read: check its permissions.",
    Code.NOT_GGUF: "This is not a GGUF model file.",
    Code.UNSUPPORTED_VERSION: "This GGUF file has a format version that cannot be read here.",
    Code.MODEL_TRUNCATED: "The model file is incomplete: download it again.",
    Code.MODEL_CORRUPT: "The model file is damaged: download it again.",
    Code.NO_WEIGHTS: "This file holds a vocabulary but no model.",
    Code.NOT_A_CHAT_MODEL: "This file is not a model that can hold a conversation.",
    Code.TOO_BIG: "The model is too big for this machine's memory: choose a smaller one.",
    Code.CONTEXT_TOO_SMALL: "The model's context is too small for an interview answer.",
    Code.RUNTIME_MISSING: "llama-cpp-python is not installed, so no model can be run.",
    Code.LOAD_FAILED: "llama.cpp could not load the model.",
    Code.RUN_FAILED: "The model failed while it was at work.",
    Code.PROMPT_TOO_LONG: "The answer is too long for the model's context.",
    Code.WORKER_CRASHED: "The model crashed.",
    Code.WORKER_HUNG: "The model stopped answering.",
    Code.OUT_OF_MEMORY: "There was not enough memory for the model.",
    Code.OUTPUT_INVALID: "The model's reply could not be used.",
    Code.GRAMMAR_REJECTED: "The model could not be held to the form of a critique.",
    Code.NOT_READY: "The model is not loaded.",
    Code.STOPPED: "The model was stopped.",
}

ILLEGAL_INSTRUCTION: Final = "SIGILL"
"""The cause of a crash by an instruction that the processor does not have, or may not do."""
_SIGNALS: Final = {
    ILLEGAL_INSTRUCTION: "The model needs a llama-cpp-python built for this machine's processor.",
    "SIGBUS": "The model file changed while it was in use.",
    "SIGKILL": "The model was ended from outside, most likely for want of memory.",
}


class ModelTrouble(Exception):  # noqa: N818 (a trouble is what the user has, not a bug)
    """Why a model cannot be used; `str()` is a sentence for the user, `detail` is for the log."""

    def __init__(self, code: Code, detail: str = "", sentence: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(sentence or _SENTENCES[code])


def trouble(code: str, detail: str = "", tokens: int = 0, limit: int = 0) -> ModelTrouble:
    """Give the trouble of a code that came over the line; an unknown code is a failed load."""
    known = Code(code) if code in set(Code) else Code.LOAD_FAILED
    if known is Code.PROMPT_TOO_LONG and tokens:
        return ModelTrouble(
            known, detail, f"The answer needs {tokens} tokens; the model's context holds {limit}."
        )
    return ModelTrouble(known, detail)


def crash(cause: str) -> ModelTrouble:
    """Give the trouble of a child that ended; `cause` is a signal's name, or `exit N`."""
    return ModelTrouble(Code.WORKER_CRASHED, cause, _SIGNALS.get(cause, ""))
