"""What is written for others to open: no sheet computes it, Markdown takes none of it for markup, nothing is lost."""

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rehearse.analysis.rating import ANCHORS
from rehearse.domain.debrief import debrief
from rehearse.domain.debrief_text import as_markdown as debrief_markdown
from rehearse.domain.history import HistoryFilter
from rehearse.domain.report import inline, literal
from rehearse.domain.section import SECTIONS
from rehearse.domain.story import Given, tidied
from rehearse.domain.story_file import read_stories
from rehearse.domain.story_json import as_file
from rehearse.domain.story_markdown import as_markdown
from rehearse.domain.text import clean, json_text
from rehearse.storage.exchange import json_lines, take_in
from rehearse.storage.export import export
from rehearse.storage.store import SqliteStore
from tests.builders import story
from tests.reliability.extent import cases
from tests.reliability.hostile_home import fill
from tests.reliability.nasty import NASTY, WHOLE, steering, texts
from tests.ui.harness import seeded, told

LONG = bool(cases(0, 1))
TRIED = settings(max_examples=cases(150, 5000), derandomize=not LONG, deadline=None)
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "|", "%", "﹦", "−")
"""What a spreadsheet takes for the beginning of a formula, full-width and look-alike ones among them."""
BEFORE = (
    "", " ", "  ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u2060", "\x00", "\x1b[m", "\u202e", "\u00ad",
)  # fmt: skip
BLOCKS = (
    "# x", "## x", "x\n===", "x\n---", "---", "***", "- x", "* x", "+ x", "1. x", "12) x", "> x", ">x",
    "```\nx\n```", "~~~\nx\n~~~", "    x", "\tx", "| a | b |\n|---|---|\n| c | d |", "a | b\n--|--\nc | d",
    "[x]: https://example.org", "[x](https://example.org)", "![x](https://example.org)", "<https://example.org>",
    "https://example.org", "www.example.org", "a@example.org", "<script>x</script>", "<b>x</b>", "<!-- x -->",
    "<?x?>", "&lt;b&gt;", "&#60;b&#62;", "&copy;", "*x*", "_x_", "**x**", "~~x~~", "`x`", "x\\", "x  \ny", "\\# x",
    "[^1]", "- [ ] x", "+++\nx\n+++", "===", "= x", "x\n=", "x\n-", ":x:", "$x$", "\u2028# x", "\x85# x", "\x0b# x",
    "\x0c# x", "\r# x", "x\r===",
)  # fmt: skip


def cells_of(text: str) -> list[str]:
    written = io.StringIO()
    csv.writer(written).writerow([text])
    return next(csv.reader(io.StringIO(written.getvalue(), newline="")))


def computed(cell: str) -> bool:
    """Tell whether a spreadsheet may compute a cell: letters that nobody sees do not count."""
    seen = "".join(
        letter for letter in cell if unicodedata.category(letter) not in {"Cf", "Cc", "Zs", "Zl", "Zp"}
    )
    return unicodedata.normalize("NFKC", seen[:1]) in {"=", "+", "-", "@", "\u2212"}


@pytest.mark.parametrize("before", BEFORE, ids=repr)
def test_no_cell_begins_a_formula(tmp_path: Path, before: str) -> None:
    ids = seeded(
        tmp_path,
        *(told(f"{before}{start}1+1") for start in STARTS),
        *(told(text) for text in WHOLE if not before),
    )
    store = SqliteStore(tmp_path / "rehearse.db")
    sheet = "".join(export(store, HistoryFilter(), "csv", ANCHORS))
    rows = list(csv.reader(io.StringIO(sheet, newline="")))
    store.close()
    assert len(rows) == len(ids) + 1
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if computed(cell)] == []
    assert steering(sheet.replace("\r\n", "\n")) == []


def shown(markdown: str) -> str:
    """Give the text that a reader of Markdown shows, and see that there was nothing in it but text."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    said = []
    for token in parser.parse(markdown):
        assert token.type in {"paragraph_open", "inline", "paragraph_close"}, (token.type, markdown)
        for child in token.children or ():
            assert child.type in {"text", "softbreak", "text_special", "entity"}, (child.type, markdown)
            said.append("\n" if child.type == "softbreak" else child.content)
        if token.type == "paragraph_close":
            said.append("\n")
    return "".join(said)


def plain(text: str) -> list[str]:
    """Give the words of a text as a reader sees them."""
    return text.replace("\u200b", "").split()


@pytest.mark.parametrize("text", [*BLOCKS, *NASTY])
def test_a_text_in_a_report_is_text(text: str) -> None:
    for told_one in (text, f"before\n{text}\nafter"):
        for written in (literal(told_one), inline(told_one)):
            assert plain(shown(written)) == plain(clean(told_one))
            assert "<" not in written
            assert "://" not in written


@TRIED
@given(st.lists(st.sampled_from(BLOCKS) | texts(3), max_size=4).map("\n".join))
def test_any_text_in_a_report_is_text(text: str) -> None:
    assert plain(shown(literal(text))) == plain(clean(text))
    assert plain(shown(inline(text))) == plain(clean(text))
    assert "\n" not in inline(text)


def test_a_whole_report_has_the_headings_of_its_own_and_no_others(tmp_path: Path) -> None:
    quiet, loud = tmp_path / "quiet", tmp_path / "loud"
    for folder in (quiet, loud):
        folder.mkdir()
    seeded(quiet, *(told("Something.") for _ in BLOCKS))
    seeded(loud, *(told(text) for text in BLOCKS))
    kinds = []
    for folder in (quiet, loud):
        store = SqliteStore(folder / "rehearse.db")
        report = "".join(export(store, HistoryFilter(), "markdown", ANCHORS))
        store.close()
        tokens = MarkdownIt("commonmark").enable("table").parse(report)
        kinds.append([token.tag for token in tokens if token.type == "heading_open"])
        assert not [
            token for token in tokens if token.type.startswith(("html", "fence", "code", "blockquote"))
        ]
    assert kinds[0] == kinds[1]


def test_a_debrief_has_the_headings_of_its_own_and_no_others(tmp_path: Path) -> None:
    fill(tmp_path)
    store = SqliteStore(tmp_path / "rehearse.db")
    mock = store.mocks.load(1)
    assert mock is not None
    kinds = set()
    for text in ("Something.", *BLOCKS):
        store._db.execute("UPDATE questions SET text = ?", [text])
        store._db.execute("UPDATE attempt_sections SET text = ?", [text])
        store._db.execute("UPDATE ratings SET quote = ?", [text])
        store._db.execute("UPDATE findings SET quote = ?, fix = ?", [text, text])
        store._db.execute("UPDATE story_versions SET title = ?", [text])
        taken, attempt = store.mocks.load(1), store.load(1)
        assert taken is not None
        assert attempt is not None
        tokens = (
            MarkdownIt("commonmark")
            .enable("table")
            .parse(debrief_markdown(debrief(taken, {1: attempt}, ANCHORS)))
        )
        inner = {child.type for token in tokens for child in token.children or ()}
        assert inner <= {"text", "softbreak", "text_special", "entity", "strong_open", "strong_close"}
        kinds.add(tuple(token.type for token in tokens if token.type != "inline"))
    store.close()
    assert len(kinds) <= 2, "a text changed what the debrief is made of"


@TRIED
@given(st.lists(texts(), min_size=6, max_size=6))
def test_a_story_of_any_texts_comes_back_from_markdown_and_json(words: list[str]) -> None:
    told_one = story(
        title=words[0],
        fields=dict.fromkeys(story().fields, words[1]),
        spine=dict.fromkeys(SECTIONS, (words[2], words[3])),
        metrics=(),
    )
    kept = tidied(told_one)
    for text in (as_markdown("some-key", told_one), json_text(as_file([Given("some-key", told_one)]))):
        assert steering(text) == []
        readout = read_stories(text, "x", "Story")
        assert readout.problems == ()
        assert [given.story for given in readout.stories] == [kept]


def test_an_export_as_json_says_every_letter_and_comes_back(tmp_path: Path) -> None:
    fill(tmp_path / "raw")
    seeded(tmp_path / "raw", *map(told, WHOLE))
    store = SqliteStore(tmp_path / "raw" / "rehearse.db")
    lines = list(json_lines(store, HistoryFilter()))
    kept = {row["text"] for row in store._rows("SELECT text FROM attempt_sections", [])}
    store.close()
    said = {
        section["text"]
        for line in lines
        if "attempt" in json.loads(line)
        for section in json.loads(line)["attempt"]["attempt_sections"]
    }
    assert said == kept
    assert steering("".join(lines)) == []
    assert all(len(line.splitlines()) == 1 for line in lines)
    again = SqliteStore(tmp_path / "again.db")
    taken = take_in(again, io.BytesIO("".join(lines).encode()), "x")
    assert not [problem for problem in taken.problems if "persona" not in problem and "tag" not in problem]
    once = list(json_lines(again, HistoryFilter()))
    third = SqliteStore(tmp_path / "third.db")
    take_in(third, io.BytesIO("".join(once).encode()), "x")
    assert list(json_lines(third, HistoryFilter())) == once
    again.close()
    third.close()
