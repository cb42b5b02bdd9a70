"""Lengths of time as a finding says them. Pure."""

from datetime import timedelta


def said(span: timedelta) -> str:
    """In one unit, whole: "40 s", "12 min", "5 h", "3 days"."""
    seconds = int(abs(span).total_seconds())
    for size, name in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} s"
