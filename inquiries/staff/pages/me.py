"""What somebody sets for themselves: their clock, what they are told of and how, their quiet hours."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from inquiries.i18n import catalogues
from inquiries.notify import jobs
from inquiries.people import wishes
from inquiries.staff import admit
from inquiries.staff.frame import frame
from inquiries.staff.office import FIELDS, OFFICE, VISITOR
from inquiries.staff.words import wish_form
from inquiries.wording import NOTHING, Text

URL = "/staff/me"
DONE = {
    "kept": Text("Kept. It holds from now on."),
    "test": Text("The test mail is on its way to you."),
}


async def page(request: web.Request) -> web.Response:
    """The form, with what holds now."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        mine = await wishes.of(db, visitor.who.id)
    return await _page(request, wish_form.values(mine, visitor), {})


async def keep(request: web.Request) -> web.Response:
    """Keep all of it, or none where something is unclear: then everything stands as it was sent."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    mine, problems = wish_form.read(fields, office, visitor)
    if problems:
        return await _page(request, fields, problems)
    await office.database.write(wishes.keep, visitor.who.id, mine)
    return admit.see_other(f"{URL}?done=kept")


async def test(request: web.Request) -> web.Response:
    """A mail to oneself, the whole way."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    await office.database.write(jobs.send_test, office.settings, visitor.who, visitor.now)
    return admit.see_other(f"{URL}?done=test")


async def _page(
    request: web.Request, values: Mapping[str, str], problems: Mapping[str, Text]
) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    notice = catalogues.text(DONE.get(request.query.get("done", ""), NOTHING), visitor.locale)
    async with office.database.read() as db:
        around: dict[str, Any] = await frame(office, visitor, db, current=URL, notice=notice)
    return office.pages.render(
        request,
        "staff/me.html",
        status=422 if problems else 200,
        personal=True,
        frame=around,
        me=wish_form.drawn(office, visitor, values),
        values=values,
        problems=problems,
    )
