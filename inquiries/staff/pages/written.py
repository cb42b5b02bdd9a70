"""Letters as they came: their files, the original byte for byte, and their HTML where nothing of it can do harm."""

import asyncio
from collections.abc import Collection, Mapping
from functools import partial

from aiohttp import web

from inquiries.i18n import catalogues
from inquiries.inquiry import letters, records
from inquiries.inquiry.files import Files
from inquiries.inquiry.model import File, Inquiry, Letter
from inquiries.mail import filename, framed
from inquiries.staff.office import OFFICE, VISITOR
from inquiries.staff.pages import inquiry
from inquiries.staff.words import letter_entries
from inquiries.web import download
from inquiries.wording import Text


async def file(request: web.Request) -> web.Response:
    """A file of a letter or of a draft, to be saved; where it cannot be read, back with a word on where it is."""
    office = request.app[OFFICE]
    found, parts = await _loaded(request)
    async with office.database.read() as db:
        known = await letters.file(db, found.id, int(request.match_info["id"]), parts=parts)
    if known is None:
        raise web.HTTPNotFound
    one, letter_id = known
    try:
        content = await office.files.read(one.stored or "")
    except (OSError, ValueError) as error:
        async with office.database.read() as db:
            letter = await letters.by_id(db, found.id, letter_id or 0, parts=parts)
        code = letter_entries.STILL_THERE if letter and letter.mail_id else letter_entries.GONE
        place = f"#letter-{letter_id}" if letter_id else ""
        raise web.HTTPSeeOther(f"/staff/inquiries/{found.reference}?done={code}{place}") from error
    await inquiry.looked(request, found, "file")
    return download.answer(content, filename.clean(one.name))


async def original(request: web.Request) -> web.Response:
    """One of theirs as it came in, byte for byte."""
    found, letter = await _letter(request)
    async with request.app[OFFICE].database.read() as db:
        raw = await letters.original(db, letter)
    if raw is None:
        raise web.HTTPNotFound
    await inquiry.looked(request, found, "mail")
    return download.answer(raw, f"{found.reference}-{letter.id}.eml")


async def html(request: web.Request) -> web.Response:
    """One of theirs as it was laid out, its own pictures within; those of other servers with ?pictures=1 alone."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    found, letter = await _letter(request)
    async with office.database.read() as db:
        kept = await letters.html(db, letter.id)
    if not kept:
        raise web.HTTPNotFound
    elsewhere = bool(request.query.get("pictures"))
    who = {"name": letter.sender_name or letter.sender}
    title = catalogues.text(Text("The letter of %(name)s as it was laid out", who), visitor.locale)
    pictures = await _pictures(office.files, letter.files)
    await inquiry.looked(request, found, "letter")
    return await laid_out(kept, title=title, pictures=pictures, elsewhere=elsewhere)


async def laid_out(html: str, *, title: str, pictures: Mapping[str, str], elsewhere: bool) -> web.Response:
    """The HTML of a letter as a page of its own, in which nothing runs."""
    draw = partial(framed.page, html, title=title, pictures=pictures, elsewhere=elsewhere)
    return web.Response(
        body=(await asyncio.to_thread(draw)).encode("utf-8", "replace"),
        content_type="text/html",
        charset="utf-8",
        headers=framed.headers(elsewhere=elsewhere),
    )


async def _pictures(files: Files, kept: Collection[File]) -> dict[str, str]:
    found = []
    room = framed.ROOM
    for one in kept:
        shown = one.content_id and one.stored and one.content_type in framed.PICTURES
        if not shown or one.size > room or one.stored is None:
            continue
        try:
            found.append((one.content_id, one.content_type, await files.read(one.stored)))
        except (OSError, ValueError):  # its place stays empty; the original has it
            continue
        room -= one.size
    return framed.within(found)


async def _letter(request: web.Request) -> tuple[Inquiry, Letter]:
    """One of theirs, in this inquiry or a part of it."""
    found, parts = await _loaded(request)
    async with request.app[OFFICE].database.read() as db:
        letter = await letters.by_id(db, found.id, int(request.match_info["id"]), parts=parts)
    if letter is None or letter.ours:
        raise web.HTTPNotFound
    return found, letter


async def _loaded(request: web.Request) -> tuple[Inquiry, tuple[int, ...]]:
    """The inquiry, if this person may see it, and what is part of it."""
    office = request.app[OFFICE]
    found = await inquiry.load(office, request[VISITOR], request.match_info["reference"])
    async with office.database.read() as db:
        parts = await records.parts(db, found.id)
    return found, tuple(part.id for part in parts)
