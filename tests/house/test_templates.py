"""Every template there is has a sample, renders with all of them, and where it is a page it is valid HTML."""

import html5lib
import jinja2
import pytest

from inquiries.web.templating import Pages
from tests.house import samples, tree

LOCALES = ("en", "fr", "ar")  # the last one is written from right to left
EVERY_PAGE = [
    pytest.param(name, context, id=f"{name}-{number}")
    for name, contexts in samples.PAGES.items()
    for number, context in enumerate(contexts)
]


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages(samples.SETTINGS)


def on_disk() -> set[str]:
    return {path.relative_to(tree.TEMPLATES).as_posix() for path in tree.files(tree.TEMPLATES)}


def sampled() -> set[str]:
    mails = {f"emails/{name}/{part}" for name in samples.MAILS for part in samples.MAIL_PARTS}
    return mails | samples.PAGES.keys() | samples.TEXTS.keys()


def is_part(name: str) -> bool:
    return name.startswith(("layout/", "parts/"))


def test_every_template_that_stands_alone_has_a_sample_and_every_sample_its_template():
    assert sampled() == {name for name in on_disk() if not is_part(name)}
    assert [name for name, contexts in (samples.PAGES | samples.TEXTS).items() if not contexts] == []


def test_every_layout_and_part_is_drawn_by_some_sample(monkeypatch):
    """Loaded means reached: an include in a branch that no sample takes is not."""
    loaded = set()
    read = jinja2.FileSystemLoader.get_source

    def noting(loader, environment, name):
        loaded.add(name)
        return read(loader, environment, name)

    monkeypatch.setattr(jinja2.FileSystemLoader, "get_source", noting)
    pages = Pages(samples.SETTINGS)
    for name, contexts in samples.PAGES.items():
        for context in contexts:
            pages.html(name, **context)
    for name, context in samples.MAILS.items():
        pages.mail(name, **context)
    for name, contexts in samples.TEXTS.items():
        pages.text(name, **contexts[0])
    assert on_disk() - loaded == set()


@pytest.mark.parametrize(("name", "context"), EVERY_PAGE)
def test_page_is_valid_html_in_every_direction(pages, name, context):
    for locale in LOCALES:
        page = pages.html(name, **{**context, "locale": locale})
        document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert (document.get("lang"), document.get("dir")) == (locale, "rtl" if locale == "ar" else "ltr")
        assert document.findtext(".//title").strip()


@pytest.mark.parametrize("name", samples.MAILS)
def test_mail_renders_in_every_direction(pages, name):
    for locale in LOCALES:
        subject, text, html = pages.mail(name, **{**samples.MAILS[name], "locale": locale})
        html5lib.HTMLParser(strict=True).parse(html)
        assert subject
        assert text.strip()


@pytest.mark.parametrize("name", samples.TEXTS)
def test_text_is_plain(pages, name):
    for context in samples.TEXTS[name]:
        text = pages.text(name, **context)
        assert context["reference"] in text
        assert "&#" not in text
        assert "&amp;" not in text


def test_every_template_says_at_its_top_what_it_is_given():
    """Mails say it once, in the folder's subject."""
    silent = {
        name
        for name in on_disk()
        if not name.endswith(("body.txt", "body.html"))
        and not (tree.TEMPLATES / name).read_text("utf-8").lstrip().startswith("{#")
    }
    assert silent == set()
