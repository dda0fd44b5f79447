"""Text files of every dialect, and of none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.paper.tables.table import Limits, Table, UnreadableFile

PLAIN = "Name,Role\nRenée Müller,Clerk\nZoë 한,Analyst\n"


def read(text: str | bytes, encoding: str = "utf-8", **options: object) -> Table:
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return read_table(content, "people.csv", **options)


def cells(table: Table) -> list[list[object]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding):
    table = read(PLAIN, encoding)
    assert cells(table) == [["Renée Müller", "Clerk"], ["Zoë 한", "Analyst"]]
    assert table.columns == ["Name", "Role"]


def test_utf_16_with_a_big_endian_mark_is_read():
    assert read(b"\xfe\xff" + PLAIN.encode("utf-16-be")).rows[0].cells[0] == "Renée Müller"


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "windows-1252"), ("latin-1", "windows-1252")])
def test_western_bytes_are_windows_1252(encoding, name):
    table = read("Name,Cost\nRenée,10\n", encoding)
    assert (table.rows[0].cells[0], table.encoding) == ("Renée", name)


def test_bytes_windows_1252_does_not_know_are_latin_1():
    assert read(b"Name,Cost\nRen\xe9e\x81,10\n").encoding == "latin-1"


def test_one_broken_byte_does_not_spoil_every_accent():
    table = read("Name,Role\nRenée,Clerk\nZoë,Analyst\nMüller,Aide\n".encode() + b"Caf\xe9,Host\n")
    assert [row.cells[0] for row in table.rows] == ["Renée", "Zoë", "Müller", "Caf\ufffd"]
    assert [(one.row, one.is_warning) for one in table.problems] == [(5, False)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_noticed(delimiter):
    table = read(f"a{delimiter}b{delimiter}c\n1{delimiter}2{delimiter}3\n")
    assert (table.delimiter, cells(table)) == (delimiter, [["1", "2", "3"]])


@pytest.mark.parametrize(
    ("text", "delimiter", "columns", "first"),
    [
        ("Name\nSmith, John\nDoe, Jane\n", None, ["Name"], ["Smith, John"]),
        ('Name\n"Smith, John"\n"Doe, Jane"\n', None, ["Name"], ["Smith, John"]),
        ("Name, as on the badge\nJohn Doe\nJane Roe\n", None, ["Name, as on the badge"], ["John Doe"]),
        ("Amount\n1,50\n2,50\n3,75\n", None, ["Amount"], ["1,50"]),
        (
            "Last, First;Email\nDoe, Jo;a@example.org\n",
            ";",
            ["Last, First", "Email"],
            ["Doe, Jo", "a@example.org"],
        ),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";", ["a", "b"], ["1,5", "2,5"]),
        ("a, b, c\n1, 2, 3\n", ",", ["a", "b", "c"], ["1", "2", "3"]),
        ('a,b\n"x; y; z","p; q; r"\n', ",", ["a", "b"], ["x; y; z", "p; q; r"]),
        ("a\tb\n1, 2, 3\t4, 5, 6\n", "\t", ["a", "b"], ["1, 2, 3", "4, 5, 6"]),
        ("a,b,c\n", ",", ["a", "b", "c"], None),
        ("only\n", None, ["only"], None),
        ("sep=;\na,x;b\n1,x;2\n", ";", ["a,x", "b"], ["1,x", "2"]),
        ("a|b\n1,2|3,4\n", "|", ["a", "b"], ["1,2", "3,4"]),
    ],
)
def test_the_delimiter_is_told_from_prose_and_decimal_commas(text, delimiter, columns, first):
    table = read(text)
    assert (table.delimiter, table.columns) == (delimiter, columns)
    assert cells(table)[:1] == ([first] if first else [])


def test_excels_hint_of_the_delimiter_counts_as_a_line():
    assert read("sep=;\na;b\n1;2\n").rows[0].number == 3


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_blank_lines_are_left_out_and_lines_keep_their_numbers(newline):
    table = read(newline.join(["a,b", "", "1,2", "   ", "", "3,4", ""]))
    assert [(row.number, row.cells) for row in table.rows] == [(3, ["1", "2"]), (6, ["3", "4"])]
    assert table.problems == []


def test_lines_of_delimiters_alone_are_reported_once():
    (problem,) = read("a,b\n1,2\n,\n,\n").problems
    assert problem.is_warning
    assert problem.reason == "2 lines, the first line 3, have only empty cells and were left out."


def test_repeated_and_blank_headings_are_made_distinct_and_reported():
    table = read("Name, name ,,Name (2),Name\n1,2,3,4,5\n")
    assert table.columns == ["Name", "name (3)", "Column 3", "Name (2)", "Name (4)"]
    assert [one.column for one in table.problems] == ["name (3)", "Column 3", "Name (4)"]
    assert all(one.is_warning and one.row == 1 for one in table.problems)


def test_an_empty_heading_at_the_end_heads_a_column_if_anything_stands_under_it():
    assert read("a,b,\n1,2,3\n").columns == ["a", "b", "Column 3"]
    assert read("a,b,,\n1,2,,\n").columns == ["a", "b"]


def test_titles_above_the_headings_are_set_aside_and_reported():
    table = read("Projects of 2026,,\nas of Nov 30,,\nName,Lead,Cost\nPermit login,ITA,5\n")
    assert (table.columns, cells(table)) == (["Name", "Lead", "Cost"], [["Permit login", "ITA", "5"]])
    assert [one.row for one in table.problems] == [1, 2]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "no row"),
        (b"a,b\n1,\x002\n", "NUL byte on line 2"),
        (b'a,b\n1,"open\n2,3\n4,5\n', "begins on line 2 is never closed"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table>", "web page"),
        (b"<table border=1><tr><td>a</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b'{"a": [1, 2]}', "JSON"),
        (b"\x89PNG\r\n\x1a\n0000", "picture"),
        (b"\x1f\x8b\x08\x00abc", "archive"),
        (b"BEGIN:VCARD\r\nFN:X\r\nEND:VCARD", "vCard"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "calendar"),
        (bytes(range(1, 32)) * 20, "not text"),
        (b"\xff\xfea\x00b", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_one_clear_sentence(content, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read(content)


def test_a_web_page_called_xls_is_named():
    with pytest.raises(UnreadableFile, match=r"web page, though it is called report\.xls"):
        read_table(b"<html><body></body></html>", "report.xls")


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(file_bytes=20), "larger than"),
        (Limits(rows=2), "more than 2 rows"),
        (Limits(columns=1), "more than 1 cells"),
    ],
)
def test_a_file_past_a_limit_is_refused(limits, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read("a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n", limits=limits)


def test_a_large_file_is_read_quickly():
    text = "Name,Note,Cost\n" + "".join(f'Project {n},"notes, with ""quotes""",{n}\n' for n in range(50_000))
    begun = time.perf_counter()
    table = read(text)
    assert len(table.rows) == 50_000
    assert time.perf_counter() - begun < 5


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_one_sentence(content):
    try:
        table = read(content)
    except UnreadableFile as refused:
        assert refused.message.endswith(".")
    else:
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
        assert len({column.casefold() for column in table.columns}) == len(table.columns)


@given(st.text(alphabet='ab12,;\t|"\n\r ', max_size=80))
def test_any_text_of_delimiters_gives_even_rows_with_rising_numbers(text):
    try:
        table = read(text)
    except UnreadableFile:
        return
    numbers = [row.number for row in table.rows]
    assert numbers == sorted(set(numbers))
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
