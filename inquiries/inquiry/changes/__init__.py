"""Every verb that alters an inquiry. Each is one transaction, one line of history, and the jobs that follow from it."""

from inquiries.inquiry.changes.answering import acknowledge, close, release, reopen
from inquiries.inquiry.changes.passing import assign
from inquiries.inquiry.changes.record import SomeoneWasFaster
from inquiries.inquiry.changes.talking import note

__all__ = ["SomeoneWasFaster", "acknowledge", "assign", "close", "note", "release", "reopen"]
