"""A message as it travels over SMTP: CRLF throughout, dots doubled. Fast on the large ones, which need no change."""

import re

_ENDS = re.compile(rb"\r\n|\n|\r")


def lines(content: bytes) -> bytes:
    """The same with every line ended by CRLF, the last one too: what is signed and what is sent."""
    ends = content.count(b"\r\n")
    if not content.count(b"\r") == content.count(b"\n") == ends:
        content = _ENDS.sub(b"\r\n", content)
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def dotted(content: bytes) -> bytes:
    """Such lines with dots at their starts doubled, and the final dot (RFC 5321 4.5.2)."""
    doubled = content.replace(b"\r\n.", b"\r\n..")
    return (b"." if doubled.startswith(b".") else b"") + doubled + b".\r\n"


def header_is_ascii(content: bytes) -> bool:
    return content.partition(b"\r\n\r\n")[0].isascii()
