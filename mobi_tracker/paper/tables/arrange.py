"""From raw records to a table: notes and titles set aside, headings made distinct, rows made even."""

from dataclasses import dataclass

from mobi_tracker.paper.tables.table import Problem, Row, UnreadableFile, Value
from mobi_tracker.paper.tables.write import NOTE_MARK

_TITLES_AT_MOST = 5
_SHOWN = 40


@dataclass(frozen=True)
class Record:
    """A row as it stands in the file, headings included, and its number there."""

    number: int
    cells: list[Value]


def arrange(records: list[Record], place: str, is_width_meant: bool) -> tuple[list[str], list[Row], list[Problem]]:
    """Headings, rows and what was odd. `place` is "Line" or "Row", as messages call a row's number.

    `is_width_meant`: an empty heading at the end was written on purpose (a delimiter stands before it), so it
    heads a column if anything stands under it. A sheet is as wide as its widest row, so there it heads none.

    Raises UnreadableFile where nothing is left.
    """
    filled = [record for record in records if not _is_blank(record)]
    filled, problems = _without_notes(filled, place)
    problems += _hollow_rows(records) if is_width_meant else []
    filled, titles = _without_titles(filled, place)
    problems += titles
    if not filled:
        raise UnreadableFile("There is no row in it.")
    header, data = filled[0], filled[1:]
    width = _header_width(header, data, is_width_meant)
    columns, odd_headings = _headings(header, width, place)
    problems += odd_headings
    rows = []
    for record in data:
        problems += _odd_width(record, width, place, is_width_meant)
        rows.append(Row(record.number, (record.cells + [""] * width)[:width]))
    return columns, rows, problems


def _is_empty(cell: Value) -> bool:
    return isinstance(cell, str) and not cell.strip("\ufeff\u200b \t\r\n\x0b\x0c\x1a\xa0")


def _is_blank(record: Record) -> bool:
    return all(map(_is_empty, record.cells))


def hollow_numbers(records: list[Record]) -> list[int]:
    """The lines that have delimiters and nothing else."""
    return [record.number for record in records if len(record.cells) > 1 and _is_blank(record)]


def _hollow_rows(records: list[Record]) -> list[Problem]:
    """Tell of lines that have delimiters and nothing else; a truly empty line is not worth a word."""
    hollow = hollow_numbers(records)
    if not hollow:
        return []
    where = f"{len(hollow)} lines, the first line {hollow[0]}, have only empty cells and were left out."
    if len(hollow) == 1:
        where = f"Line {hollow[0]} has only empty cells and was left out."
    return [Problem(hollow[0], None, where, True)]


def _filled_cells(record: Record) -> list[Value]:
    return [cell for cell in record.cells if not _is_empty(cell)]


def _without_notes(records: list[Record], place: str) -> tuple[list[Record], list[Problem]]:
    """Take away lines like the notice our own exports carry: a single cell that begins with "# "."""
    notes = [
        record
        for record in (*records[:1], *records[-1:])
        if len(record.cells) and str(record.cells[0]).startswith(NOTE_MARK) and len(_filled_cells(record)) == 1
    ]
    kept = [record for record in records if record not in notes]
    reason = "{} {} is a note, not a row, and was left out."
    seen = {record.number for record in notes}
    return kept, [Problem(number, None, reason.format(place, number), True) for number in sorted(seen)]


def _without_titles(records: list[Record], place: str) -> tuple[list[Record], list[Problem]]:
    """Take away titles above the headings: single cells, where the next row is headings of several words."""
    titles = 0
    while titles < min(_TITLES_AT_MOST, len(records) - 1) and _is_single(records[titles]):
        titles += 1
    if not titles or len(records) < titles + 2 or not _looks_like_headings(records[titles]):
        return records, []
    reason = "{} {} was read as a title above the headings."
    problems = [Problem(one.number, None, reason.format(place, one.number), True) for one in records[:titles]]
    return records[titles:], problems


def _is_single(record: Record) -> bool:
    return len(_filled_cells(record)) == 1 and not _is_empty(record.cells[0])


def _looks_like_headings(record: Record) -> bool:
    words = _filled_cells(record)
    return (
        len(words) >= 2
        and all(isinstance(word, str) and not word.strip()[:1].isdigit() for word in words)
        and len({str(word).strip().casefold() for word in words}) == len(words)
    )


def _header_width(header: Record, data: list[Record], is_width_meant: bool) -> int:
    width = len(header.cells)
    while width and _is_empty(header.cells[width - 1]):
        beneath = (cell for one in data for cell in one.cells[width - 1 : width])
        if is_width_meant and not all(map(_is_empty, beneath)):
            break
        width -= 1
    return width


def _headings(header: Record, width: int, place: str) -> tuple[list[str], list[Problem]]:
    """Headings trimmed, blank ones numbered, repeated ones told apart; each change is reported."""
    written = [" ".join(str(cell).replace("\ufeff", "").split()) for cell in header.cells[:width]]
    taken = {heading.casefold() for heading in written if heading}
    columns: list[str] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, heading in enumerate(written, start=1):
        name = heading
        if not heading:
            name = _free(f"Column {number}", taken)
            reason = f"{place} {header.number}: column {number} has no heading; it is called “{name}” here."
        elif heading.casefold() in seen:
            name = _free(heading, taken)
            reason = f"{place} {header.number}: the heading “{heading}” comes again, here as “{name}”."
        if name != heading:
            problems.append(Problem(header.number, name, reason, True))
            taken.add(name.casefold())
        seen.add(name.casefold())
        columns.append(name)
    return columns, problems


def _free(heading: str, taken: set[str]) -> str:
    """A heading nobody has yet: itself, or with the first free number from 2."""
    if heading.casefold() not in taken:
        return heading
    number = 2
    while f"{heading} ({number})".casefold() in taken:
        number += 1
    return f"{heading} ({number})"


def _odd_width(record: Record, width: int, place: str, is_width_meant: bool) -> list[Problem]:
    """A short row is filled up: a warning. Filled cells beyond the headings are not read: a problem."""
    extra = [cell for cell in record.cells[width:] if not _is_empty(cell)]
    if extra:
        shown = ", ".join(f"“{_short(cell)}”" for cell in extra[:3]) + (", …" if len(extra) > 3 else "")
        reason = f"{place} {record.number} has more cells than there are headings; not read: {shown}."
        return [Problem(record.number, None, reason)]
    if is_width_meant and len(record.cells) < width:
        many = f"{len(record.cells)} cell" + ("" if len(record.cells) == 1 else "s")
        reason = f"{place} {record.number} has {many} for {width} headings; the missing ones are read as empty."
        return [Problem(record.number, None, reason, True)]
    return []


def _short(cell: Value) -> str:
    text = " ".join(str(cell).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
