"""Every public page with every sample is valid, labelled, and free of inline style and script."""

import re
from collections import Counter

import html5lib
import pytest

from inquiries.settings import Settings
from inquiries.web.templating import Pages
from inquiries.wording import Text
from tests.house.public_samples import BARE, COORDINATION, PRESS
from tests.house.public_samples import PUBLIC as OTHERS
from tests.house.samples import KEPT
from tests.house.samples_receipts import RECEIPT, RECEIPTS

PUBLIC = OTHERS | RECEIPTS

SAMPLES = [(name, context) for name, contexts in PUBLIC.items() for context in contexts]


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages(Settings())


def drawn(pages, name, context):
    text = pages.html(name, **context)
    return text, html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


@pytest.mark.parametrize(("name", "context"), SAMPLES)
def test_page_is_valid_with_one_heading_and_a_title(pages, name, context):
    _, page = drawn(pages, name, context)
    assert len(page.findall(".//h1")) == 1
    asking = context.get("asking") or {"problem": None}
    wrong = bool(context.get("problems") or context.get("notice") or asking["problem"])
    assert page.findtext(".//title").startswith("Error: ") is wrong


@pytest.mark.parametrize(("name", "context"), SAMPLES)
def test_page_carries_no_inline_style_script_or_rule(pages, name, context):
    _, page = drawn(pages, name, context)
    forbidden = [
        (element.tag, name)
        for element in page.iter()
        for name in element.attrib
        if name in ("style", "required", "maxlength", "pattern") or name.startswith("on")
    ]
    inline = [element for element in page.iter("script") if "src" not in element.attrib]
    assert (forbidden, inline, page.findall(".//style")) == ([], [], [])


@pytest.mark.parametrize(("name", "context"), SAMPLES)
def test_every_box_has_a_label_and_every_id_is_met_once(pages, name, context):
    text, page = drawn(pages, name, context)
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    told = [one for said in re.findall(r'(?:describedby|labelledby)="([^"]*)"', text) for one in said.split()]
    within = [link.get("href")[1:] for link in page.iter("a") if link.get("href", "").startswith("#")]
    labels = {label.get("for") for label in page.iter("label")}
    wrapped = {box.get("id") for label in page.iter("label") for box in label.iter("input")}
    boxes = {
        box.get("id")
        for tag in ("input", "select", "textarea")
        for box in page.iter(tag)
        if box.get("type") != "hidden"
    }
    assert [one for one, times in ids.items() if times > 1] == []
    assert {one for one in (*told, *within) if one not in ids} == set()
    assert boxes - labels - wrapped == set()


@pytest.mark.parametrize(("name", "context"), SAMPLES)
def test_what_was_typed_is_shown_as_it_was_typed(pages, name, context):
    _, page = drawn(pages, name, context)
    shown = {
        value
        for element in page.iter()
        for value in (
            element.get("value"),
            element.text.removeprefix("\n") if element.tag == "textarea" and element.text else None,
        )
    }
    assert set(context.get("values", {}).values()) - {""} <= shown


@pytest.mark.parametrize("name", ["media", "events"])
def test_a_form_asks_in_the_order_in_which_it_lists_mistakes_and_reads_answers_back(pages, name):
    sample = PUBLIC[f"public/{name}.html"][0]
    _, page = drawn(pages, f"public/{name}.html", sample)
    boxes = [one.get("name") for one in page.iter() if one.tag in ("input", "select", "textarea")]
    asked = list(dict.fromkeys(box for box in boxes if box in sample["fields"]))
    assert asked == [field for field in sample["fields"] if field in asked]
    assert len(asked) > 8


def test_who_may_be_in_danger_is_given_a_box_to_write_in_and_nothing_to_leave_lying_about(pages):
    text, page = drawn(pages, "public/receipt.html", RECEIPT | {"in_danger": True})
    assert [one.get("open") is not None for one in page.iter("details")] == [True, False, False]
    assert page.findtext(".//details/summary") == "A message that only a few people here can read"
    assert [words for words in ("Keep this page", "Save a copy", "data-print") if words in text] == []


def test_no_title_says_that_something_was_erased_because_its_sender_may_have_been_in_danger(pages):
    _, page = drawn(pages, "public/erased.html", PUBLIC["public/erased.html"][0])
    assert page.findtext(".//title") == "Saved page"


@pytest.mark.parametrize("page", ["public/receipt.html", "public/framed-receipt.html"])
def test_who_may_be_in_danger_is_not_sent_to_people_who_cannot_see_what_they_wrote(pages, page):
    sample = next(one for one in PUBLIC[page] if not one["in_danger"])
    beside = [
        drawn(pages, page, sample | {"in_danger": yes})[1].find(".//section[@aria-labelledby='people']")
        for yes in (False, True)
    ]
    assert [one is not None for one in beside] == [True, False]


def test_what_was_typed_cannot_become_markup(pages):
    attack = "</textarea><script>alert(1)</script>\" onfocus='x'"
    sample = PUBLIC["public/media.html"][0]
    typed = dict.fromkeys(sample["fields"], attack)
    _, page = drawn(pages, "public/media.html", sample | {"values": typed})
    assert [script.get("type") for script in page.iter("script")] == ["module"]
    assert page.find(".//textarea").text.removeprefix("\n") == attack


@pytest.mark.parametrize(
    ("typed", "wrong", "drawn_as"),
    [
        ("", True, "date"),
        ("2026-11-24", False, "date"),
        ("2026-11-24", True, "date"),
        ("2026-13-24", True, "text"),
        ("2026-02-30", True, "text"),
        ("24 Nov", True, "text"),
        ("2026-1-4", True, "text"),
        ("١٢٣٤-٥٦-٧٨", True, "text"),
    ],
)
def test_date_box_is_text_when_it_could_not_show_what_was_typed(pages, typed, wrong, drawn_as):
    sample = PUBLIC["public/media.html"][0]
    problems = {"deadline_date": Text("Enter the date")} if wrong else {}
    given = {"values": {"deadline_date": typed}, "problems": problems}
    _, page = drawn(pages, "public/media.html", sample | given)
    box = next(box for box in page.iter("input") if box.get("name") == "deadline_date")
    assert (box.get("type"), box.get("value")) == (drawn_as, typed)


@pytest.mark.parametrize(
    ("contacts", "reach", "heading"),
    [(PRESS, "ring", "Who to ring"), (COORDINATION, "write", "Who answers"), (BARE, "", "Who answers")],
)
def test_receipt_speaks_of_ringing_only_where_there_is_a_phone(pages, contacts, reach, heading):
    sample = RECEIPT | KEPT | {"contacts": contacts, "reach": reach}
    _, page = drawn(pages, "public/receipt.html", sample)
    copy = pages.text("public/receipt.txt", **sample)
    assert page.findtext(".//h2[@id='people']") == heading
    assert f"\n{heading}\n" in copy
    assert ("The Media desk" in copy, "The Events desk" in copy) == (
        contacts is BARE,
        contacts is COORDINATION,
    )


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", "Up to 20,000 characters"), ("fr", "Jusqu’à 20\u202f000 caractères")],
)
def test_a_long_box_says_how_much_it_takes(pages, locale, said):
    text, _ = drawn(pages, "public/media.html", PUBLIC["public/media.html"][0] | {"locale": locale})
    assert f"<span>{said}</span>" in text
