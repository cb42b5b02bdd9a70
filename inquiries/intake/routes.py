"""Every address of the public door."""

from inquiries.intake import addresses, api, asked, frames, openapi, pages, receipts, withdrawing
from inquiries.web.routes import Route

ROUTES = (
    Route("GET", "/", pages.home, "anyone"),
    Route("GET", "/forms/{form}", pages.form_page, "anyone"),
    Route("POST", "/forms/{form}", pages.submit, "anyone"),
    Route("GET", "/forms/{form}/frame", frames.form_page, "anyone"),
    Route("POST", "/forms/{form}/frame", frames.submit, "anyone"),
    Route("GET", "/receipts/{token}", receipts.receipt, "anyone"),
    Route("GET", "/receipts/{token}/frame", frames.receipt, "anyone"),
    Route("POST", "/receipts/{token}/{act:deadline|question|dropped}", asked.act, "anyone"),
    Route("GET", "/receipts/{token}/erase", withdrawing.confirm, "anyone"),
    Route("POST", "/receipts/{token}/erase", withdrawing.erase, "anyone"),
    Route("GET", "/receipts/{token}/address/{code}", addresses.page, "anyone"),
    Route("POST", "/receipts/{token}/address/{code}", addresses.answer, "anyone"),
    Route("GET", "/receipts/{token}/files/{id:[0-9]{1,18}}", receipts.file, "anyone"),
    Route("GET", "/guides/{name}", pages.guide, "anyone"),
    Route("POST", "/api/v1/forms/{form}/submissions", api.submit, "anyone"),
    Route("OPTIONS", "/api/v1/forms/{form}/submissions", api.preflight, "anyone"),
    Route("GET", openapi.PATH, openapi.page, "anyone"),
)
