"""Every staff address with its permission. A route without one cannot be written down."""

from inquiries.staff.pages import acts, inbox, inquiry, unopened
from inquiries.web.routes import Route

INQUIRY = "/staff/inquiries/{reference}"

ROUTES: tuple[Route, ...] = (
    Route("GET", "/staff/inbox", inbox.inbox, "signed-in"),
    Route("GET", INQUIRY, inquiry.inquiry, "desk"),
    *(Route("POST", f"{INQUIRY}/{act.__name__}", acts.handler(act), "desk") for act in acts.ACTS),
    Route("GET", "/staff/unopened", unopened.unopened, "administrator"),
    Route("POST", "/staff/unopened/{id}/retry", unopened.retry, "administrator"),
)
