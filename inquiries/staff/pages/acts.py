"""What staff do to an inquiry: every act's form is read, done, and leads back to the inquiry's page, all in one way."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from inquiries.database.engine import StorageUnavailable
from inquiries.i18n import catalogues
from inquiries.inquiry import records
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.staff.acts.act import Act, Typed, Unclear
from inquiries.staff.office import FIELDS, OFFICE, UPLOADS, VISITOR
from inquiries.staff.pages import inquiry
from inquiries.wording import Text

_NOT_KEPT = Text("We cannot keep this right now. All you typed still stands here: send it again in a minute")

log = logging.getLogger(__name__)


def handler(act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler of one act: the same four endings for all of them."""

    async def handle(request: web.Request) -> web.StreamResponse:
        office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
        found = await inquiry.load(office, visitor, request.match_info["reference"])
        try:
            if act.needs_version and fields.get("version") != str(found.version):
                raise SomeoneWasFaster
            if act.take is not None:
                await act.take(office, visitor, found, fields, request[UPLOADS])
            place = await act.do(office, visitor, found, fields)
        except StorageUnavailable as trouble:  # reading may go on while nothing can be written
            log.warning("An act could not be kept: %s", trouble)
            typed = Typed(act.name, fields, catalogues.text(_NOT_KEPT, visitor.locale))
            return await inquiry.page(request, found, typed=typed, status=503)
        except SomeoneWasFaster:
            typed = Typed(act.name, fields, faster=True)
            return await inquiry.page(request, found, typed=typed, status=409)
        except Unclear as unclear:
            problem = catalogues.text(unclear.text, visitor.locale)
            typed = Typed(act.name, fields, problem, box=unclear.box)
            return await inquiry.page(request, found, typed=typed, status=422)
        async with office.database.read() as db:
            still_theirs = await records.by_id(db, found.id, desks=visitor.desks)
        if still_theirs is None:  # it was handed to a desk that they do not see
            raise web.HTTPSeeOther(f"/staff/inbox?done={act.name}")
        query = request.rel_url.update_query(done=act.name).raw_query_string
        there = f"#{place}" if place else ""
        raise web.HTTPSeeOther(f"/staff/inquiries/{found.reference}?{query}{there}")

    return handle
