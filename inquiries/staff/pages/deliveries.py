"""Every mail to everybody with its attempts: what needs a person first. Members see what belongs to their desks."""

from typing import Any

from aiohttp import web

from inquiries.i18n import catalogues
from inquiries.inquiry import canaries
from inquiries.notify import jobs
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import PAGE
from inquiries.staff import admit
from inquiries.staff.frame import frame
from inquiries.staff.office import OFFICE, VISITOR, Office
from inquiries.staff.words import canary_line, delivery_rows
from inquiries.wording import NOTHING, Text

URL = "/staff/deliveries"
# What the last act did. The address carries the code and never the words.
DONE = {
    "retried": Text("It is being sent again."),
    "not-retried": Text("There was nothing to send again: it has arrived, or is on its way."),
    "test": Text("The test mail is on its way to you."),
}


async def page(request: web.Request) -> web.Response:
    """All that has not arrived, then what has, latest first, a page at a time."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    before = _before(request)
    theirs: dict[str, Any] = {"desks": visitor.desks, "everything": visitor.is_administrator}
    async with office.database.read() as db:
        waiting = await deliveries.waiting(db, **theirs) if before is None else ()
        arrived = await deliveries.delivered(db, **theirs, before=before, limit=PAGE + 1)
        standing = await canaries.standing(db) if visitor.is_administrator else None
        notice = catalogues.text(DONE.get(request.query.get("done", ""), NOTHING), visitor.locale)
        around = await frame(office, visitor, db, current=URL, notice=notice)
    more = f"{URL}?before={arrived[PAGE - 1].delivery.id}" if len(arrived) > PAGE else ""
    shown = {
        "transport": _transport(office),
        "canary": canary_line.line(standing, office.settings, visitor) if standing else "",
        "silent": standing is not None and standing.silent_since(visitor.now) is not None,
        "test_url": f"{URL}/test" if visitor.is_administrator else "",
        "groups": delivery_rows.groups((*waiting, *arrived[:PAGE]), visitor, office.settings),
        "more_url": more,
    }
    return office.pages.render(
        request, "staff/deliveries.html", personal=True, frame=around, deliveries=shown
    )


async def retry(request: web.Request) -> web.Response:
    """Try one again at once. What is not theirs is answered as what has arrived: its number tells nothing."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    again = await office.database.write(
        deliveries.retry,
        int(request.match_info["id"]),
        desks=visitor.desks,
        everything=visitor.is_administrator,
        at=visitor.now,
    )
    return admit.see_other(f"{URL}?done={'retried' if again else 'not-retried'}")


async def test(request: web.Request) -> web.Response:
    """Send a mail to whoever asks for it, the whole way, to see whether mail works."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    await office.database.write(jobs.send_test, office.settings, visitor.who, visitor.now)
    return admit.see_other(f"{URL}?done=test")


def _transport(office: Office) -> Text:
    host = office.transport.leaves_through
    return (
        Text("Mail leaves through %(host)s", {"host": host}) if host else Text("Mail is kept on this machine")
    )


def _before(request: web.Request) -> int | None:
    """The delivery a page begins after; what is no number begins at the top."""
    asked = request.query.get("before", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 18 else None
