"""A mail from outside made readable: total and bounded. Decides nothing about what it is or where it belongs.

Runs in the child process that reader.py keeps, never in the web process: a hostile mail may still take all the time
and memory that process is allowed.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from inquiries.mail import autoreply, bounces, probe
from inquiries.mail.parsed import Attachment, Mailbox, Parsed
from inquiries.mail.parsing import bodies, fields, limits, message, parameters, people, tree, words
from inquiries.wording import Text

__all__ = ["KEPT_BEGINNINGS", "KEPT_HEADERS", "Attachment", "Mailbox", "Parsed", "heading", "parse"]

_ADDRESSED: Final = frozenset({"delivered-to", "envelope-to", "x-original-to"})
KEPT_HEADERS: Final = autoreply.HEADERS | _ADDRESSED | {"feedback-id", probe.HEADER.lower()}
KEPT_BEGINNINGS: Final = ("list-", "x-auto")
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
    parsed = _headed(top.fields, bodies.read(raw, top), "")
    if parsed.robot is None:
        return parsed
    return replace(parsed, bounce=bounces.find(message.build(raw, top)))


def _headed(found: fields.Fields, body: bodies.Body, unreadable: str) -> Parsed:
    ids = _ids(found, "message-id")
    charset = parameters.parse(fields.first(found, "content-type"))[1].get("charset", "")
    subject = words.heading(fields.first(found, "subject"), charset)
    kept = _kept(found)
    return Parsed(
        subject=subject,
        from_=people.parse(fields.first(found, "from"), charset),
        sender=people.parse(fields.first(found, "sender"), charset),
        to=people.parse(b", ".join(fields.all_of(found, "to")), charset),
        cc=people.parse(b", ".join(fields.all_of(found, "cc")), charset),
        reply_to=people.parse(fields.first(found, "reply-to"), charset),
        date=_date(words.heading(fields.first(found, "date"))),
        message_id=ids[0] if ids else "",
        in_reply_to=_ids(found, "in-reply-to"),
        references=_ids(found, "references"),
        text=body.text,
        html=body.html,
        attachments=body.attachments,
        headers=kept,
        robot=autoreply.robot(kept, subject=subject),
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
        if name not in KEPT_HEADERS and not name.startswith(KEPT_BEGINNINGS):
            continue
        if len(kept.setdefault(name, [])) < _KEPT_EACH:
            kept[name].append(words.heading(value))
    return {name: tuple(values) for name, values in kept.items()}
