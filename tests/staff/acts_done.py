"""How to do each act that staff can do: on what inquiry, and with which words. A new act needs a line here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.people import accounts
from tests.opened import again
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened

CANARY = "Ring the shelter & “ask” for <Dee>"
Ready = Callable[[House, Browser], Awaitable[Inquiry]]


async def going(house: House, ana: Browser) -> Inquiry:
    return await opened(house, "media")


async def closed(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    assert ana.who is not None
    await house.database.write(
        changes.close, found, outcome=Outcome.ANSWERED, reason="", staff_id=ana.who.id, at=NOON
    )
    return await again(house.database, found)


async def held(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    quarantined = tables.inquiries.update().values(status=int(Status.QUARANTINED), suspicion="it smells")
    await house.database.write(lambda tx: tx.execute(quarantined))
    return await again(house.database, found)


async def owned(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    assert ana.who is not None
    await house.database.write(changes.assign, found, to=ana.who.id, staff_id=ana.who.id, at=NOON)
    return await again(house.database, found)


async def waits(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    assert ana.who is not None
    until = NOON + timedelta(hours=1)
    await house.database.write(
        changes.wait, found, waits_for="time", until=until, staff_id=ana.who.id, at=NOON
    )
    return await again(house.database, found)


async def tagged(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    assert ana.who is not None
    await house.database.write(changes.tag, found, tags=["audit"], staff_id=ana.who.id, at=NOON)
    return await again(house.database, found)


async def asked_twice(house: House, ana: Browser) -> Inquiry:
    """The older of two alike: the one that stays."""
    found = await opened(house, "media")
    await opened(house, "media")
    return found


async def merged(house: House, ana: Browser) -> Inquiry:
    stays, goes = await opened(house, "media"), await opened(house, "media")
    assert ana.who is not None
    await house.database.write(changes.merge, goes, into=stays, staff_id=ana.who.id, at=NOON)
    return await again(house.database, stays)


async def leading(house: House, ana: Browser) -> Inquiry:
    """She may still see it when it is sealed."""
    assert ana.who is not None
    await house.database.write(accounts.name_leads, [ana.who.email])
    return await opened(house, "media")


async def sealed(house: House, ana: Browser) -> Inquiry:
    found = await leading(house, ana)
    await house.database.write(changes.seal, found, reason="", staff_id=None, at=NOON)
    return await again(house.database, found)


@dataclass(frozen=True)
class Case:
    """How to do an act that can be done: on what, and with which words. `kept` is the box of free text.

    FIRST is the first choice that the form gives.
    """

    ready: Ready = going
    fields: dict[str, str] = field(default_factory=dict)
    kept: str = ""


FIRST = "*"
CASES = {
    "release": Case(held),
    "unseal": Case(sealed),
    "bring-back": Case(waits),
    "acknowledge": Case(fields={"text": CANARY, "back_by": "15:00"}, kept="text"),
    "take": Case(),
    "assign": Case(fields={"owner": ""}),
    "decline": Case(fields={"reason": CANARY}, kept="reason"),
    "close": Case(fields={"outcome": "answered", "reason": CANARY}, kept="reason"),
    "reopen": Case(closed),
    "hand-over": Case(owned, {"desk": "media", "owner": "", "text": CANARY}, kept="text"),
    "seal": Case(leading, {"reason": CANARY}, kept="reason"),
    "snooze": Case(fields={"until_day": "tomorrow", "until_date": "", "until_time": "09:00"}),
    "wait": Case(),
    "move-deadline": Case(
        fields={
            "deadline_date": "2026-11-25",
            "deadline_time": "16:00",
            "timezone": "Europe/London",
            "asked_by": CANARY,
        },
        kept="asked_by",
    ),
    "tag": Case(fields={"tags": "Audit, winter"}, kept="tags"),
    "merge": Case(asked_twice, {"other": FIRST}),
    "unmerge": Case(merged, {"part": FIRST}),
    "spam": Case(),
    "untag": Case(tagged, {"tag": "audit"}),
    "reply": Case(
        fields={"text": CANARY, "subject": "Re: it", "cc": "", "then": "", "once_key": "k"}, kept="text"
    ),
    "note": Case(fields={"text": CANARY, "once_key": "k"}, kept="text"),
}
