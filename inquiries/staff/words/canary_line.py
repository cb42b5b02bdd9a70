"""What administrators read of the daily canary: a line beside the deliveries. Pure."""

from datetime import datetime

from inquiries.i18n import catalogues, say
from inquiries.inquiry.canaries import Standing
from inquiries.notify.canary import stopped
from inquiries.settings import Settings
from inquiries.staff.office import Visitor
from inquiries.wording import Text


def line(standing: Standing, settings: Settings, visitor: Visitor) -> str:
    """ "The daily canary arrived at 06:00 today." """
    if settings.canary is None:
        return catalogues.text(Text("No daily canary leaves here."), visitor.locale)
    return catalogues.text(_line(standing, visitor), visitor.locale)


def _line(standing: Standing, visitor: Visitor) -> Text:
    def said(at: datetime | None) -> str:
        return say.clock(at, visitor.zone, visitor.now, visitor.locale) if at else ""

    silent, missing, last = standing.silent_since(visitor.now), standing.missing, standing.arrived
    if silent and missing:
        values: dict[str, str | int | Text] = {
            "time": said(silent),
            "where": stopped(missing),
            "said": missing.said,
        }
        if missing.said:
            return Text("The daily canary of %(time)s has not arrived. %(where)s %(said)s", values)
        return Text("The daily canary of %(time)s has not arrived. %(where)s", values)
    if silent:
        return Text("The daily canary should have left at %(time)s and has not.", {"time": said(silent)})
    if missing:
        return Text("The daily canary left at %(time)s and is on its way.", {"time": said(missing.left_at)})
    if last is None:
        when = standing.planned.due_at if standing.planned else None
        if when is None:
            return Text("The daily canary has not left yet.")
        return Text("The daily canary leaves for the first time at %(time)s.", {"time": said(when)})
    return Text("The daily canary arrived at %(time)s.", {"time": said(last.arrived_at)})
