"""A file of stories, whatever its form: JSON when it begins like JSON, else Markdown or a plain list."""

import re
from typing import Final

from rehearse.domain.story import Readout
from rehearse.domain.story_json import read_json
from rehearse.domain.story_markdown import read_markdown

MAX_BYTES: Final = 4 * 1024 * 1024
"""A larger file holds something else than stories."""

_JSON: Final = re.compile(r"\ufeff?\s*(?:\{|\[\s*\{)")


def read_stories(text: str, file: str, title: str) -> Readout:
    """Read the stories of a text; `file` names it in sentences, `title` calls a list that has none itself."""
    if _JSON.match(text):
        return read_json(text, file)
    return read_markdown(text, file, title)
