"""What a mailbox address may be and how it goes on the wire. Knows nothing of whether anybody reads it."""

from dataclasses import dataclass

from email_validator import validate_email

LONGEST = 254  # octets, RFC 5321 4.5.3.1.3 less the angle brackets


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox that may stand in an SMTP command: local part as written, domain in ASCII (punycode)."""

    local: str
    domain: str

    @property
    def plain(self) -> bool:
        """Whether every server can carry it; otherwise the server must offer SMTPUTF8 (RFC 6531)."""
        return self.local.isascii()

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"


def parse(text: str) -> Address | None:
    """The address, or None where the text cannot be one. Never raises.

    Syntax only. Names that only the operator's own network knows are let through, for the relay there may know
    them too: `alerts@mailhost`, `inquiries@localhost`, `ana@office.local`.
    """
    try:
        found = _validated(text)
    except ValueError:  # EmailNotValidError and every UnicodeError are
        return None
    return found if len(str(found).encode()) <= LONGEST else None


def _validated(text: str) -> Address:
    # The library refuses the names of RFC 6761 whatever it is told; with a letter behind they are any other.
    own = text.lower().endswith(("@localhost", ".localhost", ".local"))
    found = validate_email(
        f"{text}x" if own else text, check_deliverability=False, globally_deliverable=False
    )
    return Address(found.local_part, found.ascii_domain[:-1] if own else found.ascii_domain)


def is_plain(text: str) -> bool:
    """Whether it is an address that any mail server can carry, and so may stand in a Reply-To."""
    address = parse(text)
    return address is not None and address.plain


def mailbox(text: str) -> str:
    """The one box behind the ways an address can be spelled: without capitals, and without a tag behind a plus."""
    local, _, domain = text.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"
