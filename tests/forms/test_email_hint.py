"""The hint on a misspelt domain."""

import pytest

from inquiries.forms import email_hint


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bo@gmial.com", "bo@gmail.com"),
        ("bo@gmai.com", "bo@gmail.com"),
        ("bo@gmaill.com", "bo@gmail.com"),
        ("bo@gmail.con", "bo@gmail.com"),
        ("bo@gmail.co", "bo@gmail.com"),
        ("bo@Hotmial.com", "bo@hotmail.com"),
        ("bo@outlok.com", "bo@outlook.com"),
        ("bo@yaho.com", "bo@yahoo.com"),
        ("bo@iclould.com", "bo@icloud.com"),
        ("Bo.R@sympatico.cs", "Bo.R@sympatico.ca"),
    ],
)
def test_one_slip_from_a_common_domain_is_pointed_out(typed: str, meant: str) -> None:
    assert email_hint.suggest(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *(f"bo@{domain}" for domain in email_hint.COMMON),
        *("bo@ymail.com", "bo@mail.com", "bo@yahoo.de", "bo@paper.example", "bo@gmx.com", "bo@gm.com"),
        *("no at sign", "", "bo@", "bo@bbc.co.uk"),
    ],
)
def test_a_meant_domain_passes_without_a_word(typed: str) -> None:
    assert email_hint.suggest(typed) is None
