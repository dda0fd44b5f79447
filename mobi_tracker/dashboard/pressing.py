"""Where the presses beside a mismatch lead: to the record that speaks against the report, and to explain it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import kinds
from mobi_tracker.dashboard.rules.mismatches import Mismatch
from mobi_tracker.standing.evidence.judge import Pointer
from mobi_tracker.standing.vocabulary import Rule


def fact_address(pointer: Pointer, slug: str) -> str:
    """The page of the record that a reason is of; of silence it is the project's, known by its slug."""
    kind, record_id = pointer
    found = kinds.kind(kind)
    if kind == "project" or found.endpoint is None:
        return url_for("profiles.project", slug=slug)
    return kinds.address(found.endpoint, found.argument[0], record_id)


def explain_urls(rows: Sequence[Mismatch], viewer: Viewer, back: str) -> dict[tuple[Rule, Pointer], str]:
    """Where each reason that nobody explained may be, by whom may log for its project. ``back`` is the page after."""
    return {
        (each.rule, each.pointer): url_for(
            "explanations.new", slug=row.project.slug, rule=each.rule.value, kind=each.pointer[0], id=each.pointer[1],
            next=back,
        )
        for row in rows
        if viewer.can_for(Permission.LOG, row.project.department_ids)
        for each in row.against
        if not each.explained
    }  # fmt: skip
