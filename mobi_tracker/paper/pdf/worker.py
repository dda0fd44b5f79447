"""The process that compiles one PDF: ``python worker.py FOLDER FONTS TIMESTAMP``.

It stands alone: it imports nothing of the product, so that it starts fast. In the folder it finds ``main.typ`` and
what that reads, and leaves ``out.pdf``, and ``attempt.txt``, which says which attempt it is: see ``ATTEMPTS``.
"""

import contextlib
import sys
from pathlib import Path
from typing import Any

import typst

if sys.platform != "win32":
    import resource

MEMORY = 2 << 30
SECONDS = 15

# In order, until one succeeds. Under PDF/UA-1 typst refuses a character for which it has no typeface: then the
# system's faces may have it. Where none has, the sheet is better than none, and says that it was not checked.
ATTEMPTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("checked", {"pdf_standards": ["ua-1"], "ignore_system_fonts": True}),
    ("checked", {"pdf_standards": ["ua-1"]}),
    ("unchecked", {}),
    ("untagged", {"pdf_tags": False}),
)


def limit_itself() -> None:
    """Where the system can: no more memory and processor time than a sheet needs."""
    if sys.platform == "win32":  # It has none; the time limit of the process that waits stands everywhere.
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(folder: Path, fonts: Path, timestamp: int) -> int:
    """Compile; 0 if a PDF was made, 1 with the last error on stderr if not."""
    problem = ""
    for name, options in ATTEMPTS:
        try:
            content = typst.compile(
                str(folder / "main.typ"),
                root=str(folder),
                font_paths=[str(fonts)],
                format="pdf",
                sys_inputs={"attempt": name},
                timestamp=timestamp,
                **options,
            )
        except typst.TypstError as refused:
            problem = str(refused)
            continue
        (folder / "out.pdf").write_bytes(content)
        (folder / "attempt.txt").write_text(name, "utf-8")
        return 0
    sys.stderr.write(problem)
    return 1


if __name__ == "__main__":
    limit_itself()
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
