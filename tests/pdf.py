"""Reads a PDF as its reader would: pages, words, tags, title and language."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

_ONE = re.compile(r"<([0-9a-f]+)>()\s*<([0-9a-f]+)>", re.IGNORECASE)
_RANGE = re.compile(r"<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>", re.IGNORECASE)
_BLOCKS = re.compile(r"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)


@dataclass(frozen=True)
class ReadPdf:
    """What a PDF says. ``tags`` are (tag, its alternative text), in the order in which they are read."""

    pages: int
    text: str
    tags: list[tuple[str, str]]
    title: str
    language: str
    is_tagged: bool
    claims_ua: bool
    size: tuple[float, float]

    @property
    def alternatives(self) -> list[str]:
        """The alternative texts of its figures."""
        return [alternative for tag, alternative in self.tags if tag == "Figure"]

    def count(self, tag: str) -> int:
        """How many elements of a tag there are."""
        return sum(each == tag for each, _ in self.tags)


def read_pdf(content: bytes) -> ReadPdf:
    """Read a PDF. Text that was shaped right to left comes in the order in which it is drawn."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        metadata = pdf.open_metadata()
        words = " ".join("".join(_words(page)) for page in pdf.pages)
        return ReadPdf(
            pages=len(pdf.pages),
            text=re.sub(r" ([,:])", r"\1", " ".join(words.replace("\u200b", "").split())),
            tags=list(_tags(pdf.Root.get("/StructTreeRoot"))),
            title=str(metadata.get("dc:title", "")),
            language=str(pdf.Root.get("/Lang", "")),
            is_tagged=bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False)),
            claims_ua=str(metadata.get("pdfuaid:part", "")) == "1",
            size=(float(pdf.pages[0].mediabox[2]), float(pdf.pages[0].mediabox[3])),
        )


def _words(page: Any) -> Iterator[str]:
    """Every run of text, a space between runs that stand apart."""
    fonts = {str(name): _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    known: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            known = fonts[str(operands[0])]
        elif name in ("Tm", "Td", "T*", "BT"):
            yield " "
        elif name in ("Tj", "TJ"):
            pieces = operands[0] if name == "TJ" else operands
            codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            yield "".join(known.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))


def _characters(font: Any) -> dict[int, str]:
    """The characters of a font's codes, as its ToUnicode map says."""
    found: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return found
    for kind, block in _BLOCKS.findall(font.ToUnicode.read_bytes().decode("latin-1")):
        for first, last, text in (_ONE if kind == "bfchar" else _RANGE).findall(block):
            written = bytes.fromhex(text).decode("utf-16-be")
            for step, code in enumerate(range(int(first, 16), int(last or first, 16) + 1)):
                found[code] = written[:-1] + chr(ord(written[-1]) + step)
    return found


def _tags(element: Any) -> Iterator[tuple[str, str]]:
    if isinstance(element, pikepdf.Array):
        for each in element:
            yield from _tags(each)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element.S).lstrip("/"), str(element.get("/Alt", ""))
        yield from _tags(element.get("/K"))
