"""Typed text as HTML: the same words in order, nothing of them markup, in linear time."""

import re
import time

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inquiries.mail.html_of_text import html

QUOTE = '<blockquote style="margin:0 0 1em;padding-left:1em;border-left:2px solid #999">'
ALLOWED = {"html", "head", "body", "p", "br", "a", "blockquote"}


def test_paragraphs_and_line_breaks_are_kept() -> None:
    assert (
        html("Dear Bo,\r\n\r\nYes.\nNo.\n\n\n")
        == '<p dir="auto">Dear Bo,</p>\n<p dir="auto">Yes.<br>\nNo.</p>\n'
    )


def test_quotes_become_quotes_within_quotes() -> None:
    assert html("He said\n> I ask\n>> you\n> again\nBest") == "\n".join(
        [
            '<p dir="auto">He said</p>',
            QUOTE,
            '<p dir="auto">I ask</p>',
            QUOTE,
            '<p dir="auto">you</p>',
            "</blockquote>",
            '<p dir="auto">again</p>',
            "</blockquote>",
            '<p dir="auto">Best</p>',
            "",
        ]
    )


@pytest.mark.parametrize(
    ("typed", "target", "shown"),
    [
        ("see https://charity.example/a?b=1&c=2.", "https://charity.example/a?b=1&amp;c=2", None),
        ("(https://charity.example/a_(b))", "https://charity.example/a_(b)", None),
        ("www.charity.example, or", "https://www.charity.example", "www.charity.example"),
        ("write to press@charity.example.", "mailto:press@charity.example", "press@charity.example"),
        ("<https://charity.example>", "https://charity.example", None),
    ],
)
def test_link_is_found_without_the_sentence_around_it(typed: str, target: str, shown: str | None) -> None:
    assert f'<a href="{target}">{shown or target}</a>' in html(typed)
    assert html(typed).count("<a ") == 1


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "data:text/html,x", "ftp://x", "a@b", "@x.example"])
def test_what_is_no_web_or_mail_address_is_no_link(typed: str) -> None:
    assert "<a " not in html(typed)


def test_markup_is_words() -> None:
    typed = '<script>alert("1")</script> & https://x.example/"onclick="x'
    assert "<script" not in html(typed)
    assert '"onclick' not in html(typed)
    assert words(html(typed)) == typed


def test_columns_stay_columns() -> None:
    assert html("a   b") == '<p dir="auto">a\u00a0 \u00a0b</p>\n'


def test_nothing_gives_nothing() -> None:
    assert html(" \n\t\n") == ""


@settings(max_examples=300, deadline=None)
@given(st.text("ab >\n<&\"'.:/@w()h\u2028é", max_size=300) | st.text(st.characters(exclude_categories=())))
def test_any_text_is_simple_html_with_the_same_words(text: str) -> None:
    made = html(text)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        f"<!DOCTYPE html>{clean(made)}"
    )
    assert {element.tag for element in tree.iter()} <= ALLOWED
    assert [c for c in words(clean(made)) if c.isalnum()] == [c for c in clean(text) if c.isalnum()]


@pytest.mark.parametrize(
    "piece",
    ["a", ">", "> ", "@", "www.", "a@", ")", "a.b-", "\n", ">\n", "a@b.", "(https://x", " ", "https://x) "],
)
def test_a_hundred_thousand_characters_take_no_time(piece: str) -> None:
    text = "https://x" + piece * (100_000 // len(piece))
    start = time.perf_counter()
    html(text)
    assert time.perf_counter() - start < 1


def clean(text: str) -> str:
    """Without what no HTML may hold: control characters and noncharacters."""
    return re.sub(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]|[^\\S\n ]",
        "",
        "".join(character for character in text if ord(character) & 0xFFFE != 0xFFFE),
    )


def words(made: str) -> str:
    tree = html5lib.parse(made, namespaceHTMLElements=False)
    return "".join(tree.itertext()).strip().replace("\u00a0", " ")
