"""A body as plain forms send it, name=value&…, taken apart in time that grows with its length alone. Pure.

As urllib.parse reads it, which takes 0.4 s for a megabyte of bare percent signs.
"""

import re

_ESCAPE = re.compile(rb"%[0-9A-Fa-f]{2}")
_DIGITS = "0123456789ABCDEFabcdef"
_OCTETS = {f"%{high}{low}".encode(): bytes.fromhex(high + low) for high in _DIGITS for low in _DIGITS}


def split(raw: bytes, charset: str) -> tuple[tuple[str, str], ...]:
    """The fields in order, with lone surrogates where the octets are not in `charset`."""
    fields = []
    for pair in raw.replace(b"+", b" ").split(b"&"):
        if pair:
            name, _, value = pair.partition(b"=")
            fields.append((_text(name, charset), _text(value, charset)))
    return tuple(fields)


def _text(octets: bytes, charset: str) -> str:
    plain = _ESCAPE.sub(_octet, octets) if b"%" in octets else octets
    return plain.decode(charset, "surrogateescape")


def _octet(found: re.Match[bytes]) -> bytes:
    return _OCTETS[found[0]]
