"""Where a good post ends: at its receipt, or at a page of another site that may be asked for. Never anywhere else."""

from urllib.parse import quote

from aiohttp import web

from inquiries.intake.accept import RETURN_TO, Receipt
from inquiries.settings import FormSettings, addresses
from inquiries.web import headers


def heed(request: web.Request, form: FormSettings, typed: dict[str, str]) -> None:
    """Take what `typed` asks for only if it stands in the form's `return_to`, letter for letter; else forget it."""
    asked = typed.get(RETURN_TO, "")
    if asked in form.return_to:
        headers.may_end_at(request, addresses.origin_of(asked))
    else:
        typed.pop(RETURN_TO, None)


def address(receipt: Receipt, base_url: str, typed: dict[str, str], asked: str) -> str:
    """`asked` is what keeps the language. The other site is told the reference, for anybody to read; the receipt's
    address stands behind the #, which no server and no log gets to see: it opens the receipt."""
    path = f"/receipts/{receipt.token}{asked}"
    to = typed.get(RETURN_TO)
    if not to:
        return path
    sign = "&" if "?" in to else "?"
    return f"{to}{sign}reference={receipt.reference}#receipt={quote(base_url + path, safe='')}"
