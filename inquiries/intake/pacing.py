"""Keeps at hand how soon each desk usually answers. A page never waits for it twice in a while, nor fails over it."""

from datetime import datetime, timedelta

from inquiries.database.engine import StorageUnavailable
from inquiries.inquiry import pace
from inquiries.intake.door import Door, Pace

GOOD_FOR = timedelta(minutes=15)


async def look(door: Door, form: str, now: datetime) -> None:
    """At the record of the desk that a form belongs to, where what is known of it is old."""
    desk = door.settings.forms[form].desk
    known = door.paces.get(desk)
    if known and now - GOOD_FOR < known.read_at <= now:
        return
    # First, so that a hundred readers at once ask once.
    door.paces[desk] = Pace(now, known.usual if known else None)
    try:
        async with door.database.read() as db:
            door.paces[desk] = Pace(now, await pace.usual(db, desk, now))
    except StorageUnavailable:
        return  # the form is there all the same
