"""The mark of a test letter: made here, once, and by nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.mail import header, probe

SECRET = b"a secret of thirty-two bytes ...."


def test_mark_is_valid_with_the_secret_it_was_made_with_only() -> None:
    mark = probe.make(SECRET)
    assert [probe.valid(secret, f" {mark} ") for secret in (SECRET, b"another")] == [True, False]


def test_every_mark_is_another() -> None:
    assert len({probe.make(SECRET) for _ in range(100)}) == 100


def test_mark_travels_in_one_header_line() -> None:
    line = header.text(probe.HEADER, probe.make(SECRET))
    assert probe.valid(SECRET, line.partition(":")[2].replace("\r\n", ""))


@pytest.mark.parametrize("at", [0, 31, 33, 64])
def test_changed_mark_is_refused(at: int) -> None:
    mark = probe.make(SECRET)
    assert not probe.valid(SECRET, mark[:at] + ("0" if mark[at] != "0" else "1") + mark[at + 1 :])


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_is_refused_without_an_error(text: str) -> None:
    assert not probe.valid(SECRET, text)
