"""What did not arrive is known from the servers' reports as they come, and from no person's mail."""

import email
import email.policy
import time
from email.message import Message
from pathlib import Path

import flufl.bounce
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.mail import bounces
from inquiries.mail.bounces import Bounce

FOLDER = Path(__file__).parent / "bounces"
RAW = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.eml"))}
BO = ("bo@paper.example",)

FOUND = {
    "postfix-report": Bounce(
        True,
        BO,
        "550 5.1.1 <bo@paper.example>: Recipient address rejected: User unknown in virtual mailbox table",
        "<letter.1@charity.example>",
        "5.1.1",
    ),
    "postfix-delayed": Bounce(
        False,
        BO,
        "connect to mx.paper.example[192.0.2.25]:25: Connection timed out",
        "<letter.2@charity.example>",
        "4.4.1",
    ),
    "exchange-online-report": Bounce(
        True,
        BO,
        "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException"
        ".MapiExceptionShutoffQuotaExceeded",
        "<letter.3@charity.example>",
        "5.2.2",
    ),
    "gmail-report": Bounce(
        True,
        ("bo@gmail.example",),
        "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking"
        " the recipient's email address for typos or 550 5.1.1 unnecessary spaces. - gsmtp",
        "<letter.4@charity.example>",
        "5.1.1",
    ),
    "two-recipients-report": Bounce(
        True, ("bo+news@paper.example",), "5.1.1, no such mailbox", "<letter.5@charity.example>", "5.1.1"
    ),
    "encoded-report": Bounce(True, BO, "5.4.4, the way to the domain is not known", "", "5.4.4"),
    "international-report": Bounce(
        True,
        ("bo@xn--80a1ac5b.example",),
        "550 5.1.1 Няма такава кутия",
        "<letter.6@charity.example>",
        "5.1.1",
    ),
    "qmail": Bounce(
        True, BO, "Sorry, no mailbox here by that name. (#5.1.1)", "<letter.7@charity.example>", "5.1.1"
    ),
    "exim": Bounce(
        True,
        BO,
        "host mx.paper.example [192.0.2.25] SMTP error from remote mail server after RCPT TO:<bo@paper.example>:"
        " 550 5.7.1 Message refused by policy",
        "<letter.8@charity.example>",
        "5.7.1",
    ),
    "exim-delayed": Bounce(False, BO, "Delay reason: connection timed out", ""),
    "sendmail-delayed": Bounce(
        False,
        BO,
        "Deferred: Connection timed out with mx.paper.example. Warning: message still undelivered after 4 hours"
        " Will keep trying until message is 5 days old",
        "",
    ),
    "postfix-text": Bounce(
        True,
        BO,
        "host inside.paper.example[10.0.0.2] said: 552 5.2.2 Over quota (in reply to end of DATA command)",
        "<letter.9@charity.example>",
        "5.2.2",
    ),
    "exchange-text": Bounce(
        True,
        BO,
        "The recipient name is not recognized The MTS-ID of the original message is:"
        " c=gb;a= ;p=paper;l=MX0611241000ABCD MSEXCH:IMS:Paper:HQ:MX 0 (000C05A6) Unknown Recipient",
        "<letter.10@charity.example>",
    ),
    "exchange-groups": Bounce(
        True,
        BO,
        "The e-mail address you entered couldn't be found. Please check the recipient's e-mail address and try to"
        " resend the message.",
        "<letter.11@charity.example>",
    ),
    "yahoo": Bounce(
        True,
        ("bo@yahoo.example",),
        "554: delivery error: dd This user doesn't have a yahoo.example account",
        "<letter.12@charity.example>",
    ),
    "html-only": Bounce(True, BO, "The mailbox is closed.", ""),
    "nobody-named": Bounce(
        True, (), "The mail could not be delivered: 550 no thanks.", "<letter.13@charity.example>"
    ),
}


def parsed(raw: bytes) -> Message:
    return email.message_from_bytes(raw)


@pytest.mark.parametrize("name", FOUND)
def test_bounce_is_read(name: str) -> None:
    assert bounces.find(parsed(RAW[name])) == FOUND[name]


@pytest.mark.parametrize("name", FOUND)
def test_bounce_is_read_alike_with_the_newer_parser_and_windows_line_ends(name: str) -> None:
    crlf = RAW[name].replace(b"\n", b"\r\n")
    assert bounces.find(email.message_from_bytes(crlf, policy=email.policy.default)) == FOUND[name]


@pytest.mark.parametrize("name", sorted(RAW.keys() - FOUND.keys()))
def test_what_did_arrive_or_was_written_by_a_person_is_no_bounce(name: str) -> None:
    assert name.startswith("not-") or name == "success-report"
    assert bounces.find(parsed(RAW[name])) is None


@pytest.mark.parametrize("name", ["qmail", "postfix-text", "exchange-text", "nobody-named"])
def test_bounce_is_read_when_the_library_raises(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Message) -> None:
        raise TypeError("a special case too many")

    monkeypatch.setattr(flufl.bounce, "all_failures", broken)
    assert bounces.find(parsed(RAW[name])) == FOUND[name]


def test_library_names_who_our_own_reading_does_not() -> None:
    raw = (
        b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.paper.example\nSubject: Delivery Notification\n\n"
        b"The following address failed:\n\n"
        b"        This letter for <bo@paper.example> was turned down because the mailbox is closed.\n\n"
        b"Included is a copy of the message header:\n"
    )
    found = bounces.find(parsed(raw))
    assert found is not None
    assert found.recipients == BO


def report(block: str) -> bytes:
    return (
        "Return-Path: <>\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n{block}\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            "Final-Recipient: rfc822; bo@paper.example\nStatus: 5.1.1",
            Bounce(True, BO, "5.1.1, no such mailbox", "", "5.1.1"),
        ),
        ("Final-Recipient: rfc822; bo@paper.example\nStatus: 4.9.9", Bounce(False, BO, "4.9.9", "", "4.9.9")),
        ("Final-Recipient: rfc822; bo@paper.example\nStatus: 2.0.0", None),
        ("Final-Recipient: <bo@paper.example>\nAction: error", Bounce(True, BO, "", "")),
        ("Final-Recipient: x400; c=gb\nAction: FAILED\nStatus: odd", Bounce(True, (), "", "")),
        (
            "Final-Recipient: rfc822; bo@paper.example\nAction: failed\nStatus: 4.4.7\n"
            "Diagnostic-Code: smtp; 451\tlater\x07\u2028, or\n  never",
            Bounce(True, BO, "451 later , or never", "", "4.4.7"),
        ),
    ],
)
def test_report_with_fields_missing_or_odd_is_read(block: str, expected: Bounce | None) -> None:
    assert bounces.find(parsed(report(block))) == expected


def test_servers_words_are_one_bounded_line() -> None:
    block = (
        "Final-Recipient: rfc822; bo@paper.example\nAction: failed\nDiagnostic-Code: smtp; " + "no \n " * 5000
    )
    found = bounces.find(parsed(report(block)))
    assert found is not None
    assert len(found.said) == 300
    assert found.said.endswith("…")


NULL = b"Return-Path: <>\nFrom: MAILER-DAEMON@x\nSubject: failure notice\n"
HOSTILE = {
    "nested multiparts": NULL
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(90)),
    "nested letters": NULL + b"Content-Type: message/rfc822\n\n" * 90,
    "many blocks": report("Final-Recipient: rfc822; bo@paper.example\nAction: failed\n\n" * 20_000),
    "one long line": NULL + b"\n" + b"could not be delivered " + b"a" * 1_000_000,
    "at signs": NULL + b"\nThe following addresses had\n" + b"@" * 1_000_000,
    "lines of at signs": NULL
    + b"\nthe following addresses had\n"
    + (b"a" * 200 + b"@ <" + b"@" * 200 + b"\n") * 5_000,
    "lines of angles": NULL + b"\nhere is your list of failed recipients\n" + (b"<" * 300 + b"\n") * 5_000,
    "lines of spaces": NULL + b"\nFailed addresses follow:\n" + (b" " * 230 + b"x\n") * 5_000,
    "html of angles": NULL + b"Content-Type: text/html\n\n" + b"<" * 500_000,
    "long subject": NULL + b"Subject: " + b"=?utf-8?q?=41?= " * 20_000 + b"\n\nx",
    "many fields": NULL + b"X-A: b\n" * 20_000 + b"\nx",
    "odd charset": NULL + b"Content-Type: text/plain; charset=rot13\n\ncould not be delivered",
    "broken base64": NULL + b"Content-Transfer-Encoding: base64\n\n!!!=",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_report_is_read_in_bounded_time(name: str) -> None:
    message = parsed(HOSTILE[name])
    start = time.process_time()
    bounces.find(message)
    assert time.process_time() - start < 1.0  # of the 2 s a mail has


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(RAW)), st.binary(max_size=60), st.integers(0, 3000), st.integers(0, 3000))
def test_damaged_report_is_never_raised(name: str, noise: bytes, start: int, end: int) -> None:
    raw = RAW[name][:start] + noise + RAW[name][end:]
    found = bounces.find(parsed(raw))
    assert found is None or (len(found.said) <= 300 and len(found.said.splitlines()) <= 1)


def test_message_that_raises_at_every_touch_is_no_bounce() -> None:
    class Broken(Message):
        def raw_items(self):  # type: ignore[no-untyped-def,override]
            raise RecursionError

    assert bounces.find(Broken()) is None
