"""Sends the daily canary off: fills the media form in as anybody would, by the same rules and the same spool."""

from datetime import datetime

from inquiries.forms import form as forms
from inquiries.forms.form import Submission
from inquiries.inquiry import canaries
from inquiries.intake import accept
from inquiries.intake.door import Door

FORM = "media"


class FormRefuses(Exception):
    """The form does not take what it should; the message names the fields."""


async def leave(door: Door, id: int, now: datetime) -> None:
    """Off it goes; a second time is the same one. Raises FormRefuses, or StorageUnavailable."""
    settings = door.settings
    typed = {
        "name": "The daily canary",
        "outlet": "The daily canary",
        "email": "canary@example.org",
        "topic": settings.forms[FORM].topics[0].slug,
        "question": "Does everything that comes in get through? Nobody has to answer this.",
        "deadline_day": "tomorrow",
        "deadline_time": "16:00",
        "timezone": settings.timezone,
    }
    cleaned = forms.clean(door.forms[FORM], typed, now=now, zone=settings.timezone)
    if not isinstance(cleaned, Submission):
        raise FormRefuses(", ".join(sorted({problem.field for problem in cleaned})))
    await accept.accept_canary(door, cleaned, tuple(typed.items()), key=canaries.key(id), now=now)
