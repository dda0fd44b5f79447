"""Typed form fields, and the form every other form is made from."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import TextInput

from mobi_tracker.core.editing import Saved, last_saved
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.numbers import read_id, read_whole


def clean(text: str | None) -> str | None:
    """What was typed without spaces around it; NUL is refused, since PostgreSQL cannot store it."""
    if text is None:
        return None
    if "\x00" in text:
        raise ValidationError("This holds a character that cannot be stored (NUL). Type it again without it.")
    return text.strip()


def keep(text: str | None) -> str | None:
    """What was typed, byte for byte, save that the browser's CRLF stays as it came; NUL is refused."""
    if text is not None and "\x00" in text:
        raise ValidationError("This holds a character that cannot be stored (NUL). Type it again without it.")
    return text


def folded(text: str) -> str:
    """A text for comparing names: without case, accents, apostrophe shapes and doubled spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'").replace("`", "'"))
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).casefold().split())


class Form(FlaskForm):
    """The base of forms: CSRF, the version of the record it was filled from, broken rules beside their field.

    Filled with ``obj=record`` it carries ``record.version``. After a stale save ``stale`` maps a field's label to
    (what stands now, what was typed), for the page to show both.
    """

    form_errors: list[str]
    version = HiddenField(validators=[Optional()])

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.stale: list[tuple[str, str, str]] = []
        self.saved: Saved | None = None  # who saved meanwhile what was typed here, where that is known
        record = options.get("obj")
        for field in self:
            if isinstance(field, (PickField, NamedField)):
                field.held = getattr(record, field.name, None)

    def show(self, broken: RuleBroken) -> None:
        """Put a broken rule beside the field it names, or above the form."""
        if broken.field and broken.field in self._fields:
            self._fields[broken.field].errors = [*self._fields[broken.field].errors, broken.message]
        else:
            self.add_error(broken.message)

    def show_stale(self, record: Any) -> None:
        """Show what somebody else saved beside what was typed; saving again is then on top of theirs."""
        theirs, self.saved = self.filled_from(record), last_saved(record)
        self.stale = [
            (field.label.text, words_of(theirs[field.name]), words_of(field))
            for field in self
            if field.name not in ("version", "csrf_token") and words_of(theirs[field.name]) != words_of(field)
        ]
        self.version.data = str(record.version)
        self.add_error(
            f"{self.saved.who if self.saved else 'Somebody else'} saved this after you opened it. "
            "Nothing of theirs or yours is lost: compare, then save again."
        )

    def add_error(self, message: str) -> None:
        """Say above the form what is wrong with all of it."""
        self.form_errors = [*self.form_errors, message]

    def filled_from(self, record: Any) -> Form:
        """Such a form as the record would fill it. A form that takes more than a record says so here."""
        return type(self)(formdata=None, obj=record)

    @property
    def shown_version(self) -> int | None:
        """The version of the record that the form was filled from."""
        return read_id(str(self.version.data or ""))


def words_of(field: Any) -> str:
    """What a field holds, as words for comparing."""
    if isinstance(field, SelectMultipleField):
        labels = {str(value): label for value, label, *_ in field.iter_choices()}
        return ", ".join(str(labels.get(str(each), each)) for each in field.data or ())
    if isinstance(field, SelectField):
        return next((str(choice[1]) for choice in field.iter_choices() if choice[2]), "")
    if isinstance(field, TypedField):
        return field._value()
    return "" if field.data is None else str(field.data)


class TextField(StringField):
    """One line of text."""

    def __init__(self, label: str, *, most: int = 200, required: str | None = None, **options: Any) -> None:
        validators = [*options.pop("validators", []), Length(max=most, message=f"At most {most} characters.")]
        options["filters"] = [clean]
        super().__init__(label, validators, **options)
        self.required = required

    def pre_validate(self, form: Any) -> None:
        if self.required and not self.data:
            raise ValidationError(self.required)


class LongTextField(TextAreaField):
    """Several lines of text; ``exact`` keeps every byte."""

    def __init__(
        self, label: str, *, most: int = 100_000, required: str | None = None, exact: bool = False, **options: Any
    ) -> None:
        validators = [*options.pop("validators", []), Length(max=most, message=f"At most {most:,} characters.")]
        options["filters"] = [keep if exact else clean]
        super().__init__(label, validators, **options)
        self.required = required

    def pre_validate(self, form: Any) -> None:
        if self.required and not (self.data or "").strip():
            raise ValidationError(self.required)


class TypedField(Field):
    """A field whose text is kept as typed while its value is checked."""

    widget = TextInput()
    data: Any
    process_errors: Sequence[str]

    def __init__(self, label: str, *, required: str | None = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.required = required
        self.typed: str | None = None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.typed = clean(valuelist[0]) if valuelist else None
        if not self.typed:
            self.data = None
            if self.required and valuelist is not None:
                raise ValueError(self.required)
            return
        self.data = self.read_typed(self.typed)

    def pre_validate(self, form: Any) -> None:
        # A post without any field at all is not processed, and must not pass for that.
        if self.required and self.data is None and not self.process_errors:
            raise ValidationError(self.required)

    def read_typed(self, typed: str) -> Any:
        raise NotImplementedError

    def shown(self) -> str:
        raise NotImplementedError

    def _value(self) -> str:
        return self.typed if self.typed is not None else ("" if self.data is None else self.shown())


class WholeNumberField(TypedField):
    """A whole number between two others."""

    def __init__(self, label: str, *, least: int, most: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.least, self.most = least, most

    def read_typed(self, typed: str) -> int:
        return read_whole(typed, self.least, self.most)

    def shown(self) -> str:
        return str(self.data)


class ChoiceField(SelectField):
    """One of an enum's members, shown by its ``label``; blank is None where ``blank`` says so."""

    def __init__(self, label: str, kind: type[enum.Enum], *, blank: str | None = None, **options: Any) -> None:
        choices = [SelectChoice(value="", label=blank)] if blank is not None else []
        choices += [SelectChoice(value=each.value, label=getattr(each, "label", each.value)) for each in kind]
        super().__init__(
            label,
            choices=choices,
            coerce=lambda raw: None if raw in ("", None) else raw if isinstance(raw, kind) else kind(raw),
            **options,
        )


KEPT = "as it is now (no longer offered)"


class PickField(SelectField):
    """One of a short list of records (departments, initiatives): value is the id. Choices are set by ``offer``.

    What a record holds already may be kept, though it is offered no more (a withdrawn department, somebody who left).
    """

    def __init__(self, label: str, *, blank: str | None = "", **options: Any) -> None:
        super().__init__(label, choices=[], coerce=lambda raw: int(raw) if raw not in ("", None) else None, **options)
        self.blank = blank
        self.held: int | None = None  # what the record that the form was filled from holds

    def offer(self, rows: Iterable[tuple[int, str]]) -> None:
        """Say what may be chosen, as (id, title)."""
        offered = list(rows)
        first = [] if self.blank is None else [SelectChoice(value="", label=self.blank)]
        held = [] if self.held is None else [self.held]
        self.choices = first + [SelectChoice(value=each, label=title) for each, title in _with_held(offered, held)]


def _with_held(offered: list[tuple[int, str]], held: Iterable[int]) -> list[tuple[int, str]]:
    known = {each for each, _ in offered}
    return [*offered, *((each, KEPT) for each in held if each not in known)]


class PickManyField(SelectMultipleField):
    """Several of a short list of records: value is a list of ids. What is held already may be kept, as in PickField."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, choices=[], coerce=int, **options)

    def offer(self, rows: Iterable[tuple[int, str]], held: Iterable[int] = ()) -> None:
        """Say what may be chosen, as (id, title), and what the record holds already."""
        self.choices = [SelectChoice(value=each, label=title) for each, title in _with_held(list(rows), held)]


class NamedField(TypedField):
    """A record of a kind that can grow without bound, typed by name and completed from ``suggest_kinds``.

    ``find`` is set by the view's form: it takes the words and gives the id, or raises ValueError with what to do
    (nobody has that name; several have it). ``title`` gives the words for an id.
    """

    def __init__(self, label: str, *, suggest_kinds: str, **options: Any) -> None:
        super().__init__(label, **options)
        self.suggest_kinds = suggest_kinds
        self.find: Callable[[str], int] | None = None
        self.title: Callable[[int], str] | None = None
        self.held: Any = None  # what the record that the form was filled from holds
        self._title_text: str | None = None

    def bind(self, find: Callable[[str], int], title: Callable[[int], str]) -> None:
        """Say how words become a record and a record words."""
        self.find, self.title = find, title
        if self.typed and self.held is not None and self.typed == title(self.held):
            self.data = self.held  # untouched: it stays, even if it was withdrawn, or is not for this reader
        elif self.typed:
            try:
                self.data = find(self.typed)
            except ValueError as error:
                self.process_errors = [*self.process_errors, str(error)]
        if self.data is not None:
            self._title_text = title(self.data)

    def read_typed(self, typed: str) -> Any:
        return None  # bind() finds the record, once the form knows how

    def shown(self) -> str:
        return self._title_text or ""


class TickField(BooleanField):
    """Yes or no."""
