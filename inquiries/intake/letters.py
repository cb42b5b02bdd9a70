"""What the receipt page has of the letters: ours that were sent to whoever asked, and their own. Nobody else's.

A receipt's address opens it for everybody who has it, so what was sent to another address never stands there: not
to a colleague of theirs, and not to their own other one, whose receipt has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.i18n import say
from inquiries.inquiry import answers, contacts, records
from inquiries.inquiry import letters as reading
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import Colleague, File, Inquiry, Letter
from inquiries.settings import Settings

_NOBODY = Colleague(0, "", "", "")


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter and the inquiry it was written in: the asker's own, or one that was made one with it."""

    letter: Letter
    inquiry: Inquiry


async def shown(db: AsyncConnection, asked: Inquiry, whole: Inquiry) -> tuple[Shown, ...]:
    """The letters that the receipt of `asked`, which is or is part of `whole`, may show; oldest first."""
    parts = await records.parts(db, whole.id)
    every = {one.id: one for one in (*parts, whole)}
    known = await reading.of_inquiry(db, whole.id, parts=[part.id for part in parts])
    return tuple(Shown(one, every[one.inquiry_id]) for one in known if may_show(one, asked.email))


def may_show(letter: Letter, email: str) -> bool:
    """Whether it is theirs who asked from this address: written to it and on its way, or written from it."""
    mine = email.strip().lower()
    if not mine:
        return False
    if letter.ours:
        to = {one.address.lower() for one in letter.recipients}
        return letter.started_at is not None and letter.cancelled_at is None and mine in to
    return letter.kind == "reply" and letter.sender.lower() == mine


def unread(found: Sequence[Shown]) -> tuple[int, ...]:
    """Those of ours that nobody has fetched yet."""
    return tuple(one.letter.id for one in found if one.letter.ours and one.letter.fetched_at is None)


def last_word(found: Sequence[Shown]) -> Letter | None:
    """Ours, where they have not written since."""
    last = found[-1].letter if found else None
    return last if last is not None and last.ours else None


def file(found: Sequence[Shown], id: int) -> File | None:
    """A file that we sent them."""
    ours = (each for one in found if one.letter.ours for each in one.letter.files)
    return next((each for each in ours if each.id == id), None)


def words(
    found: Sequence[Shown], whole: Inquiry, zone: str, reader: Reader, receipt: str
) -> list[dict[str, Any]]:
    """What parts/receipt-letters.html draws; `receipt` is the page's address."""
    return [_words(one, whole, zone, reader, receipt) for one in found]


def _words(one: Shown, whole: Inquiry, zone: str, reader: Reader, receipt: str) -> dict[str, Any]:
    letter, who = one.letter, _writer(one, whole, reader.settings, reader.locale)
    return {
        "id": letter.id,
        "ours": letter.ours,
        "name": who.name,
        "title": who.title,
        "phone": who.phone,
        "when": answers.when(letter.started_at or letter.at, zone, reader),
        "text": letter.text.strip(),
        "files": [
            {
                "name": each.name,
                "size": say.size(each.size, reader.locale),
                "url": f"{receipt}/files/{each.id}" if letter.ours and each.stored else "",
            }
            for each in letter.files
        ],
    }


def _writer(one: Shown, whole: Inquiry, settings: Settings, locale: str) -> Colleague:
    """Whom one of ours may name: nobody where the desk, or one that had it before, does not give names."""
    if not one.letter.ours:
        return _NOBODY
    desks = [settings.desk(inquiry.front) for inquiry in (one.inquiry, whole)]
    hidden = one.letter.who is None or one.inquiry.name_hidden or not all(desk.show_names for desk in desks)
    asked = replace(whole, name_hidden=hidden or whole.name_hidden)
    return contacts.shown(asked, one.letter.who or _NOBODY, desks[-1], locale)
