"""Bring docs/screenshots up to date: they are the accepted snapshots of the tests, under shorter names.

usage: shots.py [--check]
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOTS = ROOT / "tests" / "snapshots" / "__snapshots__"
SHOTS = ROOT / "docs" / "screenshots"
NAMES = {
    **{
        name: f"test_demo/test_demo[{name}]"
        for name in (
            "home", "card", "drill", "spoken", "critique", "history", "trends", "plan", "stories", "board", "debrief",
            "look",
        )
    },
    "light": "test_demo/test_light[drill]",
    "set-up": "test_snapshots/test_set_up_take[wide]",
    "interruption": "test_snapshots/test_interruption[wide]",
    "follow-up": "test_snapshots/test_follow_up[wide]",
}  # fmt: skip
"""Each picture and the snapshot it is: the demo's sample data, or a moment that the demo has none of."""


def main(check: bool) -> None:
    """Copy each picture; with `check` only say which are stale."""
    stale = []
    SHOTS.mkdir(exist_ok=True)
    for name, snapshot in NAMES.items():
        wanted, shot = (SNAPSHOTS / f"{snapshot}.svg").read_bytes(), SHOTS / f"{name}.svg"
        if not shot.exists() or shot.read_bytes() != wanted:
            stale.append(name)
            if not check:
                shot.write_bytes(wanted)
    if check and stale:
        sys.exit(f"stale screenshots: {', '.join(stale)}; run make shots")


if __name__ == "__main__":
    main(sys.argv[1:] == ["--check"])
