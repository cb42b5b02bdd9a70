"""Mail that could not be put into an inquiry by itself: the lists, one mail whole, and what a person makes of it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.correspondence import held
from inquiries.correspondence.held import PAGE, Held
from inquiries.database.tables import HELD, QUIET
from inquiries.i18n import catalogues
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.staff.acts.act import Unclear
from inquiries.staff.admit import see_other
from inquiries.staff.frame import frame
from inquiries.staff.office import FIELDS, OFFICE, VISITOR, Office, Visitor
from inquiries.staff.pages import held_letter, inquiry
from inquiries.staff.words import held_mails
from inquiries.staff.words.held_mails import LISTS, URL
from inquiries.wording import Text

NO_SUCH = Text("There is no inquiry with the reference “%(reference)s” that you may see")
NO_REFERENCE = Text("Enter the reference of the inquiry it belongs to")
NO_DESK = Text("Choose a desk from the list")

Act = Callable[[Office, Visitor, Held, int, Mapping[str, str]], Awaitable[str]]


def listing(state: int) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The handler of one of the lists."""

    async def handle(request: web.Request) -> web.Response:
        office, visitor = request.app[OFFICE], request[VISITOR]
        async with office.database.read() as db:
            found = await _page(db, visitor, state, request.query)
            waiting = held.count(await held.marks(db), visitor.desks)
            became = await _became(db, visitor, request.query)
            around = await frame(office, visitor, db, current=URL)
        return office.pages.render(
            request,
            "staff/held.html",
            personal=True,
            frame=around,
            held={
                "list": LISTS[state][0],
                "title": catalogues.text(LISTS[state][2], visitor.locale),
                "tabs": held_mails.tabs(state, waiting, visitor),
                "mails": [held_mails.row(one, visitor, office.settings) for one in found[:PAGE]],
                "after": _number(request.query, "after") or "",
                "more_url": held_mails.more_url(found[:PAGE], state) if len(found) > PAGE else "",
                "became": became,
                "no_door": visitor.is_administrator and not _has_door(office),
            },
        )

    return handle


async def one(request: web.Request) -> web.Response:
    """One mail, all of it that can be read."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    found = await held_letter.load(office, visitor, request.match_info["id"])
    return await _one(request, found)


def handler(act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler of one of the acts below; whoever comes second is told what became of the mail."""

    async def handle(request: web.Request) -> web.StreamResponse:
        office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
        id = int(request.match_info["id"])
        async with office.database.read() as db:
            found = await held.one(db, id, visitor.desks)
        if found is None:  # its number tells nothing of what is on another desk
            return see_other(f"{URL}?late={id}")
        state = _number(fields, "state")
        try:
            done = await act(office, visitor, found, found.state if state is None else state, fields)
        except SomeoneWasFaster:
            return see_other(f"{URL}?late={id}")
        except Unclear as unclear:
            problem = catalogues.text(unclear.text, visitor.locale)
            return await _one(request, found, problem=problem, typed=fields)
        after = _number(fields, "after")
        more = f"&after={after}" if after else ""
        return see_other(f"{LISTS.get(state or HELD, LISTS[HELD])[1]}?done={done}&mail={id}{more}")

    return handle


async def file(office: Office, visitor: Visitor, found: Held, state: int, fields: Mapping[str, str]) -> str:
    """Into the inquiry it was said to belong to, or another."""
    reference = fields.get("reference", "").strip()
    if not reference:
        raise Unclear(NO_REFERENCE)
    try:
        about = await inquiry.load(office, visitor, reference)
    except web.HTTPNotFound:
        raise Unclear(Text(NO_SUCH.msgid, {"reference": reference[:40]})) from None
    await office.database.write(
        held.file,
        mail_id=found.id,
        inquiry=about,
        staff_id=visitor.who.id,
        let_in="let_in" in fields,
        at=clock.now(),
        state=state,
    )
    return "filed"


async def open_new(
    office: Office, visitor: Visitor, found: Held, state: int, fields: Mapping[str, str]
) -> str:
    """An inquiry of its own; any desk may be chosen, as in handing over."""
    desk = fields.get("desk", "")
    if desk not in office.settings.desks:
        raise Unclear(NO_DESK)
    act: dict[str, Any] = {"mail_id": found.id, "staff_id": visitor.who.id, "at": clock.now()}
    await office.database.write(held.open_new, desk=desk, state=state, **act)
    return "opened"


async def put_aside(
    office: Office, visitor: Visitor, found: Held, _state: int, _fields: Mapping[str, str]
) -> str:
    await office.database.write(held.put_aside, mail_id=found.id, staff_id=visitor.who.id, at=clock.now())
    return "put-aside"


async def take_up(
    office: Office, visitor: Visitor, found: Held, _state: int, _fields: Mapping[str, str]
) -> str:
    await office.database.write(held.take_up, mail_id=found.id, staff_id=visitor.who.id, at=clock.now())
    return "taken-up"


PAGES = {url: listing(state) for state, (_, url, _) in LISTS.items()}
ACTS: dict[str, Act] = {"file": file, "open": open_new, "put-aside": put_aside, "take-up": take_up}


async def _page(
    db: AsyncConnection, visitor: Visitor, state: int, query: Mapping[str, str]
) -> tuple[Held, ...]:
    """One more than a page has room for, if there are more."""
    if state == HELD:
        return await held.waiting(db, visitor.desks, after=_number(query, "after") or 0, limit=PAGE + 1)
    look = held.quiet if state == QUIET else held.put_aside_ones
    return await look(db, visitor.desks, before=_number(query, "before"), limit=PAGE + 1)


async def _became(db: AsyncConnection, visitor: Visitor, query: Mapping[str, str]) -> dict[str, str] | None:
    """What became of the mail that something was just done to, or was to be done to."""
    done, late = query.get("done", ""), _number(query, "late")
    id = late if late is not None else _number(query, "mail")
    if id is None or (late is None and done not in held_mails.DONE):
        return None
    found = await held.one(db, id, visitor.desks)
    if found is None or not found.handled_by:
        return held_mails.said(held_mails.GONE if late is not None else held_mails.DONE[done], visitor)
    return held_mails.became(found, visitor, late=late is not None)


async def _one(
    request: web.Request, found: Held, *, problem: str = "", typed: Mapping[str, str] | None = None
) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    letter = await held_letter.letter(office, visitor, found)
    async with office.database.read() as db:
        around = await frame(office, visitor, db, current=URL)
    _, back_url, back = LISTS.get(found.state, LISTS[HELD])
    return office.pages.render(
        request,
        "staff/held-mail.html",
        status=422 if problem else 200,
        personal=True,
        frame=around,
        back={"url": back_url, "name": catalogues.text(back, visitor.locale)},
        mail=held_mails.row(found, visitor, office.settings),
        letter=letter,
        became=None if found.state in LISTS else held_mails.became(found, visitor, late=True),
        problem=problem,
        typed=dict(typed or {}),
    )


def _has_door(office: Office) -> bool:
    return bool(office.settings.imap_url or office.settings.lmtp_listen)


def _number(given: Mapping[str, str], name: str) -> int | None:
    """What is no number is nothing."""
    found = given.get(name, "")
    return int(found) if found.isascii() and found.isdigit() and len(found) <= 18 else None
