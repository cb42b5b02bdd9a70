"""Private keys as openssl writes them, and one clear line for every file that is none."""

import base64
from pathlib import Path

import dkim.crypto
import pytest

from inquiries.mail import dkim_key
from tests.mail import keys

LINES = keys.RSA.splitlines(keepends=True)
PASSPHRASE = "names a key with a passphrase, which nobody can type here: save it without one"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "dkim.pem"


@pytest.mark.parametrize(
    ("pem", "kind", "bits"),
    [
        (keys.RSA, "rsa", 2048),
        (keys.RSA_PKCS1, "rsa", 2048),
        (keys.RSA.replace("\n", "\r\n"), "rsa", 2048),
        ("Bag Attributes\n  friendlyName: x\n" + keys.RSA + keys.RSA_PUBLIC, "rsa", 2048),
        (keys.ED25519, "ed25519", 256),
    ],
)
def test_key_as_openssl_writes_it_is_read(key_file: Path, pem: str, kind: str, bits: int) -> None:
    key_file.write_bytes(pem.encode())
    key = dkim_key.read(key_file)
    assert (key.kind, key.bits, key.algorithm) == (kind, bits, f"{kind}-sha256".encode())
    public = {"rsa": keys.RSA_PUBLIC, "ed25519": keys.ED25519_PUBLIC}[kind]
    der = base64.b64decode("".join(public.splitlines()[1:-1]))
    published = der if kind == "rsa" else der[-32:]
    assert key.record == f"v=DKIM1; k={kind}; p={base64.b64encode(published).decode()}"


def test_what_is_published_is_read_by_the_library_that_verifies(key_file: Path) -> None:
    key_file.write_text(keys.RSA)
    public = dkim.crypto.parse_public_key(base64.b64decode(dkim_key.read(key_file).public))
    assert public["publicExponent"] == 65537


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "names a file that holds no private key in PEM form"),
        (b"\xff\xfe\x00 no key", "names a file that holds no private key in PEM form"),
        (keys.RSA_PUBLIC.encode(), "names a file that holds only a public key"),
        (keys.RSA[:900].encode(), "names a file that holds no private key in PEM form"),
        (keys.RSA.replace("\n", "\n!", 3).encode(), dkim_key._NEITHER),
        (
            "".join(keys.RSA.splitlines(keepends=True)[:4] + keys.RSA.splitlines(keepends=True)[6:]).encode(),
            dkim_key._NEITHER,
        ),
        (keys.EC.encode(), dkim_key._NEITHER),
        (keys.ED25519.replace("MC4CAQ", "MC4CBQ").replace("BCI", "BCM").encode(), dkim_key._NEITHER),
        (b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", dkim_key._NEITHER),
        (
            keys.RSA.replace("PRIVATE", "ENCRYPTED PRIVATE").encode(),
            PASSPHRASE,
        ),
        (keys.SHORT.encode(), "names a key of 512 bits, which receivers ignore: it takes 2048"),
    ],
)
def test_file_that_cannot_sign_is_refused_in_one_line_without_its_content(
    key_file: Path, content: bytes, words: str
) -> None:
    key_file.write_bytes(content)
    with pytest.raises(ValueError, match=r"^names ") as caught:
        dkim_key.read(key_file)
    assert str(caught.value) == words


def test_file_that_is_not_there_is_refused(key_file: Path) -> None:
    with pytest.raises(ValueError, match=r"cannot be read .No such file or directory."):
        dkim_key.read(key_file)


def test_key_shows_nothing_of_itself(key_file: Path) -> None:
    key_file.write_text(keys.ED25519)
    key = dkim_key.read(key_file)
    assert key.private.decode() not in repr(key)
