"""Everything an organisation can set, read once and frozen. Knows nothing of what is done with it."""

from inquiries.settings.hours import Span
from inquiries.settings.kinds import OFFERED
from inquiries.settings.model import (
    Contact,
    Desk,
    FormSettings,
    Guide,
    Hours,
    Organisation,
    Rate,
    RoutingRule,
    Settings,
    Topic,
)

__all__ = [
    "OFFERED",
    "Contact",
    "Desk",
    "FormSettings",
    "Guide",
    "Hours",
    "Organisation",
    "Rate",
    "RoutingRule",
    "Settings",
    "Span",
    "Topic",
]
