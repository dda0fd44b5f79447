"""What a person answered and corrected while the notes were read: by key of the line, field by field, as typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mobi_tracker.meetings.rules.lines import CapturedLine, key_of, match_lines

# A field is named by its line's key and what it corrects: "i3f2a19c0de-0.due".
_NAME = re.compile(r"([int][0-9a-f]{10}-[0-9]{1,6})\.([a-z_]{1,20})")
_KEY = re.compile(r"[int][0-9a-f]{10}-[0-9]{1,6}")
SHOWN = "shown"
KEPT = "kept"
LONGEST = 20_000  # characters of one field; the page lets nobody type more


@dataclass(frozen=True)
class Answers:
    """Answers by key; ``lines`` says what the line of a key was, so that answers follow a line that is reworded.

    ``added``: the keys whose answers add to the earlier ones. The others take their place, as an unticked box is not
    sent at all.
    """

    by_key: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lines: Mapping[str, CapturedLine] = field(default_factory=dict)
    added: frozenset[str] = frozenset()

    def of(self, key: str) -> Mapping[str, str]:
        """What was answered about a line (or a name, or a tag)."""
        return self.by_key.get(key, {})

    def over(self, earlier: Answers) -> Answers:
        """These, and the earlier ones about lines that these say nothing about."""
        kept = {key: {**earlier.of(key), **self.by_key[key]} for key in self.added}
        return Answers({**earlier.by_key, **self.by_key, **kept}, {**earlier.lines, **self.lines})

    def following(self, lines: Iterable[CapturedLine]) -> Answers:
        """The same answers under the keys of the lines as they are now."""
        now = list(lines)
        keys = [key_of("i", each.text, each.ordinal) for each in now]
        lost = [key for key in self.lines if key not in keys and self.by_key.get(key)]
        free = [at for at, key in enumerate(keys) if key not in self.by_key]
        found = match_lines([self.lines[key] for key in lost], [now[at] for at in free])
        moved = {keys[free[new]]: self.by_key[lost[old]] for new, old in found.items()}
        return replace(self, by_key={**self.by_key, **moved})

    def words(self, *fields: str) -> list[str]:
        """Everything typed into fields of these names."""
        return [each[name] for each in self.by_key.values() for name in fields if each.get(name)]


def read_answers(values: Iterable[tuple[str, str]]) -> Answers:
    """The answers in a form's values.

    With each item the form carries what it showed (``shown``): a field that was sent back as it was shown is no
    correction, so that a line may still change what it says. Answers about lines that are folded away come in one
    field (``kept``, see ``kept_text``). An item sent without ``shown`` (one that is
    recorded, of which only the questions are asked) adds to what was answered before.
    """
    sent: dict[str, dict[str, str]] = {}
    by_key: dict[str, dict[str, str]] = {}
    lines: dict[str, CapturedLine] = {}
    for name, value in values:
        found = _NAME.fullmatch(name)
        if name == KEPT:
            _take_kept(value, by_key, lines)
        elif found and "\x00" not in value:
            sent.setdefault(found[1], {})[found[2]] = value
    added = frozenset(key for key, fields in sent.items() if key.startswith("i") and SHOWN not in fields)
    for key, fields in sent.items():
        shown = read_object(fields.pop(SHOWN, ""))
        if isinstance(shown.get("line"), str):
            lines[key] = CapturedLine(str(shown.get("kind", "")), str(shown["line"]), 0, 0)
        by_key[key] = {
            **(by_key.get(key, {}) if key in added else {}),
            **{
                name: value.strip()[:LONGEST]
                for name, value in fields.items()
                if value.strip() != str(shown.get(name, "")).strip()
            },
        }
    return Answers(by_key, lines, added)


def kept_text(answers: Mapping[str, tuple[Mapping[str, str], CapturedLine | None]]) -> dict[str, object]:
    """What a form carries along of answers whose fields it does not show: by key, the answers and their line."""
    return {
        key: {"answers": dict(given), **({"line": line.text, "kind": line.kind} if line else {})}
        for key, (given, line) in answers.items()
    }


def _take_kept(text: str, by_key: dict[str, dict[str, str]], lines: dict[str, CapturedLine]) -> None:
    for key, kept in read_object(text).items():
        if not _KEY.fullmatch(key) or not isinstance(kept, dict) or not isinstance(kept.get("answers"), dict):
            continue
        by_key[key] = {
            str(name): value.strip()[:LONGEST] for name, value in kept["answers"].items() if isinstance(value, str)
        }
        if isinstance(kept.get("line"), str):
            lines[key] = CapturedLine(str(kept.get("kind", "")), kept["line"], 0, 0)


def read_object(text: str) -> dict[str, Any]:
    """A JSON object that a form carried along; empty for anything else, and for what no database can store.

    JSON may carry NUL and halves of characters, though a form's own fields cannot.
    """
    try:
        found = json.loads(text) if text and "\\u0000" not in text else {}
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
