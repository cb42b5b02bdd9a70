"""Which language a sender is answered in. Pure."""

from inquiries.inquiry.model import Inquiry
from inquiries.settings import Settings


def of(settings: Settings, inquiry: Inquiry) -> str:
    """The one they wrote in, where it is offered; else the first that is."""
    wanted = inquiry.language.partition("-")[0].lower()
    return wanted if wanted in settings.languages else settings.languages[0]
