import time

from inquiries.app import House
from inquiries.correspondence import letter_mail
from inquiries.correspondence.doors.known import Known
from tests.each import each

SIGNED = "(signed)"


@each(
    ("address", "ours"),
    [
        ("reply@charity.example", True),
        ("Reply+Anything@Charity.example", True),
        ("media@charity.example", True),
        ("EVENTS@charity.example", True),
        ("office@charity.example", True),
        (SIGNED, True),
        ("reply+anything@elsewhere.example", False),
        ("office+tag@charity.example", False),
        ("ana@charity.example", False),
        ("", False),
        ("<>", False),
        ("\udcff\0@charity.example", False),
        ("@" * 300, False),
    ],
)
def test_mail_is_taken_for_our_addresses_and_no_others(house: House, address: str, ours: bool) -> None:
    signed = letter_mail.addresses(house.post).for_inquiry("M7K-4QX2")
    assert Known(house.post).known(signed if address == SIGNED else address) is ours


def test_an_address_signed_before_the_base_was_changed_is_still_ours(house: House) -> None:
    local = letter_mail.addresses(house.post).for_inquiry("M7K-4QX2").partition("@")[0]
    assert Known(house.post).known(f"old{local}@before.example")


@each(
    ("lines", "recipient"),
    [
        ("Delivered-To: (signed)", SIGNED),
        ("Delivered-To: us@provider.example\nTo: Media <media@charity.example>", "media@charity.example"),
        ("To: events@charity.example\nX-Original-To: media@charity.example", "media@charity.example"),
        ("Delivered-To: media@charity.example\nCc: (signed)", SIGNED),
        ("Envelope-To: reply+guessed@charity.example", "reply+guessed@charity.example"),
        ("To: ana@charity.example", ""),
        ("Subject: media@charity.example", ""),
        ("", ""),
    ],
)
def test_whom_a_mail_was_handed_to_is_the_one_we_signed_or_the_first_of_ours(
    house: House, lines: str, recipient: str
) -> None:
    signed = letter_mail.addresses(house.post).for_inquiry("M7K-4QX2")
    raw = f"{lines.replace(SIGNED, signed)}\n\nTo: office@charity.example\n".encode()
    assert Known(house.post).recipient(raw) == recipient.replace(SIGNED, signed)


def test_a_hostile_header_takes_no_time(house: House) -> None:
    known = Known(house.post)
    began = time.process_time()
    known.recipient(b"To: " + b",".join(b"a%d@charity.example" % number for number in range(100_000)))
    assert time.process_time() - began < 0.5
