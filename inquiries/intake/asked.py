"""The acts of a sender as the receipt page posts them: done, or the page again with everything typed."""

from aiohttp import web

from inquiries import clock
from inquiries.database.engine import StorageUnavailable
from inquiries.forms.problem import Problem
from inquiries.intake import asking, pages, rate, receipts
from inquiries.intake.door import DOOR
from inquiries.web import body


async def act(request: web.Request) -> web.StreamResponse:
    """What the sender does here (asking.py): back to the page with what was done, or again with what was typed."""
    door, wanted, now = request.app[DOOR], request.match_info["act"], clock.now()
    known, path = await receipts.load(request), request.rel_url.path.rpartition("/")[0]
    if wanted not in asking.offered(known):
        raise web.HTTPSeeOther(path)
    given = {name: str(value) for name, value in (await body.read(request)).given().items() if value}
    if not rate.admitted(door, request):
        tried, later = asking.Tried(wanted, given, Problem("", pages.TOO_MANY)), rate.later(door, request)
        return receipts.page(request, door, known, tried, status=429, headers=later)
    once = given.get("form_token", "")
    try:
        problem = await door.database.write(asking.do, door.settings, known, wanted, given, once=once, at=now)
    except StorageUnavailable:
        tried = asking.Tried(wanted, given, Problem("", pages.NOT_STORED))
        return receipts.page(request, door, known, tried, status=503, headers={"Retry-After": "60"})
    if problem is None:
        raise web.HTTPSeeOther(f"{path}?done={wanted}")
    return receipts.page(
        request, door, await receipts.load(request), asking.Tried(wanted, given, problem), status=422
    )
