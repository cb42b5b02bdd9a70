"""What follows when the desk or the deadline of an inquiry changes: its clocks, and when it comes back. Pure."""

from datetime import datetime

from inquiries.inquiry import clocks
from inquiries.inquiry.clocks import Clocks
from inquiries.inquiry.model import Inquiry
from inquiries.settings import Settings


def anew(settings: Settings, inquiry: Inquiry, *, desk: str, deadline: datetime | None) -> Clocks:
    """The clocks of the inquiry on `desk` with `deadline`, counted from when it arrived."""
    return clocks.clocks(
        settings.desk(desk),
        settings.timezone,
        received=inquiry.received_at,
        deadline=deadline,
        publishes=inquiry.publishes_at,
    )


def comes_back(inquiry: Inquiry, planned: Clocks, now: datetime) -> datetime | None:
    """When an inquiry that waits comes back by itself under these clocks; None for one that does not wait.

    A time that somebody chose holds, but not beyond the deadline.
    """
    if not inquiry.waits_for:
        return None
    until = no_later_than(planned.last_safe_start_at, planned.deadline_at, now)
    if inquiry.waits_for == "them" or inquiry.wait_until is None:
        return until
    deadline = planned.deadline_at
    return min(inquiry.wait_until, deadline) if deadline and deadline > now else inquiry.wait_until


def no_later_than(start: datetime | None, deadline: datetime | None, now: datetime) -> datetime | None:
    """When to stop waiting for them: at the last safe start if it lies ahead, else at the deadline; None: never."""
    return next((at for at in (start, deadline) if at is not None and at > now), None)
