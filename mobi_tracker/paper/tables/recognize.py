"""What a file is, by its first bytes: a table we can read, or something else that has a name."""

import io
import json
import re
import zipfile
from enum import Enum

from mobi_tracker.paper.tables.table import UnreadableFile

_ADVICE = "Choose a CSV file or an Excel workbook (.xlsx)."
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3", "a database"),
    (b"BEGIN:VCARD", "an address card (vCard)"),
    (b"BEGIN:VCALENDAR", "a calendar file"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta|div)\b", re.I | re.S)
_XML = re.compile(rb"\s*<\?xml\b|\s*<Workbook\b", re.I)


class FileKind(Enum):
    """The kinds of file that hold a table."""

    TEXT = "text"
    WORKBOOK = "workbook"


def recognize(content: bytes, filename: str) -> FileKind:
    """Whether the bytes are text or a workbook. Raises UnreadableFile that says what else they are."""
    if not content.strip(b" \t\r\n\x00"):
        raise UnreadableFile("The file is empty.")
    start = content[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, name in _SIGNATURES:
        if start.startswith(signature):
            raise UnreadableFile(f"The file is {name}, not a table. {_ADVICE}")
    if content.startswith(_OLD_OFFICE):
        return _old_office(content)
    if content.startswith(b"PK"):
        return _zip(content)
    if _WEB_PAGE.match(start) or _XML.match(start):
        name = "a web page" if _WEB_PAGE.match(start) else "an XML file"
        called = f", though it is called {filename}" if filename.lower().endswith((".xls", ".xlsx")) else ""
        raise UnreadableFile(f"The file is {name}{called}. Open it in Excel and save it as .xlsx or CSV.")
    if start[:1] in (b"{", b"[") and _is_json(content):
        raise UnreadableFile(f"The file is JSON, not a table. {_ADVICE}")
    return FileKind.TEXT


def _old_office(content: bytes) -> FileKind:
    """A file of Office before 2007, or a newer one under a password, which is wrapped the same way."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile("The workbook is locked with a password. Save it without one and try again.")
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return FileKind.WORKBOOK
    raise UnreadableFile(f"The file is an old Office document, but no workbook. {_ADVICE}")


def _zip(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            is_sheets = "mimetype" in names and b"spreadsheet" in archive.open("mimetype").read(200)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        message = "The file is damaged or was cut short. Open it in Excel, save it again, and try once more."
        raise UnreadableFile(message) from None
    if "xl/workbook.bin" in names:
        raise UnreadableFile("The workbook is in Excel's binary format. Save it as .xlsx and try again.")
    if is_sheets or any(re.fullmatch(r"/?xl/workbook\d*\.xml", name, re.I) for name in names):
        return FileKind.WORKBOOK
    kinds = (("word/", "a Word document"), ("ppt/", "a presentation"), ("Index/", "an Apple document"))
    known = (kind for folder, kind in kinds if any(name.startswith(folder) for name in names))
    raise UnreadableFile(f"The file is {next(known, 'a ZIP archive')}, not a table. {_ADVICE}")


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True
