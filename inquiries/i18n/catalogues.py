"""Translations by locale, read from .po files when first asked for. English words are the message ids."""

import io
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from babel import Locale
from babel.messages import mofile, pofile
from babel.support import Translations

from inquiries.wording import Text

DIRECTORY = Path(__file__).parent / "locale"
DOMAIN = "inquiries"
WHOLE = ("en", "fr")  # every page and mail speaks these
PUBLIC = ("bg", "de", "nl", "pl", "ro")  # and these, what visitors read


@lru_cache(maxsize=64)
def translations(locale: str) -> NullTranslations:
    """The catalogue of a locale we offer; one without a file speaks English.

    Never hand it a string from a request: `choice.pick` first.
    """
    path = DIRECTORY / locale / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = pofile.read_po(source, locale=locale.replace("-", "_"), domain=DOMAIN)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def text(words: Text, locale: str = "en") -> str:
    """A Text in one language. Values that are Texts are translated first."""
    if not words.msgid:
        return ""
    translated = translations(locale).gettext(words.msgid)
    if not words.values:
        return translated
    values = {
        name: text(value, locale) if isinstance(value, Text) else value
        for name, value in words.values.items()
    }
    try:
        return translated % values
    except (KeyError, TypeError, ValueError):
        # A translator's slip in a %(name)s must not take a page down.
        return str(words)


@lru_cache(maxsize=64)
def babel_locale(locale: str) -> Locale:
    """Month names, number signs and writing direction of a locale."""
    return Locale.parse(locale.replace("-", "_"))


def direction(locale: str) -> str:
    """ "ltr" or "rtl", for the page's dir attribute."""
    return str(babel_locale(locale).text_direction)
