"""What a person answered and corrected while the notes were read: by key of the line, field by field, as typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mobi_tracker.meetings.rules.lines import CapturedLine, key_of, match_lines

# A field is named by its line's key and what it corrects: "i3f2a19c0de-0.due".
_NAME = re.compile(r"([int][0-9a-f]{10}-[0-9]{1,6})\.([a-z_]{1,20})")
SHOWN = "shown"
LONGEST = 2000


@dataclass(frozen=True)
class Answers:
    """Answers by key; ``lines`` says what the line of a key was, so that answers follow a line that is reworded."""

    by_key: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lines: Mapping[str, CapturedLine] = field(default_factory=dict)

    def of(self, key: str) -> Mapping[str, str]:
        """What was answered about a line (or a name, or a tag)."""
        return self.by_key.get(key, {})

    def over(self, earlier: Answers) -> Answers:
        """These, and the earlier ones about lines that these say nothing about."""
        return Answers({**earlier.by_key, **self.by_key}, {**earlier.lines, **self.lines})

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
    correction, so that a line may still change what it says.
    """
    sent: dict[str, dict[str, str]] = {}
    for name, value in values:
        found = _NAME.fullmatch(name)
        if found and len(value) <= LONGEST * 5 and "\x00" not in value:
            sent.setdefault(found[1], {})[found[2]] = value
    by_key, lines = {}, {}
    for key, fields in sent.items():
        shown = _shown(fields.pop(SHOWN, ""))
        if isinstance(shown.get("line"), str):
            lines[key] = CapturedLine(str(shown.get("kind", "")), str(shown["line"]), 0, 0)
        by_key[key] = {
            name: value.strip()[:LONGEST]
            for name, value in fields.items()
            if value.strip() != str(shown.get(name, "")).strip()
        }
    return Answers(by_key, lines)


def _shown(text: str) -> dict[str, object]:
    try:
        shown = json.loads(text) if text else {}
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}
