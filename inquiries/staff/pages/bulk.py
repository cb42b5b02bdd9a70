"""One act on every inquiry ticked in a list: each by itself, as if it had been done on its own page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiohttp import web
from yarl import URL

from inquiries.i18n import catalogues
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.staff import admit
from inquiries.staff.acts import ACTS
from inquiries.staff.acts.act import Act, Unclear
from inquiries.staff.office import FIELDS, OFFICE, TICKED, VISITOR, Office, Visitor
from inquiries.staff.pages import inbox, inquiry
from inquiries.wording import Text

# What makes sense for many at once, and needs no words of its own for each.
MANY = ("take", "assign", "tag", "wait", "bring-back", "close", "reopen", "release", "spam")
MOST = 200  # ticked at once: more than a page holds
NONE_TICKED = Text("Tick the inquiries first, then choose what to do with them")
NO_ACT = Text("Choose what to do with them")
_TICK = re.compile(r"([0-9A-Z-]{4,16}):([0-9]{1,9})")
_ACTS = {act.name: act for act in ACTS if act.name in MANY}


@dataclass(frozen=True, slots=True)
class Done:
    """How it went: with how many, and which were not done because they had changed, or could not be."""

    count: int
    missed: tuple[str, ...]


async def bulk(request: web.Request) -> web.Response:
    """Do it, and go back to the list, which says how it went. What is unclear is said before anything is done."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    back = admit.local(fields.get("back", "")) or admit.INBOX
    ticks = [value for name, value in request[TICKED] if name == "inquiry"][:MOST]
    act = _ACTS.get(fields.get("act", ""))
    try:
        if act is None:
            raise Unclear(NO_ACT)
        if not ticks:
            raise Unclear(NONE_TICKED)
        done = await _each(office, visitor, act, fields, ticks)
    except Unclear as unclear:
        problem = catalogues.text(unclear.text, visitor.locale)
        return await inbox.again(request, back, notice=problem, ticked=frozenset(ticks))
    said = {"done": "bulk", "count": str(done.count), "missed": ".".join(done.missed)}
    return admit.see_other(str(URL(back, encoded=True).update_query(said)))


async def _each(
    office: Office, visitor: Visitor, act: Act, fields: Mapping[str, str], ticks: Iterable[str]
) -> Done:
    """Each in a transaction of its own: one that somebody else has changed holds up no other."""
    count, missed = 0, []
    for tick in dict.fromkeys(ticks):
        read = _TICK.fullmatch(tick)
        if read is None:
            continue
        try:
            found = await inquiry.load(office, visitor, read[1])
            if act.needs_version and str(found.version) != read[2]:
                raise SomeoneWasFaster
            await act.do(office, visitor, found, dict(fields))
        except web.HTTPNotFound:
            continue
        except SomeoneWasFaster:
            missed.append(read[1])
        except Unclear:
            if not count and not missed:
                raise
            missed.append(read[1])
        else:
            count += 1
    return Done(count, tuple(missed))
