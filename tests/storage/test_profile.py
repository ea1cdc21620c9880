"""The profile on disk: kept, read from files, and gone for good."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfWriter

from rehearse.domain.profile import MOST_TEXT, Profile
from rehearse.domain.vocabulary import Experience
from rehearse.errors import StorageError
from rehearse.storage.store import SqliteStore
from rehearse.storage.text_file import read_text

KNOWN = Profile(
    Experience.LAB, "ML engineer", "Acme", date(2026, 12, 1), "Cut zanzibar errors to 4 %", "Quokka ranking"
)


def test_the_profile_comes_back_and_is_written_over(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    assert store.profile.load() == Profile()
    store.profile.save(KNOWN)
    store.profile.save(KNOWN)
    assert store.profile.load() == KNOWN
    store.close()


def test_wiped_it_is_on_no_page_of_the_disk(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "rehearse.db")
    store.profile.save(Profile(resume="An older zanzibar version"))
    store.profile.save(KNOWN)
    store.profile.wipe()
    assert store.profile.load() == Profile()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    store.close()
    assert b"zanzibar" not in left
    assert b"Quokka" not in left


def test_texts_are_read_and_cut(tmp_path: Path) -> None:
    file = tmp_path / "cv.md"
    file.write_text("Ünïcode\x1b[31m 4 %\n" + "x" * 100_000, encoding="utf-8")
    text = read_text(file)
    assert text.startswith("Ünïcode")
    assert "\x1b" not in text
    assert len(text) == MOST_TEXT


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("cv.txt", b"fine\n\xff\xfe", "line 2: not UTF-8 text"),
        ("cv.pdf", b"%PDF-1.4 garbage", "cannot be read as a PDF"),
        ("missing", None, "No such file"),
        ("big", b"x" * (21 * 1024 * 1024), "larger than 20 MiB"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(
    tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(StorageError, match=said):
        read_text(file)


def test_a_pdf_without_text_says_so(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    file = tmp_path / "scan.pdf"
    with file.open("wb") as out:
        writer.write(out)
    with pytest.raises(StorageError, match="pictures of text only"):
        read_text(file)


def test_a_pdf_with_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "cv.pdf"
    file.write_bytes(pdf_saying("Cut errors from 11 to 4 percent"))
    assert "Cut errors from 11 to 4 percent" in read_text(file)


def test_without_pypdf_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    file = tmp_path / "cv.pdf"
    file.write_bytes(pdf_saying("Anything"))
    with pytest.raises(StorageError, match='the extra "pdf"'):
        read_text(file)


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"


def pdf_saying(text: str) -> bytes:
    """Write the smallest PDF with a line of text."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            len(out),
        )
    )
