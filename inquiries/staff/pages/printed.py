"""One whole inquiry on paper, for the file or for somebody outside."""

from aiohttp import web

from inquiries.staff.office import OFFICE, VISITOR
from inquiries.staff.pages import inquiry
from inquiries.staff.words import case


async def case_page(request: web.Request) -> web.Response:
    """With `?notes=no` only what may leave the house."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    found = await inquiry.load(office, visitor, request.match_info["reference"])
    async with office.database.read() as db:
        whole = await inquiry.whole(visitor, db, found.id)
    await inquiry.looked(request, found, "print")
    outside = request.query.get("notes") == "no"
    shown = case.case(office, visitor, whole, outside=outside)
    return office.pages.render(request, "staff/case.html", personal=True, case=shown)
