"""How much a report says came, and when, about what, from whom; and why some was declined. Words only, no SQL."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import time
from typing import Any

from babel.dates import get_day_names

from inquiries.i18n import catalogues
from inquiries.inquiry import reporting
from inquiries.inquiry.reporting import Figures
from inquiries.settings import Hours, Settings
from inquiries.staff.office import Visitor
from inquiries.staff.words import charts
from inquiries.staff.words.charts import Bar
from inquiries.wording import Text

_DAYTIME = (8, 18)  # what is drawn of a day in which nothing came
_NONE = Text("None in these days.")


def hours(figures: Figures, visitor: Visitor, settings: Settings, desks: Collection[str]) -> dict[str, Any]:
    """By hour of the day, the hours shaded in which the desk is open on most of its days."""
    week = reporting.in_the_week(figures.arrivals, settings.timezone)
    counts, opening = reporting.by_hour(week), _one_for_all(settings, desks)
    spans = _usual(opening) if opening else []
    first, last = _drawn(counts, spans)
    bars = [Bar(f"{hour}:00", counts[hour], str(counts[hour] or "")) for hour in range(first, last)]
    title = Text("When inquiries arrive")
    chart = charts.standing("hours", catalogues.text(title, visitor.locale), charts.marked(bars))
    label = Text("desk open")
    if len(spans) == 1:
        label = Text(
            "desk open, %(from)s to %(to)s", {"from": _clock(spans[0][0]), "to": _clock(spans[0][1])}
        )
    moved = [(start - first, end - first) for start, end in spans]
    some = any(counts)
    return {
        "slug": "hours",
        "title": title,
        "hint": _busiest(week, counts, opening, visitor) if some else _NONE,
        "chart": charts.shaded(chart, moved, catalogues.text(label, visitor.locale)) if some else None,
        "table": _table(
            Text("Hour from"), [(f"{hour}:00", count) for hour, count in enumerate(counts) if count]
        ),
        "folded": True,
    }


def weekdays(figures: Figures, visitor: Visitor, settings: Settings) -> dict[str, Any]:
    """By day of the week."""
    counts = reporting.by_weekday(reporting.in_the_week(figures.arrivals, settings.timezone))
    locale = catalogues.babel_locale(visitor.locale)
    short, long = (get_day_names(width, "stand-alone", locale) for width in ("abbreviated", "wide"))
    bars = charts.marked([Bar(short[day], count, str(count)) for day, count in enumerate(counts)])
    title = Text("By day of the week")
    busiest = long[counts.index(max(counts))]
    return {
        "slug": "weekdays",
        "title": title,
        "hint": Text("Most came on a %(day)s.", {"day": busiest}) if any(counts) else _NONE,
        "chart": charts.standing("weekdays", catalogues.text(title, visitor.locale), bars)
        if any(counts)
        else None,
        "table": _table(Text("Day"), [(long[day], count) for day, count in enumerate(counts)]),
        "folded": True,
    }


def topics(figures: Figures, visitor: Visitor, settings: Settings) -> dict[str, Any]:
    """By topic, the most frequent first; one that two forms share is named with its form."""
    named: dict[tuple[str, str], str] = {}
    for form, slug in figures.topics:
        topic = settings.topic(form, slug)
        named[form, slug] = catalogues.text(Text(topic.label), visitor.locale) if topic else slug
    twice = {name for name, times in Counter(named.values()).items() if times > 1}
    for key, name in named.items():
        if name in twice and key[0] in settings.forms:
            form_words = catalogues.text(Text(settings.forms[key[0]].title), visitor.locale)
            named[key] = f"{name} · {form_words}"
    counted = sorted(((named[key], count) for key, count in figures.topics.items()), key=_most_first)
    return _ranked("topics", Text("By topic"), "", Text("Topic"), counted)


def outlets(figures: Figures) -> dict[str, Any]:
    """The outlets that asked most."""
    hint = Text("The ten that asked most.") if len(figures.outlets) >= 10 else ""
    return _ranked("outlets", Text("By outlet"), hint, Text("Outlet"), list(figures.outlets.items()))


def declined(figures: Figures, visitor: Visitor) -> dict[str, Any]:
    """The reasons given, in the words they were given in."""
    words = catalogues.translations(visitor.locale)
    count = figures.declined_in_all
    title = words.ngettext("Why one was declined", "Why %(count)s were declined", count) % {"count": count}
    hint: Text | str = Text("Every reason was told to the sender.")
    if count > sum(figures.declined.values()):
        hint = Text("The ten most frequent. Every reason was told to the sender.")
    rows = [(reason or words.gettext("No reason kept"), times) for reason, times in figures.declined.items()]
    return _ranked("declined", title if count else Text("Declined"), hint, Text("Reason"), rows)


def _ranked(
    slug: str, title: Text | str, hint: Text | str, heading: Text, counted: list[tuple[str, int]]
) -> dict[str, Any]:
    """A table with a bar in each row: names too long for a chart have room there."""
    most = max((count for _, count in counted), default=1)
    rows = [
        {"label": name, "cells": [str(count)], "bar": round(100 * count / most, 2), "marked": at == 0}
        for at, (name, count) in enumerate(counted)
    ]
    return {
        "slug": slug,
        "title": title,
        "hint": hint if counted else _NONE,
        "chart": None,
        "table": {"head": [heading, Text("Inquiries")], "rows": rows, "ranked": True} if counted else None,
        "folded": False,
    }


def _table(heading: Text, counted: list[tuple[str, int]]) -> dict[str, Any] | None:
    rows = [{"label": name, "cells": [str(count)]} for name, count in counted]
    return {"head": [heading, Text("Inquiries")], "rows": rows} if any(n for _, n in counted) else None


def _busiest(
    week: Mapping[tuple[int, time], int], counts: list[int], opening: Hours | None, visitor: Visitor
) -> str:
    words = catalogues.translations(visitor.locale)
    said = words.gettext("The hour from %(hour)s:00 is the busiest.") % {"hour": counts.index(max(counts))}
    away = reporting.outside(week, opening) if opening else 0
    more = words.ngettext(
        "%(count)s came while the desk was closed.", "%(count)s came while the desk was closed.", away
    )
    return f"{said} {more % {'count': away}}" if away else said


def _one_for_all(settings: Settings, desks: Collection[str]) -> Hours | None:
    """The opening hours, where every desk that is counted keeps the same."""
    kept = [settings.desks[desk].hours for desk in desks if desk in settings.desks]
    return kept[0] if kept and all(one == kept[0] for one in kept) else None


def _usual(opening: Hours) -> list[tuple[float, float]]:
    """The stretches, in hours after midnight, of the day that most open days are like; none where it never closes."""
    days = Counter(day for day in opening.week if day)
    if not days:
        return []
    stretches = [(_hour(span.start), _hour(span.end)) for span in days.most_common(1)[0][0]]
    return [] if stretches == [(0.0, 24.0)] else stretches


def _hour(at: time) -> float:
    return 24.0 if at == time.max else at.hour + at.minute / 60


def _clock(hour: float) -> str:
    whole, part = divmod(round(hour * 60), 60)
    return f"{whole}:{part:02}"


def _drawn(counts: list[int], spans: list[tuple[float, float]]) -> tuple[int, int]:
    """The hours to draw: those in which something came or the desk is open, and all between them."""
    used = [hour for hour, count in enumerate(counts) if count]
    edges = [*used, *(hour + 1 for hour in used), *(edge for span in spans for edge in span)]
    edges = edges or list(_DAYTIME)
    return int(min(edges)), -int(-max(edges) // 1)


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]
