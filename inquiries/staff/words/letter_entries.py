"""A letter of the conversation, ours or theirs, with its files and the ways to look at it. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from inquiries.i18n import catalogues, say
from inquiries.inquiry.model import File, Inquiry, Letter
from inquiries.mail import quoting
from inquiries.outbox.deliveries import Shown
from inquiries.staff.frame import short_time
from inquiries.staff.office import Visitor
from inquiries.staff.words import letter_state
from inquiries.wording import Text

# What a file is, where its name alone leaves its reader puzzled.
_KINDS = {
    "application/ics": Text("calendar event"),
    "application/ms-tnef": Text("Outlook’s own wrapping: most programs cannot open it"),
    "application/pgp-encrypted": Text("encrypted"),
    "application/pgp-signature": Text("digital signature"),
    "application/pkcs7-mime": Text("encrypted or signed mail"),
    "application/pkcs7-signature": Text("digital signature"),
    "message/delivery-status": Text("report of a mail server"),
    "message/rfc822": Text("a forwarded mail"),
    "text/calendar": Text("calendar event"),
}
_MOST = 12  # addresses that are named; the original has all
STILL_THERE, GONE = "file-in-original", "file-gone"
# What is said where a file was asked for that cannot be read.
DONE = {
    STILL_THERE: Text(
        "That file cannot be read from our disk. “As it came” under the letter still has all of it."
    ),
    GONE: Text("That file cannot be read from our disk any more."),
}


def entry(
    letter: Letter, inquiry: Inquiry, deliveries: Sequence[Shown], visitor: Visitor, reference: str
) -> dict[str, Any]:
    """What parts/entry.html draws. `inquiry` is the letter's own; `reference` that of the page it stands on."""
    url = f"/staff/inquiries/{reference}"
    time = short_time(letter.started_at or letter.at, visitor)
    on_page = Text("%(time)s on the receipt page", {"time": time})
    by_mail = _say(on_page if letter.door == "page" else Text("%(time)s by mail", {"time": time}), visitor)
    shown: dict[str, Any] = {
        "at": (letter.started_at or letter.at).isoformat(),
        "text": letter.text,
        "anchor": f"letter-{letter.id}",
        "state": "",
        "state_words": "",
        "pieces": [],
    }
    if letter.ours:
        return {
            **shown,
            "kind": "unsent" if letter.cancelled_at else "ours",
            "who": letter.who.name if letter.who else "",
            "of": "",
            "meta": time if letter.door == "inbox" else by_mail,
            "letter": {
                **_ours(letter, inquiry, url, visitor),
                "state": letter_state.state(letter, deliveries, visitor, reference, zone=inquiry.zone),
            },
        }
    known = letter.sender.lower() == inquiry.email.lower()
    quote, below = quoting.opening(letter.text)
    return {
        **shown,
        "quote": quote,
        "text": below,
        "kind": "automatic" if letter.kind == "automatic" else "theirs",
        "who": letter.sender_name or letter.sender,
        "of": inquiry.outlet if known else letter.sender if letter.sender_name else "",
        "meta": by_mail,
        "letter": _theirs(letter, url, visitor),
    }


def files(found: Iterable[File], url: str, visitor: Visitor) -> list[dict[str, str]]:
    """name, kind ("" where the name says it), size in words; url, "" where we could not keep it."""
    return [
        {
            "name": one.name,
            "kind": _say(_KINDS[one.content_type], visitor) if one.content_type in _KINDS else "",
            "size": say.size(one.size, visitor.locale),
            "url": f"{url}/files/{one.id}" if one.stored else "",
        }
        for one in found
    ]


def _ours(letter: Letter, inquiry: Inquiry, url: str, visitor: Visitor) -> dict[str, Any]:
    fetched = ""
    if letter.fetched_at:
        time = short_time(letter.fetched_at, visitor)
        fetched = _say(Text("read on the receipt page %(time)s", {"time": time}), visitor)
    return {
        **NOTHING,
        "waits": letter.started_at is None,
        "to": _to(letter, inquiry, visitor),
        "fetched": fetched,
        "files": files(letter.files, url, visitor),
    }


def _theirs(letter: Letter, url: str, visitor: Visitor) -> dict[str, Any]:
    mine = f"{url}/letters/{letter.id}"
    unreadable = str(letter.facts.get("unreadable") or "")
    return {
        **NOTHING,
        "to": _copied(letter, visitor),
        "subject": letter.subject if letter.kind == "opening" else "",
        "rest": letter.rest,
        "unreadable": _say(Text(unreadable), visitor) if unreadable else "",
        "files": files(letter.files, url, visitor),
        "original_url": f"{mine}/original" if letter.mail_id else "",
        "html_url": f"{mine}/html" if letter.has_html else "",
        "pictures_url": f"{mine}/html?pictures=1" if letter.loads else "",
    }


def _to(letter: Letter, inquiry: Inquiry, visitor: Visitor) -> str:
    """Whom it went to, where that is not the person who asked and nobody else."""
    if [one.address.lower() for one in letter.recipients] == [inquiry.email.lower()]:
        return ""
    to, cc = (
        ", ".join(one.address for one in letter.recipients if one.kind == kind) for kind in ("to", "cc")
    )
    values = {"to": to, "cc": cc}
    return _say(Text("to %(to)s, copy to %(cc)s", values) if cc else Text("to %(to)s", values), visitor)


def _copied(letter: Letter, visitor: Visitor) -> str:
    """Who else read theirs; nobody writes to them because of that."""
    cc = letter.facts.get("cc")
    told = ", ".join(str(one) for one in cc[:_MOST]) if isinstance(cc, list) else ""
    return _say(Text("copy to %(cc)s", {"cc": told}), visitor) if told else ""


NOTHING: dict[str, Any] = {
    **dict.fromkeys(("subject", "rest", "unreadable", "to", "fetched"), ""),
    **dict.fromkeys(("original_url", "html_url", "pictures_url"), ""),
    "state": None,
    "files": [],
    "waits": False,
}


def _say(text: Text, visitor: Visitor) -> str:
    return catalogues.text(text, visitor.locale)
