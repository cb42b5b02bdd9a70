"""Line ends and dots, as the server has to see them."""

import aiosmtplib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.mail import wire

CONTENT = st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"..", b"a", b""])).map(b"".join)


@given(CONTENT)
def test_lines_are_as_the_library_makes_them(content: bytes) -> None:
    assert wire.lines(content) == aiosmtplib.protocol.normalize_message_line_endings(content)


@given(CONTENT)
def test_dotted_lines_read_back_as_they_were(content: bytes) -> None:
    sent = wire.dotted(wire.lines(content))
    received = sent.split(b"\r\n")
    assert received[-2:] == [b".", b""]
    assert b"." not in received[:-2]
    undotted = [line.removeprefix(b".") for line in received[:-2]]
    assert b"".join(line + b"\r\n" for line in undotted) == wire.lines(content)


@pytest.mark.parametrize(("head", "ascii_"), [(b"To: ana", True), ("To: änne".encode(), False)])
def test_header_beyond_ascii_is_seen_and_the_body_is_not(head: bytes, ascii_: bool) -> None:
    assert wire.header_is_ascii(head + "\r\n\r\nGrüße".encode()) is ascii_
