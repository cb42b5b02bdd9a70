"""The mails themselves: plain and HTML say the same, nothing is loaded, no stranger's word where none may be."""

import re
from collections.abc import Mapping
from typing import Any

import html5lib
import jinja2
import pytest
from jinja2 import meta

from inquiries.settings import load
from inquiries.web.templating import Pages, templates_directory
from tests.mail.samples import SAMPLES

GIVEN_EVERYWHERE = {"organisation", "locale", "direction", "_", "gettext"}
CONTACTS = {"contacts", "hours_said", "duty", "desk_email", "reach"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(load({}, tmp_path_factory.mktemp("settings")))


def rendered(pages: Pages, name: str, **changes: Any) -> tuple[str, str, str]:
    return pages.mail(name, locale="en", **{**SAMPLES[name], **changes})


def used(path: str) -> set[str]:
    """The variables a template and all it is made from ask for."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    source = (templates_directory() / path).read_text()
    tree = environment.parse(source)
    found = meta.find_undeclared_variables(tree)
    for other in meta.find_referenced_templates(tree):
        assert other, f"{path} takes a template whose name is not written out"
        found |= used(other) - {"sender_line", "caller"}
    return found - {"piece"}


def test_every_mail_has_three_templates_and_a_sample() -> None:
    folders = {folder.name for folder in (templates_directory() / "emails").iterdir()}
    assert folders == SAMPLES.keys()
    for name in folders:
        parts = {file.name for file in (templates_directory() / "emails" / name).iterdir()}
        assert parts == {"subject.txt", "body.txt", "body.html"}


@pytest.mark.parametrize("name", SAMPLES)
def test_mail_is_valid_names_its_language_and_loads_nothing(pages: Pages, name: str) -> None:
    subject, _, html = rendered(pages, name)
    html5lib.HTMLParser(strict=True).parse(html)
    assert '<html lang="en" dir="ltr">' in html
    assert not re.search(r"<(img|link|script|style|iframe|object|table)|\bsrc=|url\(|@import|\bclass=", html)
    assert subject == " ".join(subject.split())
    assert 10 <= len(subject) <= 100


@pytest.mark.parametrize("name", SAMPLES)
def test_plain_twin_has_every_link_and_number_of_the_html(pages: Pages, name: str) -> None:
    _, text, html = rendered(pages, name)
    assert "<" not in text
    assert "\n\n\n" not in text
    for href in re.findall(r'href="([^"]+)"', html):
        assert href.removeprefix("mailto:") in text or href.startswith("tel:")
    for number in re.findall(r">([+0-9][-0-9 ]{6,}[^<]*)</a>", html):
        assert number in text


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("receipt", CONTACTS | {"reference", "desk", "next", "receipt_url", "address_url"}),
        (
            "guide",
            CONTACTS
            | {"reference", "desk", "next", "receipt_url", "address_url", "guide_title", "guide_url"},
        ),
        (
            "acknowledgement",
            {"reference", "desk", "person", "words", "back_by_said", "receipt_url", "desk_email"},
        ),
    ],
)
def test_mail_to_an_unverified_address_takes_nothing_a_stranger_wrote(name: str, allowed: set[str]) -> None:
    for part in ("subject.txt", "body.txt", "body.html"):
        # The channel says above which line staff answer, and to a sender nothing.
        assert used(f"emails/{name}/{part}") - GIVEN_EVERYWHERE - {"answer_above"} <= allowed
    assert SAMPLES[name].keys() == allowed


def test_subject_of_a_notification_says_outlet_topic_deadline_and_time_left(pages: Pages) -> None:
    assert rendered(pages, "notification")[0] == (
        "The Example Gazette · Reaction to the news · answer by 17:00 today, 2 h 40 min left"
    )


NO_DEADLINE: Mapping[str, Any] = {
    "outlet": "", "deadline_said": "", "deadline_there_said": "", "left_said": "", "safe_start_said": "",
    "director": "", "request_type": "", "publishes_said": "", "reason": "", "sender_phone": "",
}  # fmt: skip


def test_notification_without_deadline_or_outlet_says_so(pages: Pages) -> None:
    subject, text, html = rendered(pages, "notification", **NO_DEADLINE)
    assert subject == "Bo Lindqvist · Reaction to the news · no deadline, say you have it by 15:20 today"
    for body in (text, html):
        assert "Say you have it by 15:20 today" in body
        assert "No deadline was set. Arrived 14:20 today." in body
        assert "Phone" not in body


def test_notification_after_the_deadline_does_not_say_answer_by(pages: Pages) -> None:
    subject, text, html = rendered(pages, "notification", late=True, left_said="")
    assert subject.endswith(" · deadline was 17:00 today")
    for body in (text, html):
        assert "The deadline was 17:00 today" in body
        assert "Answer by" not in body


def test_question_stays_out_where_the_desk_does_not_want_it(pages: Pages) -> None:
    _, text, html = rendered(pages, "notification", show_question=False)
    for body in (text, html):
        assert "federal audit" not in body
        assert "The question itself is in the inbox." in body


@pytest.mark.parametrize(
    ("reaches", "words"),
    [
        (True, "Answering this mail goes straight to Bo Lindqvist and is not kept with the inquiry."),
        (False, "Answering this mail does not reach Bo Lindqvist."),
    ],
)
def test_closing_line_says_where_an_answer_by_hand_goes(pages: Pages, reaches: bool, words: str) -> None:
    for body in rendered(pages, "notification", reply_reaches_sender=reaches)[1:]:
        assert words in body


def test_acknowledgement_carries_what_our_person_wrote(pages: Pages) -> None:
    _, text, html = rendered(pages, "acknowledgement")
    assert "\n\n> I have it, and will come back to you.\n>\n> Ask for me by name.\n\nAna Okafor, " in text
    assert ">I have it, and will come back to you.\n\nAsk for me by name.</blockquote>" in html
    _, text, html = rendered(pages, "acknowledgement", words="")
    assert (">" in text, "blockquote" in html) == (False, False)


NOBODY: Mapping[str, Any] = {
    "contacts": (),
    "duty": None,
    "desk_email": "",
    "hours_said": "Monday, 9:00 to 17:00",
}


@pytest.mark.parametrize("name", ["receipt", "guide"])
@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (
            {"reach": "write", "desk_email": "press@charity.example"},
            ["Sooner? Write to us", "The Media desk", "Monday, 9:00 to 17:00", "press@charity.example"],
        ),
        ({"reach": ""}, ["Who answers", "The Media desk", "Monday, 9:00 to 17:00"]),
    ],
)
def test_mail_speaks_of_ringing_only_where_there_is_a_phone(
    pages: Pages, name: str, changes: Mapping[str, Any], lines: list[str]
) -> None:
    _, text, html = rendered(pages, name, **{**NOBODY, "desk": "Media", **changes})
    shown = text.partition("\n-- \n")[0].splitlines()
    start = shown.index(lines[0])
    assert [line for line in shown[start:] if line] == lines
    for body in (text, html):
        assert "ring" not in re.findall(r"\w+", body.lower())
    for line in lines:
        assert line in html


def test_markup_a_stranger_wrote_is_shown_and_does_nothing(pages: Pages) -> None:
    evil = "<script>alert(1)</script>\"' %(x)s {{ 7*7 }}"
    _, text, html = rendered(pages, "notification", outlet=evil, person=evil, question=evil, topic=evil)
    html5lib.HTMLParser(strict=True).parse(html)
    assert "<script" not in html
    assert evil in text


def test_mail_in_another_language_names_it(pages: Pages) -> None:
    assert '<html lang="fr" dir="ltr">' in pages.mail("receipt", locale="fr", **SAMPLES["receipt"])[2]
