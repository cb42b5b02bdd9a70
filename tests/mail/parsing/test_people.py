"""Mailboxes as people and broken programs write them."""

import pytest

from inquiries.mail.parsed import Mailbox
from inquiries.mail.parsing import limits, people

BO = Mailbox("Bo Ride", "bo@gazette.example")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (b"", ()),
        (b"bo@gazette.example", (Mailbox("", "bo@gazette.example"),)),
        (b"Bo Ride <bo@gazette.example>", (BO,)),
        (b'"Bo Ride" <bo@gazette.example>', (BO,)),
        (b"'Bo Ride' <bo@gazette.example>", (BO,)),
        (b"bo@gazette.example (Bo Ride)", (BO,)),
        (b"Bo Ride bo@gazette.example", (BO,)),
        (b"Bo Ride <mailto:bo@gazette.example>", (BO,)),
        (b"Bo Ride < bo@gazette.example >", (BO,)),
        (b"Bo Ride <bo@gazette.example", (BO,)),
        (b'"Ride, Bo" <bo@gazette.example>', (Mailbox("Ride, Bo", "bo@gazette.example"),)),
        (b"Ride, Bo <bo@gazette.example>", (Mailbox("Ride, Bo", "bo@gazette.example"),)),
        (b'"Bo \\"the\\" Ride" <bo@gazette.example>', (Mailbox('Bo "the" Ride', "bo@gazette.example"),)),
        (b"=?utf-8?q?Ride=2C_B=C3=B3?= <bo@gazette.example>", (Mailbox("Ride, Bó", "bo@gazette.example"),)),
        (b'"=?utf-8?q?B=C3=B3?=" <bo@gazette.example>', (Mailbox("Bó", "bo@gazette.example"),)),
        ("Bó <bo@gazette.example>".encode("latin-1"), (Mailbox("Bó", "bo@gazette.example"),)),
        ("bó@gazette.example".encode(), (Mailbox("", "bó@gazette.example"),)),
        (b'"bo:ride"@gazette.example', (Mailbox("", '"bo:ride"@gazette.example'),)),
        (b"Bo Ride <bo@gazette.example>, ana@charity.example", (BO, Mailbox("", "ana@charity.example"))),
        (b"Bo Ride <bo@gazette.example>; ana@charity.example", (BO, Mailbox("", "ana@charity.example"))),
        (b"undisclosed-recipients:;", ()),
        (
            b"Desk: Bo Ride <bo@gazette.example>, ana@charity.example;",
            (BO, Mailbox("", "ana@charity.example")),
        ),
        (b"MAILER-DAEMON", (Mailbox("MAILER-DAEMON", ""),)),
        (b"MAILER-DAEMON <>", (Mailbox("MAILER-DAEMON", ""),)),
        (b"(((", ()),
        (b',,;<>:"', ()),
    ],
)
def test_mailboxes_are_found(written, found):
    assert people.parse(written) == found


def test_a_name_cannot_hide_the_address_it_stands_before():
    shown = people.parse('"ana@charity.example\u202e" <evil@\u200bexample.org>'.encode())
    assert shown == (Mailbox("ana@charity.example", "evil@example.org"),)


def test_of_very_many_mailboxes_the_first_are_kept():
    written = b",".join(b"a%d@b.example" % n for n in range(limits.PEOPLE + 10))
    found = people.parse(written)
    assert (len(found), found[-1].address) == (limits.PEOPLE, f"a{limits.PEOPLE - 1}@b.example")
