"""How inquiries went, in one honest line for many and in a few words for one. Pure."""

from typing import Any
from urllib.parse import quote

from inquiries.i18n import catalogues, say
from inquiries.inquiry.earlier import Figures, Past
from inquiries.inquiry.model import OUTCOMES, Outcome, Status
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

_LONGEST = 90  # characters of a question in a list


def person_url(id: int) -> str:
    return f"/staff/persons/{id}"


def outlet_url(key: str) -> str:
    return f"/staff/outlets/{quote(key, safe='')}"


def line(figures: Figures, locale: str) -> str:
    """ "12 inquiries, 9 answered, 8 of them in time, 1 declined, 2 open"."""
    words, count = catalogues.translations(locale), {"count": figures.total}
    if not figures.total:
        return words.gettext("No inquiry")
    if figures.more:
        return words.gettext("More than %(count)s inquiries; of the latest %(count)s: %(how)s") % {
            **count,
            "how": parts(figures, locale),
        }
    many = words.ngettext("%(count)s inquiry", "%(count)s inquiries", figures.total) % count
    return _told(many, figures, locale)


def earlier_line(figures: Figures, locale: str) -> str:
    """ "3 earlier inquiries, all answered in time.", for beside an open one."""
    words, count = catalogues.translations(locale), {"count": figures.total}
    if not figures.total:
        return words.gettext("No earlier inquiry.")
    if figures.more:
        return words.gettext("More than %(count)s earlier inquiries. Of the latest %(count)s: %(how)s.") % {
            **count,
            "how": parts(figures, locale),
        }
    many = words.ngettext("%(count)s earlier inquiry", "%(count)s earlier inquiries", figures.total) % count
    return _told(many, figures, locale) + "."


def parts(figures: Figures, locale: str) -> str:
    """ "9 answered, 8 of them in time, 1 declined": what there is none of is left out."""
    words = catalogues.translations(locale)
    counted = (
        (figures.declined, words.gettext("%(count)s declined")),
        (figures.no_reply_needed, words.gettext("%(count)s without need of a reply")),
        (
            figures.story_dropped,
            words.ngettext("%(count)s story dropped", "%(count)s stories dropped", figures.story_dropped),
        ),
        (figures.did_not_respond, words.gettext("%(count)s we did not respond to")),
        (figures.open, words.gettext("%(count)s open")),
        (figures.held, words.gettext("%(count)s in quarantine")),
    )
    said = [_answered(figures, locale)] if figures.answered else []
    return ", ".join([*said, *(msgid % {"count": count} for count, msgid in counted if count)])


def row(office: Office, visitor: Visitor, past: Past, *, of: str) -> dict[str, Any]:
    """What parts/earlier.html draws; `of` is the name that tells this one from the others: outlet or person."""
    return {
        "url": f"/staff/inquiries/{past.reference}",
        "at": past.received_at.isoformat(),
        "date": say.date(past.received_at, visitor.zone, visitor.now, visitor.locale),
        "words": about(office, past.question, past.form, past.topic, visitor.locale),
        "of": of,
        "went": one(past, visitor.locale),
        "open": past.status is not Status.CLOSED,
    }


def about(office: Office, question: str, form: str, topic: str, locale: str) -> str:
    """The beginning of the question, or the topic where nothing was asked."""
    begins = " ".join(question.split())
    if len(begins) > _LONGEST:
        whole_words = begins[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:.–-")
        return (whole_words or begins[:_LONGEST]) + "…"
    found = office.settings.topic(form, topic)
    return begins or (catalogues.text(Text(found.label), locale) if found else topic)


def one(past: Past, locale: str) -> str:
    """ "Answered in time", "Declined", "Open"."""
    words = catalogues.translations(locale)
    if past.status is Status.CLOSED and past.outcome is Outcome.ANSWERED:
        return words.gettext("Answered in time") if past.in_time else words.gettext("Answered late")
    if past.status is Status.CLOSED:
        return catalogues.text(OUTCOMES[past.outcome], locale) if past.outcome else words.gettext("Closed")
    return words.gettext("In quarantine") if past.status is Status.QUARANTINED else words.gettext("Open")


def _told(many: str, figures: Figures, locale: str) -> str:
    words = catalogues.translations(locale)
    if figures.in_time == figures.total == 1:
        return words.gettext("%(inquiries)s, answered in time") % {"inquiries": many}
    if figures.in_time == figures.total:
        return words.gettext("%(inquiries)s, all answered in time") % {"inquiries": many}
    how = {"inquiries": many, "how": parts(figures, locale)}
    return words.gettext("%(inquiries)s, %(how)s") % how


def _answered(figures: Figures, locale: str) -> str:
    words = catalogues.translations(locale)
    values = {"count": figures.answered, "in_time": figures.in_time}
    if figures.answered == 1:
        told = words.gettext("1 answered in time") if figures.in_time else words.gettext("1 answered late")
    elif figures.in_time == figures.answered:
        told = words.gettext("%(count)s answered, all in time") % values
    elif not figures.in_time:
        told = words.gettext("%(count)s answered, none in time") % values
    else:
        told = words.gettext("%(count)s answered, %(in_time)s of them in time") % values
    return told
