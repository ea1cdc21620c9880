"""What the model has read: the tokens its memory holds, cutting back to a prefix, and snapshots where it can't.

An attention cache can be cut back to any prefix. Recurrent and hybrid models (Qwen3.5, LFM2 and others) can't:
for them the state is copied at the boundaries that later prompts share, and put back. The state after the
fixed instructions is also kept on disk (`prefix_cache`).
"""

import ctypes
from typing import TYPE_CHECKING, Any, Final

from rehearse.interviewer.first_line import Load

if TYPE_CHECKING:
    from rehearse.interviewer.worker.prefix_cache import PrefixCache

SNAPSHOT_BYTES: Final = 512 * 1024 * 1024
"""All snapshots together; the oldest but the first, which every prompt shares, goes when they need more."""
_SEQUENCE: Final = 0


class Memory:
    """The memory of one context, for one sequence of tokens."""

    def __init__(self, api: Any, context: Any, load: Load) -> None:
        self._api = api
        self._context = context
        self._handle = api.llama_get_memory(context)
        self.tokens: list[int] = []
        self._snapshots: dict[tuple[int, ...], bytes] = {}
        model = api.llama_get_model(context)
        self.rolls_back = not (api.llama_model_is_recurrent(model) or api.llama_model_is_hybrid(model))
        self._disk = _on_disk(load, api.llama_n_ctx(context))

    def grew(self, ids: tuple[int, ...]) -> None:
        """Note that tokens were read."""
        self.tokens.extend(ids)

    def rewind(self, ids: tuple[int, ...], shared: tuple[int, ...]) -> int:
        """Cut back to the longest prefix of `ids` that is known, and give its length.

        The last token always remains to be read: only reading it gives the logits to draw from.
        """
        most = len(ids) - 1
        common = 0
        for held, wanted in zip(self.tokens, ids[:most], strict=False):
            if held != wanted:
                break
            common += 1
        exact = common if common == len(self.tokens) or self._cut(common) else 0
        restored = self._restore(ids[:most], better_than=exact)
        known = restored or exact
        if not known:
            self.clear()
        if self._disk is not None and shared and known < shared[0] <= most:
            known = self._from_disk(ids[: shared[0]]) or known
        return known

    def keep(self, *, first: bool) -> None:
        """Keep the state as it is now: in memory where cutting back is impossible, on disk where it is fixed."""
        key = tuple(self.tokens)
        wanted_on_disk = first and self._disk is not None and not self._disk.has(key)
        if self.rolls_back and not wanted_on_disk:
            return
        state = self._state()
        if wanted_on_disk and self._disk is not None:
            self._disk.put(key, state)
        if not self.rolls_back:
            self._snapshots[key] = state
            self._make_room()

    def mend(self) -> None:
        """Bring the memory back to the tokens noted, after a step that was broken off; forget all if it can't."""
        if not self._api.llama_memory_seq_rm(self._handle, _SEQUENCE, len(self.tokens), -1):
            self.clear()

    def clear(self) -> None:
        """Forget everything read; snapshots stay."""
        self._api.llama_memory_clear(self._handle, True)
        self.tokens = []

    def _cut(self, length: int) -> bool:
        if length and self.rolls_back and self._api.llama_memory_seq_rm(self._handle, _SEQUENCE, length, -1):
            del self.tokens[length:]
            return True
        self.clear()
        return False

    def _restore(self, ids: tuple[int, ...], better_than: int) -> int:
        fitting = [key for key in self._snapshots if len(key) > better_than and ids[: len(key)] == key]
        if not fitting:
            return 0
        key = max(fitting, key=len)
        return len(key) if self._put_back(key, self._snapshots[key]) else 0

    def _from_disk(self, ids: tuple[int, ...]) -> int:
        state = self._disk.get(ids) if self._disk is not None else None
        if state is None or not self._put_back(ids, state):
            return 0
        if not self.rolls_back:
            self._snapshots[ids] = state
        return len(ids)

    def _make_room(self) -> None:
        while len(self._snapshots) > 1 and sum(map(len, self._snapshots.values())) > SNAPSHOT_BYTES:
            oldest = list(self._snapshots)
            del self._snapshots[oldest[1] if len(oldest) > 2 else oldest[0]]

    def _state(self) -> bytes:
        size = int(self._api.llama_state_seq_get_size(self._context, _SEQUENCE))
        buffer = (ctypes.c_uint8 * size)()
        written = int(self._api.llama_state_seq_get_data(self._context, buffer, size, _SEQUENCE))
        return bytes(memoryview(buffer)[:written])

    def _put_back(self, key: tuple[int, ...], state: bytes) -> bool:
        self.clear()
        buffer = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if not self._api.llama_state_seq_set_data(self._context, buffer, len(state), _SEQUENCE):
            self.clear()
            return False
        self.tokens = list(key)
        return True


def _on_disk(load: Load, context: int) -> "PrefixCache | None":
    if not load.prefix_cache:
        return None
    # hashlib with it, 4 ms beside the model that loads.
    from rehearse.interviewer.worker.prefix_cache import PrefixCache, fingerprint  # noqa: PLC0415

    return PrefixCache(load.prefix_cache, fingerprint(load.path, context))
