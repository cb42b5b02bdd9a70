"""Kinds of value a setting can have, each with words for what it should look like. Never repeats a secret."""

import ipaddress
import re
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from typing import Annotated
from urllib.parse import SplitResult, parse_qs, urlsplit
from zoneinfo import available_timezones

import email_validator
from pydantic import AfterValidator, BeforeValidator, Field

from inquiries.settings import hours

OFFERED = ("en",)
PAPER, PAPER_DARK = "#faf8f4", "#191815"
_LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` in any `seconds`."""

    count: int
    seconds: int


def _line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("should be a single line of plain text")
    return value.strip()


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 64:
        raise ValueError('should be a short name in small letters, digits and hyphens, like "news-reaction"')
    return value


def _email(value: str) -> str:
    try:
        return email_validator.validate_email(
            value, check_deliverability=False, globally_deliverable=False
        ).normalized
    except email_validator.EmailNotValidError:
        raise ValueError('should be an e-mail address like "press@charity.example"') from None


def _duration(value: object) -> object:
    return hours.duration(value) if isinstance(value, str) else value


def _base_url(value: str) -> str:
    wanted = 'should be the address people use, like "https://contact.charity.example", without a path'
    parts = _split(value.rstrip("/"), wanted)
    bare = not (parts.path or parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not bare:
        raise ValueError(wanted)
    return value.rstrip("/")


def _website(value: str) -> str:
    wanted = 'should be a web address like "https://charity.example"'
    parts = _split(value, wanted)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(wanted)
    return value


def _smtp_url(value: str) -> str:
    wanted = 'should look like "smtp://user:password@host:587?tls=starttls", "smtp://host:25?tls=none" or "smtps://…"'
    parts = _split(value, wanted)
    asked = parse_qs(parts.query, keep_blank_values=True)
    known = set(asked) <= {"tls"} and asked.get("tls", ["none"]) in (["starttls"], ["none"])
    if (
        parts.scheme not in ("smtp", "smtps")
        or not parts.hostname
        or parts.path not in ("", "/")
        or not known
    ):
        raise ValueError(wanted)
    if parts.scheme == "smtps" and asked:
        raise ValueError("should be smtps:// without tls=, because smtps is encrypted from the first byte")
    return value


def _database_url(value: str) -> str:
    wanted = 'should look like "postgresql://user:password@host/inquiries" or "sqlite:///inquiries.db"'
    parts = _split(value, wanted)
    sqlite = parts.scheme == "sqlite" and value.startswith("sqlite:///") and ":memory:" not in value
    postgres = parts.scheme == "postgresql" and parts.path.strip("/")
    if not (sqlite and len(parts.path) > 1) and not postgres:
        raise ValueError(wanted)
    return value


def _split(value: str, wanted: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise ValueError(wanted) from None
    return parts


def _rate(value: object) -> object:
    if value is None or isinstance(value, Rate):
        return value
    count, slash, window = value.partition("/") if isinstance(value, str) else ("", "", "")
    if value == "off":
        return None
    try:
        rate = Rate(int(count), int(hours.duration(window).total_seconds()))
    except ValueError:
        rate = Rate(0, 0)
    if not slash or rate.count < 1 or rate.seconds < 1:
        raise ValueError('should look like "30/10m" (so many submissions in so long) or be "off"')
    return rate


def _zone(value: str) -> str:
    zones = available_timezones()
    if value not in zones:
        near = get_close_matches(value, zones, 1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise ValueError(f'should be a time zone name like "America/Toronto".{hint}')
    return value


def _listed(value: object) -> object:
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _network(value: object) -> object:
    if isinstance(value, ipaddress.IPv4Network | ipaddress.IPv6Network):
        return value
    try:
        return ipaddress.ip_network(str(value), strict=False)
    except ValueError:
        raise ValueError('should list addresses or networks like "127.0.0.1" or "10.0.0.0/8"') from None


def _languages(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value or len(set(value)) < len(value) or not set(value) <= set(OFFERED):
        offered = ", ".join(f'"{language}"' for language in OFFERED)
        raise ValueError(f"should list languages this program speaks, each once: {offered}")
    return value


def _accent(value: str) -> str:
    return _readable(value, PAPER, "darker")


def _accent_dark(value: str) -> str:
    return _readable(value, PAPER_DARK, "lighter")


def _readable(value: str, paper: str, cure: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError('should be a colour like "#0d5463"')
    ratio = contrast(value, paper)
    if ratio < _LEAST_CONTRAST:
        short = int(ratio * 100) / 100
        raise ValueError(
            f"should be {cure}: its contrast on {paper} is {short:.2f}, and people need 4.5 to read it"
        )
    return value.lower()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


Line = Annotated[str, AfterValidator(_line)]
Slug = Annotated[str, AfterValidator(_slug)]
Email = Annotated[str, AfterValidator(_email)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Week = hours.Week
Port = Annotated[int, Field(ge=1, le=65535)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
Website = Annotated[str, AfterValidator(_website)]
SmtpUrl = Annotated[str, AfterValidator(_smtp_url)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
OptionalRate = Annotated[Rate | None, BeforeValidator(_rate)]
Zone = Annotated[str, AfterValidator(_zone)]
Networks = Annotated[
    tuple[Annotated[ipaddress.IPv4Network | ipaddress.IPv6Network, BeforeValidator(_network)], ...],
    BeforeValidator(_listed),
]
Languages = Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_languages)]
Accent = Annotated[str, AfterValidator(_accent)]
AccentDark = Annotated[str, AfterValidator(_accent_dark)]
