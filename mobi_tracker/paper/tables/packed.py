"""Measuring a zipped workbook before it is read: how much it unpacks to, and how far its sheets reach.

A few kilobytes can unpack to gigabytes, and a sheet of two cells can reach to row 1,048,576 of column XFD,
for which a reader would lay out seventeen billion cells. Both are refused here. Sizes that a file states
about itself are not believed: everything is unpacked piece by piece and counted.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from mobi_tracker.paper.tables.table import Limits, Problem, UnreadableFile

Oddities = dict[str, list[Problem]]
"""By sheet: cells that a reader gives as empty though they are not."""

_DAMAGED = "The workbook is damaged or was cut short. Open it in Excel, save it again, and try once more."
_PIECE = 1 << 20
_PLACES = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_FILLED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>(?!\s*</)")
_UNSOLVED = re.compile(
    rb"<c\b(?![^>]*\bt=\"str\")[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>\s*"
    rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_ERROR = re.compile(rb"<c\b(?=[^>]*\bt=\"e\")[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>.*?<v>([^<]*)</v>", re.S)
_ODS_TAGS = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*?)(/?)>")
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,9})[\"']")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def measure(content: bytes, limits: Limits) -> Oddities:
    """Refuse a workbook that would unpack to too much; tell of formulas without a result, and of errors.

    Raises UnreadableFile for one too large, damaged, locked, or packed in a way workbooks are not.
    """
    kept: dict[str, bytes] = {}
    left = limits.unpacked_bytes
    for name, data, method in _members(content):
        is_read = re.search(r"(sheet[^/]*|workbook[^/]*|content)\.xml(\.rels)?$", name, re.I) is not None
        unpacked, size = _unpack(data, method, left, is_read)
        left -= size
        if is_read:
            kept[name.lstrip("/")] = unpacked
    for name, xml in kept.items():
        if name == "content.xml":
            _measure_ods(xml, limits)
        elif b"sheetData" in xml:
            _measure_sheet(xml, limits)
    return _oddities(kept)


def _members(content: bytes) -> Iterator[tuple[str, bytes, int]]:
    """Each member's name, packed bytes and method of packing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if member.flag_bits & 1:
                    raise UnreadableFile("The workbook is locked with a password. Save it without one.")
                at = member.header_offset
                name_length, extra_length = struct.unpack("<HH", content[at + 26 : at + 30])
                begin = at + 30 + name_length + extra_length
                yield member.filename, content[begin : begin + member.compress_size], member.compress_type
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError):
        raise UnreadableFile(_DAMAGED) from None


def _unpack(data: bytes, method: int, left: int, keep: bool) -> tuple[bytes, int]:
    """A member unpacked (empty unless kept) and its true size. Raises UnreadableFile past what is left."""
    if method == zipfile.ZIP_STORED:
        return (data if keep else b""), len(data)
    if method != zipfile.ZIP_DEFLATED:
        raise UnreadableFile("The workbook is packed in an unusual way. Open it in Excel and save it again.")
    pieces, size, waiting = [], 0, data
    inflate = zlib.decompressobj(-15)
    try:
        while waiting and not inflate.eof:
            piece = inflate.decompress(waiting, _PIECE)
            waiting = inflate.unconsumed_tail
            size += len(piece)
            if size > left:
                raise UnreadableFile("The workbook unpacks to more than can be read; split it into smaller files.")
            if keep:
                pieces.append(piece)
    except zlib.error:
        raise UnreadableFile(_DAMAGED) from None
    return b"".join(pieces), size


def _measure_sheet(xml: bytes, limits: Limits) -> None:
    """Refuse a sheet that reaches too far. Cells that only carry a format do not count."""
    if not _is_too_far(_PLACES.findall(xml), limits):
        return
    far = _FILLED.findall(xml)
    if _is_too_far(far, limits):
        row = max(int(row) for _, row in far)
        raise UnreadableFile(f"The sheet reaches to row {row:,}; that is more than can be read.")


def _is_too_far(places: list[tuple[bytes, bytes]], limits: Limits) -> bool:
    if not places:
        return False
    column = max(map(_column_number, {letters for letters, _ in places}))
    row = max(map(int, {row for _, row in places}))
    return column > limits.columns or row * column > limits.cells


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _measure_ods(xml: bytes, limits: Limits) -> None:
    """Refuse a sheet whose repeated rows and cells come to too many. Only cells with content count.

    Cells before one with content are laid out too, so a row is as wide as its last filled cell.
    """
    total, repeated, width, filled = 0, 1, 0, 0
    for tag, attributes, closed in _ODS_TAGS.findall(xml):
        times = int(found[1]) if (found := _REPEATED.search(attributes)) else 1
        if tag == b"table-row":
            total += repeated * filled
            repeated, width, filled = times, 0, 0
        else:
            width += times
            filled = filled if closed else width
        if filled > limits.columns or total + repeated * filled > limits.cells:
            raise UnreadableFile("The sheet repeats more cells than can be read; split it into smaller files.")


def _oddities(kept: dict[str, bytes]) -> Oddities:
    """What a reader would silently give as empty, by the name of the sheet."""
    found: Oddities = {}
    for name, path in _sheet_paths(kept).items():
        xml = kept.get(path, b"")
        problems = []
        for letters, row in _UNSOLVED.findall(xml) if b"<f" in xml else ():
            place = (letters + row).decode()
            reason = f"The formula in {place} has no stored result; save the file in Excel and try again."
            problems.append(Problem(int(row), None, reason))
        for letters, row, error in _ERROR.findall(xml) if b't="e"' in xml else ():
            place = (letters + row).decode()
            reason = f"{place} holds the error {error.decode(errors='replace')}; it is read as empty."
            problems.append(Problem(int(row), None, reason, True))
        found[name] = problems
    return found


def _sheet_paths(kept: dict[str, bytes]) -> dict[str, str]:
    """Each sheet's name and the member it stands in; none for a book that is laid out otherwise."""
    try:
        relations = ElementTree.fromstring(kept["xl/_rels/workbook.xml.rels"])
        targets = {one.get("Id"): str(one.get("Target")) for one in relations}
        book = ElementTree.fromstring(kept["xl/workbook.xml"])
    except (KeyError, ElementTree.ParseError):
        return {}
    sheets = [one for one in book.iter() if one.tag.endswith("}sheet")]
    paths = ((str(one.get("name")), targets.get(one.get(_RELATION), "")) for one in sheets)
    return {name: path.lstrip("/") if path.startswith("/") else f"xl/{path}" for name, path in paths}
