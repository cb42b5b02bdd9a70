"""Everything an organisation can set, read once and frozen. Knows nothing of what is done with it."""

from inquiries.settings.complaint import SettingsError
from inquiries.settings.hours import Span
from inquiries.settings.kinds import OFFERED
from inquiries.settings.known import KEYS, NAMES
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
from inquiries.settings.reading import load, place

__all__ = [
    "KEYS",
    "NAMES",
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
    "SettingsError",
    "Span",
    "Topic",
    "load",
    "place",
]
