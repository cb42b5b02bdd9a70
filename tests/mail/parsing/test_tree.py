"""The structure of mails: well made, badly made, and too much."""

import pytest

from inquiries.mail.parsing import limits, tree
from tests.mail import hostile


def shape(raw: bytes) -> object:
    """Each part as its body, each container as its type and parts."""
    return _shape(raw, tree.split(raw))


def _shape(raw: bytes, part: tree.Part) -> object:
    if part.children:
        return (part.content_type, *(_shape(raw, child) for child in part.children))
    return raw[part.start : part.end].decode()


MIXED = b"Content-Type: multipart/mixed; boundary=b\n\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", ""),
        (b"Subject: x", ""),
        (b"\nHello", "Hello"),
        (b"Hello", "Hello"),
        (b"Subject: x\n\nHello\n", "Hello\n"),
        (b"Subject: x\r\n\r\nHello\r\n", "Hello\r\n"),
        (b"Subject: x\nHello, no empty line\n\nbetween", "Hello, no empty line\n\nbetween"),
        (b"Subject: x\nnot folded\nTo: a@b\n\nHello", "Hello"),
        (b"From bo Tue Nov 24\nSubject: x\n\nHello", "Hello"),
        (MIXED + b"pre\n--b\n\none\n--b\n\ntwo\n--b--\npost", ("multipart/mixed", "one", "two")),
        (MIXED + b"--b\n\none\n--b \t\n\ntwo\n--b-- ", ("multipart/mixed", "one", "two")),
        (MIXED + b"--b\n\none", ("multipart/mixed", "one")),
        (MIXED + b"--b\n--b\n--b--", ("multipart/mixed", "", "")),
        (MIXED + b"--b\nSubject: x\n--b\n\ntwo\n--b--", ("multipart/mixed", "", "two")),
        (MIXED + b"--b\n\none\n--bb\n--c\n--b--", ("multipart/mixed", "one\n--bb\n--c")),
        (MIXED + b"--b\n\none\n--b--\n--b\n\nmore", ("multipart/mixed", "one", "more")),
        (MIXED + b"no boundary", "no boundary"),
        (MIXED.replace(b"=b", b'=""') + b"--\n\none\n----", "--\n\none\n----"),
        (
            MIXED + b"--b\nContent-Type: multipart/alternative; boundary=b2\n\n--b2\n\none\n--b\n\ntwo\n--b--",
            ("multipart/mixed", ("multipart/alternative", "one"), "two"),
        ),
        (
            MIXED + b"--b\n" + MIXED + b"--b\n\none\n--b--\n--b\n\ntwo\n--b--",
            ("multipart/mixed", ("multipart/mixed", "one"), "two"),
        ),
        (
            MIXED + b"--b\nContent-Type: message/rfc822\n\nSubject: y\n\ninner\n--b\n\ntwo\n--b--",
            ("multipart/mixed", ("message/rfc822", "inner"), "two"),
        ),
        (
            b"Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: y\n\ninner\n--b--",
            ("multipart/digest", ("message/rfc822", "inner")),
        ),
        (b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nSGk=", "SGk="),
    ],
)  # fmt: skip
def test_parts_are_found(raw, expected):
    assert shape(raw) == expected


def test_line_ends_of_the_wire_change_no_part():
    raw = MIXED + b"pre\n--b\n\none\ntwo\n--b\nA: b\n\nthree\n--b--\n"
    assert shape(raw.replace(b"\n", b"\r\n")) == ("multipart/mixed", "one\r\ntwo", "three")


@pytest.mark.parametrize(
    ("raw", "limit"),
    [
        (hostile.mail(hostile.nested(100), hostile.MIXED), limits.TOO_DEEP),
        (hostile.mail(hostile.nested(99, message=True), "message/rfc822"), limits.TOO_DEEP),
        (hostile.mail(hostile.parts(1_000), hostile.MIXED), limits.TOO_MANY),
        (hostile.HEAD + b"X: " + b"y" * limits.HEADER_BLOCK, limits.LONG_HEADER),
        (
            hostile.mail(hostile.parts(1, b"X: " + b"y" * limits.HEADER_BLOCK + b"\r\n\r\n"), hostile.MIXED),
            limits.LONG_HEADER,
        ),
    ],
)  # fmt: skip
def test_mail_beyond_a_limit_is_refused_with_that_limit(raw, limit):
    with pytest.raises(limits.ExceededError) as refused:
        tree.split(raw)
    assert refused.value.limit is limit


def test_mail_at_the_limits_is_read():
    assert shape(hostile.mail(hostile.nested(98), hostile.MIXED)) is not None
    assert len(tree.split(hostile.mail(hostile.parts(999), hostile.MIXED)).children) == 999
    block = hostile.HEAD + b"X: "
    assert tree.split(block + b"y" * (limits.HEADER_BLOCK - len(block) - 2) + b"\r\n\r\nHello").fields
