"""``seed.txt``: what a folder is, and which reference data goes before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mobi_tracker.portfolio.reference_files import FILES
from mobi_tracker.seeding.wrong import SeedWrong, place_of, read_text

NAME = "seed.txt"


@dataclass(frozen=True)
class Description:
    """``reference``: the folder of reference data, or None. ``is_demonstration``: invented, for demo mode only."""

    reference: Path | None = None
    is_demonstration: bool = False


def read_description(folder: Path) -> Description:
    """Read ``seed.txt``; without one, reference data is what the folder holds itself or in ``reference``.

    Raises SeedWrong naming the line of what is not understood.
    """
    path = folder / NAME
    values: dict[str, str] = {}
    for number, line in enumerate(read_text(path, NAME).splitlines() if path.is_file() else (), start=1):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip() or line.startswith("//"):
            continue
        if not colon or key not in ("reference", "demonstration"):
            raise SeedWrong([f"{place_of(NAME, number)}: write “reference: FOLDER” or “demonstration: yes”."])
        values[key] = value
    if values.get("demonstration", "no") not in ("yes", "no"):
        raise SeedWrong([f"{NAME}, demonstration: write yes or no."])
    return Description(_reference(folder, values.get("reference")), values.get("demonstration") == "yes")


def _reference(folder: Path, named: str | None) -> Path | None:
    if named is not None:
        if not (folder / named).is_dir():
            raise SeedWrong([f"{NAME}, reference: there is no folder {named} beside this one."])
        return folder / named
    if (folder / "reference").is_dir():
        return folder / "reference"
    return folder if any((folder / each.name).is_file() for each in FILES) else None
