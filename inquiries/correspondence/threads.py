"""Which mails a letter of ours answers: the subject and the Message-IDs that put it under them everywhere."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.i18n import catalogues
from inquiries.inquiry import language, letters
from inquiries.inquiry.model import Inquiry, Letter
from inquiries.mail import subjects
from inquiries.outbox import deliveries
from inquiries.settings import Settings
from inquiries.wording import Text

# Mails to the sender that a letter of ours may follow; a notice to staff is none of them.
_TO_SENDER = ("receipt", "guide", "acknowledgement", "copy")


async def before(db: AsyncConnection, letter: Letter) -> tuple[str, ...]:
    """The ids `letter` refers to, oldest first, the last being what it answers: their latest letter, if any."""
    known = [one for one in await letters.of_inquiry(db, letter.inquiry_id) if one.id != letter.id]
    theirs = [one for one in known if not one.ours and one.kind != "automatic" and one.message_id]
    if theirs:
        latest = theirs[-1]
        return _once((*latest.thread, latest.message_id))
    ours = [
        (one.delivery.created_at, one.delivery.message_id)
        for one in await deliveries.of_inquiry(db, letter.inquiry_id)
        if one.delivery.kind in _TO_SENDER
    ]
    ours += [(one.started_at, one.message_id) for one in known if one.ours and one.started_at]
    return _once(tuple(id for _, id in sorted(ours)))


def subject(settings: Settings, inquiry: Inquiry, known: Sequence[Letter]) -> str:
    """What a letter of ours is called: as their last one is, else as ours; before any, by the reference, in the
    language they wrote in."""
    written = [one for one in known if one.subject and one.kind != "automatic"]
    theirs = [one for one in written if not one.ours]
    if latest := (theirs or written)[-1:]:
        return subjects.answering(latest[0].subject)
    words = Text("Re: your inquiry, reference %(reference)s", {"reference": inquiry.reference})
    return catalogues.text(words, language.of(settings, inquiry))


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Each id at its last place."""
    return tuple(reversed(dict.fromkeys(reversed(ids))))
