"""Every staff template renders with its samples, as valid HTML that the pages' own policy allows."""

import re

import html5lib
import pytest

from inquiries.settings import Settings
from inquiries.web.templating import Pages
from tests.house import samples_staff, tree

PAGES = [(name, at) for name, contexts in samples_staff.SAMPLES.items() for at in range(len(contexts))]


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages(Settings())


def test_every_staff_template_has_samples():
    found = {
        path.relative_to(tree.TEMPLATES).as_posix() for path in (tree.TEMPLATES / "staff").glob("*.html")
    }
    assert found == set(samples_staff.SAMPLES)


@pytest.mark.parametrize(("name", "at"), PAGES)
def test_page_is_valid(pages, name, at):
    page = pages.html(name, locale="en", **samples_staff.SAMPLES[name][at])
    parser = html5lib.HTMLParser()
    document = parser.parse(page)
    elements = list(document.iter())
    ids = [element.get("id") for element in elements if element.get("id")]
    pointed = {
        one
        for element in elements
        for name in ("aria-describedby", "aria-labelledby", "for")
        for one in element.get(name, "").split()
    }
    assert parser.errors == []
    assert sorted(ids) == sorted(set(ids))
    assert pointed - set(ids) == set()
    assert [element.tag for element in elements if element.get("style") is not None] == []
    assert re.findall(r"<(?:script|style)>|\son\w+=", page) == []


def test_every_post_of_who_is_signed_in_carries_the_token(pages):
    """Who is not yet, signing in or setting up, has no session that a token could belong to."""
    signed_in = [(name, at) for name, at in PAGES if "frame" in samples_staff.SAMPLES[name][at]]
    for name, at in signed_in:
        page = pages.html(name, locale="en", **samples_staff.SAMPLES[name][at])
        forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
        assert [form for form in forms if 'name="csrf" value="sample-token"' not in form] == []


def test_title_counts_the_urgent_ones(pages):
    told = pages.html("staff/inbox.html", locale="en", **samples_staff.SAMPLES["staff/inbox.html"][0])
    calm = pages.html("staff/inbox.html", locale="en", **samples_staff.SAMPLES["staff/inbox.html"][1])
    titles = [re.search(r"<title>(.*?)</title>", page)[1] for page in (told, calm)]
    assert titles == ["(2) All open – Example Organisation", "All open – Example Organisation"]


def test_words_of_a_stranger_stay_words(pages):
    context = samples_staff.SAMPLES["staff/inquiry.html"][0]
    evil = {**context["inquiry"], "title": "<script>alert(1)</script>", "subtitle": '"><img src=x onerror=x>'}
    page = pages.html("staff/inquiry.html", locale="en", **{**context, "inquiry": evil})
    assert "<script>alert" not in page
    assert "<img" not in page
