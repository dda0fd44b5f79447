"""Text files: their encoding, their delimiter, and their records with the line each begins on."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from mobi_tracker.paper.tables.arrange import Record
from mobi_tracker.paper.tables.table import Limits, UnreadableFile

DELIMITERS = (",", ";", "\t", "|")
_NO_DELIMITER = "\x1f"
"""Stands for "no delimiter" where the csv module wants one: a control character that text does not hold."""
_END = "\x00end"
"""A record put after the last one. If it does not come out by itself, a quotation mark was left open.

Safe because NUL is refused in the text itself.
"""
_SAMPLE = 65_536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with UTF-16's mark, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f]")
_SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n|\r|\n|$)", re.I)
_NUMBER = re.compile(r"[-+$€(]*\d[\d.,]*[%)]*")


@dataclass(frozen=True)
class TextRecords:
    """The records of a text file and how it was read; `damaged_lines` begin records with unreadable bytes."""

    records: list[Record]
    encoding: str
    delimiter: str | None
    damaged_lines: list[int] = field(default_factory=list)


def read_text(content: bytes, limits: Limits) -> TextRecords:
    """The records of a CSV or tab-separated file.

    Raises UnreadableFile for binary content, a quotation mark left open, or too many rows or columns.
    """
    text, encoding = decode(content)
    _refuse_binary(text)
    skipped, delimiter = 0, None
    if said := _SEPARATOR_LINE.match(text):
        # Excel's own hint; the line is no row, but it counts as one for whoever looks into the file.
        delimiter, skipped, text = said[1], 1, text[said.end() :]
    is_spaced = False
    if delimiter is None:
        delimiter, is_spaced = sniff_delimiter(text)
    records: list[Record] = []
    for record in _records(text, delimiter or _NO_DELIMITER, is_spaced, skipped):
        records.append(record)
        if len(records) > limits.rows + 1:
            raise UnreadableFile(f"The file has more than {limits.rows:,} rows; split it into smaller files.")
        if len(record.cells) > limits.columns:
            message = f"Line {record.number} has more than {limits.columns:,} cells; is the file a table?"
            raise UnreadableFile(message)
    damaged = [one.number for one in records if any("\ufffd" in str(cell) for cell in one.cells)]
    return TextRecords(records, encoding, delimiter, damaged)


def decode(content: bytes) -> tuple[str, str]:
    """The text of the bytes and the encoding it was read in.

    A byte order mark decides; then UTF-16 without one (every other byte NUL), UTF-8, and Windows-1252 or
    Latin-1. UTF-8 with a few broken bytes stays UTF-8, each broken one shown as U+FFFD, because reading the
    whole as Windows-1252 would spoil every accent.

    Raises UnreadableFile where the mark and the bytes do not agree.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError:
                if encoding == "utf-8-sig":
                    return content[3:].decode("utf-8", "replace"), "utf-8"
                message = f"The file says it is {encoding.upper()}, but it is damaged or was cut short."
                raise UnreadableFile(message) from None
    if wide := _wide_encoding(content):
        return content.decode(wide), wide
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    mended = content.decode("utf-8", "replace")
    whole = sum(1 for character in mended if character > "\x7f" and character != "\ufffd")
    if whole > 2 * mended.count("\ufffd"):
        return mended, "utf-8"
    try:
        return content.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def sniff_delimiter(text: str) -> tuple[str | None, bool]:
    """The delimiter a text most likely uses, and whether a space follows each; None for a single column.

    Each candidate cuts a sample into records. The best splits most records, and into as many cells as the
    header; one that is followed by spaces looks like prose.
    """
    sample = text[:_SAMPLE]
    best: tuple[float, int, str, bool] | None = None
    for order, delimiter in enumerate(DELIMITERS):
        records = _sample_records(sample, delimiter, len(text) > len(sample))
        score, is_spaced = _score(records, sample, delimiter)
        if score > 0 and (best is None or score > best[0]):
            best = (score, order, delimiter, is_spaced)
    return (best[2], best[3]) if best else (None, False)


def _score(records: list[list[str]], sample: str, delimiter: str) -> tuple[float, bool]:
    """How well a delimiter fits (0: not at all), and whether a space follows it as a rule."""
    widths = [len(record) for record in records]
    if not widths or max(widths) < 2:
        return 0.0, False
    header, rest = widths[0], widths[1:]
    split = sum(width > 1 for width in rest) / len(rest) if rest else 1.0
    spaced = _spaced(sample if header < 2 else re.split(r"[\r\n]", sample.lstrip(), maxsplit=1)[0], delimiter)
    if header < 2:
        is_title = len(rest) >= 2 and split > 0.9 and spaced < 0.3 and rest[0] == Counter(rest).most_common(1)[0][0]
        if not is_title or any(_NUMBER.fullmatch(cell.strip()) for cell in records[1]):
            return 0.0, False
        return split, False
    if rest and spaced >= 0.5 and split == 0:
        return 0.0, False
    equal = sum(width == header for width in rest) / len(rest) if rest else 1.0
    score = 0.5 + split + 2 * equal - spaced + min(header, 50) / 1000
    return max(score, 0.01), spaced > 0.9


def _spaced(text: str, delimiter: str) -> float:
    """The share of a delimiter's places that a space follows; only commas and semicolons stand in prose."""
    if delimiter not in ",;" or delimiter not in text:
        return 0.0
    return text.count(f"{delimiter} ") / text.count(delimiter)


def _sample_records(sample: str, delimiter: str, is_cut: bool) -> list[list[str]]:
    """The sample's records without blank ones and notes; of a cut sample without the last."""
    try:
        records = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
    except csv.Error:
        return []
    if is_cut:
        records = records[:-1]
    return [one for one in records if any(cell.strip() for cell in one) and not one[0].startswith("# ")]


def _records(text: str, delimiter: str, is_spaced: bool, skipped: int) -> Iterator[Record]:
    """The records with the line each begins on. Raises UnreadableFile where a quotation mark stays open."""
    lines: Iterable[str] = chain(io.StringIO(text, newline=""), ["\n", _END])
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=is_spaced)
    begins = 1 + skipped
    try:
        for cells in reader:
            if cells == [_END]:
                return
            if any(_END in cell for cell in cells):
                break
            if cells:
                yield Record(begins, list(cells))
            begins = reader.line_num + 1 + skipped
    except csv.Error:
        pass  # a cell past the csv module's limit: as good as always a quotation mark left open
    message = f"A quotation mark in the row that begins on line {begins} is never closed. Close it and try again."
    raise UnreadableFile(message)


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without its mark: NUL in nearly every other byte, and on one side only."""
    sample = content[:4096]
    if len(content) % 2 or not sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) / 2 * 0.3
    wide = "utf-16-le" if odd > enough and even == 0 else "utf-16-be" if even > enough and odd == 0 else None
    if wide is None:
        return None
    try:
        return wide if "\x00" not in content.decode(wide) else None
    except UnicodeDecodeError:
        return None


def _refuse_binary(text: str) -> None:
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        message = f"The file has a NUL byte on line {line}: it is damaged, or no text."
        raise UnreadableFile(f"{message} Save it again as CSV (UTF-8).")
    if len(_CONTROLS.findall(text[:_SAMPLE])) > max(3, len(text[:_SAMPLE]) // 100):
        raise UnreadableFile("The file is not text. Choose a CSV file or an Excel workbook (.xlsx).")
