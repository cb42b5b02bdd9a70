"""One field: what a page needs to draw it, and what its answer must be. Knows no form and no page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from inquiries.forms import typed
from inquiries.wording import Text

Kind = Literal["text", "email", "tel", "textarea", "select", "radio", "date", "datetime", "checkbox"]
Choices = tuple[tuple[str, Text], ...]

LINE, LONG = 200, 20_000  # characters
TICKED, UNTICKED = frozenset({"yes", "on", "true", "1"}), frozenset({"no", "off", "false", "0"})


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where an answer is read: "today" depends on both. `now` is aware, `zone` an IANA name."""

    now: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Field:
    """`read` makes the canonical answer from tidy text that is not empty, or says what is wrong with it."""

    name: str
    label: Text
    kind: Kind
    missing: Text
    read: "Callable[[Field, str, Moment], str | Text]"
    hint: Text | None = None
    optional: bool = False
    limit: int = LINE
    autocomplete: str = ""
    inputmode: str = ""
    choices: Choices = ()


def clean(field: Field, value: object, moment: Moment) -> str | Text:
    """The canonical answer, "" for an optional field left empty, or what is wrong. Nothing makes it raise."""
    if value is None:
        value = ""
    elif isinstance(value, bool) and field.kind == "checkbox":
        value = "yes" if value else "no"
    if not isinstance(value, str):
        return Text("Send “%(field)s” as text", {"field": field.label})
    if len(value) > 4 * field.limit:  # line ends and composed letters can only shorten it so far
        return _too_long(field, len(value))
    text = typed.tidy(value, lines=field.kind == "textarea")
    if text is None:
        return Text("Type “%(field)s” again: a character in it cannot be kept", {"field": field.label})
    if len(text) > field.limit:
        return _too_long(field, len(text))
    if text:
        return field.read(field, text, moment)
    return "" if field.optional else field.missing


def as_typed(field: Field, text: str, moment: Moment) -> str | Text:
    """Reads words that may be any."""
    return text


def line(
    name: str,
    label: Text,
    *,
    missing: Text,
    hint: Text | None = None,
    optional: bool = False,
    autocomplete: str = "",
) -> Field:
    """A box of one line; line breaks typed into it become spaces."""
    return Field(name, label, "text", missing, as_typed, hint, optional, LINE, autocomplete)


def long_text(
    name: str, label: Text, *, missing: Text, hint: Text | None = None, optional: bool = False
) -> Field:
    """A box of many lines, counted and never cut."""
    return Field(name, label, "textarea", missing, as_typed, hint, optional, LONG)


def choice(
    name: str,
    label: Text,
    choices: Sequence[tuple[str, Text]],
    *,
    missing: Text,
    kind: Literal["select", "radio"] = "select",
    hint: Text | None = None,
    optional: bool = False,
) -> Field:
    """One of a list; `missing` is also said when the answer is not on it."""
    return Field(name, label, kind, missing, _from_the_list, hint, optional, choices=tuple(choices))


def consent(name: str, wording: Text) -> Field:
    """A box to tick, unticked at first: "yes", or no answer at all. Its label is the wording agreed to."""
    unclear = Text("Tick the box “%(field)s”, or leave it", {"field": wording})
    return Field(name, wording, "checkbox", unclear, _ticked, optional=True)


def is_from_a_list(field: Field) -> bool:
    """Whether nothing but its choices is an answer: languages and time zones have more than a page offers."""
    return field.read is _from_the_list


def _too_long(field: Field, count: int) -> Text:
    return Text(
        "“%(field)s” has %(count)s characters. Shorten it to %(limit)s",
        {"field": field.label, "count": count, "limit": field.limit},
    )


def _from_the_list(field: Field, text: str, moment: Moment) -> str | Text:
    for value, _ in field.choices:
        if text == value:
            return text
    return field.missing


def _ticked(field: Field, text: str, moment: Moment) -> str | Text:
    word = text.lower()
    if word in TICKED:
        return "yes"
    return "" if word in UNTICKED else field.missing
