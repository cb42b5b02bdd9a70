import time

import pytest

from inquiries.mail import header_block

MAIL = (
    b"Return-Path: <bo@gazette.example>\r\n"
    b"Delivered-To: reply@charity.example\r\n"
    b'TO: "Ana, Media" <ana@charity.example>,\r\n'
    b" Group: x@y.example, <z@y.example>;\r\n"
    b"Subject: mail me at me@x.example\r\n"
    b"Cc:\tcy@charity.example\r\n"
    b"\r\n"
    b"To: body@x.example\r\n"
)


@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_addresses_come_from_the_named_fields_in_the_order_of_the_names(newline: bytes) -> None:
    raw = MAIL.replace(b"\r\n", newline)
    assert list(header_block.addresses(raw, ("cc", "delivered-to", "to"))) == [
        "cy@charity.example",
        "reply@charity.example",
        "ana@charity.example",
        "x@y.example",
        "z@y.example",
    ]
    assert header_block.return_path(raw) == "bo@gazette.example"


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        (b"Return-Path: <>\r\n\r\n", ""),
        (b"Return-path:  bo@x.example \n\n", "bo@x.example"),
        (b"Subject: x\r\n\r\nReturn-Path: <bo@x.example>\r\n", None),
        (b"", None),
        (b"\0\xff:\r\n\r\n\r\n", None),
    ],
)
def test_the_sender_of_the_envelope_is_known_null_or_unknown(raw: bytes, sender: str | None) -> None:
    assert header_block.return_path(raw) == sender


@pytest.mark.parametrize(
    "raw",
    [
        b"To: " + b'"' * 3_000_000,
        b"To: " + b"a@" * 3_000_000,
        b"To: " + b"(" * 1_500_000 + b")" * 1_500_000,
        b"To:\r\n" + b" \r\n" * 2_000_000,
        b"To: " + b"a@x.example," * 300_000,
        b"To: a@x.example\r\n" * 300_000,
        b"\r" * 3_000_000,
        b":" * 3_000_000,
    ],
    ids=["quotes", "ats", "brackets", "folds", "addresses", "fields", "returns", "colons"],
)
def test_no_header_takes_long_or_names_more_than_a_few_hundred(raw: bytes) -> None:
    began = time.process_time()
    assert len(list(header_block.addresses(raw, ("to", "cc")))) <= 200
    header_block.return_path(raw)
    assert time.process_time() - began < 0.2


def test_what_stands_behind_the_limit_is_not_looked_at() -> None:
    raw = b"X: " + b"x" * header_block.LONGEST + b"\r\nTo: ana@charity.example\r\n\r\n"
    assert list(header_block.addresses(raw, ("to",))) == []
