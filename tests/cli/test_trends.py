"""`rehearse trends` as a shell calls it."""

import json
from pathlib import Path

from rehearse.domain.trends import NOTHING
from tests.cli.test_commands import rehearse
from tests.seeding import seed_attempts


def test_without_attempts_it_says_what_to_do(tmp_path: Path) -> None:
    assert rehearse("--data-dir", str(tmp_path), "trends")[0].strip() == NOTHING


def test_text_and_json_hold_the_same_sentences(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 12)
    out, _ = rehearse("--data-dir", str(tmp_path), "trends")
    found = json.loads(rehearse("--data-dir", str(tmp_path), "trends", "--json")[0])
    assert found["bucket"] == "attempt"
    assert all(each["sentence"] in out for each in found["series"])
    later = json.loads(rehearse("--data-dir", str(tmp_path), "trends", "--json", "--since", "2026-10-01")[0])
    assert later["series"][0]["count"] == 6


def test_a_wrong_day_is_named(tmp_path: Path) -> None:
    _, err = rehearse("--data-dir", str(tmp_path), "trends", "--since", "soon", status=2)
    assert "'soon' is no day; write it as in 2026-12-01." in err


def test_there_is_nothing_from_the_last_of_all_days_on(tmp_path: Path) -> None:
    seed_attempts(tmp_path / "rehearse.db", 12)
    for day in ("9999-12-02", "9999-12-30", "9999-12-31"):
        assert rehearse("--data-dir", str(tmp_path), "trends", "--since", day)[0].strip() == NOTHING
