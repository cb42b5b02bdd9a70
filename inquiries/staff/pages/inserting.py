"""Putting a saved reply into the letter that is being written: its words for this inquiry, and where they go."""

from aiohttp import web

from inquiries.inquiry import cases, filling, saved_replies
from inquiries.inquiry.model import Inquiry
from inquiries.staff.acts.act import Unclear
from inquiries.staff.office import FIELDS, OFFICE, VISITOR
from inquiries.staff.pages import inquiry
from inquiries.staff.words import saved_replies_list as listed
from inquiries.wording import Text

_DIGITS = 18  # of an id


async def one(request: web.Request) -> web.Response:
    """For the script: a saved reply filled in for this inquiry, and drawn to be read before it is put in."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    found = await inquiry.load(office, visitor, request.match_info["reference"])
    text = await _text(request, found, request.match_info["id"])
    if text is None:
        raise web.HTTPNotFound
    case = cases.of(office.settings, found, listed.colleague(visitor), visitor.now)
    filled, read = filling.fill(text, case), listed.read(text, case, visitor.locale)
    said = {
        "text": filled.text,
        "missing": [name for name, _ in filled.missing],
        "html": office.pages.html("parts/filled.html", locale=visitor.locale, read=read),
    }
    return web.json_response(said, headers={"Cache-Control": "no-store"})


async def put_in(request: web.Request, found: Inquiry) -> None:
    """Without the script: behind what is typed in the form that was sent. Nothing typed is ever replaced.

    Raises Unclear where nothing was chosen that there is.
    """
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    text = await _text(request, found, fields.get("saved", ""))
    if text is None:
        raise Unclear(Text("Choose a saved reply from the list"), "saved")
    case = cases.of(office.settings, found, listed.colleague(visitor), visitor.now)
    before, words = fields.get("text", "").rstrip(), filling.fill(text, case).text
    fields["text"] = f"{before}\n\n{words}" if before else words


async def _text(request: web.Request, found: Inquiry, id: str) -> str | None:
    """As it is saved, if it is one of the inquiry's own desk."""
    if not (id.isascii() and id.isdigit() and len(id) <= _DIGITS):
        return None
    async with request.app[OFFICE].database.read() as db:
        kept = await saved_replies.by_id(db, int(id), desks=[found.desk])
    return kept.text if kept else None
