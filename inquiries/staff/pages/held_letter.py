"""What stands in a mail that belongs to no inquiry yet, read again each time: nothing of it is kept but the mail."""

from typing import Any

from aiohttp import web

from inquiries.correspondence import contents, held
from inquiries.correspondence.contents import Contents
from inquiries.correspondence.held import Held
from inquiries.i18n import catalogues
from inquiries.inquiry.model import File
from inquiries.mail import filename, framed
from inquiries.mail.reader import ReaderUnavailableError
from inquiries.staff.office import OFFICE, VISITOR, Office, Visitor
from inquiries.staff.pages import written
from inquiries.staff.words import held_mails, letter_entries
from inquiries.web import download
from inquiries.wording import Text

NOT_NOW = Text("The program that reads mail cannot be started just now. “As it came” has all of it.")


async def load(office: Office, visitor: Visitor, id: str) -> Held:
    """The mail, if this person may see it; to everybody else it does not exist."""
    async with office.database.read() as db:
        found = await held.one(db, int(id), visitor.desks)
    if found is None:
        raise web.HTTPNotFound
    return found


async def letter(office: Office, visitor: Visitor, one: Held) -> dict[str, Any]:
    """text, to, and what parts/letter.html takes."""
    url = f"{held_mails.URL}/{one.id}"
    shown = {**letter_entries.NOTHING, "original_url": f"{url}/original", "text": one.excerpt}
    try:
        read = await _read(office, visitor, one.id)
    except ReaderUnavailableError:
        return {**shown, "unreadable": catalogues.text(NOT_NOW, visitor.locale)}
    limit, said = read.parsed.unreadable, held_mails.is_unreadable(one)
    given = (*read.parsed.to, *read.parsed.cc)
    to = ", ".join(dict.fromkeys(each.address or each.name for each in given))
    return {
        **shown,
        "text": read.new,
        "rest": read.rest,
        "to": to or one.recipient,
        "unreadable": catalogues.text(Text(limit), visitor.locale) if limit and not said else "",
        "files": letter_entries.files(_files(read), url, visitor),
        "html_url": f"{url}/html" if read.parsed.html else "",
        "pictures_url": f"{url}/html?pictures=1" if framed.loads(read.parsed.html) else "",
    }


async def original(request: web.Request) -> web.Response:
    """The mail as it came in, byte for byte."""
    office, visitor, id = request.app[OFFICE], request[VISITOR], int(request.match_info["id"])
    async with office.database.read() as db:
        mail = await held.mail(db, id, visitor.desks)
    if mail is None:
        raise web.HTTPNotFound
    return download.answer(mail.raw, f"mail-{id}.eml")


async def html(request: web.Request) -> web.Response:
    """As it was laid out, its own pictures within; those of other servers with ?pictures=1 alone."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    one = await load(office, visitor, request.match_info["id"])
    parsed = (await _readable(office, visitor, one)).parsed
    if not parsed.html:
        raise web.HTTPNotFound
    who = {"name": one.from_name or one.from_address}
    found = ((each.content_id, each.content_type, each.content) for each in parsed.attachments)
    return await written.laid_out(
        parsed.html,
        title=catalogues.text(Text("The letter of %(name)s as it was laid out", who), visitor.locale),
        pictures=framed.within(each for each in found if each[0]),
        elsewhere=bool(request.query.get("pictures")),
    )


async def file(request: web.Request) -> web.Response:
    """One of its files, by its place in the mail, to be saved."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    one = await load(office, visitor, request.match_info["id"])
    found = (await _readable(office, visitor, one)).parsed.attachments
    number = int(request.match_info["number"])
    if not 0 < number <= len(found):
        raise web.HTTPNotFound
    return download.answer(found[number - 1].content, filename.clean(found[number - 1].name))


async def _readable(office: Office, visitor: Visitor, one: Held) -> Contents:
    try:
        return await _read(office, visitor, one.id)
    except ReaderUnavailableError as error:
        raise web.HTTPServiceUnavailable from error


async def _read(office: Office, visitor: Visitor, id: int) -> Contents:
    async with office.database.read() as db:
        mail = await held.mail(db, id, visitor.desks)
    if mail is None:
        raise web.HTTPNotFound
    return await contents.read(office.reader, mail)


def _files(read: Contents) -> list[File]:
    """Numbered from one, in the order they have in the mail."""
    return [
        File(number, each.name, each.content_type, len(each.content), "in the mail", each.content_id)
        for number, each in enumerate(read.parsed.attachments, 1)
    ]
