"""The local mailbox: the mails that would have been sent, while none leaves the machine. Administrators only."""

from collections.abc import Iterable
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.i18n import say
from inquiries.mail.mailbox import Kept, Mailbox
from inquiries.outbox import deliveries
from inquiries.settings import SEALED
from inquiries.staff.frame import frame
from inquiries.staff.office import OFFICE, VISITOR, Office, Visitor
from inquiries.web.headers import SANDBOX
from inquiries.wording import Text

URL = "/staff/mailbox"
PAGE = 50


async def page(request: web.Request) -> web.Response:
    """The mails, latest first."""
    office, visitor, mailbox = _opened(request)
    kept = await mailbox.list(PAGE + 1, request.query.get("before", ""))
    async with office.database.read() as db:
        hidden = await _hidden(db, visitor, kept)
        around = await frame(office, visitor, db, current=URL)
    return office.pages.render(
        request,
        "staff/mailbox.html",
        personal=True,
        frame=around,
        mails=[
            {"url": f"{URL}/{one.id}", **_heading(one, office, visitor)}
            for one in kept[:PAGE]
            if one.mail.message_id not in hidden
        ],
        more_url=f"{URL}?before={kept[PAGE - 1].id}" if len(kept) > PAGE else "",
    )


async def letter(request: web.Request) -> web.Response:
    """One mail, its text with links that work."""
    office, visitor, mailbox = _opened(request)
    kept = await _found(request, mailbox)
    async with office.database.read() as db:
        around = await frame(office, visitor, db, current=URL)
    shown = {
        **_heading(kept, office, visitor),
        "from_": kept.mail.from_,
        "to": kept.to if kept.mail.to.startswith("<") else kept.mail.to or kept.to,
        "text": kept.mail.text,
        "html_url": f"{URL}/{kept.id}/html" if kept.mail.html else "",
    }
    return office.pages.render(
        request,
        "staff/letter.html",
        personal=True,
        frame=around,
        list_url=URL,
        letter=shown,
    )


async def html(request: web.Request) -> web.Response:
    """The HTML part alone, as it was made, where nothing of it runs or loads."""
    _, _, mailbox = _opened(request)
    kept = await _found(request, mailbox)
    if not kept.mail.html:
        raise web.HTTPNotFound
    return web.Response(
        body=kept.mail.html.encode("utf-8", "replace"),
        content_type="text/html",
        charset="utf-8",
        headers={**SANDBOX, "Cache-Control": "no-store"},
    )


def _opened(request: web.Request) -> tuple[Office, Visitor, Mailbox]:
    """There is a mailbox only while no mail leaves the machine."""
    office = request.app[OFFICE]
    if not isinstance(office.transport, Mailbox):
        raise web.HTTPNotFound
    return office, request[VISITOR], office.transport


async def _found(request: web.Request, mailbox: Mailbox) -> Kept:
    kept = await mailbox.read(request.match_info["id"])
    if kept is None:
        raise web.HTTPNotFound
    async with request.app[OFFICE].database.read() as db:
        if await _hidden(db, request[VISITOR], [kept]):
            raise web.HTTPNotFound
    return kept


async def _hidden(db: AsyncConnection, visitor: Visitor, kept: Iterable[Kept]) -> frozenset[str]:
    """The Message-IDs of those about what is sealed, for who may not see that."""
    if SEALED in visitor.desks:
        return frozenset()
    return await deliveries.about_sealed(db, [one.mail.message_id for one in kept])


def _heading(kept: Kept, office: Office, visitor: Visitor) -> dict[str, Any]:
    without = Text("No subject") if kept.mail.readable else Text("A mail that cannot be read")
    return {
        "to": kept.to,
        "subject": kept.mail.subject or without,
        "at": kept.at.isoformat(),
        "when": say.clock(kept.at, visitor.zone, visitor.now, visitor.locale),
    }
