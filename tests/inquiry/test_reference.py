import itertools
import re

import pytest

from inquiries.database.engine import Database
from inquiries.inquiry import reference
from inquiries.inquiry.reference import ALPHABET, CAPACITY, Keys

KEYS = Keys(b"k" * 32)
SOME = [1, 2, 3, 1000, 999_999, CAPACITY - 1]


def test_a_reference_is_short_readable_and_finds_its_inquiry() -> None:
    made = [KEYS.reference(id) for id in SOME]
    assert all(re.fullmatch(f"[{ALPHABET}]{{3}}-[{ALPHABET}]{{4}}", one) for one in made)
    assert [KEYS.number(one) for one in made] == SOME


def test_neighbouring_inquiries_share_nothing_that_could_be_counted() -> None:
    made = [KEYS.reference(id) for id in range(1, 2001)]
    assert len(set(made)) == 2000
    assert len({one[0] for one in made}) == 32
    steps = {abs(int(a[1:3], 36) - int(b[1:3], 36)) for a, b in itertools.pairwise(made)}
    assert len(steps) > 200


def test_another_database_numbers_otherwise() -> None:
    assert KEYS.reference(1) != Keys(b"o" * 32).reference(1)


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower {}", "{}."])
def test_a_reference_is_found_as_people_type_it(typed: str) -> None:
    made = KEYS.reference(77)
    written = made.lower() if "lower" in typed else typed.format(made)
    assert KEYS.number(written.replace("0", "o").replace("1", "l").replace("-", " ")) == 77


def test_every_single_slip_and_every_swap_is_noticed() -> None:
    made = KEYS.reference(4607).replace("-", "")
    slips = [made[:n] + letter + made[n + 1 :] for n in range(7) for letter in ALPHABET if letter != made[n]]
    swapped = [list(made) for _ in itertools.combinations(range(7), 2)]
    for letters, (a, b) in zip(swapped, itertools.combinations(range(7), 2), strict=True):
        letters[a], letters[b] = letters[b], letters[a]
    swaps = ["".join(letters) for letters in swapped if "".join(letters) != made]
    assert {KEYS.number(wrong) for wrong in slips + swaps} == {None}


@pytest.mark.parametrize("nonsense", ["", "M7K", "M7K-4QX2-AA", "UUU-UUUU", "💡💡💡-💡💡💡💡", "\x00" * 7])
def test_what_is_no_reference_is_none(nonsense: str) -> None:
    assert KEYS.number(nonsense) is None


def test_a_token_opens_its_receipt_and_no_other() -> None:
    tokens = [KEYS.token(id) for id in SOME]
    assert [KEYS.inquiry(token) for token in tokens] == SOME
    assert {len(token) for token in tokens} == {27}
    forged = [token[:-3] + "AAA" for token in tokens] + ["", "A" * 30, "é" * 30, tokens[0] + "=", "../etc"]
    forged += ["A" * 27, tokens[0][:-1] + "_"]
    assert {KEYS.inquiry(token) for token in forged} == {None}
    assert Keys(b"o" * 32).inquiry(tokens[0]) is None


def test_tokens_of_neighbours_tell_nothing_of_their_order() -> None:
    starts = [KEYS.token(id)[:5] for id in range(1, 201)]
    assert len(set(starts)) == 200
    assert starts != sorted(starts)


async def test_the_keys_are_made_once_and_kept(database: Database) -> None:
    first = await database.write(reference.keys)
    assert await database.write(reference.keys) == first
    assert len(first.secret) == 32
