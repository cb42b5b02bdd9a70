"""Every language says all it has to: no message without words, none with other places to fill in, none left over."""

import contextlib
import io
import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog, Message

from inquiries.dev import catalogues
from inquiries.i18n import catalogues as spoken
from inquiries.settings import OFFERED

PLACES = re.compile(r"%\(\w+\)s|%%|\{\w*\}|</?\w+>|\*(?=\{)")
LOCALES = (*spoken.WHOLE[1:], *spoken.PUBLIC)


@pytest.fixture(scope="module")
def gathering() -> tuple[Catalog, str]:
    """Every sentence, and what the extractor had to say of them."""
    complaints = io.StringIO()
    with contextlib.redirect_stderr(complaints):
        return catalogues.gathered(), complaints.getvalue()


@pytest.fixture
def every(gathering: tuple[Catalog, str]) -> Catalog:
    return gathering[0]


def name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def places(words: str) -> Counter[str]:
    return Counter(PLACES.findall(words))


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_the_settings_offer_what_there_are_catalogues_for() -> None:
    folders = {path.name for path in spoken.DIRECTORY.iterdir()}
    assert sorted(OFFERED) == sorted({"en", *folders}) == sorted({*spoken.WHOLE, *spoken.PUBLIC})


def test_the_extractor_finds_nothing_odd(gathering: tuple[Catalog, str]) -> None:
    assert gathering[1] == ""


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_says_everything_and_nothing_that_is_gone(every: Catalog, locale: str) -> None:
    wanted = {name(message) for message in catalogues.wanted(locale, every)}
    kept = catalogues.kept(locale)
    said = {name(message) for message in kept if message.id and catalogues.is_said(message.string)}
    assert (sorted(wanted - said), sorted(said - wanted)) == ([], [])
    assert [name(message) for message in kept if message.id and message.fuzzy] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_fills_in_what_the_english_fills_in(locale: str) -> None:
    wrong = {}
    for message in catalogues.kept(locale):
        english = [message.id] if isinstance(message.id, str) else message.id
        right = [places(one) for one in english]
        found = [one for one in forms(message) if message.id and one and places(one) not in right]
        if found:
            wrong[name(message)] = found
    assert wrong == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_has_each_form_that_its_numbers_need(locale: str) -> None:
    kept = catalogues.kept(locale)
    plural = [message for message in kept if message.id and not isinstance(message.id, str)]
    assert {len(forms(message)) for message in plural} == {kept.num_plurals}


@pytest.mark.parametrize("locale", LOCALES)
def test_words_begin_and_end_with_the_spaces_of_the_english(locale: str) -> None:
    def edges(words: str) -> tuple[bool, bool]:
        return words != words.lstrip(), words != words.rstrip()

    wrong = [
        name(message)
        for message in catalogues.kept(locale)
        if message.id and any(one and edges(one) != edges(name(message)) for one in forms(message))
    ]
    assert wrong == []


def test_the_file_of_a_language_is_as_the_command_writes_it(every: Catalog) -> None:
    before = catalogues.file("fr").read_bytes()
    assert (catalogues.update("fr", every), catalogues.file("fr").read_bytes()) == (0, before)
