"""Mails made to stop whoever reads them. Each by name, made when asked for: some are large."""

import base64
import random
from collections.abc import Callable

HEAD = (
    b"From: Bo Ride <bo@gazette.example>\r\nTo: media@charity.example\r\nSubject: A question\r\n"
    b"Message-ID: <1@gazette.example>\r\nMIME-Version: 1.0\r\n"
)
MIB = 1024 * 1024


def mail(body: bytes, content_type: str = "text/plain; charset=utf-8", **fields: str) -> bytes:
    """A letter of Bo's with that body, and more fields: `transfer_encoding` is Content-Transfer-Encoding."""
    more = {"Content-Type": content_type}
    more |= {name.replace("_", "-").title(): value for name, value in fields.items()}
    written = "".join(f"{name}: {value}\r\n" for name, value in more.items())
    return HEAD + written.encode() + b"\r\n" + body


def headed(field: bytes) -> bytes:
    """A letter of Bo's in which one field is another; it ends at the field's name, as the first of that name counts."""
    name = field.partition(b":")[0]
    kept = [line for line in HEAD.split(b"\r\n") if not line.startswith(name + b":")]
    return b"\r\n".join([field, *kept]) + b"\r\nHello\r\n"


def nested(levels: int, *, message: bool = False) -> bytes:
    """Containers within containers, a word at the bottom."""
    if message:
        return b"Content-Type: message/rfc822\r\n\r\n" * levels + b"Subject: Bottom\r\n\r\nHello\r\n"
    opened = b"".join(
        f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n".encode() for n in range(levels)
    )
    return opened + f"--b{levels}\r\n\r\nHello\r\n".encode()


def parts(count: int, each: bytes = b"\r\nHello\r\n") -> bytes:
    """A multipart body of so many parts."""
    return b"".join([b"--b0\r\n" + each] * count) + b"--b0--\r\n"


def _random(size: int) -> bytes:
    return random.Random(4).randbytes(size)


def _attributes(count: int) -> bytes:
    return b"<p " + b"".join(b"a%d " % n for n in range(count)) + b">Hello"


MIXED = "multipart/mixed; boundary=b0"
REPORT = "multipart/report; report-type=delivery-status; boundary=b0"
# Those that are read in spite of all, and those of which only the headings are.
READ: dict[str, Callable[[], bytes]] = {
    "nothing at all": lambda: b"",
    "one line feed": lambda: b"\n",
    "Message-ID: <[": lambda: headed(b"Message-ID: <["),
    "From of quotes, 19 KiB": lambda: headed(b"From: " + b'"' * 19 * 1024),
    "From of quotes, 90 KiB": lambda: headed(b"From: " + b'" ' * 45 * 1024),
    "From of brackets, 90 KiB": lambda: headed(b"From: " + b"(" * 90 * 1024),
    "To of commas, 90 KiB": lambda: headed(b"To: " + b"a@b," * 22 * 1024),
    "Subject of empty encoded words": lambda: headed(b"Subject: " + b"=?utf-8?q??= " * 7 * 1024),
    "Subject of begun encoded words": lambda: headed(b"Subject: " + b"=?u?q?" * 15 * 1024),
    "References of brackets": lambda: headed(b"References: " + b"<a@" * 30 * 1024),
    "Date of digits": lambda: headed(b"Date: " + b"9" * 90 * 1024),
    "Content-Type of quotes": lambda: headed(b"Content-Type: text/plain" + b';"' * 45 * 1024),
    "Content-Type of numbered sections": lambda: headed(
        b"Content-Type: text/plain" + b"".join(b"; name*%d*=%%41" % n for n in range(5_000))
    ),
    "a report with a Content-Type of quotes": lambda: mail(
        b"--b0\r\nContent-Type: message/delivery-status" + b';"' * 45 * 1024 + b"\r\n\r\nStatus: 5\r\n--b0--",
        REPORT,
    ),
    "20,000 header fields": lambda: HEAD + b"X:\r\n" * 20_000 + b"\r\nHello\r\n",
    "99 levels": lambda: mail(nested(98), MIXED),
    "1,000 parts": lambda: mail(parts(999), MIXED),
    "999 parts with headers of 20 KiB": lambda: mail(
        parts(999, b"X: " + b"y" * 20_000 + b"\r\n\r\nHello\r\n"), MIXED
    ),
    "999 attachments of one name": lambda: mail(
        parts(999, b'Content-Disposition: attachment; filename="a.txt"\r\n\r\nHello\r\n'), MIXED
    ),
    "a boundary that never comes": lambda: mail(b"--b1\r\n\r\nHello\r\n", MIXED),
    "5 MiB of lines that begin like a boundary": lambda: mail(b"--b\r\n" * MIB, MIXED),
    "unknown charset": lambda: mail("Grüße".encode(), "text/plain; charset=x-klingon"),
    "charset that is a slow codec": lambda: mail(b"a-" + b"b" * MIB, "text/plain; charset=punycode"),
    "UTF-7": lambda: mail(b"+ADw-script+AD4-", "text/plain; charset=utf-7"),
    "1 MiB of random octets as HTML": lambda: mail(_random(MIB), "text/html"),
    "1 MiB of random octets as a mail": lambda: _random(MIB),
    "24 MiB of text": lambda: mail(b"Hello Ana " * (24 * MIB // 10)),
    "24 MiB of line feeds": lambda: mail(b"\n" * 24 * MIB),
    "24 MiB in base64": lambda: mail(
        base64.encodebytes(_random(17 * MIB)), "application/pdf", Content_Transfer_Encoding="base64"
    ),
    "20 MiB of broken base64": lambda: mail(
        b"=A=\xff" * 5 * MIB, "application/pdf", Content_Transfer_Encoding="base64"
    ),
    "20 MiB of equals signs": lambda: mail(
        b"=" * 20 * MIB, "application/pdf", Content_Transfer_Encoding="quoted-printable"
    ),
    "flowed text, each line deeper": lambda: mail(
        b"\n".join(b">" * n + b" a " for n in range(1_400)), "text/plain; format=flowed"
    ),
    "HTML of 100,000 divs": lambda: mail(b"<div>" * 100_000 + b"Hello", "text/html"),
    "HTML of 100,000 blockquotes, closed wrongly": lambda: mail(b"<blockquote></b>" * 60_000, "text/html"),
    "HTML of opening brackets": lambda: mail(b"<" * MIB, "text/html"),
    "HTML of begun comments": lambda: mail(b"<!--" * (MIB // 4), "text/html"),
    "HTML of begun tags": lambda: mail(b"<a href='" * (MIB // 9), "text/html"),
    "HTML of ampersands": lambda: mail(b"&amp" * (MIB // 4), "text/html"),
    "HTML of paragraphs in bold": lambda: mail(b"<b><p>" * (MIB // 6), "text/html"),
    "HTML tag with 50,000 attributes": lambda: mail(_attributes(50_000), "text/html"),
    "HTML of 24 MiB": lambda: mail(b"<p>Hello Ana</p>\n" * (24 * MIB // 17), "text/html"),
    "an invitation of folded lines": lambda: mail(b"SUMMARY:a\r\n " * 100_000, "text/calendar"),
    "an invitation of quotes": lambda: mail(b'DTSTART;"' * 20_000, "text/calendar"),
    "a winmail.dat of random octets": lambda: mail(_random(MIB), 'application/ms-tnef; name="winmail.dat"'),
}
UNREADABLE: dict[str, Callable[[], bytes]] = {
    "header of 101 KiB": lambda: HEAD + b"X: " + b"y" * 101 * 1024 + b"\r\n\r\nHello\r\n",
    "header of 24 MiB": lambda: HEAD + b"X: y\r\n" * (4 * MIB),
    "1,000 levels of parts": lambda: mail(nested(1_000), MIXED),
    "1,000 levels of messages": lambda: mail(nested(1_000, message=True), "message/rfc822"),
    "1,001 parts": lambda: mail(parts(1_000), MIXED),
    "a million parts": lambda: mail(parts(MIB, b"\n"), MIXED),
    "26 MB": lambda: mail(b"Hello Ana " * (26 * MIB // 10)),
}
# Those that take more time than a mail is given: they end the process that reads them.
ENDLESS: dict[str, Callable[[], bytes]] = {
    "24 MiB of lines that begin like a boundary": lambda: mail(b"--\n" * 8 * MIB, MIXED),
    "HTML tag with 200,000 attributes": lambda: mail(_attributes(200_000), "text/html"),
}
# For the benchmark alone: they are slow to make, or near the time a mail is given.
LARGE = frozenset(
    {"24 MiB in base64", "5 MiB of lines that begin like a boundary", "HTML tag with 50,000 attributes"}
)
