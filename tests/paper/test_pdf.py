"""PDFs: tagged, with the words as they were written, and a sentence where none can be made."""

import logging
from datetime import UTC, datetime

import pytest

from mobi_tracker.paper.pdf.press import LARGEST_DATA, PdfNotMade, make_pdf
from mobi_tracker.paper.pdf.words import printable
from tests.pdf import read_pdf

MADE_AT = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
HEAD = '#import "paper.typ": *\n#let data = json("data.json")\n#show: paper.with(data)\n'
PAGE = f'{HEAD}#notices(data)\n= #data.words\n#mark("at_risk", alt: "at risk")\n'
NOTICES = {"title": "A sheet", "author": "MOBI Tracker", "foot": "", "marking": "Marked internal", "notice": "",
           "messages": [], "unchecked": "Some characters may be missing"}  # fmt: skip


@pytest.fixture
def press(tmp_path):
    """Make a PDF of a template and of words."""

    def make(words, template=PAGE, **more):
        path = tmp_path / "sheet.typ"
        path.write_text(template, "utf-8")
        return make_pdf(path, NOTICES | {"words": words}, MADE_AT, **more)

    return make


def test_a_pdf_is_tagged_and_says_its_title_and_language(press):
    made = press("Two decisions wait")
    read = read_pdf(made.content)
    assert made.is_checked and read.is_tagged and read.claims_ua
    assert (read.title, read.language, read.pages, read.size) == ("A sheet", "en-US", 1, (612.0, 792.0))
    assert read.count("H1") == 1 and read.alternatives == ["at risk"]
    assert "Two decisions wait" in read.text


@pytest.mark.parametrize(
    "words",
    [
        "#sys.inputs *bold* _it_ $x^2$ <label> @ref `raw` // not a comment",
        '#import "/etc/passwd"',
        "José Nguyễn — “ñ” 100%",
        "Ελένη Жданов Հայկ",
    ],
)
def test_what_a_person_wrote_stays_text(press, words):
    made = press(words)
    assert made.is_checked and words in read_pdf(made.content).text


@pytest.mark.parametrize("words", ["Lena 𓀀 Ortiz", "Lena 𐎠 Ortiz"])
def test_a_character_that_no_typeface_has_is_told_and_stops_nothing(press, words):
    made = press(words)
    read = read_pdf(made.content)
    assert not made.is_checked and not read.claims_ua
    assert read.is_tagged and "Some characters may be missing" in read.text
    assert "Lena" in read.text and "Ortiz" in read.text


def test_korean_is_shown_where_the_system_has_its_typeface_and_else_the_sheet_says_so(press):
    made = press("한 Ortiz")
    read = read_pdf(made.content)
    assert "Ortiz" in read.text and read.pages == 1
    assert made.is_checked == read.claims_ua == ("한" in read.text)
    assert made.is_checked != ("Some characters may be missing" in read.text)


@pytest.mark.parametrize("words", ["مرحبا", "שלום"])
def test_words_from_right_to_left_are_drawn(press, words):
    read = read_pdf(press(printable(words, 20)).content)
    assert read.claims_ua and set(words) <= set(read.text)


def test_a_template_that_cannot_be_compiled_gives_a_sentence_and_tells_the_log(press, caplog):
    with pytest.raises(PdfNotMade, match="Nothing is lost: print the page instead"), caplog.at_level(logging.ERROR):
        press("x", template="#unknown")
    assert "unknown variable" in caplog.text


def test_a_template_reads_nothing_outside_its_folder(press):
    with pytest.raises(PdfNotMade):
        press("x", template=f'{HEAD}#read("/etc/hostname")')
    with pytest.raises(PdfNotMade):
        press("x", template=f'{HEAD}#read("../sheet.typ")')


def test_one_that_takes_too_long_is_ended(press):
    endless = f"{HEAD}#for a in range(20000) {{ for b in range(20000) {{ [] }} }}"
    with pytest.raises(PdfNotMade, match="could not be made"):
        press("x", template=endless, seconds=1.0)


def test_too_much_data_is_refused_before_anything_is_made(press):
    with pytest.raises(PdfNotMade, match="too much here for one sheet"):
        press("x" * LARGEST_DATA)


def test_nothing_is_left_behind(press, tmp_path, monkeypatch):
    rest = tmp_path / "temporary"
    rest.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(rest))
    press("Two decisions wait")
    with pytest.raises(PdfNotMade):
        press("x", template="#unknown")
    assert list(rest.iterdir()) == []


def test_the_process_that_makes_it_is_given_no_secret(press, monkeypatch, tmp_path):
    seen = tmp_path / "seen.txt"
    worker = tmp_path / "worker.py"
    worker.write_text(f"import os, pathlib; pathlib.Path({str(seen)!r}).write_text(chr(10).join(os.environ))", "utf-8")
    monkeypatch.setenv("SECRET_KEY", "only for tests")
    monkeypatch.setattr("mobi_tracker.paper.pdf.press.WORKER", worker)
    with pytest.raises(PdfNotMade):
        press("x")
    assert "PATH" in seen.read_text("utf-8") and "SECRET" not in seen.read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "most", "shown"),
    [
        ("Permit\r\n  login", 20, "Permit login"),
        ("bell\x07 and \u202eback", 20, "bell and back"),
        ("One two three four", 12, "One two…"),
        ("a" * 40, 60, "\u200b".join(["a" * 18, "a" * 18, "a" * 4])),
        ("a" * 40, 10, f"{'a' * 9}…"),
        ("👩‍💻 coder", 2, "…"),
        ("e" + "\u0301" * 50, 20, "e" + "\u0301" * 4),
        ("שלום", 20, "\u2068שלום\u2069"),
        ("", 5, ""),
    ],
)
def test_text_for_paper(written, most, shown):
    assert printable(written, most) == shown
