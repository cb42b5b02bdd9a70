"""Transfer encodings undone: base64 and quoted-printable, broken ones too. Total and linear."""

import binascii
from typing import Final

_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_FOREIGN: Final = bytes(octet for octet in range(256) if octet not in _ALPHABET)


def decode(octets: bytes, encoding: str) -> bytes:
    """The octets that were encoded; an encoding nobody knows is taken as none."""
    if encoding == "base64":
        return base64(octets)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(octets)
    return octets


def base64(coded: bytes) -> bytes:
    """All that can be had, whatever stands between and however it ends."""
    try:
        return binascii.a2b_base64(coded)
    except binascii.Error:
        letters = coded.translate(None, _FOREIGN)
        whole = len(letters) - (len(letters) % 4 == 1)
        return binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4))
