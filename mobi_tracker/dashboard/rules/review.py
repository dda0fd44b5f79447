"""The words of Review. Plain values only."""

from __future__ import annotations

from mobi_tracker.city.words import as_sentence, counted, counted_in_words, join_words, plural


def review_sentence(to_review: int, to_forward: int, to_decide: int) -> str:
    """What waits: "One briefing waits for your review. Two asks wait to be forwarded, one for your decision." """
    sentences = []
    if to_review:
        sentences.append(f"{counted_in_words(to_review, 'briefing')} {plural(to_review, 'waits', 'wait')} for review")
    asks = []
    if to_forward:
        verb = plural(to_forward, "waits", "wait")
        asks.append(f"{counted_in_words(to_forward, 'ask')} {verb} to be forwarded")
    if to_decide:
        verb = plural(to_decide, "waits", "wait")
        asks.append(f"{counted_in_words(to_decide, 'ask')} {verb} for your decision")
    if asks:
        sentences.append(join_words(asks))
    return " ".join(as_sentence(each) for each in sentences) or "Nothing waits for you."


def change_words(new: int, changed: int, removed: int, since: int) -> str:
    """What differs from an earlier version, in a line: "2 lines changed, 1 new, 1 taken out since version 1"."""
    parts = [f"{counted(changed, 'line')} changed"] if changed else []
    parts += [f"{new} new"] if new else []
    parts += [f"{removed} taken out"] if removed else []
    return f"{', '.join(parts) or 'nothing changed'} since version {since}"
