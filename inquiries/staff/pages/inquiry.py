"""One inquiry, with the list it stands in beside it."""

import logging
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import StorageUnavailable
from inquiries.erasure import record
from inquiries.i18n import catalogues
from inquiries.inquiry import beside, changes, drafts, letters, presence, records, saved_replies, sealed
from inquiries.inquiry.model import Inquiry, Status
from inquiries.inquiry.wanted import View
from inquiries.outbox import deliveries
from inquiries.people import absences, accounts, permissions
from inquiries.staff import acts, filters, frame, guard
from inquiries.staff.acts.act import Typed
from inquiries.staff.office import OFFICE, VISITOR, Office, Visitor
from inquiries.staff.pages import inbox
from inquiries.staff.words import card, letter_entries, letter_state, reply_box, saved_pick, talk
from inquiries.staff.words.reply_box import Beside
from inquiries.staff.words.talk import Company
from inquiries.staff.words.whole import Whole

NOTHING_TYPED = Typed()
log = logging.getLogger(__name__)
# The list beside an inquiry that was opened by its bare address.
_STANDS_IN = {
    Status.OPEN: View.OPEN,
    Status.WAITING: View.WAITING,
    Status.QUARANTINED: View.QUARANTINE,
    Status.CLOSED: View.CLOSED,
    Status.MERGED: View.OPEN,
}


async def inquiry(request: web.Request) -> web.Response:
    """The page; having looked at it is remembered."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    found = await load(office, visitor, request.match_info["reference"])
    if found.status is Status.MERGED:
        await _go_to_the_whole(request, found)
    response = await page(request, found, notice=await _notice(request, found))
    await looked(request, found, "inquiry")
    if request.method == "GET" and not guard.unattended(request):
        try:
            await office.database.write(presence.opened, found.id, visitor.who.id, at=visitor.now)
        except StorageUnavailable:
            return response  # reading goes on while nothing can be written
    return response


async def looked(request: web.Request, found: Inquiry, page: str) -> None:
    """Of what is sealed, who opened what is remembered; words/sealed_views.py has what a page is called."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    if not found.is_sealed or guard.unattended(request):
        return
    try:
        await office.database.write(
            changes.looked, found.id, staff_id=visitor.who.id, page=page, at=visitor.now
        )
    except StorageUnavailable as trouble:  # who is in danger must be read though nothing can be written
        log.warning("A view of %s could not be recorded: %s", found.reference, trouble)


async def _notice(request: web.Request, found: Inquiry) -> str:
    """What the last act did; and whom a note wanted to name and did not."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    done = request.query.get("done", "")
    if done == "draft":
        return catalogues.text(talk.DRAFT_KEPT, visitor.locale)
    notices = letter_state.NOTICES | letter_entries.DONE | saved_pick.NOTICES
    if done in notices:
        return catalogues.text(notices[done], visitor.locale)
    notice = acts.done(done, visitor.locale)
    if done != "note":
        return notice
    async with office.database.read() as db:
        said = await records.said(db, found.id, kind="note")
        everybody = await accounts.all(db)
    colleagues = [person for person in everybody if permissions.may_see(person, found.desk)]
    return f"{notice} {talk.unnamed(visitor, said, colleagues)}".strip()


async def _go_to_the_whole(request: web.Request, part: Inquiry) -> None:
    """What is a part of another is read there, by whoever may see that one."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        whole = await records.whole(db, part)
    if whole.desk in visitor.desks and whole.id != part.id:
        query = request.rel_url.raw_query_string
        raise web.HTTPSeeOther(f"/staff/inquiries/{whole.reference}" + (f"?{query}" if query else ""))


async def load(office: Office, visitor: Visitor, reference: str) -> Inquiry:
    """The inquiry, if this person may see it; to everybody else it does not exist, nor was it ever erased."""
    id = office.keys.number(reference)
    if id is None:
        raise web.HTTPNotFound
    return await office.database.look(_seen, id, office.keys.reference(id), visitor)


async def _seen(db: AsyncConnection, id: int, reference: str, visitor: Visitor) -> Inquiry:
    found = await records.by_id(db, id, desks=visitor.desks)
    if found is not None:
        return found
    raise web.HTTPGone if await record.of(db, reference, visitor.desks) else web.HTTPNotFound


async def page(
    request: web.Request, found: Inquiry, *, notice: str = "", typed: Typed = NOTHING_TYPED, status: int = 200
) -> web.Response:
    """The page of `found` as it is now, with what was typed into an act that could not be done."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    stands_in = View.SPAM if found.spam_at is not None else _STANDS_IN[found.status]
    wanted = filters.read(request.query, office, visitor, otherwise=stands_in)

    async def asked(db: AsyncConnection) -> tuple[Whole, dict[str, Any], dict[str, Any]]:
        everything = await whole(visitor, db, found.id, typed)
        around = await frame.frame(office, visitor, db, current=filters.address(wanted), notice=notice)
        return everything, around, await inbox.listing(office, visitor, db, wanted, open=found.reference)

    everything, around, listed = await office.database.look(asked)
    inbox.summarise(listed, around, visitor)
    around["search"] = wanted.words
    part = bool(listed["more_url"] or wanted.after)
    position = _position(listed["references"], found.reference, visitor, more=part)
    shown = card.card(office, visitor, everything, typed=typed, position=position)
    return office.pages.render(
        request,
        "staff/inquiry.html",
        status=status,
        personal=True,
        frame=around,
        inbox=listed,
        inquiry=shown,
    )


async def whole(visitor: Visitor, db: AsyncConnection, id: int, typed: Typed = NOTHING_TYPED) -> Whole:
    """Everything that belongs to inquiry `id`, as it is now."""
    found = await records.by_id(db, id, desks=visitor.desks)
    if found is None:
        raise web.HTTPNotFound
    everybody = await accounts.all(db)
    parts = await records.parts(db, id)
    part_ids = [part.id for part in parts]
    return Whole(
        inquiry=found,
        events=await records.events(db, id),
        said=await records.said(db, id, parts=part_ids),
        deliveries=await deliveries.of_inquiry(db, id, parts=part_ids),
        around=await beside.around(db, found, visitor.desks),
        colleagues=tuple(person for person in everybody if permissions.may_see(person, found.desk)),
        company=Company(
            drafts=await drafts.of_inquiry(db, id),
            present=await presence.others(db, id, me=visitor.who.id, now=visitor.now),
            everybody=everybody,
        ),
        parts=parts,
        everybody=everybody,
        tags=await records.tags(db, id),
        tags_in_use=await records.tags_in_use(db, found.desk),
        away=await absences.away(db, visitor.now),
        letters=await letters.of_inquiry(db, id, parts=part_ids),
        views=await sealed.views(db, id) if found.is_sealed else (),
        replying=await _replying(visitor, db, found, typed),
    )


async def _replying(visitor: Visitor, db: AsyncConnection, found: Inquiry, typed: Typed) -> Beside:
    written = await drafts.of_inquiry(db, found.id, kind=drafts.REPLY)
    cc = reply_box.typing(visitor, written, typed).get("cc", "")
    to = reply_box.addresses(found, cc)
    files = await letters.draft_files(db, found.id, visitor.who.id)
    saved = await saved_replies.names(db, found.desk)
    return Beside(written, files, await letters.bounced(db, to), saved)


def _position(references: list[str], reference: str, visitor: Visitor, *, more: bool) -> str:
    """ "4 of 14"; nothing where the list goes on beyond this page, or holds it no more."""
    if reference not in references or more:
        return ""
    values = {"place": references.index(reference) + 1, "count": len(references)}
    return catalogues.translations(visitor.locale).gettext("%(place)s of %(count)s") % values
