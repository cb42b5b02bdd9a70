"""What the demo's colleagues have agreed on: who has the duty phone, who is away, which lists and words they share."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inquiries.database.engine import Tx
from inquiries.dev.often_said import OFTEN_SAID
from inquiries.dev.scene import People
from inquiries.dev.script import OTTAWA
from inquiries.inquiry import saved_replies
from inquiries.inquiry.saved_replies import Wording
from inquiries.people import absences, rota, saved_views, wishes
from inquiries.people.wishes import ALL_DESKS, Event, How, Wishes

HANDED_ON = time(9)  # when the duty phone changes hands
AWAY = (2, 5)  # Wen, in days from today


async def agree(tx: Tx, people: People, start: datetime) -> None:
    """All of it, as it stands at `start`."""
    today = start.astimezone(ZoneInfo(OTTAWA)).date()
    await _rota(tx, people, today)
    leaves, returns = (_local(today + timedelta(days=days), time(0)) for days in AWAY)
    wen, ana, dee = people["wen"].id, people["ana"].id, people["dee"].id
    await absences.add(tx, staff_id=wen, substitute_id=ana, starts_at=leaves, ends_at=returns)
    await saved_views.save(tx, name="The audit", query="view=all&tag=audit", staff_id=ana, desk="media")
    own = "view=all&request_type=right-of-reply"
    await saved_views.save(tx, name="Right of reply", query=own, staff_id=dee, desk="")
    for desk, who, name, text in OFTEN_SAID:
        long_ago = start - timedelta(weeks=3)
        await saved_replies.add(tx, desk, Wording(name, text, people[who].id, long_ago))
    # The director is told of what goes wrong, and of new ones all at once in the morning.
    await wishes.keep(tx, dee, Wishes(choices={(ALL_DESKS, Event.NEW): How.DIGEST}))


async def _rota(tx: Tx, people: People, today: date) -> None:
    """Wen and Ana take turns, but for the days on which Wen is away."""
    for day in range(-1, 8):
        who = "wen" if day % 2 == 0 and not AWAY[0] <= day < AWAY[1] else "ana"
        shift = (
            _local(today + timedelta(days=day), HANDED_ON),
            _local(today + timedelta(days=day + 1), HANDED_ON),
        )
        await rota.add(tx, desk="media", staff_id=people[who].id, spans=[shift])


def _local(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZoneInfo(OTTAWA)).astimezone(UTC)
