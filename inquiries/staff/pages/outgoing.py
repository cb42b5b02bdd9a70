"""What can still be done about a letter of ours: take it back, let it go at once, try again what did not arrive."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.inquiry import changes, letters, records
from inquiries.inquiry.model import Inquiry, Letter
from inquiries.outbox import deliveries
from inquiries.staff.admit import see_other
from inquiries.staff.office import OFFICE, VISITOR, Office, Visitor
from inquiries.staff.pages import inquiry

MINE_AGAIN = "taken-back"  # what was written stands in the box again, where its writer looks for it now
Act = Callable[[Office, Visitor, Inquiry, Letter], Awaitable[str]]


def handler(act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler of one of the acts below, on a letter of this inquiry or of a part of it."""

    async def handle(request: web.Request) -> web.StreamResponse:
        office, visitor = request.app[OFFICE], request[VISITOR]
        found = await inquiry.load(office, visitor, request.match_info["reference"])
        id = int(request.match_info["id"])
        async with office.database.read() as db:
            parts = [part.id for part in await records.parts(db, found.id)]
            known = await letters.of_inquiry(db, found.id, parts=parts)
            letter = next((one for one in known if one.id == id and one.ours), None)
            its = await records.by_id(db, letter.inquiry_id) if letter else None
        if letter is None or its is None:
            raise web.HTTPNotFound
        done = await act(office, visitor, its, letter)
        place = "composer" if done == MINE_AGAIN else f"letter-{id}"
        return see_other(f"/staff/inquiries/{found.reference}?done={done}#{place}")

    return handle


async def undo(office: Office, visitor: Visitor, found: Inquiry, letter: Letter) -> str:
    """Not sent: what was written is its writer's draft again."""
    me = visitor.who.id
    # The clock as it is now: the worker reads it too, and the visitor's is from before the form was read.
    done = await office.database.write(
        changes.take_back, found, letter=letter, staff_id=me, why="undone", at=clock.now()
    )
    if not done:
        return "not-taken-back"
    return MINE_AGAIN if letter.who and letter.who.id == me else "taken-back-for"


async def send_now(office: Office, visitor: Visitor, found: Inquiry, letter: Letter) -> str:
    """What was planned for later goes at once."""
    done = await office.database.write(
        changes.send_now, found, letter=letter, staff_id=visitor.who.id, at=visitor.now
    )
    return "let-go" if done else "not-let-go"


async def retry(office: Office, visitor: Visitor, found: Inquiry, letter: Letter) -> str:
    """Every recipient whose server has not taken it is tried again."""
    done = await office.database.write(_retry, found, letter, visitor)
    return "tried-again" if done else "not-tried-again"


async def _retry(tx: Tx, found: Inquiry, letter: Letter, visitor: Visitor) -> bool:
    mine = [
        one.delivery.id
        for one in await deliveries.of_inquiry(tx, found.id)
        if one.delivery.facts.get("letter") == letter.id
    ]
    # As the Deliveries page has it, one by one, but whole: nothing is half tried again.
    tried = [
        await deliveries.retry(
            tx, id, desks=visitor.desks, everything=visitor.is_administrator, at=visitor.now
        )
        for id in mine
    ]
    return any(tried)


ACTS = {"undo": undo, "send-now": send_now, "retry": retry}
