"""Makes a PDF from a template and plain data, in a temporary folder and a process of its own."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from mobi_tracker.core.assets import AssetsMissing, package_folder

HERE = Path(__file__).resolve().parent
SHARED, WORKER = HERE / "paper.typ", HERE / "worker.py"
SECONDS = 20.0
WAITING_MOST = 5.0
LARGEST_DATA = 512 << 10
LARGEST_PDF = 16 << 20
# What a process needs to run and to find the system's typefaces. Nothing else of ours goes with it: no secret.
PASSED_ON = ("PATH", "HOME", "LANG", "SYSTEMROOT", "WINDIR", "LOCALAPPDATA", "TEMP", "TMP", "TMPDIR", "FONTCONFIG_PATH")

# Each takes a processor for itself: two at a time leave the pages theirs.
_presses = BoundedSemaphore(2)
log = logging.getLogger(__name__)


class PdfNotMade(Exception):
    """No PDF could be made; the text is a sentence for the person who asked."""


@dataclass(frozen=True)
class Pdf:
    """A PDF. ``is_checked``: typst's own checks of PDF/UA-1 passed; otherwise the sheet says that they did not."""

    content: bytes
    is_checked: bool


def make_pdf(
    template: Path, data: Mapping[str, Any], made_at: datetime, drawings: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> Pdf:  # fmt: skip
    """The template filled with the data, which it reads as ``data.json``, and with SVGs, each a file by its name.

    ``made_at`` is the date that the PDF bears. Raises PdfNotMade if the data is too large, too many PDFs are being
    made, it takes more than ``seconds``, or the template cannot be compiled.
    """
    written = json.dumps(data, ensure_ascii=False)
    size = len(written.encode()) + sum(len(drawing.encode()) for drawing in (drawings or {}).values())
    if size > LARGEST_DATA:
        raise PdfNotMade("There is too much here for one sheet. Choose fewer projects, then ask for the PDF again.")
    with _turn(), tempfile.TemporaryDirectory(prefix="mobi-pdf-") as name:
        folder = Path(name)
        (folder / "paper.typ").write_bytes(SHARED.read_bytes())
        (folder / "main.typ").write_bytes(template.read_bytes())
        (folder / "data.json").write_text(written, "utf-8")
        for file, drawing in (drawings or {}).items():
            (folder / file).write_text(drawing, "utf-8")
        _compile(folder, made_at, seconds)
        content = (folder / "out.pdf").read_bytes()
        if len(content) > LARGEST_PDF:
            raise _not_made("it came out too large")
        return Pdf(content, (folder / "attempt.txt").read_text("utf-8") == "checked")


@contextmanager
def _turn() -> Iterator[None]:
    if not _presses.acquire(timeout=WAITING_MOST):
        raise PdfNotMade("Several PDFs are being made just now. Wait a moment, then ask for this one again.")
    try:
        yield
    finally:
        _presses.release()


def _compile(folder: Path, made_at: datetime, seconds: float) -> None:
    try:
        fonts = package_folder("font_source_sans_pro")
    except AssetsMissing as missing:
        raise _not_made(str(missing)) from None
    command = [sys.executable, "-I", str(WORKER), str(folder), str(fonts), str(int(made_at.timestamp()))]
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            command, cwd=folder, env=passed_on, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise _not_made("it took too long") from None
    except OSError as problem:
        raise _not_made(str(problem)) from None
    if done.returncode != 0 or not (folder / "out.pdf").is_file():
        raise _not_made(done.stderr.decode(errors="replace")[-2000:])


def _not_made(why: str) -> PdfNotMade:
    """The reason goes to the log, for it may hold words of records; the person gets a sentence."""
    log.error("A PDF could not be made: %s", why)
    return PdfNotMade("The PDF could not be made. Nothing is lost: print the page instead, or try again later.")
