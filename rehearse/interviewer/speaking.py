"""How an interviewer says what is known as a whole: word by word, as somebody speaks."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from rehearse.interviewer.port import Said

WORDS_PER_SECOND: Final = 40
"""How fast words appear: quicker than reading, slow enough to be seen as speech."""


async def word_by_word(text: str, words_per_second: float) -> AsyncIterator[Said]:
    """Say a text so many words a second; with 0 nothing is waited for."""
    for place, word in enumerate(text.split(" ")):
        if words_per_second:
            await asyncio.sleep(1 / words_per_second)
        yield Said(word if place == 0 else f" {word}")
