"""Whether word of an inquiry comes through somebody's quiet hours. Pure."""

from datetime import datetime

from inquiries.inquiry.model import GOING, Inquiry


def is_urgent(inquiry: Inquiry, until: datetime) -> bool:
    """Whether it cannot wait until then: what must begin, be answered, or be acknowledged would be late."""
    moments = [inquiry.last_safe_start_at or inquiry.deadline_at]
    if inquiry.acknowledged_at is None:
        moments.append(inquiry.respond_intent_at)
    return inquiry.status in GOING and any(moment <= until for moment in moments if moment)
