"""Reading a mail is total: any octets give a Parsed, and what exceeds a limit says which."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.mail import parse
from inquiries.mail.parse import Mailbox, Parsed
from inquiries.mail.parsing import limits
from tests.mail import hostile

LIMITS = {
    "header of 101 KiB": limits.LONG_HEADER,
    "header of 24 MiB": limits.LONG_HEADER,
    "1,000 levels of parts": limits.TOO_DEEP,
    "1,000 levels of messages": limits.TOO_DEEP,
    "1,001 parts": limits.TOO_MANY,
    "a million parts": limits.TOO_MANY,
    "26 MB": limits.TOO_LARGE,
}
FRAGMENTS = [
    b"\r\n", b"\n", b"\r", b" ", b"\t", b"--b", b"--b--", b"--", b";", b":", b"=", b'"', b"(", b"<", b">", b"\\", b"\0",
    b"Subject:", b"From:", b"To:", b"Date:", b"Message-ID:", b"References:", b"Content-ID: <a>", b"X-Loop:",
    b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: multipart/alternative; boundary=b",
    b"Content-Type: multipart/related; boundary=b", b"Content-Type: multipart/report; boundary=b",
    b"Content-Type: message/rfc822", b"Content-Type: message/delivery-status", b"Content-Type: text/html",
    b"Content-Type: text/plain; format=flowed; delsp=yes", b"Content-Type: text/calendar", b"; charset=",
    b"utf-7", b"gb18030", b"utf-16", b"idna", b"Content-Transfer-Encoding: base64", b"quoted-printable",
    b"Content-Disposition: attachment; filename*0*=", b"=?utf-8?q?", b"?=", b"=?big5?b?", b"utf-8''%", b"> ",
    b"a@b.example", b"BEGIN:VEVENT", b"DTSTART:99999999", b"<p>", b"<blockquote>", b"<a href='", b"<!--", b"&#x0;",
    b"550 5.1.1", b"Auto-Submitted: auto-replied", b"Final-Recipient: rfc822; ", b"\xff", "ü".encode(),
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=20), max_size=60).map(b"".join))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_octets_are_read(raw):
    parsed = parse.parse(raw)
    assert isinstance(parsed, Parsed)
    assert parsed.unreadable == ""
    for text in (parsed.subject, parsed.text, parsed.html, *(one.name for one in parsed.attachments)):
        text.encode()  # no lone surrogate
        assert "\0" not in text


@pytest.mark.parametrize("kind", sorted(set(hostile.READ) - hostile.LARGE))
def test_hostile_mail_within_the_limits_is_read(kind):
    parsed = parse.parse(hostile.READ[kind]())
    assert parsed.unreadable == ""


@pytest.mark.parametrize("kind", LIMITS)
def test_mail_beyond_a_limit_says_which_and_who_wrote(kind):
    parsed = parse.parse(hostile.UNREADABLE[kind]())
    assert (parsed.unreadable, parsed.subject, parsed.from_, parsed.message_id) == (
        LIMITS[kind].msgid,
        "A question",
        (Mailbox("Bo Ride", "bo@gazette.example"),),
        "<1@gazette.example>",
    )
    assert (parsed.text, parsed.html, parsed.attachments) == ("", "", ())


@pytest.mark.parametrize("error", [MemoryError, RecursionError, IndexError])
def test_what_nobody_thought_of_leaves_the_headings(monkeypatch, error):
    def fail(*given: object) -> None:
        raise error

    monkeypatch.setattr("inquiries.mail.parsing.bodies.read", fail)
    parsed = parse.parse(hostile.mail(b"Hello"))
    why = limits.TOO_HUNGRY if error is MemoryError else limits.BROKEN
    assert (parsed.unreadable, parsed.subject) == (why.msgid, "A question")


def test_text_longer_than_we_show_is_a_file_in_full_beside_its_beginning():
    written = b"Hello Ana " * 200_000
    parsed = parse.parse(hostile.mail(written))
    assert parsed.text == written[: limits.TEXT].decode()
    assert [(one.name, one.content) for one in parsed.attachments] == [("message.txt", written)]


def test_markup_not_fit_to_be_shown_still_has_words():
    parsed = parse.parse(hostile.mail(b"<div>" * 501 + b"Hello &amp; goodbye", "text/html"))
    assert (parsed.text.strip(), parsed.html) == ("Hello & goodbye", "")


def test_empty_plain_part_gives_way_to_the_html():
    body = b"--b0\n\n \n--b0\nContent-Type: text/html\n\n<p>Hello\n--b0--"
    parsed = parse.parse(hostile.mail(body, "multipart/alternative; boundary=b0"))
    assert parsed.text == "Hello"


def test_plain_footer_of_a_list_follows_the_html():
    body = b"--b0\nContent-Type: text/html\n\n<p>Hello\n--b0\n\n1 < 2\nlist\n--b0--"
    parsed = parse.parse(hostile.mail(body, hostile.MIXED))
    assert (parsed.text, parsed.html) == (
        "Hello\n\n1 < 2\nlist",
        "<p>Hello</p>\n<div>1 &lt; 2<br>\nlist</div>",
    )


def test_versions_nobody_here_can_read_are_no_attachments():
    body = b"--b0\n\nHello\n--b0\nContent-Type: text/x-amp-html\n\n<html amp4email>\n--b0--"
    parsed = parse.parse(hostile.mail(body, "multipart/alternative; boundary=b0"))
    assert (parsed.text, parsed.attachments) == ("Hello", ())


@pytest.mark.parametrize(
    "disposition", ["attachment", "attachment; filename=a.txt", "inline; filename=a.txt"]
)
def test_text_sent_as_a_file_is_no_part_of_the_letter(disposition):
    body = f"--b0\n\nHello\n--b0\nContent-Disposition: {disposition}\n\nnotes\n--b0--".encode()
    parsed = parse.parse(hostile.mail(body, hostile.MIXED))
    assert (parsed.text, [one.content for one in parsed.attachments]) == ("Hello", [b"notes"])


def test_a_mail_of_one_text_is_the_letter_even_with_the_name_of_a_file():
    parsed = parse.parse(hostile.mail(b"Hello", 'text/plain; name="body.txt"'))
    assert (parsed.text, parsed.attachments) == ("Hello", ())


def test_html_that_names_its_charset_itself_is_believed():
    said = b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>'
    parsed = parse.parse(hostile.mail(said + "<p>Вопрос".encode("cp1251"), "text/html"))
    assert (parsed.text, parsed.html) == ("Вопрос", "<p>Вопрос</p>")


@pytest.mark.parametrize(
    ("coded", "encoding", "text"),
    [
        (b"SGVsbG8gQW5h", "base64", "Hello Ana"),
        (b"SGVs\r\n*bG8g\xffQW5h=", "base64", "Hello Ana"),
        (b"SGVsbG8gQW5", "Base64", "Hello An"),
        (b"SGVsbG8gQW5hX", "base64", "Hello Ana"),
        (b"Hello=20=\r\nAna=", "quoted-printable", "Hello Ana"),
        (b"1=2 =ZZ", "quoted-printable", "1=2 =ZZ"),
        (b"Hello Ana", "x-unheard-of", "Hello Ana"),
    ],
)
def test_transfer_encodings_are_undone_broken_ones_too(coded, encoding, text):
    assert parse.parse(hostile.mail(coded, Content_Transfer_Encoding=encoding)).text == text


@pytest.mark.parametrize(
    ("field", "read"),
    [
        (b"Message-ID: <[", ""),
        (b"Message-ID: <a b@c>", ""),
        (b"Message-ID: a@b.example", "<a@b.example>"),
        (b"Message-ID:\r\n <a@b.example> (first)", "<a@b.example>"),
        (b"Message-ID: <a@b.example> <c@d.example>", "<a@b.example>"),
    ],
)
def test_message_id_is_read_as_far_as_it_is_one(field, read):
    assert parse.parse(hostile.headed(field)).message_id == read


def test_of_very_many_references_the_first_and_the_last_are_kept():
    written = b"References: " + b" ".join(b"<%d@b>" % n for n in range(1_000))
    found = parse.parse(hostile.headed(written)).references
    assert (len(found), found[:2], found[-1]) == (limits.IDS, ("<0@b>", "<801@b>"), "<999@b>")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        (b"Tue, 24 Nov 2026 10:00:00 +0100", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (b"24 Nov 2026 10:00 -0000", datetime(2026, 11, 24, 10, tzinfo=UTC)),
        (b"Tue, 24 Nov 2026 10:00:00 +0100 (CET)", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (b"yesterday", None),
        (b"Tue, 99 Nov 2026 10:00:00 +0100", None),
        (b"Fri, 31 Dec 9999 23:59:59 -2359", None),
        (b"Tue, 24 Nov 2026 10:00:00 +9999999999", None),
    ],
)
def test_date_is_read_or_none(written, date):
    assert parse.parse(hostile.headed(b"Date: " + written)).date == date


def test_only_headers_that_tell_robots_and_paths_are_kept():
    raw = b"X-Auto-Response-Suppress: All\nList-Id: a\nList-Id: b\nX-Secret: c\nSubject: d\n\n"
    assert parse.parse(raw).headers == {"x-auto-response-suppress": ("All",), "list-id": ("a", "b")}
