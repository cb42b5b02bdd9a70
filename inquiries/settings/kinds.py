"""Kinds of value a setting can have, each with words for what it should look like. Never repeats a secret."""

import ipaddress
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field

from inquiries.settings import addresses, colour, holidays, hours

SHORTEST = 14  # days that anything is kept
OFFERED = ("en", "fr", "bg", "de", "nl", "pl", "ro")


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` in any `seconds`."""

    count: int
    seconds: int


def _line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("should be a single line of plain text")
    return value.strip()


def _name(value: str) -> str:
    if not (line := _line(value)):
        raise ValueError("should not be empty")
    return line


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 64:
        raise ValueError('should be a short name in small letters, digits and hyphens, like "news-reaction"')
    return value


def _duration(value: object) -> timedelta:
    return value if isinstance(value, timedelta) else hours.duration(str(value))


@dataclass(frozen=True, slots=True)
class Term:
    """How long something is kept: whole months, and days."""

    months: int
    days: int

    def before(self, now: datetime) -> datetime:
        """The moment so long before `now`; of a month without that day, its last."""
        year, month = divmod(now.year * 12 + now.month - 1 - self.months, 12)
        day = min(now.day, monthrange(year, month + 1)[1])
        return now.replace(year=year, month=month + 1, day=day) - timedelta(days=self.days)


def _term(value: object) -> Term | None:
    if value is None or isinstance(value, Term):
        return value
    if value == "off":
        return None
    found = (
        re.fullmatch(r"(\d{1,3}) ?(day|week|month|year)s?", value.strip().lower())
        if isinstance(value, str)
        else None
    )
    count = int(found[1]) if found else 0
    of = {
        "day": Term(0, count),
        "week": Term(0, 7 * count),
        "month": Term(count, 0),
        "year": Term(12 * count, 0),
    }
    # What is erased never comes back: a slip such as "2 days" for years must not take effect.
    if found is None or of[found[2]].months * 28 + of[found[2]].days < SHORTEST:
        raise ValueError(
            f'should be a time like "24 months" or "90 days", at least {SHORTEST} days, or "off"'
        )
    return of[found[2]]


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


def _above(value: object) -> object:
    """A count of 0 is "always"."""
    if isinstance(value, dict):  # as a dump of settings has it
        return value
    if value == "always":
        return Rate(0, 1)
    try:
        return _rate(value)
    except ValueError:
        words = 'should look like "120/1m" (so many submissions in so long), or be "off" or "always"'
        raise ValueError(words) from None


def _size(value: object) -> int:
    found = re.fullmatch(r"(\d{1,6}) ?(MB|GB|TB)", value.strip().upper()) if isinstance(value, str) else None
    if isinstance(value, int) and not isinstance(value, bool):  # itself, as a dump of settings has it
        return value
    if found is None:
        raise ValueError('should be a size like "500 MB" or "5 GB"')
    return int(found[1]) * {"MB": 10**6, "GB": 10**9, "TB": 10**12}[found[2]]


def _token(value: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e]{16,200}", value):
        raise ValueError("should be 16 to 200 letters, digits and signs, without spaces")
    return value


def _daily(value: object) -> time | None:
    if value is None or isinstance(value, time):
        return value
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", value) if isinstance(value, str) else None
    if value == "off":
        return None
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError('should be a time of day like "06:00", or "off"')
    return time(int(found[1]), int(found[2]))


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        near = get_close_matches(value, available_timezones(), 1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    raise ValueError(f'should be a time zone name like "America/Toronto".{hint}')


def _listed(value: object) -> object:
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _shares(value: object) -> tuple[int, ...]:
    shares = value if isinstance(value, list | tuple) else (0,)
    whole = all(
        isinstance(share, int) and not isinstance(share, bool) and 0 < share < 100 for share in shares
    )
    if not whole or len(shares) > 3 or sorted(set(shares)) != list(shares):
        raise ValueError(
            'should list up to three rising percentages of the time there is, like "[25, 50, 75]"; '
            'with "[]" nobody is alarmed'
        )
    return tuple(shares)


def _languages(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value or len(set(value)) < len(value) or not set(value) <= set(OFFERED):
        offered = ", ".join(f'"{language}"' for language in OFFERED)
        raise ValueError(f"should list languages this program speaks, each once: {offered}")
    return value


Line = Annotated[str, AfterValidator(_line)]
Name = Annotated[str, AfterValidator(_name)]
Slug = Annotated[str, AfterValidator(_slug)]
Email = Annotated[str, AfterValidator(addresses.email)]
Daily = Annotated[time | None, BeforeValidator(_daily)]
Keep = Annotated[Term | None, BeforeValidator(_term)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Shares = Annotated[tuple[int, ...], BeforeValidator(_shares)]
Week = hours.Week
Holidays = Annotated[holidays.Holidays, BeforeValidator(holidays.listed)]
Port = Annotated[int, Field(ge=1, le=65535)]
BaseUrl = Annotated[str, AfterValidator(addresses.base_url)]
Origins = tuple[Annotated[str, AfterValidator(addresses.origin)], ...]
ReturnAddresses = tuple[Annotated[str, AfterValidator(addresses.return_address)], ...]
Website = Annotated[str, AfterValidator(addresses.website)]
SmtpUrl = Annotated[str, AfterValidator(addresses.smtp_url)]
ImapUrl = Annotated[str, AfterValidator(addresses.imap_url)]
LmtpListen = Annotated[str, AfterValidator(addresses.lmtp_listen)]
Size = Annotated[int, BeforeValidator(_size)]
DatabaseUrl = Annotated[str, AfterValidator(addresses.database_url)]
ProofAbove = Annotated[Rate | None, BeforeValidator(_above)]
OptionalRate = Annotated[Rate | None, BeforeValidator(_rate)]
Token = Annotated[str, AfterValidator(_token)]
Zone = Annotated[str, AfterValidator(_zone)]
Networks = Annotated[
    tuple[Annotated[ipaddress.IPv4Network | ipaddress.IPv6Network, BeforeValidator(addresses.network)], ...],
    BeforeValidator(_listed),
]
Languages = Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_languages)]
Accent = Annotated[str, AfterValidator(colour.accent)]
AccentDark = Annotated[str, AfterValidator(colour.accent_dark)]
