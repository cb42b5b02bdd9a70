"""Every verb that alters an inquiry. Each is one transaction, one line of history, and the jobs that follow from it."""

from inquiries.inquiry.changes.answering import acknowledge, close, release, reopen
from inquiries.inquiry.changes.calling import Call, call, open_by_phone
from inquiries.inquiry.changes.merging import merge, survivor, unmerge
from inquiries.inquiry.changes.passing import assign
from inquiries.inquiry.changes.record import SomeoneWasFaster
from inquiries.inquiry.changes.talking import note

__all__ = [
    "Call",
    "SomeoneWasFaster",
    "acknowledge",
    "assign",
    "call",
    "close",
    "merge",
    "note",
    "open_by_phone",
    "release",
    "reopen",
    "survivor",
    "unmerge",
]
