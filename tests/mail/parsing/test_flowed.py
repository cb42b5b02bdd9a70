"""format=flowed (RFC 3676)."""

import pytest

from inquiries.mail.parsing import flowed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("one \ntwo\n", "one two\n"),
        ("one\ntwo\n", "one\ntwo\n"),
        ("> one \n> two\nthree\n", "> one two\nthree\n"),
        (">one \n>>two \n>> three\n", "> one\n>> two three\n"),
        (" From here\n", "From here\n"),
        ("  indented\n", " indented\n"),
        (" > no quote\n", " > no quote\n"),
        (">  > quoted, then typed\n", ">  > quoted, then typed\n"),
        ("one \n-- \nBo \nRide\n", "one\n-- \nBo Ride\n"),
        ("> one \n> -- \n> Bo\n", "> one\n> -- \n> Bo\n"),
        ("ends \n", "ends\n"),
        ("one \n\ntwo\n", "one\n\ntwo\n"),
        ("ends ", "ends"),
        ("> \n> one\n", ">\n> one\n"),
    ],
)
def test_soft_line_ends_are_undone_and_quotes_kept(written, read):
    assert flowed.undo(written, delsp=False) == read


def test_with_delsp_the_blank_at_a_soft_line_end_goes():
    assert flowed.undo("inter \nview today \n ago\n", delsp=True) == "interview todayago\n"
