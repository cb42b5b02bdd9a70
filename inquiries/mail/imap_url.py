"""IMAP_URL taken apart. Knows nothing of connections."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

TLS_FROM_THE_START, STARTTLS, NONE = "imaps", "starttls", "none"
_FOLDER = "INBOX"
_PORTS = {TLS_FROM_THE_START: 993, STARTTLS: 143, NONE: 143}


@dataclass(frozen=True, slots=True)
class Place:
    """Where mail is fetched. With STARTTLS and imaps the certificate is checked."""

    host: str
    port: int
    tls: str
    username: str
    password: str = field(repr=False)
    folder: str = _FOLDER


def parse(url: str) -> Place:
    """The mailbox behind a URL that the settings let through; `/Folder/Inside` names another folder than INBOX."""
    parts = urlsplit(url)
    tls = TLS_FROM_THE_START if parts.scheme == "imaps" else parse_qs(parts.query)["tls"][0]
    return Place(
        host=parts.hostname or "",
        port=parts.port or _PORTS[tls],
        tls=tls,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or _FOLDER,
    )
