"""Who is on duty on which desk, and who is away with whom in their place."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from inquiries.i18n import catalogues
from inquiries.people import absences, accounts, rota
from inquiries.people.absences import AwayAlready
from inquiries.people.rota import Taken
from inquiries.staff import admit
from inquiries.staff.frame import frame
from inquiries.staff.office import FIELDS, OFFICE, VISITOR
from inquiries.staff.words import rota_form, rota_words
from inquiries.staff.words.rota_form import Problems
from inquiries.wording import NOTHING, Text

URL = "/staff/rota"
DONE = {
    "duty": Text("They are on the rota."),
    "absence": Text("Kept. Notices go to who stands in."),
    "removed": Text("Removed."),
    "nothing": Text("There was nothing to remove."),
}


async def page(request: web.Request) -> web.Response:
    """The rota of the desks this person sees, and the absences of those they work with."""
    return await _page(request, {}, {})


async def add_duty(request: web.Request) -> web.Response:
    """Put somebody on the rota, for one shift or the same one every week."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    async with office.database.read() as db:
        everybody = await accounts.all(db)
    duty, problems = rota_form.duty(fields, office, visitor, everybody)
    if duty is None:
        return await _page(request, fields, problems)
    try:
        await office.database.write(rota.add, desk=duty.desk, staff_id=duty.staff_id, spans=duty.spans)
    except Taken as taken:
        return await _page(request, fields, {"starts": rota_words.taken(taken.by, everybody, visitor)})
    return admit.see_other(f"{URL}?done=duty")


async def remove_duty(request: web.Request) -> web.Response:
    """Take a shift off the rota of one of their desks."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    gone = await office.database.write(rota.remove, int(request.match_info["id"]), desks=visitor.desks)
    return admit.see_other(f"{URL}?done={'removed' if gone else 'nothing'}")


async def add_absence(request: web.Request) -> web.Response:
    """Say that somebody is away: oneself, or anybody for administrators."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    async with office.database.read() as db:
        everybody = await accounts.all(db)
    away, problems = rota_form.absence(fields, visitor, everybody)
    if away is None:
        return await _page(request, fields, problems)
    try:
        await office.database.write(
            absences.add,
            staff_id=away.staff_id,
            substitute_id=away.substitute_id,
            starts_at=away.span[0],
            ends_at=away.span[1],
        )
    except AwayAlready as already:
        return await _page(request, fields, {"away_starts": rota_words.already(already.other, visitor)})
    return admit.see_other(f"{URL}?done=absence")


async def remove_absence(request: web.Request) -> web.Response:
    """Take an absence back: one's own, or anybody's for administrators."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    whose = None if visitor.is_administrator else (visitor.who.id,)
    gone = await office.database.write(absences.remove, int(request.match_info["id"]), whose=whose)
    return admit.see_other(f"{URL}?done={'removed' if gone else 'nothing'}")


async def _page(request: web.Request, values: Mapping[str, str], problems: Problems) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    notice = catalogues.text(DONE.get(request.query.get("done", ""), NOTHING), visitor.locale)
    async with office.database.read() as db:
        around: dict[str, Any] = await frame(office, visitor, db, current=URL, notice=notice)
        shown = rota_words.drawn(
            office,
            visitor,
            await rota.ahead(db, desks=visitor.desks, now=visitor.now),
            await absences.ahead(db, visitor.now),
            await accounts.all(db),
        )
    return office.pages.render(
        request,
        "staff/rota.html",
        status=422 if problems else 200,
        personal=True,
        frame=around,
        rota=shown,
        values=values,
        problems=problems,
    )
