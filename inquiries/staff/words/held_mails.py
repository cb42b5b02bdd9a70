"""Mail that waits for somebody to say where it belongs, said in words, and what became of it. Pure."""

from collections.abc import Sequence
from typing import Any

from inquiries.correspondence.held import Held
from inquiries.database.tables import FILED, HELD, PUT_ASIDE, QUIET, UNREAD_MAIL
from inquiries.i18n import catalogues, say
from inquiries.mail.parsing import limits
from inquiries.settings import Settings
from inquiries.staff.frame import HELD as HELD_URL
from inquiries.staff.frame import short_time
from inquiries.staff.office import Visitor
from inquiries.wording import Text

URL = HELD_URL
# The lists, by the state of what stands in them: slug, address, name.
LISTS: dict[int, tuple[str, str, Text]] = {
    HELD: ("waiting", URL, Text("Waiting")),
    QUIET: ("quiet", f"{URL}/quiet", Text("Quiet")),
    PUT_ASIDE: ("put-aside", f"{URL}/put-aside", Text("Put aside")),
}
# What is said where its reader sees the mail no longer. The address carries the code and never the words.
DONE = {
    "filed": Text("It was filed."),
    "opened": Text("It is an inquiry of another desk now."),
    "put-aside": Text("It was put aside."),
    "taken-up": Text("It waits again."),
}
GONE = Text("It does not wait any more: somebody was faster.")
_UNREADABLE = frozenset(limit.msgid for limit in limits.EXCEEDED)


def row(one: Held, visitor: Visitor, settings: Settings) -> dict[str, Any]:
    """What parts/held-mail.html draws."""
    address, name = one.from_address, one.from_name
    reason = catalogues.text(one.reason, visitor.locale) if one.reason else ""
    return {
        "id": one.id,
        "url": f"{URL}/{one.id}",
        "state": one.state,
        "subject": one.subject,
        "name": name or address,
        "address": address if name and name != address else "",
        "at": one.received_at.isoformat(),
        "when": say.clock(one.received_at, visitor.zone, visitor.now, visitor.locale),
        "size": say.size(one.size, visitor.locale),
        "text": one.excerpt,
        "unreadable": is_unreadable(one),
        "why": reason,
        "handled": _handled(one, visitor),
        "suggested": _suggested(one),
        "sender": address,
        "let_in": "" if one.is_known else address,
        **_acts(one, visitor, settings),
    }


def is_unreadable(one: Held) -> bool:
    """Whether its reason is a limit that it exceeded."""
    return one.reason is not None and one.reason.msgid in _UNREADABLE


def tabs(current: int, waiting: int, visitor: Visitor) -> list[dict[str, Any]]:
    """The ways between the lists; only what waits is counted."""
    return [
        {
            "url": url,
            "name": catalogues.text(name, visitor.locale),
            "count": str(waiting) if state == HELD and waiting else "",
            "current": state == current,
        }
        for state, (_, url, name) in LISTS.items()
    ]


def became(one: Held, visitor: Visitor, *, late: bool = False) -> dict[str, str]:
    """words; reference and url of where it stands now; undo_url where it can be taken up again.

    `late`: whoever asks came second, and is told who was first.
    """
    words = {
        UNREAD_MAIL: Text("It is being put into its inquiry."),
        FILED: Text("It stands in its inquiry now:"),
        PUT_ASIDE: Text("It was put aside."),
        HELD: Text("It waits again."),
    }.get(one.state, Text("Nobody said anything of it yet."))
    if late and one.handled_by and one.handled_by != visitor.who.name:
        words = Text("%(name)s was faster. %(what)s", {"name": one.handled_by, "what": words})
    filed = one.suggested if one.state == FILED else ""
    return {
        "words": catalogues.text(words, visitor.locale),
        "reference": filed,
        "url": f"/staff/inquiries/{filed}" if filed else "",
        "undo_url": f"{URL}/{one.id}/take-up" if one.state == PUT_ASIDE and not late else "",
        "state": str(one.state),
    }


def said(text: Text, visitor: Visitor) -> dict[str, str]:
    """The same where only the words are left."""
    words = catalogues.text(text, visitor.locale)
    return {"words": words, **dict.fromkeys(("reference", "url", "undo_url", "state"), "")}


def more_url(shown: Sequence[Held], state: int) -> str:
    """The next page of a list, whose last mail is the last of `shown`."""
    _, url, _ = LISTS[state]
    return f"{url}?{'after' if state == HELD else 'before'}={shown[-1].id}"


def _handled(one: Held, visitor: Visitor) -> str:
    if one.state != PUT_ASIDE or one.handled_at is None:
        return ""
    values = {"name": one.handled_by, "time": short_time(one.handled_at, visitor)}
    return catalogues.text(Text("Put aside by %(name)s, %(time)s", values), visitor.locale)


def _suggested(one: Held) -> dict[str, str] | None:
    if not one.suggested:
        return None
    return {
        "reference": one.suggested,
        "url": f"/staff/inquiries/{one.suggested}",
        "about": one.about,
    }


def _acts(one: Held, visitor: Visitor, settings: Settings) -> dict[str, Any]:
    """Its own desk first: that is the one press; the others are a choice."""
    home = one.desk if one.desk in settings.desks else settings.default_desk
    named = {slug: catalogues.text(Text(desk.name), visitor.locale) for slug, desk in settings.desks.items()}
    return {
        "may_act": one.state in LISTS,
        "may_put_aside": one.state == HELD,
        "desk": {"slug": home, "name": named[home]},
        "desks": [{"slug": slug, "name": name} for slug, name in named.items()],
    }
