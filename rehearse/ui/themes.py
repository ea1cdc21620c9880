"""The app's own two themes: slate frames, one accent for what is next, amber and red for what is late or wrong."""

import difflib
from typing import Final

from textual.theme import BUILTIN_THEMES, Theme


def _scroll_bars(thumb: str, grasped: str, track: str) -> dict[str, str]:
    """Name the colours of scroll bars; those that Textual mixes cannot be told from their track."""
    states = ("", "-hover", "-active")
    return (
        {"scrollbar": thumb, "scrollbar-hover": grasped, "scrollbar-active": grasped}
        | {f"scrollbar-background{state}": track for state in states}
        | {"scrollbar-corner-color": track}
    )


DARK: Final = Theme(
    name="rehearse-dark",
    primary="#54697f",
    secondary="#7d8fa3",
    accent="#4fd1c0",
    foreground="#dfe5eb",
    background="#12161b",
    surface="#191f26",
    panel="#222a33",
    success="#7fcf8a",
    warning="#f0b957",
    error="#f2777a",
    dark=True,
    variables={
        "footer-background": "#191f26",
        "footer-key-foreground": "#4fd1c0",
        "block-cursor-background": "#26514f",
        "block-cursor-foreground": "#f2f6f9",
        "input-selection-background": "#4fd1c0 30%",
        **_scroll_bars("#5a7088", "#7d8fa3", "#191f26"),
    },
)
LIGHT: Final = Theme(
    name="rehearse-light",
    primary="#778797",
    secondary="#5f7081",
    accent="#00786c",
    foreground="#20272e",
    background="#fbfaf6",
    surface="#f2f0e9",
    panel="#e6e3d8",
    success="#22702c",
    warning="#8a5200",
    error="#b4232a",
    dark=False,
    variables={
        "footer-background": "#e9e6dc",
        "footer-key-foreground": "#00655b",
        "block-cursor-background": "#bfe3dd",
        "block-cursor-foreground": "#12201e",
        "input-selection-background": "#00786c 25%",
        "foreground-muted": "#5c6368",
        **_scroll_bars("#778797", "#5f7081", "#f2f0e9"),
    },
)
OWN: Final = (DARK, LIGHT)


def theme_problem(name: str) -> str:
    """Say that there is no such theme, and which are known; empty where there is one."""
    known = sorted({*BUILTIN_THEMES, *(theme.name for theme in OWN)})
    if name in known:
        return ""
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}."
    return f"There is no theme {name!r} for the setting screen.theme; {hint}"
