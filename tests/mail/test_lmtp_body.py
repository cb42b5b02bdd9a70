import asyncio
import time

import pytest

from inquiries.mail import lmtp_body
from inquiries.mail.lmtp_body import TooLarge, TooSlow


async def read(*chunks: bytes, pause: float = 0.0) -> tuple[bytes, bytes]:
    """The mail, and what was left behind it."""
    reader = asyncio.StreamReader()

    async def send() -> None:
        for chunk in chunks:
            reader.feed_data(chunk)
            await asyncio.sleep(pause)
        reader.feed_eof()

    sending = asyncio.ensure_future(send())
    try:
        return await lmtp_body.read(reader), await reader.read()
    finally:
        await sending


@pytest.mark.parametrize(
    ("sent", "mail"),
    [
        (b".\r\n", b""),
        (b"\r\n.\r\n", b"\r\n"),
        (b"a\r\n.\r\n", b"a\r\n"),
        (b"..\r\n.\r\n", b".\r\n"),
        (b"a\r\n..b\r\n...\r\n.c\r\n.\r\n", b"a\r\n.b\r\n..\r\nc\r\n"),
        (b"a\n.\nb\r.\rc\r\n.\r\n", b"a\n.\nb\r.\rc\r\n"),
        (b"a\n.\r\nb\r\n.\r\n", b"a\n.\r\nb\r\n"),
        (b"\0\xff\r\n.\r\n", b"\0\xff\r\n"),
        (b"x" * 100_000 + b"\r\n.\r\n", b"x" * 100_000 + b"\r\n"),
    ],
)
async def test_a_mail_ends_at_the_lone_dot_however_it_arrives(sent: bytes, mail: bytes) -> None:
    assert await read(sent) == (mail, b"")
    assert await read(sent + b"RSET\r\n") == (mail, b"RSET\r\n")
    if len(sent) < 100:
        assert await read(*(bytes([one]) for one in sent + b"N")) == (mail, b"N")


async def test_a_mail_without_its_end_is_none() -> None:
    with pytest.raises(ConnectionResetError):
        await read(b"a\r\n.\n")


@pytest.mark.parametrize("over", [1, 12_000_000, 40_000_000])
async def test_what_is_too_large_is_read_to_its_end_and_dropped(over: int) -> None:
    reader = asyncio.StreamReader()
    reader.feed_data(b"x" * (lmtp_body.LIMIT - 2 + over) + b"\r\n.\r\nQUIT\r\n")
    with pytest.raises(TooLarge):
        await lmtp_body.read(reader)
    assert await reader.readline() == b"QUIT\r\n"


async def test_the_largest_mail_is_read_in_a_moment() -> None:
    mail = (b"." + b"x" * 75 + b"\r\n") * (lmtp_body.LIMIT // 78)
    reader = asyncio.StreamReader()
    reader.feed_data(mail.replace(b".", b"..") + b".\r\n")
    began = time.process_time()
    assert await lmtp_body.read(reader) == mail
    assert time.process_time() - began < 2


async def test_a_drip_of_bytes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lmtp_body, "START", 0.05)
    monkeypatch.setattr(lmtp_body, "SLOWEST", 10_000)
    with pytest.raises(TooSlow):
        await read(*[b"x"] * 30, pause=0.01)
    assert (await read(*[b"x" * 500] * 30, b"\r\n.\r\n", pause=0.01))[0] == b"x" * 15_000 + b"\r\n"
