"""What a form brought back of the part beside the notes: answers, edits of records, what is open, where the list is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from flask import request

from mobi_tracker.core.numbers import read_id
from mobi_tracker.meetings.models import Capture
from mobi_tracker.meetings.rules.answers import Answers, read_answers
from mobi_tracker.meetings.rules.edits import BOUND_TO_PROJECT, RecordEdit, read_edits
from mobi_tracker.meetings.rules.lines import key_of
from mobi_tracker.meetings.vocabulary import ItemKind

PREVIEW = "preview"
_PRESSED = re.compile(r"(open|close|from):([a-z0-9-]{1,40})")
MOST_OPENED = 60


@dataclass(frozen=True)
class Beside:
    """``opened``: keys of the items whose fields stand open, the latest last. ``pressed``: the one just opened.

    ``closed``: the one just folded away. ``start``: how many entries are passed over. ``is_moved``: just now.
    """

    answers: Answers = field(default_factory=Answers)
    edits: dict[int, RecordEdit] = field(default_factory=dict)
    opened: tuple[str, ...] = ()
    pressed: str = ""
    closed: str = ""
    start: int = 0
    is_moved: bool = False

    def answers_for(self, captures: Sequence[Capture]) -> Answers:
        """The answers, with the edits that make another record of a line: those that give it another project.

        The other record says what the first one does where that was edited, else what its line says by now.
        """
        by_id = {each.id: each for each in captures}
        moved = {
            key_of("i", capture.line_text, capture.ordinal): {**_edited_before(capture, edit), **edit.typed}
            for capture_id, edit in self.edits.items()
            if (capture := by_id.get(capture_id)) is not None and moves(capture, edit)
        }
        if not moved:
            return self.answers
        by_key = {**self.answers.by_key, **{key: {**self.answers.of(key), **given} for key, given in moved.items()}}
        return replace(self.answers, by_key=by_key, added=self.answers.added | moved.keys())


def _edited_before(capture: Capture, edit: RecordEdit) -> dict[str, str]:
    """What the record of a line was shown to say otherwise than its line had given it."""
    return {name: words for name, words in edit.shown.items() if words != str(capture.values.get(name) or "")}


def moves(capture: Capture, edit: RecordEdit) -> bool:
    """Whether an edit gives a line another project whose record belongs to its project for good."""
    return ItemKind(capture.item_kind) in BOUND_TO_PROJECT and bool(edit.typed.get("project"))


def read_beside(values: Iterable[tuple[str, str]]) -> Beside:
    """What a form's values, or a kept draft's, say of the part beside the notes."""
    pairs = list(values)
    by_name = dict(pairs)
    opened = tuple(each for each in by_name.get("opened", "").split(",") if each)[-MOST_OPENED:]
    pressed = _PRESSED.fullmatch(by_name.get("do", ""))
    verb, what = (pressed[1], pressed[2]) if pressed else ("", "")
    start = read_id(what if verb == "from" else by_name.get("from", "")) or 0
    return Beside(
        read_answers(pairs), read_edits(pairs), opened, what if verb == "open" else "",
        what if verb == "close" else "", start, verb == "from",
    )  # fmt: skip


def sent_beside() -> Beside:
    """What the request at hand sent."""
    return read_beside(request.form.items(multi=True))


def asks_for_preview() -> bool:
    """Whether the form was sent by a button that only shows it again: Preview, or one beside the notes."""
    pressed = request.form.get("do", "")
    return request.method == "POST" and (pressed == PREVIEW or _PRESSED.fullmatch(pressed) is not None)
