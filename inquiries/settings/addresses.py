"""Addresses of every sort – mail, web, servers, networks – with words for what they should look like.

Never repeats what it was given: mail and database addresses carry passwords.
"""

import ipaddress
import re
from urllib.parse import SplitResult, parse_qs, urlsplit

import email_validator

_PORTS = {"http": 80, "https": 443}
_SOCKET_PATH = 100  # octets; the kernel takes 107


def email(value: str) -> str:
    """Any address a mail server may know, inside names such as localhost and .local among them.

    The library refuses those, so it is shown the address as if it stood below a public name.
    """
    outside = ".example"
    try:
        checked = email_validator.validate_email(value + outside, check_deliverability=False)
    except email_validator.EmailNotValidError:
        raise ValueError('should be an e-mail address like "press@charity.example"') from None
    return checked.normalized.removesuffix(outside)


def base_url(value: str) -> str:
    wanted = 'should be the address people use, like "https://contact.charity.example", without a path'
    parts = _split(value.rstrip("/"), wanted)
    bare = not (parts.path or parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not bare:
        raise ValueError(wanted)
    return value.rstrip("/")


def website(value: str) -> str:
    wanted = 'should be a web address like "https://charity.example"'
    parts = _split(value, wanted)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(wanted)
    return value


def origin(value: str) -> str:
    """As a browser names a site (RFC 6454, 6.2): small letters, no default port, nothing behind it."""
    wanted = 'should list sites like "https://charity.example", each without a path'
    parts = _split(value.removesuffix("/"), wanted)
    bare = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    if not bare:
        raise ValueError(wanted)
    return _origin(parts, wanted)


def return_address(value: str) -> str:
    """A whole address of a page; what is behind a # is ours to add."""
    wanted = 'should list whole addresses like "https://charity.example/thanks", without a #'
    parts = _split(value, wanted)
    if (
        "#" in value
        or "@" in parts.netloc
        or not value.isascii()
        or re.search(r"[\s\x00-\x20\x7f\\\\]", value)
    ):
        raise ValueError(wanted)
    _origin(parts, wanted)
    return value


def origin_of(address: str) -> str:
    """The site of an address that was checked before."""
    return _origin(urlsplit(address), "")


def _origin(parts: SplitResult, wanted: str) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError(wanted) from None
    known = re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f:.]*:[0-9a-f:.]*", host)
    if parts.scheme not in _PORTS or not known:
        raise ValueError(wanted)
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def smtp_url(value: str) -> str:
    wanted = 'should look like "smtp://user:password@host:587?tls=starttls", "smtp://host:25?tls=none" or "smtps://…"'
    parts = _split(value, wanted)
    asked = parse_qs(parts.query, keep_blank_values=True)
    known = set(asked) <= {"tls"} and asked.get("tls", ["none"]) in (["starttls"], ["none"])
    bare = parts.path in ("", "/") and not parts.fragment
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or not bare or not known:
        raise ValueError(wanted)
    if parts.scheme == "smtps" and asked:
        raise ValueError("should be smtps:// without tls=, because smtps is encrypted from the first byte")
    return value


def imap_url(value: str) -> str:
    wanted = (
        'should look like "imaps://user:password@host/INBOX", "imap://user:password@host?tls=starttls" '
        'or, on the same machine, "imap://…?tls=none"'
    )
    parts = _split(value, wanted)
    asked = parse_qs(parts.query, keep_blank_values=True)
    tls = {"imap": (["starttls"], ["none"]), "imaps": (None,)}.get(parts.scheme, ())
    known = set(asked) <= {"tls"} and asked.get("tls") in tls
    if not parts.hostname or not parts.username or not parts.password or parts.fragment or not known:
        raise ValueError(wanted)
    return value


def lmtp_listen(value: str) -> str:
    """host:port, or the path of a socket."""
    wanted = 'should look like "127.0.0.1:2424", or be the path of a socket like "/run/inquiries/lmtp.sock"'
    if value.startswith("/"):
        if not value.isprintable() or len(value.encode()) > _SOCKET_PATH or value.endswith("/"):
            raise ValueError(wanted)
        return value
    parts = _split(f"//{value}", wanted)
    if not parts.hostname or not parts.port or not re.fullmatch(r"[^/@?#]+:\d+", value):
        raise ValueError(wanted)
    return value


def database_url(value: str) -> str:
    wanted = 'should look like "postgresql://user:password@host/inquiries" or "sqlite:///inquiries.db"'
    parts = _split(value, wanted)
    sqlite = parts.scheme == "sqlite" and value.startswith("sqlite:///") and ":memory:" not in value
    postgres = parts.scheme == "postgresql" and parts.path.strip("/")
    if not (sqlite and len(parts.path) > 1) and not postgres:
        raise ValueError(wanted)
    return value


def network(value: object) -> object:
    if isinstance(value, ipaddress.IPv4Network | ipaddress.IPv6Network):
        return value
    try:
        return ipaddress.ip_network(str(value), strict=False)
    except ValueError:
        raise ValueError('should list addresses or networks like "127.0.0.1" or "10.0.0.0/8"') from None


def _split(value: str, wanted: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise ValueError(wanted) from None
    return parts
