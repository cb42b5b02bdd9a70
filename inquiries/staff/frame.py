"""What stands around every staff page: the bar, the strips, the way to everything else, with counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.correspondence import held
from inquiries.correspondence.held import Marks
from inquiries.i18n import catalogues, say
from inquiries.inquiry import canaries, latest, lists, opening, sealed
from inquiries.inquiry.canaries import Standing
from inquiries.inquiry.lists import Counts
from inquiries.inquiry.wanted import View, Wanted
from inquiries.notify import restraint
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import Stuck
from inquiries.people import initials, saved_views
from inquiries.people.saved_views import SavedView
from inquiries.settings import SEALED, Settings
from inquiries.staff import filters
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import list_head
from inquiries.web import csrf

HELD = "/staff/held"
VIEWS = {view: name for view, name in list_head.VIEWS.items() if view is not View.ALL}


@dataclass(frozen=True, slots=True)
class Figures:
    """What the nav counts: inquiries by view and desk, mail in trouble, mail that waits for somebody to say where it
    belongs, submissions that could not be opened, what is sealed away from their
    desks; and whether senders get no receipts just now, because so many have
    gone."""

    counts: Counts
    stuck: Stuck
    spent: bool
    held: Marks
    unopened: int
    sealed: int
    canary: Standing
    siege: bool = False


async def frame(
    office: Office, visitor: Visitor, db: AsyncConnection, *, current: str, notice: str = ""
) -> dict[str, Any]:
    """The frame of a page; `current` is the address it stands at in the nav. Always the same few queries."""
    settings, words = office.settings, catalogues.translations(visitor.locale)
    figures = Figures(
        counts=await lists.counts(db, who=visitor.who, desks=visitor.desks),
        stuck=await deliveries.stuck(db, desks=visitor.desks, everything=visitor.is_administrator),
        spent=await restraint.is_spent(db, visitor.now),
        held=await held.marks(db),
        unopened=await opening.count_set_aside(db) if visitor.is_administrator else 0,
        sealed=await sealed.count(db, visitor.desks) if SEALED not in visitor.desks else 0,
        canary=await canaries.standing(db) if visitor.is_administrator and settings.canary else Standing(),
        siege=office.siege.is_on(visitor.now),
    )
    kept = await saved_views.of(db, visitor.who.id, visitor.desks)
    late, soon = await lists.urgency(db, desks=visitor.desks, now=visitor.now)
    time = say.time(visitor.now, visitor.zone)
    local = not office.transport.leaves_through and visitor.is_administrator
    return {
        "urgent": _many(late + soon),
        "late": _many(late),
        "sealed": str(figures.sealed or ""),
        "soon": _many(soon),
        "changed": await latest.newest(db),
        "zone": visitor.zone,
        "now_at": visitor.now.isoformat(),
        "now_time": time,
        "now_words": words.gettext("%(time)s in %(place)s")
        % {"time": time, "place": _place(settings, visitor)},
        "csrf": csrf.token(visitor.token),
        "me": _me(settings, visitor),
        "search": "",
        "sections": _sections(office, visitor, figures, kept, current),
        "local_mail": {"url": "/staff/mailbox"} if local else None,
        "stuck": _stuck(figures, visitor),
        "held": _held(held.count(figures.held, visitor.desks), visitor),
        "held_mark": held.mark(figures.held, visitor.desks),
        "notice": notice,
    }


def inbox_url(view: View, desk: str = "") -> str:
    """The address of a view as it is, on one desk or all of them."""
    return filters.address(Wanted(view, desk))


def short_time(at: datetime, visitor: Visitor) -> str:
    """ "14:26" today, else "23 Nov 14:26", by the visitor's clock: for the edge of a row and for the history."""
    time = say.time(at, visitor.zone)
    if say.day(at, visitor.zone, visitor.now) == say.day(visitor.now, visitor.zone, visitor.now):
        return time
    return f"{say.date(at, visitor.zone, visitor.now, visitor.locale)} {time}"


def _place(settings: Settings, visitor: Visitor) -> str:
    """Where the visitor's clock hangs: with us, or in the city of a zone of their own."""
    ours = visitor.zone == settings.timezone
    return settings.organisation.place if ours else say.city(visitor.zone, visitor.locale)


def _many(count: int) -> str:
    """ "" for none, "3", "999+": nobody counts further."""
    return f"{lists.MANY - 1}+" if count >= lists.MANY else str(count or "")


def _stuck(figures: Figures, visitor: Visitor) -> dict[str, str] | None:
    """The strip that says when nothing may get through, or mail waits for a person, or does not get out."""
    stuck, words = figures.stuck, catalogues.translations(visitor.locale)
    if figures.canary.silent_since(visitor.now):
        said = words.gettext("The daily canary has not arrived: inquiries may not get through")
    elif stuck.dead:
        said = words.ngettext(
            "%(count)s mail could not be delivered", "%(count)s mails could not be delivered", stuck.dead
        ) % {"count": stuck.dead}
    elif stuck.failing:
        said = words.ngettext(
            "%(count)s mail waits: the other server does not take it",
            "%(count)s mails wait: the other server does not take them",
            stuck.failing,
        ) % {"count": stuck.failing}
    elif figures.siege:
        said = words.gettext("A form is under attack: what comes without proof is held")
        return {"words": said, "url": inbox_url(View.QUARANTINE)}
    elif figures.spent:
        said = words.gettext("Very many came at once: their receipts are not mailed just now")
    else:
        return None
    return {"words": said, "url": "/staff/deliveries"}


def _held(count: int, visitor: Visitor) -> dict[str, str] | None:
    """The strip that says when mail from outside waits."""
    if not count:
        return None
    said = catalogues.translations(visitor.locale).ngettext(
        "%(count)s mail waits to be filed",
        "%(count)s mails wait to be filed",
        count,
    )
    return {"words": said % {"count": count}, "url": HELD}


def _me(settings: Settings, visitor: Visitor) -> dict[str, str]:
    who, words = visitor.who, catalogues.translations(visitor.locale)
    desks = ", ".join(
        words.gettext(settings.desks[desk].name) for desk in settings.desks if desk in who.desks
    )
    role = words.gettext("Administrator") if visitor.is_administrator else desks
    return {"name": who.name, "email": who.email, "initials": initials.of(who.name), "role_words": role}


def _sections(
    office: Office, visitor: Visitor, figures: Figures, kept: Sequence[SavedView], current: str
) -> list[dict[str, Any]]:
    words = catalogues.translations(visitor.locale)
    settings = office.settings

    def link(name: str, url: str, count: int | None = None) -> dict[str, Any]:
        return {"name": name, "url": url, "count": str(count) if count else "", "current": url == current}

    views = [
        link(catalogues.text(name, visitor.locale), inbox_url(view), figures.counts.views.get(view))
        for view, name in VIEWS.items()
    ]
    views += [link(one.name, f"/staff/inbox?{one.query}") for one in kept]
    if kept:
        views.append(link(words.gettext("Edit saved views"), "/staff/views"))
    if figures.unopened:
        views.append(link(words.gettext("Not opened"), "/staff/unopened", figures.unopened))
    desks = [
        link(words.gettext(desk.name), inbox_url(View.OPEN, slug), figures.counts.desks.get(slug))
        for slug, desk in settings.desks.items()
        if slug in visitor.desks
    ]
    hidden = figures.counts.desks.get(SEALED)
    if hidden or current == inbox_url(View.OPEN, SEALED):
        desks.append(link(words.gettext(settings.desk(SEALED).name), inbox_url(View.OPEN, SEALED), hidden))
    reports = link(words.gettext("Reports"), "/staff/reports")
    dead = words.gettext("%(count)s held") % {"count": figures.stuck.dead} if figures.stuck.dead else ""
    post = [
        link(words.gettext("Held mail"), HELD, held.count(figures.held, visitor.desks)),
        {**link(words.gettext("Deliveries"), "/staff/deliveries"), "count": dead},
    ]
    if visitor.is_administrator and not office.transport.leaves_through:
        post.append(link(words.gettext("Local mailbox"), "/staff/mailbox"))
    if visitor.is_administrator:
        post.append(link(words.gettext("Erased"), "/staff/erasures"))
    rota = link(words.gettext("Rota"), "/staff/rota")
    replies = link(words.gettext("Saved replies"), "/staff/saved-replies")
    return [
        {"heading": words.gettext("Views"), "links": views},
        {"heading": words.gettext("Desks"), "links": desks},
        {"heading": words.gettext("Press office"), "links": [replies, rota, reports, *post]},
    ]
