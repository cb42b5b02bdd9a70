"""A mail's bytes read off an SMTP or LMTP connection, up to the lone dot; bounded in size and in time."""

import asyncio

LIMIT = 25 * 10**6  # octets of a mail
CHUNK = 2**16
# Seconds for the next bytes (RFC 5321 4.5.3.2.5), until SLOWEST octets a second must have come, and in all.
PAUSE, START, WHOLE, SLOWEST = 180.0, 60.0, 600.0, 500
# Only this ends a mail: a server that took a bare line feed too would let one mail pass for two.
_END = b"\r\n.\r\n"
_AT_MOST = LIMIT + LIMIT // 2  # with the dots that are doubled on the way


class TooLarge(Exception):
    """The mail has come to its end and was dropped on the way."""


class TooSlow(Exception):
    """The mail has not come to its end."""


async def read(reader: asyncio.StreamReader) -> bytes:
    """The mail, with its dots as they were written. What was sent behind it stays in the reader."""
    clock = asyncio.get_running_loop().time
    began, came, dropped = clock(), 0, False
    mail = bytearray(b"\r\n")  # so that a dot on the very first line ends it too
    searched = 0
    while (end := mail.find(_END, max(0, searched - len(_END)))) < 0:
        searched = len(mail)
        if searched > _AT_MOST:
            dropped, searched = True, 0
            del mail[: -len(_END)]
        deadline = min(clock() + PAUSE, began + START + came / SLOWEST, began + WHOLE)
        try:
            async with asyncio.timeout_at(deadline):
                chunk = await reader.read(CHUNK)
        except TimeoutError:
            raise TooSlow from None
        if not chunk:
            raise ConnectionResetError("it left in the middle of a mail")
        came += len(chunk)
        mail += chunk
    _give_back(reader, bytes(mail[end + len(_END) :]))
    del mail[end + 2 :]
    whole = bytes(mail.replace(b"\r\n.", b"\r\n"))[2:]
    if dropped or len(whole) > LIMIT:
        raise TooLarge
    return whole


def _give_back(reader: asyncio.StreamReader, rest: bytes) -> None:
    """A client that pipelines sends its next commands right behind the dot."""
    reader._buffer[:0] = rest  # type: ignore[attr-defined]
