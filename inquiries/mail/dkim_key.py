"""The private key that mail is signed with, read from a PEM file, and what of it is published in the DNS.

RSA and Ed25519 (RFC 6376, 8463), in the files that openssl writes. Never shows what it read.
"""

import base64
import re
from dataclasses import dataclass, field
from pathlib import Path

import dkim.crypto

LEAST_BITS = 1024  # RFC 8301 3.2: shorter RSA keys are taken for no signature
_LONGEST_FILE = 64 * 1024
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----", re.DOTALL)
_ED25519 = bytes.fromhex("300506032b657004220420")  # RFC 8410 7, up to the 32 octets of the key itself
_NEITHER = "names a private key that is damaged, or neither RSA nor Ed25519"
_RSA_OID = bytes.fromhex("300d06092a864886f70d0101010500")


@dataclass(frozen=True, slots=True)
class Key:
    """`private` as the signing library takes it, `public` as it stands behind p= in the DNS."""

    kind: str  # rsa | ed25519
    bits: int
    private: bytes = field(repr=False)
    public: str

    @property
    def algorithm(self) -> bytes:
        """Its name in a signature."""
        return f"{self.kind}-sha256".encode()

    @property
    def record(self) -> str:
        """The TXT record to publish at <selector>._domainkey.<domain>."""
        return f"v=DKIM1; k={self.kind}; p={self.public}"


def read(file: Path) -> Key:
    """The key in a file. Raises ValueError, a predicate in one line: "names a file that holds no private key"."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_LONGEST_FILE)
    except OSError as error:
        raise ValueError(f"names a file that cannot be read ({error.strerror})") from None
    blocks = {block[1].decode(): block[2] for block in _PEM.finditer(content)}
    if "ENCRYPTED PRIVATE KEY" in blocks or b"ENCRYPTED" in content:
        raise ValueError("names a key with a passphrase, which nobody can type here: save it without one")
    pem = blocks.get("PRIVATE KEY") or blocks.get("RSA PRIVATE KEY")
    if pem is None:
        other = any(label.endswith("PRIVATE KEY") for label in blocks)
        held = "only a public key" if "PUBLIC KEY" in blocks else "no private key in PEM form"
        raise ValueError(_NEITHER if other else f"names a file that holds {held}")
    return _key(pem)


def _key(pem: bytes) -> Key:
    try:
        der = base64.b64decode(b"".join(pem.split()), validate=True)
        at = der.find(_ED25519)
        key = _ed25519(der[at + len(_ED25519) :][:32]) if 0 <= at < 16 else _rsa(der)
    except Exception:  # the library's parser raises what it pleases, and its words may show the key
        raise ValueError(_NEITHER) from None
    if key.kind == "rsa" and key.bits < LEAST_BITS:
        raise ValueError(f"names a key of {key.bits} bits, which receivers ignore: it takes 2048")
    return key


def _rsa(der: bytes) -> Key:
    found = dkim.crypto.parse_private_key(der)
    modulus, exponent = found["modulus"], found["publicExponent"]
    if modulus != found["prime1"] * found["prime2"]:
        raise ValueError("not the parts of one key")
    inner = _der(0x30, _integer(modulus) + _integer(exponent))
    public = _der(0x30, _RSA_OID + _der(0x03, b"\0" + inner))
    private = b"-----BEGIN PRIVATE KEY-----\n" + base64.b64encode(der) + b"\n-----END PRIVATE KEY-----\n"
    return Key("rsa", modulus.bit_length(), private, base64.b64encode(public).decode())


def _ed25519(seed: bytes) -> Key:
    from nacl.signing import SigningKey  # only who has such a key loads libsodium

    public = bytes(SigningKey(seed).verify_key)
    return Key("ed25519", 256, base64.b64encode(seed), base64.b64encode(public).decode())


def _integer(number: int) -> bytes:
    return _der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _der(tag: int, content: bytes) -> bytes:
    """One element of X.690; the library's own writer breaks beyond 127 octets (dkimpy 1.1.8)."""
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content
