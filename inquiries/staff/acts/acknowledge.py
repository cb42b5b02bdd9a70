"""Acknowledge: a person has it, and says so to the sender."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inquiries.forms import clock_time
from inquiries.i18n import catalogues
from inquiries.inquiry import changes
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear, words
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

I_HAVE_IT = Text("I have it, and will come back to you.")


def offered(scene: Scene) -> dict[str, Any] | None:
    inquiry = scene.inquiry
    if inquiry.status not in GOING or inquiry.acknowledged_at is not None:
        return None
    return {
        "sees": scene.say(_sees(scene)),
        "text": scene.again("acknowledge", "text", scene.say(I_HAVE_IT)),
        "back_by": scene.again("acknowledge", "back_by"),
    }


def _sees(scene: Scene) -> Text:
    """What the sender will read, and where."""
    who = {"name": scene.inquiry.name}
    named = scene.office.settings.desk(scene.inquiry.front).show_names
    if not scene.inquiry.email and named:
        return Text("%(name)s gave no address: only the receipt page shows it, with your name.", who)
    if not scene.inquiry.email:
        return Text("%(name)s gave no address: only the receipt page shows it, without your name.", who)
    if named:
        return Text("%(name)s sees this with your name on the receipt page, and is told of it by mail.", who)
    return Text("%(name)s sees this without your name on the receipt page, and is told of it by mail.", who)


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    text = words(fields, "text") or catalogues.text(I_HAVE_IT, visitor.locale)
    back_by = back_by_of(fields.get("back_by", "").strip(), visitor)
    await office.database.write(
        changes.acknowledge,
        found,
        staff_id=visitor.who.id,
        text=text,
        back_by=back_by,
        at=visitor.now,
        name_hidden=not office.settings.desk(found.front).show_names,
    )


def back_by_of(text: str, visitor: Visitor) -> datetime | None:
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


ACT = Act("acknowledge", "bar", offered, do, Text("Acknowledged. The sender sees it now."))
