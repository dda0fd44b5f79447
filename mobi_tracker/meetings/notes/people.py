"""Who a name in running text is (rule 9): the longest known name, else the words as written, to be asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mobi_tracker.meetings.notes.dates import MONTH, WEEKDAY
from mobi_tracker.meetings.notes.directory import DEPARTMENT, Directory
from mobi_tracker.meetings.notes.letters import APOSTROPHES, HYPHENS, QUOTES, fold, is_capital_word, is_letter
from mobi_tracker.meetings.notes.result import Question
from mobi_tracker.meetings.notes.tags import signs

_WORD = re.compile(r"[^\s,;:()\[\]{}<>@#\"“”„«»|*/&!?…—–]{1,80}")
_GAP = re.compile(r"\s{1,9}")
_DAY_WORD = re.compile(rf"(?:{WEEKDAY}|{MONTH})\.?", re.IGNORECASE)
_SLUG_WORD = re.compile(r"\w+(?:-\w+)*")
# A phone writes the first word of a task with a capital; after a first name alone these are no last name.
_ORDERS = frozenset(
    (
        "add", "answer", "arrange", "ask", "attend", "book", "bring", "build", "buy", "call", "cancel",
        "change", "check", "clean", "close", "collect", "compare", "complete", "confirm", "contact",
        "create", "decide", "deliver", "discuss", "draft", "email", "explain", "file", "fill", "find",
        "finish", "fix", "follow", "get", "give", "go", "have", "help", "host", "invite", "join", "keep",
        "let", "look", "mail", "make", "meet", "move", "need", "open", "order", "organize", "pay", "plan",
        "please", "post", "prepare", "present", "print", "provide", "publish", "push", "put", "reach",
        "read", "remind", "remove", "renew", "reply", "report", "request", "reserve", "review", "revise",
        "run", "schedule", "send", "set", "share", "sign", "start", "stop", "submit", "talk", "take",
        "tell", "test", "to", "track", "try", "turn", "update", "upload", "verify", "visit", "wait", "will",
        "work", "write"
    )
)  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A name in a text: where its words stand, the people it can mean, or the department's slug.

    `full` is whether it is somebody's whole name; nobody in `ids` and no `department` means unknown.
    """

    start: int
    end: int
    words: str
    ids: tuple[str, ...] = ()
    department: str | None = None
    full: bool = False

    @property
    def person(self) -> str | None:
        """The one person meant, or None when unknown, shared or a department."""
        return self.ids[0] if len(self.ids) == 1 else None

    def question(self, line: int) -> Question:
        """The `person` question about an unknown or shared name."""
        text = (
            f"Several people are called “{self.words}”. Which one is meant?"
            if self.ids
            else f"Nobody known is called “{self.words}”. Who is meant, or is this a new contact?"
        )
        return Question(line, "person", text, self.ids, self.words)


def _ends_name(word: str, at: int) -> bool:
    """Whether a name may end at a place in a word: before a possessive or stop, not inside a longer name."""
    if at == len(word):
        return True
    char, rest = word[at], word[at + 1 : at + 3]
    if is_letter(char) or char == "_":
        return False
    if char in APOSTROPHES:
        return not rest or not is_letter(rest[0]) or (rest[0] in "sS" and not (len(rest) > 1 and is_letter(rest[1])))
    return not (char in HYPHENS + "." and rest and is_letter(rest[0]))


def known_name(text: str, at: int, directory: Directory) -> Named | None:
    """The longest known name that begins at a place; a first or last name alone counts, even a shared one."""
    names = directory.names
    first = _WORD.match(text, at)
    if not first:
        return None
    most = max((names.longest.get(fold(first[0][:n]), 0) for n in _cuts(first[0])), default=0)
    words = [first]
    while len(words) < most:
        gap = _GAP.match(text, words[-1].end())
        word = _WORD.match(text, gap.end()) if gap else None
        if not word:
            break
        words.append(word)
    for count in range(min(len(words), most), 0, -1):
        last = words[count - 1]
        for cut in _cuts(last[0]):
            written = text[at : last.start() + cut]
            folded = fold(written)
            for table, full in ((names.whole, True), (names.part, False)):
                if folded in table:
                    return Named(at, at + len(written), written, table[folded], None, full)
    return None


def _cuts(word: str) -> list[int]:
    """Where a name may end in a word, longest first."""
    return [n for n in range(len(word), 0, -1) if _ends_name(word, n)]


def read_at(text: str, sign: int, directory: Directory) -> Named | None:
    """The name behind the `@` at a place, its start being the `@`; None when no name follows."""
    at = sign + 1
    if at >= len(text):
        return None
    if text[at] in QUOTES:
        quoted = _quoted(text, at, directory)
        if quoted:
            return Named(sign, quoted.end, quoted.words, quoted.ids, None, quoted.full)
        at += 1
    if at >= len(text) or not text[at].isalpha():
        return None
    known = known_name(text, at, directory)
    if known and (known.full or _stands_alone(text, known.end)):
        return Named(sign, known.end, known.words, known.ids, None, known.full)
    slug = _SLUG_WORD.match(text, at)
    if slug:
        if fold(slug[0]) == "me":
            return Named(sign, slug.end(), slug[0], (directory.writer,) if directory.writer else ())
        meant = directory.slug(slug[0])
        if meant and meant.kind == DEPARTMENT:
            return Named(sign, slug.end(), slug[0], (), meant.slug)
    end = _unknown_end(text, at)
    return Named(sign, end, text[at:end])


def _quoted(text: str, at: int, directory: Directory) -> Named | None:
    """A name in quotes, taken whole."""
    for end in range(at + 1, min(len(text), at + 200)):
        if text[end] in QUOTES[text[at]]:
            words = text[at + 1 : end].strip()
            if not words:
                return None
            full = bool(directory.people_fully_named(words))
            return Named(at, end + 1, words, directory.people_named(words), None, full)
    return None


def _stands_alone(text: str, end: int) -> bool:
    """Whether a first or last name is not followed by more of a name (`Lee Gomez` is not Lee Park)."""
    gap = _GAP.match(text, end)
    word = _WORD.match(text, gap.end()) if gap else None
    if not word or not is_capital_word(word[0]) or not word[0][0].isupper():
        return True
    if word[0].isupper() or any(c.isdigit() for c in word[0]):
        # A surname in capitals follows a first name in capitals; elsewhere capitals are an abbreviation.
        return not text[:end].rpartition("@")[2].isupper()
    plain = word[0].strip(".").lower()
    return plain in _ORDERS or plain.split("'")[0].split("’")[0] == "i" or bool(_DAY_WORD.fullmatch(word[0]))


def _unknown_end(text: str, at: int) -> int:
    """An unknown name runs to the next `,` `;` `:` bracket, `@`, `#` or word in small letters."""
    end = at
    word = _WORD.match(text, at)
    while word:
        end = word.end()
        # A sentence that ends here ends the name; a short title or an initial does not.
        if word[0].endswith(".") and len(word[0]) > 4:
            break
        gap = _GAP.match(text, end)
        word = _WORD.match(text, gap.end()) if gap else None
        if word and (not is_capital_word(word[0]) or word[0] == "I" or word[0].lower() in _ORDERS):
            break
    name = text[at:end]
    trimmed = name.rstrip(".-'’") if len(name.split()[-1]) > 4 else name.rstrip("-'’")
    if len(trimmed) > 2 and trimmed[-1] in "sS" and trimmed[-2] in APOSTROPHES:
        trimmed = trimmed[:-2]
    return at + max(len(trimmed), 1)


def mentions_in(text: str, directory: Directory) -> list[Named]:
    """Every name behind an `@` that counts, in order."""
    found: list[Named] = []
    end = 0
    for at, sign in signs(text).items():
        named = read_at(text, at, directory) if sign == "@" and at >= end else None
        if named:
            found.append(named)
            end = named.end
    return found
