"""What staff do to an inquiry. Each act reads its form, calls one verb, and goes back to the inquiry's page."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from aiohttp import web

from inquiries.forms import clock_time
from inquiries.forms import typed as typing
from inquiries.i18n import catalogues
from inquiries.inquiry import changes
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.people import accounts, permissions
from inquiries.staff.office import FIELDS, OFFICE, VISITOR, Office, Visitor
from inquiries.staff.pages import inquiry
from inquiries.staff.words.act_forms import I_HAVE_IT, Typed
from inquiries.wording import Text

LONGEST = 20_000  # characters of a note, an acknowledgement, a reason


class Unclear(Exception):
    """The form of an act cannot be done as it was filled in; the text names the cure."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


Act = Callable[[Office, Visitor, Inquiry, dict[str, str]], Awaitable[None]]


def handler(act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler of one act: the same four endings for all of them."""
    name = act.__name__

    async def handle(request: web.Request) -> web.StreamResponse:
        office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
        found = await inquiry.load(office, visitor, request.match_info["reference"])
        form = "decline" if fields.get("outcome") == Outcome.DECLINED else name
        try:
            if name != "note" and fields.get("version") != str(found.version):
                raise SomeoneWasFaster
            await act(office, visitor, found, fields)
        except SomeoneWasFaster:
            return await inquiry.page(request, found, typed=Typed(form, fields, faster=True), status=409)
        except Unclear as unclear:
            problem = catalogues.text(unclear.text, visitor.locale)
            return await inquiry.page(request, found, typed=Typed(form, fields, problem), status=422)
        query = request.rel_url.update_query(done=name).raw_query_string
        raise web.HTTPSeeOther(f"/staff/inquiries/{found.reference}?{query}")

    return handle


async def acknowledge(office: Office, visitor: Visitor, found: Inquiry, fields: dict[str, str]) -> None:
    words = _words(fields, "text") or catalogues.text(I_HAVE_IT, visitor.locale)
    back_by = _back_by(fields.get("back_by", "").strip(), visitor)
    await office.database.write(
        changes.acknowledge, found, staff_id=visitor.who.id, text=words, back_by=back_by, at=visitor.now
    )


async def take(office: Office, visitor: Visitor, found: Inquiry, fields: dict[str, str]) -> None:
    me = visitor.who.id
    await office.database.write(changes.assign, found, to=me, staff_id=me, at=visitor.now)


async def assign(office: Office, visitor: Visitor, found: Inquiry, fields: dict[str, str]) -> None:
    """To somebody who may see it, or to nobody."""
    wanted = fields.get("owner", "")
    to = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 16 else None
    if to is not None:
        async with office.database.read() as db:
            person = await accounts.by_id(db, to)
        if person is None or not permissions.may_see(person, found.desk):
            raise Unclear(Text("Choose somebody from the list"))
    elif wanted:
        raise Unclear(Text("Choose somebody from the list"))
    await office.database.write(changes.assign, found, to=to, staff_id=visitor.who.id, at=visitor.now)


async def note(office: Office, visitor: Visitor, found: Inquiry, fields: dict[str, str]) -> None:
    words = _words(fields, "text")
    if not words:
        raise Unclear(Text("Write your note"))
    # A digest, because anything may stand in a hidden field, and a database does not take every letter.
    drawn = fields.get("once_key") or visitor.now.isoformat()
    once_key = sha256(f"{visitor.who.id} {found.id} {drawn}".encode("utf-8", "replace")).hexdigest()
    await office.database.write(
        changes.note, found, text=words, staff_id=visitor.who.id, once_key=once_key, at=visitor.now
    )


async def close(office: Office, visitor: Visitor, found: Inquiry, fields: dict[str, str]) -> None:
    chosen = fields.get("outcome", "")
    if chosen not in {outcome.value for outcome in Outcome}:
        raise Unclear(Text("Choose how it ended"))
    outcome, reason = Outcome(chosen), _words(fields, "reason")
    if outcome is Outcome.DECLINED and not reason:
        raise Unclear(Text("Write the reason: the sender is told it"))
    await office.database.write(
        changes.close, found, outcome=outcome, reason=reason, staff_id=visitor.who.id, at=visitor.now
    )


async def reopen(office: Office, visitor: Visitor, found: Inquiry, fields: dict[str, str]) -> None:
    await office.database.write(changes.reopen, found, staff_id=visitor.who.id, at=visitor.now)


async def release(office: Office, visitor: Visitor, found: Inquiry, fields: dict[str, str]) -> None:
    await office.database.write(changes.release, found, staff_id=visitor.who.id, at=visitor.now)


ACTS: tuple[Act, ...] = (acknowledge, take, assign, note, close, reopen, release)


def _words(fields: dict[str, str], name: str) -> str:
    words = typing.tidy(fields.get(name, ""), lines=True)
    if words is None:
        raise Unclear(Text("Type it again: a character in it cannot be kept"))
    if len(words) > LONGEST:
        values = {"count": len(words), "limit": LONGEST}
        raise Unclear(Text("This has %(count)s characters. Shorten it to %(limit)s", values))
    return words


def _back_by(text: str, visitor: Visitor) -> datetime | None:
    """The next time the visitor's clock shows `text`; None where nothing was promised."""
    if not text:
        return None
    minutes = clock_time.read(text)
    if isinstance(minutes, Text):
        raise Unclear(Text("Enter the time you will be back by, like 15:00 or 3 pm"))
    zone = ZoneInfo(visitor.zone)
    today = datetime.combine(visitor.now.astimezone(zone), time())
    shown = (
        # fold: where the clocks go back an hour comes twice, and the second may be the one still to come.
        (today + timedelta(days=days, minutes=minutes)).replace(tzinfo=zone, fold=fold).astimezone(UTC)
        for days in (0, 1)
        for fold in (0, 1)
    )
    return next(at for at in shown if at > visitor.now)
