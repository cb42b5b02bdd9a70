"""Every verb that alters an inquiry. Each is one transaction, one line of history, and the jobs that follow from it."""

from inquiries.inquiry.changes.answering import acknowledge, call_spam, close, release, reopen
from inquiries.inquiry.changes.arriving import open_by_mail
from inquiries.inquiry.changes.calling import Call, call, open_by_phone
from inquiries.inquiry.changes.fetching import fetch
from inquiries.inquiry.changes.hearing import Arrived, Heard, bounced, file_by_hand, let_in, receive
from inquiries.inquiry.changes.mailing import confirm_address, disown, not_mailed
from inquiries.inquiry.changes.merging import merge, survivor, unmerge
from inquiries.inquiry.changes.passing import assign, hand_over
from inquiries.inquiry.changes.record import SomeoneWasFaster
from inquiries.inquiry.changes.sealing import looked, seal, seal_unless, unseal
from inquiries.inquiry.changes.tagging import TAGGED, tag, untag
from inquiries.inquiry.changes.talking import note
from inquiries.inquiry.changes.waiting import move_deadline, resume, wait
from inquiries.inquiry.changes.writing import ANSWERABLE, FileGone, Written, reply, send_now, start, take_back

__all__ = [
    "ANSWERABLE",
    "TAGGED",
    "Arrived",
    "Call",
    "FileGone",
    "Heard",
    "SomeoneWasFaster",
    "Written",
    "acknowledge",
    "assign",
    "bounced",
    "call",
    "call_spam",
    "close",
    "confirm_address",
    "disown",
    "fetch",
    "file_by_hand",
    "hand_over",
    "let_in",
    "looked",
    "merge",
    "move_deadline",
    "not_mailed",
    "note",
    "open_by_mail",
    "open_by_phone",
    "receive",
    "release",
    "reopen",
    "reply",
    "resume",
    "seal",
    "seal_unless",
    "send_now",
    "start",
    "survivor",
    "tag",
    "take_back",
    "unmerge",
    "unseal",
    "untag",
    "wait",
]
