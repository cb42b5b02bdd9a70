"""A form and its receipt in a frame on a page of another site: of those the form's `sites` list, and of no other.

Who shows it cannot read it. No cookie is set here, and what changes an inquiry is on no page that can be framed.
"""

from aiohttp import web

from inquiries import clock
from inquiries.inquiry.answers import Reader
from inquiries.intake import pages, receipts, show, tombstone
from inquiries.intake.door import DOOR
from inquiries.intake.known import Erased
from inquiries.web import headers
from inquiries.web import language as languages
from inquiries.web.language import language


async def form_page(request: web.Request) -> web.Response:
    """The form, as at its own address."""
    _let_in(request, request.match_info["form"])
    return await pages.form_page(request)


async def submit(request: web.Request) -> web.StreamResponse:
    """A post: to the receipt in the same frame."""
    _let_in(request, request.match_info["form"])
    return await pages.submit(request)


async def receipt(request: web.Request) -> web.Response:
    """The reference, how far it has come and what happens next; the page that can be kept opens by itself."""
    door, known = request.app[DOOR], await receipts.find(request)
    _let_in(request, known.form)
    if isinstance(known, Erased):
        return tombstone.page(request, door, known)
    now = clock.now()
    reader = Reader(door.settings, language(request, door.settings.languages), now)
    path = f"/receipts/{door.keys.token(known.id)}{languages.kept(request, door.settings.languages)}"
    return door.pages.render(
        request,
        "public/framed-receipt.html",
        personal=True,
        form=door.settings.forms[known.form],
        whole_href=path,
        **receipts.context(door, known, reader),
        **show.around(door, request, known.desk, now),
    )


def _let_in(request: web.Request, form: str) -> None:
    """A form that no site may show has no such page."""
    known = request.app[DOOR].settings.forms.get(form)
    if known is None or not known.sites:
        raise web.HTTPNotFound
    headers.may_be_framed(request, known.sites)
