"""The page behind the link in a receipt's mail: whoever reads that mailbox says whether the address is theirs.

A look at the page changes nothing, for programs that guard a mailbox follow every link in it.
"""

import hmac

from aiohttp import web

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Inquiry
from inquiries.intake import known, show
from inquiries.intake.door import DOOR, Door
from inquiries.notify import notices
from inquiries.settings import Settings
from inquiries.web import body

COPY, MINE, NOT_MINE = "copy", "mine", "not-mine"


async def page(request: web.Request) -> web.Response:
    """Is this address yours?"""
    door = request.app[DOOR]
    found = await _load(door, request)
    desk = door.settings.desk(found.front)
    told = request.query.get("done") == NOT_MINE
    return door.pages.render(
        request,
        "public/address.html",
        personal=True,
        email=found.email,
        told=told,
        form=door.settings.forms[found.form],
        **show.around(door, request, desk, clock.now()),
    )


async def answer(request: web.Request) -> web.StreamResponse:
    """Theirs, and a copy of what they sent if they want one; or not theirs, which the desk is told."""
    door, now = request.app[DOOR], clock.now()
    found = await _load(door, request)
    choice = (await body.read(request)).given().get("choice")
    if choice == NOT_MINE:
        await door.database.write(changes.disown, found, at=now)
        raise web.HTTPSeeOther(f"{request.rel_url.path}?done={NOT_MINE}")
    if choice not in (COPY, MINE):
        return await page(request)
    await door.database.write(_confirm, door.settings, found, copy=choice == COPY)
    raise web.HTTPSeeOther(f"/receipts/{request.match_info['token']}?done={choice}")


async def _confirm(tx: Tx, settings: Settings, found: Inquiry, *, copy: bool) -> None:
    now = clock.now()
    await changes.confirm_address(tx, found, at=now)
    if copy:  # once: the key is the inquiry's
        await notices.add(tx, settings, found, "copy", found.email, "", f"copy:{found.id}", now)


async def _load(door: Door, request: web.Request) -> Inquiry:
    """The inquiry whose sender's mailbox the code of this address was mailed to."""
    id = door.keys.inquiry(request.match_info["token"])
    async with door.database.read() as db:
        found = await records.by_id(db, id) if id is not None else None
    if id is not None and found is None and isinstance(await known.load(door, id), known.Erased):
        raise web.HTTPSeeOther(f"/receipts/{request.match_info['token']}")
    if found is None or not found.email:
        raise web.HTTPNotFound
    code = door.keys.address_code(found.id, found.email)
    if not hmac.compare_digest(code.encode(), request.match_info["code"].encode("utf-8", "replace")):
        raise web.HTTPNotFound
    return found
