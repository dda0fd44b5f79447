"""Workbooks: what they hold, and what must not be opened."""

import io
import struct
import zipfile
from datetime import date, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.paper.tables.table import Limits, Table, UnreadableFile

ODS_HEAD = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="People">'
)
ODS_FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>"


def book(*sheets: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def archive(members: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    return content.getvalue()


def ods(rows: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    members = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": ODS_HEAD + rows + ODS_FOOT}
    return archive(members)


def ods_cell(text: str, repeated: int = 1) -> str:
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    return f'<table:table-cell office:value-type="string"{times}><text:p>{text}</text:p></table:table-cell>'


def read(content: bytes, **options: object) -> Table:
    return read_table(content, "book.xlsx", **options)


def test_cells_keep_their_types_and_rows_their_numbers():
    rows = [
        ["Name", "Due", "Hour", "Count"],
        [],
        ["A", date(2026, 12, 4), time(9, 30), 3],
        ["B", None, None, 2.5],
    ]
    table = read(book(rows))
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ["A", date(2026, 12, 4), time(9, 30), 3]),
        (4, ["B", "", "", 2.5]),
    ]


def test_text_that_looks_like_a_number_stays_text():
    assert read(book([["Code", "Name"], ["02", "Aging"]])).rows[0].cells == ["02", "Aging"]


def test_rows_of_white_space_and_columns_of_nothing_are_left_out():
    table = read(book([["a", "b", None], ["1", "2", None], ["  ", None, None]]))
    assert (table.columns, len(table.rows), table.problems) == (["a", "b"], 1, [])


def test_a_hidden_sheet_is_read_only_when_no_visible_one_has_data():
    made = openpyxl.load_workbook(io.BytesIO(book([["hidden"], ["x"]], [["seen"], ["y"]])))
    made["Sheet 1"].sheet_state = "hidden"
    table = read(saved(made))
    assert (table.sheet, table.sheets) == ("Sheet 2", ["Sheet 1", "Sheet 2"])


def test_a_formula_without_a_stored_result_is_a_problem_that_names_its_cell():
    table = read(book([["Name", "Sum"], ["A", "=1+1"], ["B", 2]]))
    (problem,) = table.problems
    assert (problem.row, problem.is_warning) == (2, False)
    assert "B2" in problem.reason


def test_an_error_value_is_read_as_empty_and_told():
    table = read(book([["Name", "Rate"], ["A", "#N/A"]]))
    assert table.rows[0].cells == ["A", ""]
    assert [one.reason for one in table.problems] == ["B2 holds the error #N/A; it is read as empty."]


def test_oddities_of_another_sheet_are_not_told():
    assert read(book([["a"], ["1"]], [["b"], ["=1+1"]])).problems == []


def test_an_open_document_sheet_is_read():
    rows = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>"
        for row in (["Name", "Role"], ["Zoë", "Aide"])
    )
    padding = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    table = read_table(ods(rows + padding), "people.ods")
    assert (table.columns, table.rows[0].cells, table.sheet) == (["Name", "Role"], ["Zoë", "Aide"], "People")


def test_an_open_document_sheet_that_repeats_itself_without_end_is_refused():
    row = f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("x", 900)}</table:table-row>'
    with pytest.raises(UnreadableFile, match="repeats more cells"):
        read_table(ods(row), "bomb.ods")


def test_a_sheet_of_two_cells_that_reaches_to_the_last_corner_is_refused():
    made = openpyxl.Workbook()
    made.active["A1"] = "Name"
    made.active.cell(1_048_576, 16_384, "x")
    with pytest.raises(UnreadableFile, match="reaches to row 1,048,576"):
        read(saved(made))


def test_formats_without_content_do_not_make_a_sheet_large():
    made = openpyxl.Workbook()
    made.active.append(["Name"])
    made.active.append(["A"])
    made.active.cell(1_048_576, 16_384).number_format = "0.00"
    assert len(read(saved(made)).rows) == 1


def test_a_bomb_is_refused_by_what_it_unpacks_to():
    bomb = with_member(book([["a"], ["1"]]), "xl/media/big.bin", "0" * 5_000_000)
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        read(bomb, limits=Limits(unpacked_bytes=1_000_000))


def test_a_bomb_that_lies_about_its_size_is_refused_too():
    bomb = bytearray(with_member(book([["a"], ["1"]]), "xl/media/big.bin", "0" * 5_000_000))
    entry = bomb.rindex(b"PK\x01\x02")
    struct.pack_into("<I", bomb, entry + 24, 10)
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        read(bytes(bomb), limits=Limits(unpacked_bytes=1_000_000))


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"notes.txt": "x"}, "ZIP archive"),
        ({"word/document.xml": "<x/>"}, "Word document"),
        ({"ppt/presentation.xml": "<x/>"}, "presentation"),
        ({"xl/workbook.bin": "x"}, "binary format"),
        ({"Index/Document.iwa": "x"}, "Apple"),
        ({"xl/workbook.xml": "not xml"}, "damaged"),
    ],
)
def test_another_kind_of_zip_is_named(members, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read(archive(members))


@pytest.mark.parametrize(
    ("stream", "sentence"),
    [("EncryptedPackage", "password"), ("WordDocument", "no workbook"), ("Workbook", "damaged")],
)
def test_an_old_or_locked_office_file_is_named(stream, sentence):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + stream.encode("utf-16-le") + b"\0" * 500
    with pytest.raises(UnreadableFile, match=sentence):
        read(content)


def test_too_many_rows_or_columns_are_refused():
    with pytest.raises(UnreadableFile, match="more than 2 rows"):
        read(book([["a"], *[[number] for number in range(5)]]), limits=Limits(rows=2))
    with pytest.raises(UnreadableFile, match="more than can be read"):
        read(book([[get_column_letter(number) for number in range(1, 20)]]), limits=Limits(columns=10))


@given(st.data())
def test_a_workbook_with_any_bytes_spoiled_gives_a_table_or_one_sentence(data):
    content = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 40))
    try:
        read(bytes(content[: len(content) - cut]))
    except UnreadableFile as refused:
        assert refused.message.endswith(".")


def with_member(content: bytes, name: str, text: str) -> bytes:
    added = io.BytesIO(content)
    with zipfile.ZipFile(added, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, text)
    return added.getvalue()


SOUND = book([["Name", "Due"], ["A", date(2026, 12, 4)], ["B", 2]])
