"""Signed reply addresses: made, folded, read, and never taken for what they are not."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inquiries.mail import address
from inquiries.mail.reply_address import LONGEST_BASE, Addresses, Found

SECRET = b"a secret of thirty-two bytes ...."
ADDRESSES = Addresses(SECRET, "reply@charity.example")
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCES = st.text(LETTERS, min_size=7, max_size=7).map(lambda text: f"{text[:3]}-{text[3:]}")
BASES = (
    "reply@charity.example",
    "press+desk@gmail.example",
    "press+contact@gmail.example",
    "a-b-c@x.example",
)
LARGEST = 2**31 - 1


def made(addresses: Addresses, reference: str, staff_id: int) -> dict[str, Found]:
    return {
        addresses.for_inquiry(reference): Found("inquiry", reference),
        addresses.for_staff(reference, staff_id): Found("staff", reference, staff_id),
        addresses.for_bounce(reference): Found("bounce", reference),
    }


@settings(max_examples=200, deadline=None)
@given(reference=REFERENCES, staff_id=st.integers(1, LARGEST), base=st.sampled_from(BASES))
def test_address_of_each_kind_is_read_back_whatever_the_case(
    reference: str, staff_id: int, base: str
) -> None:
    addresses = Addresses(SECRET, base)
    for one, found in made(addresses, reference, staff_id).items():
        for written in (one, one.upper(), one.title(), f" <{one}> "):
            assert addresses.read(written) == found
            assert addresses.ours(written)
        assert str(address.parse(one)) == one


def test_tag_is_lower_case_letters_digits_and_dashes_with_128_bits() -> None:
    local = ADDRESSES.for_staff("M7K-4QX2", 35 * 36).removesuffix("@charity.example")
    assert re.fullmatch(r"reply\+m7k4qx2-sz0-[a-z2-7]{26}", local)
    assert re.fullmatch(r"reply\+m7k4qx2-[a-z2-7]{26}@charity\.example", ADDRESSES.for_inquiry("M7K-4QX2"))
    assert re.fullmatch(r"reply\+m7k4qx2-b-[a-z2-7]{26}@charity\.example", ADDRESSES.for_bounce("M7K-4QX2"))


def test_longest_base_with_the_longest_tag_fits_a_local_part() -> None:
    addresses = Addresses(SECRET, f"{'r' * LONGEST_BASE}@charity.example")
    longest = addresses.for_staff("ZZZ-ZZZZ", LARGEST)
    assert len(longest.partition("@")[0]) <= 64
    assert addresses.read(longest) == Found("staff", "ZZZ-ZZZZ", LARGEST)


def test_base_with_a_plus_takes_the_tag_behind_a_dash() -> None:
    addresses = Addresses(SECRET, "Press+Desk@gmail.example")
    one = addresses.for_inquiry("M7K-4QX2")
    assert one.startswith("Press+Desk-m7k4qx2-")
    assert [addresses.ours(each) for each in ("press+desk@gmail.example", "press+other@gmail.example")] == [
        True,
        False,
    ]


def test_staff_number_that_looks_like_a_reference_is_read_as_what_it_was_signed_for() -> None:
    one = ADDRESSES.for_staff("M7K-4QX2", int("12zzk0", 36))
    assert "-s12zzk0-" in one
    assert ADDRESSES.read(one) == Found("staff", "M7K-4QX2", int("12zzk0", 36))


def test_code_of_one_kind_reference_or_person_is_worth_nothing_elsewhere() -> None:
    inquiry, staff, bounce = (one.partition("@")[0][-26:] for one in made(ADDRESSES, "M7K-4QX2", 7))
    forged = [
        f"reply+{tag}-{code}@charity.example"
        for tag, codes in {
            "m7k4qx2": (staff, bounce),
            "m7k4qx2-s7": (inquiry, bounce),
            "m7k4qx2-s8": (inquiry, staff, bounce),
            "m7k4qx2-b": (inquiry, staff),
            "m7k4qx3": (inquiry, staff, bounce),
        }.items()
        for code in codes
    ]
    assert [ADDRESSES.read(one) for one in forged] == [None] * len(forged)


def test_every_single_changed_character_of_the_tag_is_refused() -> None:
    one = ADDRESSES.for_inquiry("M7K-4QX2")
    start, end = one.index("+") + 1, one.index("@")
    for at in range(start, end):
        other = "a" if one[at] != "a" else "b"
        assert ADDRESSES.read(one[:at] + other + one[at + 1 :]) is None


def test_address_made_with_another_secret_is_ours_but_signed_by_nobody() -> None:
    one = Addresses(b"another", "reply@charity.example").for_inquiry("M7K-4QX2")
    assert (ADDRESSES.read(one), ADDRESSES.ours(one)) == (None, True)


def test_answer_to_the_base_of_last_year_still_finds_home() -> None:
    one = Addresses(SECRET, "answers@old.example").for_inquiry("M7K-4QX2")
    assert (ADDRESSES.read(one), ADDRESSES.ours(one)) == (Found("inquiry", "M7K-4QX2"), False)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("reply@charity.example", True),
        ("REPLY@Charity.Example", True),
        ("reply+anything@charity.example", True),
        ("reply-to@charity.example", False),
        ("replies@charity.example", False),
        ("reply@other.example", False),
        ("reply@sub.charity.example", False),
        ("reply", False),
        ("", False),
        ("reply+\ud800@charity.example", False),
    ],
)
def test_our_addresses_are_known_with_or_without_a_tag(written: str, expected: bool) -> None:
    assert ADDRESSES.ours(written) is expected


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert ADDRESSES.read(text) is None
    assert ADDRESSES.read(f"{text}@charity.example") is None
    assert ADDRESSES.ours(text) in (True, False)


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "-" * 1_000_000, "m7k4qx2-" * 100_000 + "@x", "@" * 300_000]
)
def test_very_long_text_is_no_address(text: str) -> None:
    assert ADDRESSES.read(text) is None
    assert not ADDRESSES.ours(text)


@pytest.mark.parametrize(
    "base", ["", "reply", "rëply@charity.example", '"re ply"@charity.example', "r" * 21 + "@charity.example"]
)
def test_base_that_no_address_can_be_made_from_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match=r"^should "):
        Addresses(SECRET, base)


@pytest.mark.parametrize("reference", ["", "M7K4QX2", "m7k-4qx2", "M7K-4QXU", "M7K-4QX2\n"])
def test_what_is_no_reference_gets_no_address(reference: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        ADDRESSES.for_inquiry(reference)


@pytest.mark.parametrize("staff_id", [0, -1, 2**31])
def test_what_is_no_staff_number_gets_no_address(staff_id: int) -> None:
    with pytest.raises(ValueError, match="no address"):
        ADDRESSES.for_staff("M7K-4QX2", staff_id)
