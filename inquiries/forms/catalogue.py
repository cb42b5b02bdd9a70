"""Every form there is. A new one is a file beside this, a line here, a template and a test."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from inquiries.forms import zones
from inquiries.forms.events import events
from inquiries.forms.form import Form
from inquiries.forms.media import media


class Topic(Protocol):
    """A topic as the settings hold it."""

    @property
    def slug(self) -> str: ...
    @property
    def label(self) -> str: ...


class FormSettings(Protocol):
    """What the settings say of one form."""

    @property
    def topics(self) -> Sequence[Topic]: ...


class Settings(Protocol):
    """The part of the settings that forms are made of."""

    @property
    def forms(self) -> Mapping[str, FormSettings]: ...
    @property
    def languages(self) -> Sequence[str]: ...


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
