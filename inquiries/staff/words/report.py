"""A report as its page shows it: the headline, week by week, then how fast and how much. Words only, no SQL."""

from dataclasses import dataclass
from typing import Any

from inquiries.i18n import catalogues
from inquiries.inquiry import period as periods
from inquiries.inquiry import reporting
from inquiries.inquiry.period import Period
from inquiries.inquiry.reporting import Figures, Share, Verdict
from inquiries.settings import Settings
from inquiries.staff.office import Visitor
from inquiries.staff.words import charts, period_words, report_speed, report_volume
from inquiries.staff.words.charts import Bar
from inquiries.wording import Text

MOST_UNITS = 100  # squares that can be counted; more are drawn as one bar in proportion
_FEW_PARTS = 7  # so few that the days before have room beside them
_NUMBERS_WITH_SIGN = 8
_UNITS = (
    ("answered", (Verdict.ANSWERED,), Text("answered in time")),
    ("declined", (Verdict.DECLINED,), Text("declined with a reason")),
    ("late", reporting.LATE, Text("late")),
    ("none", (Verdict.DID_NOT_RESPOND,), Text("did not respond")),
)
_PARTS = {
    "week": (Text("In time, week by week"), Text("Week from")),
    "month": (Text("In time, month by month"), Text("Month")),
    "quarter": (Text("In time, quarter by quarter"), Text("Quarter")),
    "year": (Text("In time, year by year"), Text("Year")),
}
_LAST = {"week": Text("In the week from %(name)s, %(in_time)s of %(total)s.")}
_LAST_OF_OTHERS = Text("In %(name)s, %(in_time)s of %(total)s.")
_LATER = {
    Verdict.ANSWERED_LATE: Text("Answered late"),
    Verdict.DECLINED_LATE: Text("Declined late"),
    Verdict.STILL_OPEN: Text("Still open after the deadline"),
    Verdict.DID_NOT_RESPOND: Text("Did not respond"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report is about, for whom; `desks` those it counts, `desk` the one that was chosen, if any."""

    settings: Settings
    visitor: Visitor
    period: Period
    desk: str | None
    desks: frozenset[str]


def report(asked: Asked, figures: Figures) -> dict[str, Any]:
    """What templates/staff/reports.html takes as `report`."""
    visitor = asked.visitor
    return {
        "desks_words": _desks(asked),
        "days_words": period_words.said(asked.period, visitor),
        **period_words.choice(asked.period, asked.desk, visitor, asked.settings, visitor.desks),
        "headline": _headline(asked, figures),
        "sections": [
            _part_by_part(asked, figures),
            report_speed.acknowledged(figures, visitor),
            report_speed.answered(figures, visitor),
            report_volume.hours(figures, visitor, asked.settings, asked.desks),
            report_volume.weekdays(figures, visitor, asked.settings),
            report_volume.topics(figures, visitor, asked.settings),
            report_volume.outlets(figures),
            report_speed.ages(figures, visitor),
            report_volume.declined(figures, visitor),
        ],
    }


def _desks(asked: Asked) -> str:
    """ "Media desk", "Media and Events"."""
    words = catalogues.translations(asked.visitor.locale)
    names = [words.gettext(desk.name) for slug, desk in asked.settings.desks.items() if slug in asked.desks]
    if len(names) == 1:
        return words.gettext("%(desk)s desk") % {"desk": names[0]}
    return words.gettext(" and ").join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _headline(asked: Asked, figures: Figures) -> dict[str, Any]:
    share = reporting.share(figures.verdicts, asked.period)
    counts = [sum(share.verdicts.get(one, 0) for one in verdicts) for _, verdicts, _ in _UNITS]
    kinds = [kind for kind, _, _ in _UNITS]
    legend = [
        {"kind": kind, "count": count, "words": words}
        for (kind, _, words), count in zip(_UNITS, counts, strict=True)
    ]
    units = [kind for kind, count in zip(kinds, counts, strict=True) for _ in range(count)]
    pieces = [
        {"kind": kind, "x": x, "width": width}
        for kind, (x, width) in zip(kinds, charts.proportion(counts), strict=True)
        if width
    ]
    return {
        "percent": "–" if share.percent is None else f"{share.percent}%",
        "units": units if len(units) <= MOST_UNITS else [],
        "pieces": pieces if len(units) > MOST_UNITS else [],
        "legend": legend if units else [],
        "of": _of(share, asked.visitor),
        "before": _before(asked, figures),
        "later": [
            {"label": words, "cells": [str(share.verdicts[verdict])]}
            for verdict, words in _LATER.items()
            if share.verdicts.get(verdict)
        ],
    }


def _of(share: Share, visitor: Visitor) -> str:
    """ "47 of 50 inquiries that had a deadline."."""
    words = catalogues.translations(visitor.locale)
    if not share.total:
        return words.gettext("No deadline fell in these days.")
    said = words.ngettext(
        "%(in_time)s of %(total)s inquiry that had a deadline.",
        "%(in_time)s of %(total)s inquiries that had a deadline.",
        share.total,
    )
    return said % {"in_time": share.in_time, "total": share.total}


def _before(asked: Asked, figures: Figures) -> Text:
    earlier = reporting.share(figures.verdicts, asked.period.before())
    values: dict[str, str | int | Text] = {
        "before": period_words.before(asked.period, asked.visitor),
        "percent": earlier.percent or 0,
        "in_time": earlier.in_time,
        "total": earlier.total,
    }
    if not earlier.total:
        return Text("%(before)s: no deadline.", values)
    return Text("%(before)s: %(percent)s%%, %(in_time)s of %(total)s.", values)


def _part_by_part(asked: Asked, figures: Figures) -> dict[str, Any]:
    """Bars of the period's parts, behind those of the days before where there is room; a table of the period's own."""
    kind, own = periods.parts(asked.period)
    title, heading = _PARTS[kind]
    earlier: tuple[Period, ...] = ()
    if len(own) <= _FEW_PARTS:
        kind_before, parts_before = periods.parts(asked.period.before())
        earlier = parts_before if kind_before == kind else ()
    shown = [*earlier, *own]
    shares = [reporting.share(figures.verdicts, part) for part in shown]
    names = [period_words.part(kind, part, asked.visitor) for part in shown]
    sign = "%" if len(shown) <= _NUMBERS_WITH_SIGN else ""
    bars = [
        Bar(name, share.percent, "–" if share.percent is None else f"{share.percent}{sign}")
        for name, share in zip(names, shares, strict=True)
    ]
    locale = asked.visitor.locale
    words = catalogues.text(title, locale)
    last: dict[str, str | int | Text] = {
        "name": names[-1],
        "in_time": shares[-1].in_time,
        "total": shares[-1].total,
    }
    return {
        "slug": "parts",
        "title": title,
        "hint": Text(_LAST.get(kind, _LAST_OF_OTHERS).msgid, last) if shares[-1].total else "",
        "chart": charts.standing("parts", words, charts.marked(bars, at=len(bars) - 1), most=100),
        "table": {
            "head": [heading, Text("Had a deadline"), Text("In time"), Text("Late or none")],
            "rows": [
                {
                    "label": name,
                    "cells": [str(share.total), str(share.in_time), str(share.total - share.in_time)],
                }
                for name, share in list(zip(names, shares, strict=True))[len(earlier) :]
            ],
        },
        "folded": False,
    }
