"""A mail from outside made readable: total and bounded. Decides nothing about what it is or where it belongs.

Runs in the child process that reader.py keeps, never in the web process: a hostile mail may still take all the time
and memory that process is allowed.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from inquiries.mail.parsed import Attachment, Mailbox, Parsed
from inquiries.mail.parsing import bodies, fields, limits, people, tree, words
from inquiries.wording import Text

__all__ = ["KEPT_HEADERS", "Attachment", "Mailbox", "Parsed", "heading", "parse"]

KEPT_HEADERS: Final = re.compile(
    r"auto-submitted|content-type|delivered-to|envelope-to|feedback-id|from|list-.*|mailing-list|precedence"
    r"|return-path|x-auto.*|x-beenthere|x-failed-recipients|x-loop|x-mail-autoreply|x-mailing-list"
    r"|x-mailman-version|x-original-to"
)
_KEPT_EACH = 20  # values of one name

_ID = re.compile(r"<[^<>\s]{1,900}>")
_BARE_ID = re.compile(r"[^<>\s@]{1,200}@[^<>\s@]{1,200}")


def parse(raw: bytes) -> Parsed:
    """All that can be read of the mail. Never raises: what exceeds our limits comes back with `unreadable` said."""
    if len(raw) > limits.MAIL:
        return heading(raw, limits.TOO_LARGE)
    try:
        return _parse(raw)
    except limits.ExceededError as exceeded:
        return heading(raw, exceeded.limit)
    except MemoryError:
        return heading(raw, limits.TOO_HUNGRY)
    except Exception:  # what nobody thought of must not hold up the mail behind it
        return heading(raw, limits.BROKEN)


def heading(raw: bytes, why: Text) -> Parsed:
    """Only what the first 100 KiB of header say, with the reason why there is no more. Never raises."""
    try:
        block = tree.header_block(raw, tree.beginning(raw))[: limits.HEADER_BLOCK]
        return _headed(fields.parse(block)[0], bodies.Body("", "", ()), why.msgid)
    except Exception:  # as above
        return Parsed(unreadable=why.msgid)


def _parse(raw: bytes) -> Parsed:
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    top = tree.split(raw)
    return _headed(top.fields, bodies.read(raw, top), "")


def _headed(found: fields.Fields, body: bodies.Body, unreadable: str) -> Parsed:
    ids = _ids(found, "message-id")
    return Parsed(
        subject=words.heading(fields.first(found, "subject")),
        from_=people.parse(fields.first(found, "from")),
        sender=people.parse(fields.first(found, "sender")),
        to=people.parse(b", ".join(fields.all_of(found, "to"))),
        cc=people.parse(b", ".join(fields.all_of(found, "cc"))),
        reply_to=people.parse(fields.first(found, "reply-to")),
        date=_date(words.heading(fields.first(found, "date"))),
        message_id=ids[0] if ids else "",
        in_reply_to=_ids(found, "in-reply-to"),
        references=_ids(found, "references"),
        text=body.text,
        html=body.html,
        attachments=body.attachments,
        headers=_kept(found),
        unreadable=unreadable,
    )


def _ids(found: fields.Fields, name: str) -> tuple[str, ...]:
    """Each once, in order; of very many the first and the last, which say where a thread began and where it is."""
    text = " ".join(words.raw(value) for value in fields.all_of(found, name))
    ids = list(dict.fromkeys(_ID.findall(text)))
    if not ids and _BARE_ID.fullmatch(text.strip()):
        ids = [f"<{text.strip()}>"]
    return tuple(ids if len(ids) <= limits.IDS else [ids[0], *ids[1 - limits.IDS :]])


def _date(written: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(written[:100])
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except Exception:  # the library raises more than it documents
        return None


def _kept(found: fields.Fields) -> Mapping[str, tuple[str, ...]]:
    kept: dict[str, list[str]] = {}
    for name, value in found:
        if KEPT_HEADERS.fullmatch(name) and len(kept.setdefault(name, [])) < _KEPT_EACH:
            kept[name].append(words.heading(value))
    return {name: tuple(values) for name, values in kept.items()}
