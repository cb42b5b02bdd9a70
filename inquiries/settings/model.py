"""What can be set, with its types and its defaults. Knows nothing of files or the environment."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inquiries.settings import defaults, holidays, hours
from inquiries.settings.kinds import (
    Accent,
    AccentDark,
    BaseUrl,
    DatabaseUrl,
    Duration,
    Email,
    Holidays,
    Languages,
    Line,
    Name,
    Networks,
    OptionalRate,
    Port,
    Rate,
    Shares,
    Slug,
    SmtpUrl,
    Website,
    Week,
    Zone,
)

__all__ = [
    "Contact",
    "Desk",
    "FormSettings",
    "Guide",
    "Hours",
    "Organisation",
    "Rate",
    "RoutingRule",
    "Settings",
    "Topic",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Organisation(_Frozen):
    """Who stands behind the forms. None as an accent keeps the house's own colour."""

    name: Name = "Example Organisation"
    short_name: Line = ""
    place: Line = ""
    accent: Accent | None = None
    accent_dark: AccentDark | None = None
    emergency_phone: Line = "911"
    hotline_phone: Line | None = None
    hotline_name: Line | None = None
    website: Website | None = None
    holidays: Holidays = holidays.NONE
    holidays_calendar: Path | None = None


class Hours(_Frozen):
    """Opening hours: seven days, Monday first, each a tuple of spans in the organisation's time zone.

    On its `holidays` a desk stays closed whatever the day; Settings gathers them from everywhere they are listed.
    """

    week: Week = hours.OFFICE
    holidays: Holidays = holidays.NONE

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, given: object) -> object:
        if not isinstance(given, dict | Hours):
            raise ValueError('should look like { weekdays = "8:30-17:30" } or { always = true }')
        if isinstance(given, dict) and given and "week" not in given:
            return {"week": hours.week(given)}
        return given


class Contact(_Frozen):
    """A named person shown beside a form: the public may ring and write to them."""

    name: Name
    title: Line = ""
    phone: Line = ""
    extension: Line = ""
    email: Email | None = None
    desk: Slug
    note: Line = ""


class Desk(_Frozen):
    """A team's inbox. New inquiries are told to `email`, which is public, and to `notify`, which is not.

    Senders are told the name of whoever has their inquiry where the desk wants that: `show_names`.
    `question_in_mail` puts the question itself into that mail, which may pass through other people's servers.
    `escalation`: after which shares of its time, in percent, an inquiry that nobody has acknowledged is told to its
    owner, to the desk, and to the duty officer.
    """

    slug: Slug
    name: Name
    email: Email | None = None
    notify: tuple[Email, ...] = ()
    hours: Hours = Hours()
    holidays: Holidays = holidays.NONE
    holidays_calendar: Path | None = None
    duty: Contact | None = None
    director: Line | None = None
    clearance: Duration = timedelta(0)
    preparation: Duration = timedelta(0)
    acknowledge_within: Duration = timedelta(hours=8)
    question_in_mail: bool = False
    escalation: Shares = (25, 50, 75)
    show_names: bool = True


class Topic(_Frozen):
    """What a sender picks on a form; what is None here is the form's."""

    slug: Slug
    label: Name
    desk: Slug | None = None
    guide: Slug | None = None
    owner: Email | None = None


class FormSettings(_Frozen):
    """One public form; `name` is its name in the address, `desk` takes topics that name no desk."""

    name: Slug
    title: Name
    intro: str = ""
    desk: Slug
    topics: tuple[Topic, ...] = Field(min_length=1)
    exit_page: bool = False


class Guide(_Frozen):
    """A free guide, handed out at /guides/<slug>."""

    slug: Slug
    title: Name
    file: Path


class RoutingRule(_Frozen):
    """When every condition holds, the inquiry goes there. What the conditions mean, routing knows."""

    when: Mapping[str, str | tuple[str, ...]]
    desk: Slug | None = None
    owner: Email | None = None


def _desks() -> Mapping[str, Desk]:
    return {slug: Desk.model_validate({"slug": slug, **desk}) for slug, desk in defaults.DESKS.items()}


def _forms() -> Mapping[str, FormSettings]:
    return {
        name: FormSettings.model_validate({"name": name, **form}) for name, form in defaults.FORMS.items()
    }


class Settings(_Frozen):
    """Everything that can be set. `smtp_url` None keeps mail in the local mailbox; `rate_limit` None is off.

    `source` is the TOML file that was read, None where there was none.
    """

    data_dir: Path = Path("data")
    database_url: DatabaseUrl = Field(default="", repr=False)
    base_url: BaseUrl = ""
    host: Name = "127.0.0.1"
    port: Port = 8080
    smtp_url: SmtpUrl | None = Field(default=None, repr=False)
    mail_from: Email = ""
    trusted_proxies: Networks = ()
    rate_limit: OptionalRate = Rate(count=30, seconds=600)
    timezone: Zone = "UTC"
    languages: Languages = ("en",)
    log_format: Literal["text", "json"] = "text"
    default_desk: Slug = "media"
    organisation: Organisation = Organisation()
    desks: Mapping[str, Desk] = Field(default_factory=_desks)
    people: tuple[Contact, ...] = ()
    forms: Mapping[str, FormSettings] = Field(default_factory=_forms)
    guides: Mapping[str, Guide] = Field(default_factory=dict)
    routing: tuple[RoutingRule, ...] = ()
    source: Path | None = None

    @model_validator(mode="after")
    def _fill_in(self) -> "Settings":
        """Defaults that follow from other settings."""
        self._default("database_url", f"sqlite:///{self.data_dir.absolute() / 'inquiries.db'}")
        self._default("base_url", f"http://localhost:{self.port}")
        self._default("mail_from", f"inquiries@{_mail_domain(self.base_url)}")
        named = self.organisation
        city = self.timezone.rpartition("/")[2].replace("_", " ")
        filled = {"short_name": named.short_name or named.name, "place": named.place or city}
        object.__setattr__(self, "organisation", named.model_copy(update=filled))
        object.__setattr__(self, "desks", closing(self.organisation, self.desks))
        return self

    def desk(self, slug: str) -> Desk:
        """The desk; the default one where the file no longer has it."""
        return self.desks.get(slug) or self.desks[self.default_desk]

    def topic(self, form: str, slug: str) -> Topic | None:
        """A form's topic; None for one the file no longer has."""
        topics = self.forms[form].topics if form in self.forms else ()
        return next((topic for topic in topics if topic.slug == slug), None)

    def _default(self, name: str, value: str) -> None:
        if not getattr(self, name):
            object.__setattr__(self, name, value)


def closing(organisation: Organisation, desks: Mapping[str, Desk]) -> Mapping[str, Desk]:
    """The desks with their holidays in their hours: their own, and the organisation's unless they are always open."""

    def hours_of(desk: Desk) -> Hours:
        shared = holidays.NONE if desk.hours.week == hours.ALWAYS else organisation.holidays
        return desk.hours.model_copy(update={"holidays": desk.holidays | shared})

    return {slug: desk.model_copy(update={"hours": hours_of(desk)}) for slug, desk in desks.items()}


def _mail_domain(base_url: str) -> str:
    """Its host; a bare IP address is no domain to write from."""
    host = urlsplit(base_url).hostname or ""
    return host if host.rpartition(".")[2].isalpha() else "localhost"
