"""Every sentence this program says, gathered from its code, and each language's catalogue brought up to that.

`python -m inquiries.dev.catalogues` after words have changed: what is translated stays, what is new waits for its
words, what is gone goes. Serves nobody; a test asks here whether a language is whole.
"""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, FileSystemLoader, meta

from inquiries.i18n import catalogues
from inquiries.web.templating import templates_directory

ROOT = Path(__file__).parent.parent.parent
# What a visitor reads: these templates and all they include, and what these rooms and files say.
_PAGES = ("public/*", "errors/*", *(f"emails/{name}/*" for name in ("receipt", "guide", "copy", "letter")))
_MAILS = ("emails/acknowledgement/*",)
# The same each time, so that only words make a difference.
_HEADER: dict[str, Any] = {
    "project": "inquiries",
    "header_comment": "",
    "version": "1",
    "last_translator": "-",
    "language_team": "-",
    "msgid_bugs_address": "-",
    "fuzzy": False,
    "creation_date": datetime(2026, 11, 29, tzinfo=UTC),
    "revision_date": datetime(2026, 11, 29, tzinfo=UTC),
}
_ROOMS = ("forms/", "i18n/", "intake/", "web/")
_FILES = ("inquiry/next_steps.py", "inquiry/contacts.py", "inquiry/answers.py", "settings/defaults.py")


def gathered() -> Catalog:
    """Every message, with the places that say it."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(each["pattern"], each["method"]) for each in mappings]
    options = {each["pattern"]: {"trimmed": each.get("trimmed", "")} for each in mappings}
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "Text": None}
    found = Catalog()
    for place, line, words, comments, context in extract_from_dir(
        ROOT, methods, options, keywords, comment_tags=("Translators:",)
    ):
        if words:
            found.add(words, locations=[(place, line)], auto_comments=comments, context=context)
    return found


def public(every: Catalog) -> Iterator[Message]:
    """Those a visitor reads: a language that is only offered to the public has these."""
    shown = tuple(f"templates/{name}" for name in _templates())
    said = tuple(f"inquiries/{name}" for name in (*_ROOMS, *_FILES))
    for message in every:
        places = [place for place, _ in message.locations]
        if message.id and any(place in shown or place.startswith(said) for place in places):
            yield message


def kept(locale: str) -> Catalog:
    """A language's catalogue as it stands in its file."""
    with open(file(locale), "rb") as source:
        return read_po(source, locale=locale, domain=catalogues.DOMAIN)


def wanted(locale: str, every: Catalog) -> list[Message]:
    """What a language has to say."""
    whole = locale in catalogues.WHOLE
    return [message for message in every if message.id] if whole else list(public(every))


def file(locale: str) -> Path:
    """Where a language's words stand."""
    return catalogues.DIRECTORY / locale / "LC_MESSAGES" / f"{catalogues.DOMAIN}.po"


def update(locale: str, every: Catalog) -> int:
    """Write the catalogue anew; how many messages wait for their words."""
    before = kept(locale) if file(locale).exists() else Catalog()
    after = Catalog(locale=locale, domain=catalogues.DOMAIN, **_HEADER)
    missing = 0
    for message in sorted(
        wanted(locale, every), key=lambda each: str(each.id)
    ):  # wherever it stands in the code
        known = before.get(message.id)
        words = known.string if known else ""
        after.add(message.id, words, flags=message.flags, auto_comments=message.auto_comments)
        missing += not is_said(words)
    file(locale).parent.mkdir(parents=True, exist_ok=True)
    with open(file(locale), "wb") as target:
        write_po(target, after, width=110, omit_header=False, no_location=True)
    return missing


def is_said(words: "str | Sequence[str] | None") -> bool:
    """Whether a message has all its words, in every form that its language needs for numbers."""
    return bool(words) and (isinstance(words, str) or all(words or ()))


def _templates() -> set[str]:
    """The templates that visitors read, with all that they include or import."""
    root = templates_directory()
    environment = Environment(loader=FileSystemLoader(root), extensions=["jinja2.ext.i18n"])  # noqa: S701
    waiting = [path.relative_to(root).as_posix() for name in (*_PAGES, *_MAILS) for path in root.glob(name)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
            waiting += [each for each in meta.find_referenced_templates(environment.parse(source)) if each]
    return found


def main() -> None:
    every = gathered()
    for locale in (*catalogues.WHOLE[1:], *catalogues.PUBLIC):
        print(f"{locale}: {update(locale, every)} of {len(wanted(locale, every))} wait for their words")


if __name__ == "__main__":
    main()
