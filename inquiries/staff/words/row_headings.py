"""The headings rows stand under: the day that something must begin, or that the list is ordered by. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from inquiries.i18n import catalogues, say
from inquiries.inquiry.clocks import FAR
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.wanted import Order, View, Wanted
from inquiries.staff.office import Visitor


def heading(visitor: Visitor, inquiry: Inquiry, wanted: Wanted) -> str:
    """The heading its row stands under, in this view and order."""
    locale, now, view = visitor.locale, visitor.now, wanted.view
    words = catalogues.translations(locale)
    if wanted.order is Order.BEST:
        return words.gettext("Best first")
    if wanted.order is Order.ARRIVED:
        day = say.day(inquiry.received_at, visitor.zone, now, locale)
        near = abs(_days_from(inquiry.received_at, visitor)) <= 1  # "today, Monday 23 November"
        return words.gettext("Arrived %(day)s") % {"day": day[:1].lower() + day[1:] if near else day}
    if view is View.QUARANTINE:
        return words.gettext("Held back")
    if view is View.CLOSED:
        return say.day(inquiry.closed_at or now, visitor.zone, now, locale)
    if inquiry.due_at == FAR:
        return words.gettext("No deadline")
    if _days_from(inquiry.due_at, visitor) <= 1:
        return say.day(max(inquiry.due_at, now), visitor.zone, now, locale)
    return words.gettext("Later")


def _days_from(at: datetime, visitor: Visitor) -> int:
    zone = ZoneInfo(visitor.zone)
    return (at.astimezone(zone).date() - visitor.now.astimezone(zone).date()).days
