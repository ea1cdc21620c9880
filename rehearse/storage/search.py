"""Free text to an FTS5 expression."""

from rehearse.domain.text import words


def match_expression(search: str) -> str | None:
    """Ask for every word of the search, the last one as a beginning; None when it holds no word.

    Words are quoted, so that nothing a user types is read as FTS5 syntax.
    """
    terms = [f'"{word}"' for word in words(search)]
    return " ".join(terms) + "*" if terms else None
