"""What can be set, with its types and its defaults. Knows nothing of files or the environment."""

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from inquiries.settings import defaults, holidays, hours
from inquiries.settings.kinds import (
    BaseUrl,
    Daily,
    DatabaseUrl,
    Email,
    ImapUrl,
    Languages,
    LmtpListen,
    Name,
    Networks,
    OptionalRate,
    Port,
    ProofAbove,
    Rate,
    Size,
    Slug,
    SmtpUrl,
    Token,
    Zone,
)
from inquiries.settings.tables import (
    Contact,
    Desk,
    FormSettings,
    Frozen,
    Guide,
    Hours,
    Organisation,
    RoutingRule,
    Safeguarding,
    Topic,
)
from inquiries.wording import Text


def _desks() -> Mapping[str, Desk]:
    return {slug: Desk.model_validate({"slug": slug, **desk}) for slug, desk in defaults.DESKS.items()}


def _forms() -> Mapping[str, FormSettings]:
    return {
        name: FormSettings.model_validate({"name": name, **form}) for name, form in defaults.FORMS.items()
    }


_SEALED = Desk(slug=defaults.SEALED, name=Text("Sealed").msgid, hours=Hours(week=hours.ALWAYS))


class Settings(Frozen):
    """Everything that can be set. `smtp_url` None keeps mail in the local mailbox; `rate_limit` None is off.
    `proof_above` None is never, a count of 0 always.

    Letters ask for answers at `reply_address`, with a signed tag behind a plus; they come back through `imap_url`,
    `lmtp_listen`, or the command `receive`. Attachments take up to `attachments_quota` bytes, and leave
    `disk_floor` bytes of the disk free. `canary` is when the daily canary leaves, None for never.
    `source` is the TOML file that was read, None where there was none.
    """

    data_dir: Path = Path("data")
    database_url: DatabaseUrl = Field(default="", repr=False)
    base_url: BaseUrl = ""
    host: Name = "127.0.0.1"
    port: Port = 8080
    smtp_url: SmtpUrl | None = Field(default=None, repr=False)
    mail_from: Email = ""
    reply_address: Email = ""
    imap_url: ImapUrl | None = Field(default=None, repr=False)
    lmtp_listen: LmtpListen | None = None
    dkim_key: Path | None = None
    dkim_selector: Slug = "inquiries"
    attachments_quota: Size = 5 * 10**9
    disk_floor: Size = 500 * 10**6
    trusted_proxies: Networks = ()
    rate_limit: OptionalRate = Rate(count=30, seconds=600)
    proof_above: ProofAbove = Rate(count=120, seconds=60)
    timezone: Zone = "UTC"
    languages: Languages = ("en", "fr")
    metrics_token: Token | None = Field(default=None, repr=False)
    log_format: Literal["text", "json"] = "text"
    canary: Daily = time(6)
    default_desk: Slug = "media"
    organisation: Organisation = Organisation()
    desks: Mapping[str, Desk] = Field(default_factory=_desks)
    people: tuple[Contact, ...] = ()
    forms: Mapping[str, FormSettings] = Field(default_factory=_forms)
    guides: Mapping[str, Guide] = Field(default_factory=dict)
    routing: tuple[RoutingRule, ...] = ()
    safeguarding: Safeguarding = Safeguarding()
    source: Path | None = None

    @model_validator(mode="after")
    def _fill_in(self) -> "Settings":
        """Defaults that follow from other settings."""
        self._default("database_url", f"sqlite:///{self.data_dir.absolute() / 'inquiries.db'}")
        self._default("base_url", f"http://localhost:{self.port}")
        self._default("mail_from", f"inquiries@{_mail_domain(self.base_url)}")
        self._default("reply_address", f"reply@{self.mail_from.rpartition('@')[2]}")
        named = self.organisation
        city = self.timezone.rpartition("/")[2].replace("_", " ")
        filled = {"short_name": named.short_name or named.name, "place": named.place or city}
        object.__setattr__(self, "organisation", named.model_copy(update=filled))
        object.__setattr__(self, "desks", closing(self.organisation, self.desks))
        return self

    @property
    def has_door(self) -> bool:
        """Whether mail comes in by itself. What the command `receive` is given cannot be known beforehand."""
        return bool(self.imap_url or self.lmtp_listen)

    @property
    def siege(self) -> Rate | None:
        """Above how much proof of work is asked for. Where nobody counts, only `always` does."""
        measured = self.rate_limit is not None or not (self.proof_above and self.proof_above.count)
        return self.proof_above if measured else None

    def desk(self, slug: str) -> Desk:
        """The desk; the default one where the file no longer has it. What is sealed has one of its own, always open."""
        if slug == defaults.SEALED:
            return _SEALED
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
