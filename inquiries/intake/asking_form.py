"""What a receipt page draws of the acts of its sender: each with what was typed into it, else as it stands. Pure."""

from typing import Any
from zoneinfo import ZoneInfo

from inquiries.i18n import say
from inquiries.inquiry.answers import Reader
from inquiries.intake import asking, form_token, show
from inquiries.intake.door import Door
from inquiries.intake.known import Known


def drawn(door: Door, known: Known, tried: asking.Tried, reader: Reader) -> dict[str, Any]:
    """What parts/asking.html draws: the acts, with what was typed into one that could not be done."""
    zone = known.answers.get("timezone", door.settings.timezone)
    at = known.inquiry.deadline_at if known.inquiry else known.wait.deadline_at
    local = at.astimezone(ZoneInfo(zone)) if at else None
    stands = {
        "deadline_date": f"{local:%Y-%m-%d}" if local else "",
        "deadline_time": f"{local:%H:%M}" if local else "",
        "deadline_day": "",
        "question": "",
    }
    return {
        "acts": asking.offered(known),
        "url": f"/receipts/{door.keys.token(known.id)}",
        "form_token": tried.fields.get("form_token") or form_token.make(door.keys.secret, reader.now),
        "values": {name: show.visible(tried.fields.get(name, now)) for name, now in stands.items()},
        "zone": zone,
        "city": _city(zone, reader),
        "tried": tried.act,
        "problem": tried.problem,
    }


def _city(zone: str, reader: Reader) -> str:
    """Our own clock is called as everywhere else on the page."""
    settings = reader.settings
    ours = settings.organisation.place if zone == settings.timezone else ""
    return ours or say.city(zone, reader.locale)
