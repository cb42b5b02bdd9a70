"""Reports: what was in time and how fast it went, as a page and as lines for a spreadsheet."""

from aiohttp import web

from inquiries.inquiry import counted, figures
from inquiries.staff.frame import frame
from inquiries.staff.office import OFFICE, VISITOR, Visitor
from inquiries.staff.words import period_words, report, report_lines
from inquiries.staff.words.report import Asked
from inquiries.web import spreadsheet


async def page(request: web.Request) -> web.Response:
    """The report the address asks for; days that make no sense are answered with words and the usual ones."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    period, problem = period_words.asked(request.query, visitor, visitor.zone)
    desk, desks = _desks(request, visitor)
    async with office.database.read() as db:
        around = await frame(office, visitor, db, current=period_words.URL)
        counts = await figures.read(db, period, desks=desks, now=visitor.now)
    shown = report.report(Asked(office.settings, visitor, period, desk, desks), counts)
    return office.pages.render(
        request,
        "staff/reports.html",
        personal=True,
        frame=around,
        report={**shown, "problem": problem},
    )


async def lines(request: web.Request) -> web.StreamResponse:
    """The same inquiries one by one as CSV, sent as they are read: nobody's name, no question."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    period, _ = period_words.asked(request.query, visitor, visitor.zone)
    _, desks = _desks(request, visitor)
    name = f"inquiries-{period.first}-to-{period.last}.csv"
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/csv; charset=utf-8; header=present",
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        }
    )
    await response.prepare(request)
    if request.method == "HEAD":
        return response
    await response.write(spreadsheet.BEGINNING + spreadsheet.line(report_lines.heading(visitor.locale)))
    async for batch in counted.batches(office.database, period, desks=desks):
        told = (report_lines.cells(line, visitor, office.settings, period.zone) for line in batch)
        await response.write(b"".join(spreadsheet.line(cells) for cells in told))
    await response.write_eof()
    return response


def _desks(request: web.Request, visitor: Visitor) -> tuple[str | None, frozenset[str]]:
    """The desk that was asked for and the desks to count; one they do not see is as if none was asked for."""
    desk = request.query.get("desk", "")
    return (desk, frozenset({desk})) if desk in visitor.desks else (None, visitor.desks)
