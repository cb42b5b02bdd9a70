"""A sender withdraws an inquiry and has it erased: a page that says what goes and what does not, then the deed."""

from aiohttp import web

from inquiries import clock
from inquiries.database.engine import StorageUnavailable, Tx
from inquiries.erasure import whole
from inquiries.erasure.whole import By
from inquiries.inquiry.model import Inquiry, Status
from inquiries.inquiry.reference import Keys
from inquiries.intake import pages, rate, receipts, show
from inquiries.intake.door import DOOR
from inquiries.intake.known import Known
from inquiries.queue import jobs, kinds
from inquiries.web import body
from inquiries.wording import Text

NOT_NOW = Text("We could not erase it just now. Nothing has changed: press again in a minute.")


async def confirm(request: web.Request) -> web.Response:
    """Looking changes nothing."""
    return _page(request, await receipts.load(request))


async def erase(request: web.Request) -> web.StreamResponse:
    """Done, and on to the page that says so."""
    door, known = request.app[DOOR], await receipts.load(request)
    if (await body.read(request)).given().get("sure") != "yes":
        return _page(request, known)
    if not rate.admitted(door, request):
        return _page(request, known, pages.TOO_MANY, 429, rate.later(door, request))
    try:
        await door.database.write(withdraw, door.keys, known.id)
    except StorageUnavailable:
        return _page(request, known, NOT_NOW, 503, {"Retry-After": "60"})
    raise web.HTTPSeeOther(f"/receipts/{door.keys.token(known.id)}")


async def withdraw(tx: Tx, keys: Keys, id: int) -> None:
    """Erase it, and have whose it was told; nobody is told of what is in quarantine."""
    now = clock.now()
    erased = await whole.erase(tx, keys, [id], by=By("sender"), at=now)
    for inquiry in erased.inquiries:
        if inquiry.status is not Status.QUARANTINED:
            key = f"{kinds.WITHDRAWN}:{inquiry.reference}"
            await jobs.enqueue(tx, kinds.WITHDRAWN, key, _told(inquiry), at=now)


def _told(inquiry: Inquiry) -> dict[str, object]:
    owner = inquiry.owner.id if inquiry.owner else None
    return {"reference": inquiry.reference, "desk": inquiry.desk, "owner": owner}


def _page(
    request: web.Request,
    known: Known,
    notice: Text | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> web.Response:
    door = request.app[DOOR]
    url = f"/receipts/{door.keys.token(known.id)}"
    return door.pages.render(
        request,
        "public/erase.html",
        status=status,
        headers=headers,
        personal=True,
        form=door.settings.forms[known.form],
        reference=door.keys.reference(known.id),
        action=f"{url}/erase",
        back=url,
        # What was joined to another inquiry of theirs is only a part of what stands there.
        is_part=known.inquiry is not None and known.inquiry.id != known.id,
        notice=notice,
        in_danger=known.in_danger,
        **show.around(door, request, known.desk, clock.now()),
    )
