"""What a person changed, beside the notes, in a record that a line made earlier: field by field, as typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mobi_tracker.meetings.rules.answers import KEPT, LONGEST, SHOWN, read_object
from mobi_tracker.meetings.vocabulary import ItemKind

# A field is named by its capture: "r12.due".
_NAME = re.compile(r"r([0-9]{1,12})\.([a-z_]{1,20})")
_KEY = re.compile(r"r([0-9]{1,12})")
TOKEN = "as_of"
# Which fields of a record can be changed beside the notes, the first ones beside the item, the others folded away.
EDITED: Mapping[ItemKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ItemKind.ACTION: (("owner", "due"), ("project", "text")),
    ItemKind.DECISION: ((), ("project", "text")),
    ItemKind.ASK: (("due",), ("of", "project", "text")),
    ItemKind.RISK: (("level",), ("project", "text")),
    ItemKind.ISSUE: (("level",), ("project", "text")),
    ItemKind.STATUS: (("rating",), ("project", "text")),
    ItemKind.MILESTONE: (("forecast",), ("project", "reason")),
}
# A risk, a status and a milestone belong to their project for good: with another one they are another record.
BOUND_TO_PROJECT = (ItemKind.RISK, ItemKind.ISSUE, ItemKind.STATUS, ItemKind.MILESTONE)


@dataclass(frozen=True)
class RecordEdit:
    """What was typed into the fields of one record, ``shown`` what they said before, ``as_of`` how it stood then."""

    shown: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""

    def kept(self) -> dict[str, object]:
        """What a form carries along of an edit whose fields it does not show."""
        return {"shown": dict(self.shown), "typed": dict(self.typed), TOKEN: self.as_of}


def read_edits(values: Iterable[tuple[str, str]]) -> dict[int, RecordEdit]:
    """By id of the capture, the edits in a form's values. A field sent back as it was shown is none."""
    sent: dict[int, dict[str, str]] = {}
    edits: dict[int, RecordEdit] = {}
    for name, value in values:
        found = _NAME.fullmatch(name)
        if name == KEPT:
            edits |= _read_kept(value)
        elif found and "\x00" not in value:
            sent.setdefault(int(found[1]), {})[found[2]] = value
    for capture_id, fields in sent.items():
        shown = read_object(fields.pop(SHOWN, ""))
        as_of = shown.pop(TOKEN, "")
        edits[capture_id] = _edit(shown, fields, as_of)
    return {capture_id: edit for capture_id, edit in edits.items() if edit.typed}


def _edit(shown: Mapping[str, object], fields: Mapping[str, object], as_of: object) -> RecordEdit:
    words = {name: _plain(value) for name, value in shown.items() if isinstance(value, str)}
    typed = {
        name: value.strip()[:LONGEST]
        for name, value in fields.items()
        if isinstance(value, str) and name in words and _plain(value) != words[name]
    }
    return RecordEdit(words, typed, as_of if isinstance(as_of, str) else "")


def _plain(text: str) -> str:
    """A text as a one-line field sends it back: the browser leaves out line ends."""
    return "".join(text.splitlines()).strip()


def _read_kept(text: str) -> dict[int, RecordEdit]:
    found = {}
    for key, kept in read_object(text).items():
        named = _KEY.fullmatch(key)
        if (
            named
            and isinstance(kept, dict)
            and isinstance(kept.get("shown"), dict)
            and isinstance(kept.get("typed"), dict)
        ):
            found[int(named[1])] = _edit(kept["shown"], kept["typed"], kept.get(TOKEN))
    return found
