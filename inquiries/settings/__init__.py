"""Everything an organisation can set, read once and frozen. Knows nothing of what is done with it."""

from inquiries.settings.complaint import SettingsError
from inquiries.settings.defaults import SEALED
from inquiries.settings.hours import Span
from inquiries.settings.kinds import OFFERED, Rate
from inquiries.settings.known import KEYS, NAMES
from inquiries.settings.model import Settings
from inquiries.settings.reading import load, place
from inquiries.settings.tables import (
    Contact,
    Desk,
    FormSettings,
    Guide,
    HelpLine,
    Hours,
    Organisation,
    RoutingRule,
    Safeguarding,
    Topic,
)

__all__ = [
    "KEYS",
    "NAMES",
    "OFFERED",
    "SEALED",
    "Contact",
    "Desk",
    "FormSettings",
    "Guide",
    "HelpLine",
    "Hours",
    "Organisation",
    "Rate",
    "RoutingRule",
    "Safeguarding",
    "Settings",
    "SettingsError",
    "Span",
    "Topic",
    "load",
    "place",
]
