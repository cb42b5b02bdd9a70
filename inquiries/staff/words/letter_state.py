"""Where a letter of ours is, said in words, with what can still be done about it. Pure."""

from collections.abc import Sequence
from typing import Any

from inquiries.database.tables import DEAD, DONE
from inquiries.i18n import catalogues, say
from inquiries.inquiry.model import Letter
from inquiries.outbox.deliveries import Shown
from inquiries.staff.office import Visitor
from inquiries.wording import Text

WAITING, SENDING, RETRYING, SENT, FAILED, BOUNCED = (
    "waiting",
    "sending",
    "retrying",
    "sent",
    "failed",
    "bounced",
)
CANCELLED = "cancelled"
_WORST_FIRST = (FAILED, BOUNCED, RETRYING, SENDING, SENT)
_WORDS = {
    SENDING: Text("sending"),
    RETRYING: Text("trying again"),
    SENT: Text("sent"),
    FAILED: Text("not delivered"),
    BOUNCED: Text("came back"),
}
_CANCELLED = {
    "undone": Text("taken back before it went"),
    "they-wrote": Text("not sent: they wrote first"),
}
# What is said afterwards, by what became of it. The address carries the code and never the words.
NOTICES = {
    "taken-back": Text("It was not sent. Words and files stand in the box again."),
    "taken-back-for": Text("It was not sent. Words and files are its writer's draft again."),
    "not-taken-back": Text("It is too late: the letter has gone."),
    "let-go": Text("It goes now."),
    "not-let-go": Text("There was nothing to send at once: it has gone, or was taken back."),
    "tried-again": Text("It is being sent again."),
    "not-tried-again": Text("There was nothing to send again: it has arrived, or is on its way."),
}
_NOTHING: dict[str, Any] = dict.fromkeys(
    ("state", "words", "said", "at", "undo_url", "cancel_url", "send_now_url", "retry_url"), ""
)


def state(
    letter: Letter, deliveries: Sequence[Shown], visitor: Visitor, reference: str, *, zone: str = ""
) -> dict[str, Any]:
    """What parts/letter-state.html takes; every value is "" for a letter of theirs.

    `deliveries` may be those of its whole inquiry, which has this reference; `zone` is theirs, by whose clock the time
    of what is planned is said too. state: waiting | sending | retrying | sent | failed | bounced | cancelled; words;
    said: the other server's own words; at (ISO): when one that can still be undone goes. undo_url takes back what goes
    within seconds, cancel_url what a person planned for later.
    """
    if not letter.ours:
        return _NOTHING
    url = f"/staff/inquiries/{reference}/letters/{letter.id}"
    if letter.cancelled_at is not None:
        words = _CANCELLED.get(letter.cancelled_for, Text("not sent"))
        return {**_NOTHING, "state": CANCELLED, "words": _say(words, visitor)}
    if letter.started_at is None:
        return {**_NOTHING, "state": WAITING, **_waiting(letter, visitor, url, zone)}
    mine = [one for one in deliveries if one.delivery.facts.get("letter") == letter.id]
    each = [(_of(one), one) for one in mine]
    worst = next((name for name in _WORST_FIRST if any(name == found for found, _ in each)), SENDING)
    again = any(found in (FAILED, RETRYING) for found, _ in each)
    return {
        **_NOTHING,
        "state": worst,
        "words": _say(_WORDS[worst], visitor),
        "said": _said([one for found, one in each if found == worst], named=len(mine) > 1),
        "retry_url": f"{url}/retry" if again else "",
    }


def _waiting(letter: Letter, visitor: Visitor, url: str, zone: str) -> dict[str, str]:
    at = letter.send_at or letter.at
    if letter.scheduled:
        when = say.clock(at, visitor.zone, visitor.now, visitor.locale)
        if zone and say.time(at, zone) != say.time(at, visitor.zone):
            when = say.both(
                at, zone, visitor.zone, visitor.now, place="", ours_first=True, locale=visitor.locale
            )
        words = _say(Text("goes %(time)s", {"time": when}), visitor)
        return {"words": words, "cancel_url": f"{url}/undo", "send_now_url": f"{url}/send-now"}
    seconds = max(1, round((at - visitor.now).total_seconds()))
    gettext = catalogues.translations(visitor.locale)
    words = gettext.ngettext("goes in %(count)s second", "goes in %(count)s seconds", seconds)
    return {"words": words % {"count": seconds}, "at": at.isoformat(), "undo_url": f"{url}/undo"}


def _of(one: Shown) -> str:
    """Where it is for one recipient."""
    if one.bounced:
        return BOUNCED
    if one.state == DEAD:
        return FAILED
    if one.state == DONE:
        return SENT
    return RETRYING if one.attempts else SENDING


def _said(some: Sequence[Shown], *, named: bool) -> str:
    """What the servers said, of each recipient where there are several. What was taken needs no words."""
    found = []
    for one in some:
        said = one.bounce_said if one.bounced else one.attempts[-1].said if one.attempts else ""
        if said and _of(one) != SENT:
            found.append(f"{one.delivery.recipient}: {said}" if named else said)
    return "; ".join(found)


def _say(text: Text, visitor: Visitor) -> str:
    return catalogues.text(text, visitor.locale)
