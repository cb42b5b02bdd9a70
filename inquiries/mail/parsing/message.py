"""The tree of parts as the standard library's Message, for those who read reports of mail servers from it."""

from email.message import Message

from inquiries.mail.parsing.tree import Part

_BODY = 256 * 1024  # octets of one part; of pictures and files nothing is handed on
_VALUE = 2_000  # octets of one field: the library takes quadratic time to find its parameters


def build(raw: bytes, part: Part) -> "Message[str, str]":
    """The same parts with the same header fields; the library's own parser is quadratic and fails on some mails."""
    message: Message[str, str] = Message()
    for name, value in part.fields:
        message.set_raw(name, value[:_VALUE].decode("ascii", "surrogateescape"))
    message.set_default_type(part.content_type)
    if part.children:
        message.set_payload([build(raw, child) for child in part.children])
    elif part.content_type.startswith(("text/", "message/", "multipart/")):
        octets = raw[part.start : min(part.end, part.start + _BODY)]
        message.set_payload(octets.decode("ascii", "surrogateescape").replace("\r\n", "\n"))
    else:
        message.set_payload("")
    return message
