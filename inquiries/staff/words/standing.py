"""How an inquiry stands, in one line: held, waiting, a part of another, closed. Pure."""

from collections.abc import Sequence

from inquiries.i18n import catalogues
from inquiries.inquiry.model import OUTCOMES, Event, Inquiry, Status
from inquiries.staff.frame import short_time
from inquiries.staff.office import Visitor
from inquiries.staff.words import rows
from inquiries.wording import Text


def sealed(inquiry: Inquiry, events: Sequence[Event], visitor: Visitor) -> str:
    """Who sealed it and why, or that its words did."""
    if not inquiry.is_sealed:
        return ""
    sealing = next((event for event in reversed(events) if event.kind == "sealed"), None)
    who, reason = (sealing.who, str(sealing.facts.get("reason", ""))) if sealing else (None, "")
    if who is None:
        return catalogues.text(Text("It reads like the words of somebody in danger."), visitor.locale)
    values = {"who": who, "reason": reason}
    by_hand = Text("%(who)s sealed it: %(reason)s", values) if reason else Text("%(who)s sealed it.", values)
    return catalogues.text(by_hand, visitor.locale)


def waiting(inquiry: Inquiry, visitor: Visitor) -> str:
    """As in the list; of one that waits for them also when it comes back."""
    said = rows.waiting(inquiry, visitor)
    if not said or inquiry.waits_for == "time" or inquiry.wait_until is None:
        return said
    time = short_time(inquiry.wait_until, visitor)
    words = catalogues.translations(visitor.locale)
    return words.gettext("%(said)s, until %(time)s at the latest") % {"said": said, "time": time}


def part_of(inquiry: Inquiry, events: Sequence[Event]) -> str:
    """The reference of the inquiry this one is a part of, "" while it stands for itself."""
    if inquiry.status is not Status.MERGED:
        return ""
    merging = next(event for event in reversed(events) if event.kind == "merged")
    return str(merging.facts["into"])


def outcome(inquiry: Inquiry, events: Sequence[Event], visitor: Visitor) -> str:
    if inquiry.status is not Status.CLOSED or inquiry.outcome is None or inquiry.closed_at is None:
        return ""
    closing = next((event for event in reversed(events) if event.kind == "closed"), None)
    values: dict[str, str | int | Text] = {
        "outcome": OUTCOMES[inquiry.outcome],
        "time": short_time(inquiry.closed_at, visitor),
        "who": (closing.who if closing else None) or "",
        "reason": inquiry.outcome_reason,
    }
    if not values["who"]:
        return catalogues.text(Text("%(outcome)s %(time)s, on the receipt page", values), visitor.locale)
    if inquiry.outcome_reason:
        return catalogues.text(Text("%(outcome)s %(time)s by %(who)s: %(reason)s", values), visitor.locale)
    return catalogues.text(Text("%(outcome)s %(time)s by %(who)s", values), visitor.locale)
