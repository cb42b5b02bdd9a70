"""Every form there is. A new one is a file beside this, a line here, a template and a test."""

from collections.abc import Callable

from inquiries.forms import zones
from inquiries.forms.events import events
from inquiries.forms.form import Form
from inquiries.forms.media import media
from inquiries.settings import Settings

Topics = tuple[tuple[str, str], ...]

FORMS: dict[str, Callable[[Topics, Settings], Form]] = {
    "media": lambda topics, settings: media(topics, settings.languages),
    "events": lambda topics, settings: events(topics),
}


def forms(settings: Settings) -> dict[str, Form]:
    """Every form by name, with the organisation's topics. Made once, when the service starts."""
    zones.known()  # 40 ms that the first sender should not wait
    return {
        name: make(tuple((topic.slug, topic.label) for topic in settings.forms[name].topics), settings)
        for name, make in FORMS.items()
    }
