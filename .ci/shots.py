"""Bring docs/screenshots up to date: they are the accepted snapshots of the tests, under shorter names.

usage: shots.py [--check]
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOTS = ROOT / "tests" / "snapshots" / "__snapshots__" / "test_snapshots"
SHOTS = ROOT / "docs" / "screenshots"
NAMES = {
    "home": "test_home_with_a_history[wide]",
    "card": "test_question_card[wide]",
    "drill": "test_drill_typed[wide]",
    "spoken": "test_drill_spoken[wide]",
    "set-up": "test_set_up_take[wide]",
    "interruption": "test_interruption[wide]",
    "debrief": "test_debrief[wide]",
    "follow-up": "test_follow_up[wide]",
    "critique": "test_critique[wide]",
    "history": "test_history[wide]",
}


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
