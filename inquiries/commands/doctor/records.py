"""TXT records about mail, judged: SPF, DKIM, DMARC. Pure; each finding is what follows the name of the domain."""

import base64
import binascii
import re

from dkim.crypto import UnparsableKeyError, parse_public_key

from inquiries.commands.doctor.finding import Finding, bad, good, warn
from inquiries.mail.dkim_key import Key

GOOD_BITS = 2048
_LONGEST = 120


def spf(texts: tuple[str, ...]) -> Finding:
    found = [text for text in texts if re.fullmatch(r"v=spf1( .*)?", text, re.IGNORECASE | re.DOTALL)]
    if not found:
        return warn("publishes no SPF record: receivers cannot tell who may send as it.")
    if len(found) > 1:
        return bad(f"publishes {len(found)} SPF records, and then none of them counts: keep one.")
    terms = found[0].lower().split()[1:]
    if any(term in ("all", "+all") for term in terms):
        return bad("lets everybody send as it (+all).")
    if not any(term in ("-all", "~all") or term.startswith("redirect=") for term in terms):
        return warn(f"says nothing of everybody else: end {_shown(found[0])} with ~all or -all.")
    return good(f"says {_shown(found[0])}: the server your mail leaves through has to be among them.")


def tags_of(text: str) -> dict[str, str]:
    """The tags of a record as RFC 6376 3.2 has them; of one that came twice the last."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip(): "".join(value.split()) for name, _, value in pairs if name.strip()}


def dkim(texts: tuple[str, ...], key: Key) -> Finding:
    found = [tags for text in texts if "p" in (tags := tags_of(text))]
    if not found:
        return bad(f"is not published: make it a TXT record that says {key.record}")
    if len(found) > 1:
        return bad(f"is published {len(found)} times, and receivers may take any: keep one.")
    tags = found[0]
    if not tags["p"]:
        return bad("is published as withdrawn (an empty p=): receivers refuse what we sign.")
    if tags.get("k", "rsa") != key.kind or not _same(tags["p"], key):
        return bad(f"holds another key than ours: it has to say {key.record}")
    if "y" in tags.get("t", "").split(":"):
        return warn("holds our key and says that it is only a test (t=y).")
    return good("holds our key.")


def dmarc(texts: tuple[str, ...]) -> Finding | None:
    """None where there is no record."""
    found = [text for text in texts if re.match(r"v\s*=\s*DMARC1\s*(;|$)", text)]
    if not found:
        return None
    policy = tags_of(found[0]).get("p", "").lower()
    if len(found) > 1 or policy not in ("none", "quarantine", "reject"):
        return bad(f"publishes a DMARC record that does not count: {_shown(found[0])}.")
    return good(f"says {_shown(found[0])}{' (it watches only)' if policy == 'none' else ''}.")


def _same(published: str, key: Key) -> bool:
    """RSA is published in either of two wrappings (RFC 6376 3.6.1 and its erratum)."""
    try:
        theirs, ours = (base64.b64decode(each, validate=True) for each in (published, key.public))
        if theirs == ours or key.kind != "rsa":
            return theirs == ours
        return bool(parse_public_key(theirs) == parse_public_key(ours))
    except (binascii.Error, ValueError, UnparsableKeyError):
        return False


def _shown(text: str) -> str:
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'
