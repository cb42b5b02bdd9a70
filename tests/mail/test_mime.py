"""Letters with files enclosed: every byte arrives, under a name every mail program reads."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.mail import filename
from inquiries.mail.mime import Enclosure
from tests.mail.test_compose import ANYTHING, composed

NAMES = [
    "report.pdf",
    "Rapport d'été – finale.pdf",
    'a "quoted" name.txt',
    "semi;colon, comma (and) 100%.txt",
    "報告書.docx",
    "🕰" * 20 + ".png",
    "x" * 90 + ".pdf",
    "=?utf-8?b?w6k=?=.txt",
    "no ending",
]


def parts(raw: bytes) -> list[Message]:
    return [part for part in message_from_bytes(raw).walk() if not part.is_multipart()]


def test_enclosures_stand_behind_text_and_html() -> None:
    raw = composed(enclosures=(Enclosure("a.pdf", b"%PDF-1"), Enclosure("b.csv", b"1;2\r\n")))
    message = message_from_bytes(raw)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
        "text/csv",
    ]
    assert [part.get_payload(decode=True) for part in parts(raw)][2:] == [b"%PDF-1", b"1;2\r\n"]
    assert len(set(re.findall(rb'boundary="([^"]+)"', raw))) == 2


def test_enclosure_behind_text_alone_needs_no_alternative() -> None:
    raw = composed(html="", enclosures=(Enclosure("a.pdf", b""),))
    assert [part.get_content_type() for part in message_from_bytes(raw).walk()] == [
        "multipart/mixed",
        "text/plain",
        "application/pdf",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_name_is_read_back_by_both_ways_of_writing_it(name: str) -> None:
    raw = composed(enclosures=(Enclosure(name, b"x"),))
    modern = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    assert [part.get_filename() for part in modern.iter_attachments()] == [name]
    part = parts(raw)[2]
    assert part.get_filename() == name
    old = part.get_param("name", header="content-type")
    assert str(make_header(decode_header(re.sub(r"\r\n", "", str(old))))) == name
    assert max(len(line) for line in raw.split(b"\r\n")) <= 100


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=ANYTHING, content=st.binary(max_size=300), kind=ANYTHING)
def test_any_name_type_and_content_arrive_without_touching_the_letter(
    name: str, content: bytes, kind: str
) -> None:
    raw = composed(enclosures=(Enclosure(name, content, kind), Enclosure("z.pdf", b"end")))
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert [part.get_payload(decode=True) for part in parts(raw)][2:] == [content, b"end"]
    assert parts(raw)[2].get_filename() == filename.clean(name)


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("C:\\Users\\ana\\report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        (".htaccess", "htaccess"),
        ("a\r\nContent-Type: text/html\u2028b.txt", "html b.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("x" * 300 + ".docx", "x" * 95 + ".docx"),
        ("x." + "y" * 300, "x." + "y" * 98),
        ("e\u0301.txt", "é.txt"),
        (" \x00 ", "attachment"),
        ("..", "attachment"),
    ],
)
def test_name_becomes_one_visible_name_without_a_folder(given_name: str, expected: str) -> None:
    assert filename.clean(given_name) == expected


@pytest.mark.parametrize(
    ("name", "said", "content", "expected"),
    [
        ("a.pdf", "", b"", "application/pdf"),
        ("A.PDF", "", b"", "application/pdf"),
        ("a.html", "", b"<p>", "application/octet-stream"),
        ("a.pdf", "text/html", b"<p>", "application/pdf"),
        ("a.svg", "image/svg+xml", b"<svg>", "application/octet-stream"),
        ("a.eml", "message/rfc822", b"From: a", "application/octet-stream"),
        ("a", "multipart/mixed; boundary=x", b"", "application/octet-stream"),
        ("a", "image/png\r\nX: y", b"", "application/octet-stream"),
        ("a.txt", "text/plain; charset=latin-1", "é".encode(), 'text/plain; charset="utf-8"'),
        ("a.txt", "", "é".encode("latin-1"), "application/octet-stream"),
        ("a", "Image/PNG", b"", "image/png"),
    ],
)
def test_type_is_what_a_mail_program_may_be_told(name: str, said: str, content: bytes, expected: str) -> None:
    part = parts(composed(enclosures=(Enclosure(name, content, said),)))[2]
    assert part["Content-Type"].partition(";\r\n name=")[0] == expected


def test_same_letter_with_enclosures_gives_the_same_bytes() -> None:
    enclosures = (Enclosure("Übersicht.pdf", b"%PDF-" * 1000),)
    assert composed(enclosures=enclosures) == composed(enclosures=enclosures)
