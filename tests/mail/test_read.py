"""Reading kept mail never raises, whatever the bytes."""

from email.message import Message

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.mail import compose, read
from tests.mail.conftest import ORDINARY

OURS = compose.compose(ORDINARY).as_bytes()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.integers(0, len(OURS)), st.integers(0, len(OURS)))
def test_damaged_mail_is_still_a_mail(noise: bytes, start: int, end: int) -> None:
    raw = OURS[:start] + noise + OURS[end:]
    assert isinstance(read.mail(raw), read.Mail)
    assert isinstance(read.heading(raw), read.Mail)


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: =?utf-8?b?!!!?=\r\n\r\n",
        b"Subject: =?no-such-charset?q?x?=\r\n\r\n",
        b"Date: Tue, 99 Foo 99999 99:99\r\nSubject: x\r\n\r\n",
        b"Content-Type: text/plain; charset=rot13\r\n\r\nx",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        + b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 2000,
        b"Message-ID: <[\r\n\r\n",
        b"Subject: " + b"\xff" * 1000 + b"\r\n\r\n",
    ],
)
def test_known_traps_of_the_library_are_survived(raw: bytes) -> None:
    assert isinstance(read.mail(raw), read.Mail)


def test_parser_that_gives_up_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(_: Message) -> None:
        raise RecursionError

    monkeypatch.setattr(Message, "walk", deep)
    assert read.mail(OURS) == read.Mail(readable=False)


def test_date_without_a_zone_is_taken_as_utc() -> None:
    date = read.mail(b"Date: Tue, 24 Nov 2026 20:40:00 -0000\r\n\r\n").date
    assert date is not None
    assert date.isoformat() == "2026-11-24T20:40:00+00:00"
