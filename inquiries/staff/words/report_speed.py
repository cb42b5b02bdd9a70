"""How fast a report says it went, and how long what is open has lain: lengths of time in buckets. Pure."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from inquiries.i18n import catalogues, say
from inquiries.inquiry import reporting
from inquiries.inquiry.reporting import Bucket, Figures
from inquiries.staff.office import Visitor
from inquiries.staff.words import charts
from inquiries.staff.words.charts import Bar
from inquiries.wording import Text


def acknowledged(figures: Figures, visitor: Visitor) -> dict[str, Any]:
    """Time until a person said that they have it."""
    words = catalogues.translations(visitor.locale)
    silent = sum(figures.arrivals.values()) - sum(figures.acknowledged.values())
    more = words.ngettext("%(count)s has had no such word.", "%(count)s have had no such word.", silent) % {
        "count": silent
    }
    hint = " ".join(part for part in (_half(figures.acknowledged, visitor), more if silent else "") if part)
    title = Text("Until a person said “I have it”")
    return _lengths("acknowledged", title, hint, figures.acknowledged, reporting.ACKNOWLEDGED, visitor)


def answered(figures: Figures, visitor: Visitor) -> dict[str, Any]:
    """Time until it was closed as answered."""
    hint = _half(figures.answered, visitor)
    return _lengths("answered", Text("Until answered"), hint, figures.answered, reporting.ANSWERED, visitor)


def ages(figures: Figures, visitor: Visitor) -> dict[str, Any]:
    """What is open now, by how long ago it arrived."""
    old, words = reporting.ages(figures.ages, visitor.now), catalogues.translations(visitor.locale)
    oldest = max(old, default=None)
    hint = words.gettext("Nothing is open.")
    if oldest is not None:
        count = sum(old.values())
        said = words.ngettext(
            "%(count)s open now; it came %(time)s ago.",
            "%(count)s open now; the oldest came %(time)s ago.",
            count,
        )
        hint = said % {"count": count, "time": _said(oldest, visitor)}
    shown = _lengths("ages", Text("Open now, by age"), hint, old, reporting.AGES, visitor)
    return {**shown, "table": _counts(Text("Age"), old, reporting.AGES, visitor)}


def _half(lengths: Mapping[int, int], visitor: Visitor) -> str:
    half, most = (reporting.percentile(lengths, percent) for percent in (50, 90))
    if half is None or most is None:
        return ""
    words = catalogues.translations(visitor.locale).gettext(
        "Half within %(half)s, nine of ten within %(most)s."
    )
    return words % {"half": _said(half, visitor), "most": _said(most, visitor)}


def _lengths(
    slug: str,
    title: Text,
    hint: str,
    lengths: Mapping[int, int],
    buckets: Sequence[Bucket],
    visitor: Visitor,
) -> dict[str, Any]:
    counts = reporting.sorted_in(lengths, buckets)
    bars = [
        Bar(bucket_words(bucket, visitor), count, str(count))
        for bucket, count in zip(buckets, counts, strict=True)
    ]
    table = _counts(Text("Time"), lengths, buckets, visitor)
    for words, percent in ((Text("Median"), 50), (Text("90th percentile"), 90), (Text("Slowest"), 100)):
        length = reporting.percentile(lengths, percent)
        if length is not None:
            table["rows"].append({"label": words, "cells": [_said(length, visitor)], "sum": True})
    chart = charts.lying(slug, catalogues.text(title, visitor.locale), charts.marked(bars))
    some = bool(lengths)
    return {
        "slug": slug,
        "title": title,
        "hint": hint or Text("None in these days."),
        "chart": chart if some else None,
        "table": table if some else None,
        "folded": True,
    }


def _counts(
    heading: Text, lengths: Mapping[int, int], buckets: Sequence[Bucket], visitor: Visitor
) -> dict[str, Any]:
    counts = zip(buckets, reporting.sorted_in(lengths, buckets), strict=True)
    return {
        "head": [heading, Text("Inquiries")],
        "rows": [{"label": bucket_words(bucket, visitor), "cells": [str(count)]} for bucket, count in counts],
    }


def bucket_words(bucket: Bucket, visitor: Visitor) -> str:
    """ "under 10 min", "10 to 30 min", "30 min to 1 h", "longer"."""
    words = catalogues.translations(visitor.locale)
    if bucket.most is None:
        return words.gettext("longer")
    most = _said(bucket.most, visitor)
    if not bucket.least:
        return words.gettext("under %(time)s") % {"time": most}
    (least, unit), (last, last_unit) = _in_unit(bucket.least), _in_unit(bucket.most)
    if unit == last_unit:
        return catalogues.text(Text(_BOTH[unit].msgid, {"least": least, "most": last}), visitor.locale)
    return words.gettext("%(least)s to %(most)s") % {"least": _said(bucket.least, visitor), "most": most}


_BOTH = {
    1: Text("%(least)s to %(most)s min"),
    reporting.HOUR: Text("%(least)s to %(most)s h"),
    reporting.DAY: Text("%(least)s to %(most)s days"),
}


def _in_unit(minutes: int) -> tuple[int, int]:
    """How many of the largest unit there is one of, and that unit."""
    unit = next(unit for unit in sorted(_BOTH, reverse=True) if minutes >= unit)
    return minutes // unit, unit


def _said(minutes: int, visitor: Visitor) -> str:
    return say.left(timedelta(minutes=minutes), visitor.locale)
