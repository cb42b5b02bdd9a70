"""Where a good post ends: at its receipt, or at a page of another site that may be asked for. Never anywhere else."""

from urllib.parse import quote

from aiohttp import web

from inquiries.intake import show
from inquiries.intake.accept import RETURN_TO, Receipt
from inquiries.settings import FormSettings, Settings, addresses
from inquiries.web import headers
from inquiries.web import language as languages


def heed(request: web.Request, form: FormSettings, typed: dict[str, str]) -> None:
    """Take what `typed` asks for only if it stands in the form's `return_to`, letter for letter; else forget it.

    In a frame there is nothing to return to: the page around it is still there.
    """
    asked = typed.get(RETURN_TO, "")
    if asked in form.return_to and not headers.framed_by(request):
        headers.may_end_at(request, addresses.origin_of(asked))
    else:
        typed.pop(RETURN_TO, None)


def address(request: web.Request, receipt: Receipt, settings: Settings, typed: dict[str, str]) -> str:
    """The other site is told the reference, for anybody to read; the receipt's
    address stands behind the #, which no server and no log gets to see: it opens the receipt."""
    asked = languages.kept(request, settings.languages)
    path = f"/receipts/{receipt.token}{show.frame(request)}{asked}"
    to = typed.get(RETURN_TO)
    if not to or receipt.sealed:  # who may be in danger reads first where there is help
        return path
    sign = "&" if "?" in to else "?"
    return f"{to}{sign}reference={receipt.reference}#receipt={quote(settings.base_url + path, safe='')}"
