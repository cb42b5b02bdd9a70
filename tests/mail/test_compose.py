"""What we send: total for any text, readable again, in lines that any server carries."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import getaddresses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.mail import compose, header, mime, probe, read
from tests.mail.conftest import ORDINARY

SEPARATORS = "\r \n \r\n \u2028 \u2029 \x85 \x0b \x0c \x1c \x1d \x1e \x00 \ud800 \t"
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200) | st.sampled_from(
    [
        "",
        SEPARATORS,
        "x" * 8000,
        "Ü" * 3000,
        "نص عربي " * 40,
        "🕰" * 90,
        "=?utf-8?b?w6k=?=",
        'O"Neil, \\ <b@c>',
        ".",
        "a" * 75,
    ]
)


def composed(**changes: object) -> bytes:
    return compose.compose(compose.Letter(**{**_fields(), **changes})).as_bytes()  # type: ignore[arg-type]


def _fields() -> dict[str, object]:
    return {name: getattr(ORDINARY, name) for name in compose.Letter.__dataclass_fields__}


def test_ordinary_letter_has_every_header_once() -> None:
    raw = composed(
        subject="Answer by 17:00 today", references=("<0@charity.example>", "<00@charity.example>")
    )
    assert raw.partition(b"\r\n\r\n")[0].decode().split("\r\n") == [
        "Date: Tue, 24 Nov 2026 20:40:00 +0000",
        "From: Example Organisation <media@charity.example>",
        "To: Ana <ana@charity.example>",
        "Subject: Answer by 17:00 today",
        "Message-ID: <1@charity.example>",
        "Reply-To: Bo <bo@gazette.example>",
        "In-Reply-To: <00@charity.example>",
        "References: <0@charity.example> <00@charity.example>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{raw.split(b"--")[-2].decode()}"',
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    subject=ANYTHING, to_name=ANYTHING, from_name=ANYTHING, reply_name=ANYTHING, text=ANYTHING, html=ANYTHING
)
def test_any_unicode_is_composed_and_reads_back_equal(
    subject: str, to_name: str, from_name: str, reply_name: str, text: str, html: str
) -> None:
    raw = composed(
        subject=subject,
        to_name=to_name,
        from_name=from_name,
        reply_to=(reply_name, "bo@gazette.example"),
        text=text,
        html="<p>" + html,
    )
    mail = read.mail(raw)
    assert (mail.subject, mail.text, mail.html) == (
        header.clean(subject),
        mime.clean_text(text),
        mime.clean_text("<p>" + html),
    )
    assert _names(raw) == [header.clean(name) for name in (from_name, to_name, reply_name)]
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert message_from_bytes(raw, policy=policy.SMTP)["message-id"] == "<1@charity.example>"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(to=ANYTHING, from_=ANYTHING, reply=ANYTHING)
def test_any_unicode_as_address_is_composed_without_becoming_a_header(
    to: str, from_: str, reply: str
) -> None:
    raw = composed(to=to, from_=from_, reply_to=("Bo", reply))
    head = raw.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith(b" ")]
    assert names[:5] == [b"Date", b"From", b"To", b"Subject", b"Message-ID"]
    assert set(names[5:]) <= {b"Reply-To", b"Auto-Submitted", b"MIME-Version", b"Content-Type"}
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_letter_a_person_typed_names_everybody_and_says_nothing_of_machines() -> None:
    raw = composed(
        subject="The audit",
        automatic="",
        html="",
        more_to=(("Ed Ito", "ed@gazette.example"),),
        cc=(("Ölaf, desk", "news@gazette.example"), ("", "dee@charity.example")),
        reply_to=("Media", "reply+m7k4qx2-abc@charity.example"),
        references=("<bo@gazette.example>",),
    )
    assert raw.partition(b"\r\n\r\n")[0].decode().split("\r\n") == [
        "Date: Tue, 24 Nov 2026 20:40:00 +0000",
        "From: Example Organisation <media@charity.example>",
        "To: Ana <ana@charity.example>, Ed Ito <ed@gazette.example>",
        "Cc: =?utf-8?b?w5ZsYWYsIGRlc2s=?= <news@gazette.example>,",
        " <dee@charity.example>",
        "Subject: The audit",
        "Message-ID: <1@charity.example>",
        "Reply-To: Media <reply+m7k4qx2-abc@charity.example>",
        "In-Reply-To: <bo@gazette.example>",
        "References: <bo@gazette.example>",
        "MIME-Version: 1.0",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
    ]


def test_many_recipients_are_folded_and_read_back() -> None:
    people = tuple((f"Person number {number}", f"person{number}@gazette.example") for number in range(60))
    raw = composed(cc=people)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 82  # the boundary's
    assert getaddresses([message_from_bytes(raw)["Cc"].replace("\r\n", "")]) == list(people)


def test_one_of_several_that_most_servers_cannot_carry_is_named_without_its_address() -> None:
    raw = composed(
        to="änne@charity.example", to_name="Änne", cc=(("", "not an address"), ("Ed", "ed@x.example"))
    )
    assert b"\r\nTo: =?utf-8?b?w4RubmU=?=: ;\r\nCc: not an address: ;, Ed <ed@x.example>\r\n" in raw


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people=st.lists(st.tuples(ANYTHING, ANYTHING | st.just("ed@x.example")), min_size=1, max_size=4))
def test_any_unicode_as_further_recipients_stays_in_its_header(people: list[tuple[str, str]]) -> None:
    raw = composed(more_to=tuple(people), cc=tuple(people))
    head = raw.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith(b" ")]
    assert names[:6] == [b"Date", b"From", b"To", b"Cc", b"Subject", b"Message-ID"]
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.isascii()


def test_long_thread_keeps_its_first_mail_and_the_latest() -> None:
    ids = tuple(f"<{number}@gazette.example>" for number in range(100))
    message = message_from_bytes(composed(references=ids))
    assert message["In-Reply-To"] == "<99@gazette.example>"
    assert message["References"].split() == [ids[0], *ids[-19:]]


def test_id_that_comes_twice_stands_where_it_came_last() -> None:
    assert compose.thread(("<1@a>", "<2@a>", "<1@a>")) == ("<2@a>", "<1@a>")


@pytest.mark.parametrize("odd", ["<no-at-sign>", "<a@[IPv6:::1]>", "<" + "x" * 400 + "@y>", "<a$b%c@d@e>"])
def test_odd_ids_of_other_programs_are_given_back(odd: str) -> None:
    message = message_from_bytes(composed(references=("<0@a>", odd)))
    assert message["In-Reply-To"].strip() == odd
    assert message["References"].split() == ["<0@a>", odd]


@pytest.mark.parametrize(
    "bad", ["", "<>", "<a b@c>", "<é@c>", "<a@b>\r\nBcc: x@y", "a@b", "<" + "x" * 999 + ">"]
)
def test_ids_that_no_header_can_carry_are_left_out(bad: str) -> None:
    message = message_from_bytes(composed(references=("<0@a>", bad)))
    assert (message["In-Reply-To"], message["References"]) == (None, "<0@a>")
    assert message_from_bytes(composed(references=(bad,)))["References"] is None


def test_mark_of_a_test_letter_stands_in_its_header() -> None:
    mark = probe.make(b"secret")
    assert probe.valid(b"secret", message_from_bytes(composed(probe=mark))[probe.HEADER])


def test_pasted_header_in_a_subject_stays_in_the_subject() -> None:
    raw = composed(subject="Hello\r\nBcc: everybody@else.example\r\n\r\nbody")
    assert message_from_bytes(raw)["Bcc"] is None
    assert read.mail(raw).subject == "Hello Bcc: everybody@else.example body"


def test_domain_beyond_ascii_goes_as_punycode() -> None:
    assert b"To: Ana <ana@xn--mnchen-3ya.example>\r\n" in composed(to="ana@münchen.example")


def test_local_part_beyond_ascii_stays_as_written() -> None:
    assert "To: Ana <änne@charity.example>\r\n".encode() in composed(to="änne@charity.example")


def test_reply_to_that_most_servers_cannot_carry_is_left_out() -> None:
    assert b"Reply-To" not in composed(reply_to=("Bo", "bö@gazette.example"))


def test_impossible_recipient_becomes_an_empty_group() -> None:
    assert b"\r\nTo: Ana: ;\r\n" in composed(to="not an address")


def test_same_letter_gives_the_same_bytes() -> None:
    assert composed() == composed()


def test_letter_without_html_has_one_part() -> None:
    message = message_from_bytes(composed(html=""))
    assert (message.get_content_type(), message.get_payload(decode=True)) == (
        "text/plain",
        b"Answer by 17:00 today.\r\n",
    )


def test_message_ids_are_unique_and_in_punycode() -> None:
    ids = {compose.message_id("münchen.example") for _ in range(100)}
    assert len(ids) == 100
    assert all(each.endswith("@xn--mnchen-3ya.example>") for each in ids)
    assert compose.message_id("not a domain\r\n").endswith("@localhost.localdomain>")


@pytest.mark.parametrize("wrong", ["1@charity.example", "<1>", "<1@a\r\nBcc: x@y>", "<ü@a>"])
def test_message_id_that_only_a_mistake_can_make_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        composed(message_id=wrong)


def test_unknown_kind_of_automatic_is_refused() -> None:
    with pytest.raises(ValueError, match="automatic"):
        composed(automatic="yes", date=datetime(2026, 1, 1, tzinfo=UTC))


def _names(raw: bytes) -> list[str]:
    """The display names, decoded by RFC 2047 rules and unquoted, without our own reader."""
    from email.header import decode_header, make_header
    from email.utils import parseaddr

    message = message_from_bytes(raw)
    found = []
    for field in ("From", "To", "Reply-To"):
        quoted, _ = parseaddr(message[field].replace("\r\n", ""))
        found.append(str(make_header(decode_header(quoted))) if "=?utf-8?b?" in message[field] else quoted)
    return found
