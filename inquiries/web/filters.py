"""What every template may use for words, bound to the language of one rendering. Times arrive in it already said."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from inquiries.i18n import catalogues
from inquiries.wording import Text

# Set around each render, so that macros imported without context speak the same language.
_locale: ContextVar[str] = ContextVar("locale")


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Everything here speaks `locale` inside."""
    before = _locale.set(locale)
    try:
        yield
    finally:
        _locale.reset(before)


def gettext(words: str) -> str:
    return catalogues.translations(_locale.get()).gettext(words) if words else ""


def ngettext(one: str, many: str, count: int) -> str:
    return catalogues.translations(_locale.get()).ngettext(one, many, count)


def translated(value: object) -> object:
    """A Text becomes its words wherever it is printed; all else stays as it is."""
    return catalogues.text(value, _locale.get()) if isinstance(value, Text) else value


def words(value: Text | str) -> str:
    """The filter `t`: a Text, or a str from the settings, in the page's language."""
    return catalogues.text(value, _locale.get()) if isinstance(value, Text) else gettext(value)
