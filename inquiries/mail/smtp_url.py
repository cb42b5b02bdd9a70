"""SMTP_URL taken apart. Knows nothing of connections."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

TLS_FROM_THE_START, STARTTLS, IF_OFFERED, NONE = "smtps", "starttls", "if-offered", "none"
_PORTS = {TLS_FROM_THE_START: 465, STARTTLS: 587, IF_OFFERED: 25, NONE: 25}


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail leaves. With STARTTLS and smtps the certificate is checked."""

    host: str
    port: int
    tls: str
    username: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine. Asks no name server."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost" or self.host.endswith(".localhost")


def parse(url: str) -> Server:
    """The server behind `smtp://user:pass@host:587?tls=starttls` or `smtps://…`.

    Without `tls`, encryption is taken where offered; with a user name it is demanded, so that no password
    travels in the clear. Raises ValueError with one line that never repeats the password.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("SMTP_URL: the host or port cannot be read") from None
    if parts.scheme not in ("smtp", "smtps"):
        raise ValueError("SMTP_URL begins with smtp:// or smtps://")
    if not host or not host.isprintable() or " " in host:
        raise ValueError("SMTP_URL names no host")
    if parts.path not in ("", "/") or parts.fragment:
        raise ValueError(
            "SMTP_URL: only ?tls=… may follow the host; in a password write # / ? @ as %23 %2F %3F %40"
        )
    username, password = unquote(parts.username or ""), unquote(parts.password or "")
    tls = _tls(parts.scheme, parts.query, bool(username))
    return Server(host, port or _PORTS[tls], tls, username, password)


def _tls(scheme: str, query: str, signs_in: bool) -> str:
    given = parse_qs(query, keep_blank_values=True)
    unknown = sorted(given.keys() - {"tls"})
    if unknown:
        raise ValueError(f"SMTP_URL: ?{unknown[0]}= is unknown; only ?tls=starttls or ?tls=none")
    wanted = given.get("tls", [""])[-1]
    if scheme == "smtps":
        if wanted:
            raise ValueError("SMTP_URL: smtps:// is encrypted from the start and takes no ?tls=")
        return TLS_FROM_THE_START
    if wanted not in ("", STARTTLS, NONE):
        raise ValueError("SMTP_URL: ?tls= is starttls or none")
    return wanted or (STARTTLS if signs_in else IF_OFFERED)
