"""What an invitation (text/calendar, RFC 5545) is about, in one line: what, when, where."""

import re
from datetime import datetime

_FOLD = re.compile(r"\n[ \t]")
_PROPERTY = re.compile(r"([A-Za-z-]{1,40})((?:;[^:\n\"]*+(?:\"[^\"\n]*+\"[^:\n\"]*+)*+)?):(.*)")
_ESCAPED = re.compile(r"\\([nN,;\\])")
_ZONE = re.compile(r"TZID=\"?([^;:\"]{1,80})", re.IGNORECASE)
_LINES = 2_000  # looked at, at most
_LONGEST = 300  # characters of one value
_WORDS = {"CANCEL": "Cancelled event", "REPLY": "Answer to an invitation", "REQUEST": "Invitation"}


def line(text: str) -> str:
    """The first event's line, "" where there is none."""
    found: dict[str, tuple[str, str]] = {}
    method, inside = "", False
    for each in _FOLD.sub("", text[:200_000]).split("\n", _LINES)[:_LINES]:
        match = _PROPERTY.match(each)
        if match is None:
            continue
        name, value = match[1].upper(), match[3].strip()
        if name == "METHOD":
            method = value.upper()
        elif (name, value.upper()) == ("BEGIN", "VEVENT"):
            inside = True
        elif (name, value.upper()) == ("END", "VEVENT"):
            break
        elif inside:
            found.setdefault(name, (match[2], value))
    if "SUMMARY" not in found and "DTSTART" not in found:
        return ""
    told = [_plain(found, "SUMMARY"), _when(found), _plain(found, "LOCATION")]
    return f"{_WORDS.get(method, 'Event')}: {' · '.join(each for each in told if each)}"


def _plain(found: dict[str, tuple[str, str]], name: str) -> str:
    value = found.get(name, ("", ""))[1]
    return " ".join(_ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], value).split())[
        :_LONGEST
    ]


def _when(found: dict[str, tuple[str, str]]) -> str:
    start, zone = _moment(*found.get("DTSTART", ("", "")))
    end, _ = _moment(*found.get("DTEND", ("", "")))
    if end and start.partition(" ")[0] == end.partition(" ")[0]:
        end = end.partition(" ")[2]
    return " ".join(each for each in (f"{start}–{end}" if start and end else start, zone) if each)


def _moment(given: str, value: str) -> tuple[str, str]:
    """The moment as written and the zone's name: an invitation is read where it was written for."""
    for pattern, shown in (
        ("%Y%m%dT%H%M%SZ", "%Y-%m-%d %H:%M"),
        ("%Y%m%dT%H%M%S", "%Y-%m-%d %H:%M"),
        ("%Y%m%d", "%Y-%m-%d"),
    ):
        try:
            moment = datetime.strptime(value[:20], pattern)  # noqa: DTZ007
        except ValueError:
            continue
        zone = _ZONE.search(given)
        return moment.strftime(shown), "UTC" if value.endswith("Z") else f"({zone[1]})" if zone else ""
    return "", ""
