"""The registry of kinds of records: what may be pointed at by (kind, id).

Citations, provenance, questions, comments, history and drafts point this way, since a foreign key cannot.
A house test finds no dangling pointer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import has_request_context, request, url_for
from sqlalchemy import inspect

NOT_SHOWN = "not shown to you"  # stands for the words of what the reader may not see


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    ``endpoint`` shows a record's page and takes ``{argument: attribute}`` of it; a kind that is shown on another
    record's page gives ``shown_on`` (the attribute with that record) and an ``anchor`` prefix instead.
    ``title`` says the record in a few words. ``finds`` names the columns that quick find looks in.
    """

    name: str
    model: Any
    label: str
    plural: str
    title: Callable[[Any], str]
    endpoint: str | None = None
    argument: tuple[str, str] = ("record_id", "id")
    shown_on: str | None = None
    finds: tuple[str, ...] = ()


_kinds: dict[str, Kind] = {}

# What stands before and after the argument of an address, by (root, endpoint, argument, type). Values that are
# written otherwise in an address than in themselves take the long way.
_addresses: dict[tuple[str, str, str, type], tuple[str, str]] = {}
_SAMPLES: dict[type, Any] = {int: 918273645, str: "a-sample-918273645"}
_PLAIN = re.compile(r"[A-Za-z0-9-]+")


def register(kind: Kind) -> None:
    """Make a kind known. Registering another model under a known name is a programming error."""
    known = _kinds.get(kind.name)
    if known is not None and known.model is not kind.model:
        raise ValueError(f"The kind {kind.name} is registered twice.")
    _kinds[kind.name] = kind


def kind(name: str) -> Kind:
    """The kind of that name. Raises KeyError for an unknown one."""
    return _kinds[name]


def label_of(name: str) -> str:
    """A kind in words; parts of records that have no kind of their own are said by their table."""
    return _kinds[name].label if name in _kinds else name.replace("_", " ")


def private_fields_of(name: str) -> tuple[str, ...]:
    """The fields of a kind that its model (``__private__``) keeps from those who may not see private matters."""
    return getattr(_kinds[name].model, "__private__", ()) if name in _kinds else ()


def known_kinds() -> Iterable[Kind]:
    """Every kind, in the order of registration."""
    return tuple(_kinds.values())


def kind_of(record: Any) -> Kind:
    """The kind a record is of."""
    return _kinds[type(record).__kind__]


def pointer(record: Any) -> tuple[str, int]:
    """(kind, id) of a stored record."""
    return type(record).__kind__, record.id


def title_of(record: Any) -> str:
    """The record in a few words, for a link."""
    return kind_of(record).title(record)


def is_withheld(record: Any) -> bool:
    """Whether the reader may not see a record that another one names, so that it stands here without its words."""
    return bool(record.__dict__.get("is_withheld"))


def url_of(record: Any) -> str:
    """The address of the page that shows the record. A part of another record links to its place there."""
    if is_withheld(record):
        return "#"  # it leads nowhere: for this reader there is no such page
    found = kind_of(record)
    if found.endpoint is None:
        if found.shown_on is None:
            raise LookupError(f"Nothing shows a {found.label}.")
        return f"{url_of(getattr(record, found.shown_on))}#{anchor_of(record)}"
    argument, attribute = found.argument
    return address(found.endpoint, argument, getattr(record, attribute))


def address(endpoint: str, argument: str, value: Any) -> str:
    """The address of a page that takes one argument, as ``url_for`` gives it, but fast enough for every cell."""
    sample = _SAMPLES.get(type(value))
    if sample is None or not has_request_context() or not _PLAIN.fullmatch(str(value)):
        return url_for(endpoint, **{argument: value})
    key = (request.script_root, endpoint, argument, type(value))
    if key not in _addresses:
        parts = url_for(endpoint, **{argument: sample}).split(str(sample))
        if len(parts) != 2:
            return url_for(endpoint, **{argument: value})
        _addresses[key] = (parts[0], parts[1])
    before, after = _addresses[key]
    return f"{before}{value}{after}"


def anchor_of(record: Any) -> str:
    """The id of the record's element on the page that shows it."""
    return f"{kind_of(record).name.replace('_', '-')}-{inspect(record).identity[0]}"
