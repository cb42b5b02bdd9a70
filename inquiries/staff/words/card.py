"""One inquiry as its page shows it: heading, clocks, acts, conversation, answers, history. Words only, no SQL."""

from typing import Any
from urllib.parse import quote

from inquiries.database.tables import DEAD
from inquiries.i18n import catalogues
from inquiries.inquiry import answers, contacts, mentions
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import GOING, Event, Inquiry
from inquiries.people import permissions
from inquiries.settings import SEALED
from inquiries.staff import acts
from inquiries.staff.acts.act import Scene, Typed
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import (
    beside,
    bounced,
    conversation,
    rota_words,
    rows,
    sealed_views,
    sentences,
    standing,
    strip,
    suspicion,
    talk,
)
from inquiries.staff.words.whole import Whole
from inquiries.wording import Text

_IN_NOBODYS_WAY = ("noted", "alarm", "late", "reply read")
_IN_THE_HEADING = ("name", "outlet", "email", "phone", "question")


def card(office: Office, visitor: Visitor, whole: Whole, *, typed: Typed, position: str) -> dict[str, Any]:
    """What templates/staff/inquiry.html takes as `inquiry`."""
    inquiry, settings, locale = whole.inquiry, office.settings, visitor.locale
    topic = settings.topic(inquiry.form, inquiry.topic)
    topic_words = catalogues.text(Text(topic.label), locale) if topic else inquiry.topic
    desk = settings.desk(SEALED) if inquiry.is_sealed else settings.desks.get(inquiry.desk)
    known = (whole.everybody, whole.tags, whole.tags_in_use, whole.around.going, whole.parts)
    drawn = acts.offered(Scene(office, visitor, inquiry, whole.colleagues, typed, *known))
    news = conversation.news(whole, typed, visitor, office)
    return {
        "reference": inquiry.reference,
        "title": inquiry.outlet or inquiry.name,
        "subtitle": inquiry.name if inquiry.outlet else topic_words,
        "desk": catalogues.text(Text(desk.name), locale) if desk else inquiry.desk,
        "topic": topic_words,
        "request_type": rows.request_type(office, inquiry, visitor).lower(),
        "position": position,
        "email": inquiry.email,
        "mail_url": f"mailto:{quote(inquiry.email, safe='@+')}?subject={quote(f'[{inquiry.reference}]')}",
        "came_back": bounced.words(inquiry.email, whole.replying.bounced.get(inquiry.email.lower()), visitor),
        "phone": inquiry.phone,
        "phone_url": contacts.dialled(inquiry.phone),
        "state": inquiry.status.name.lower(),
        "marks": _marks(inquiry, visitor, office),
        "beside": beside.beside(office, visitor, inquiry, whole.around),
        "held": suspicion.of_page(inquiry, locale, told=_told(whole)),
        "sealed": sealed_views.shown(visitor, inquiry, whole),
        "sealed_words": standing.sealed(inquiry, whole.events, visitor),
        "waiting": standing.waiting(inquiry, visitor),
        "part_of": standing.part_of(inquiry, whole.events),
        "outcome": standing.outcome(inquiry, whole.events, visitor),
        "away": rota_words.owner_away(inquiry, whole.away, whole.everybody, visitor),
        "trouble": _trouble(whole, locale),
        "clocks": strip.clocks(inquiry, visitor, office),
        "version": inquiry.version,
        **_acts(drawn, inquiry, visitor, typed),
        "entries": conversation.entries(whole, visitor, office),
        **conversation.boxes(whole, typed, visitor, office, with_reply=drawn["reply"] is not None),
        "news": news,
        "present": talk.present(visitor, whole.company.present, whole.colleagues),
        "drafts": talk.drafts(visitor, whole.company.drafts, whole.replying.drafts),
        "handles": mentions.handles([one for one in whole.colleagues if one.id != visitor.who.id]),
        "answers": given(office, visitor.reader(office.settings), inquiry),
        "newest": f"{short_time(_done(whole).at, visitor)} {_faster(whole, visitor.reader(settings))}",
        "history": [conversation.line(event, visitor, office) for event in whole.events],
        "faster": _faster(whole, visitor.reader(settings)) if typed.faster and not news else "",
        "unsent": acts.unsent(typed, drawn) if typed.faster else "",
    }


def _acts(drawn: dict[str, Any], inquiry: Inquiry, visitor: Visitor, typed: Typed) -> dict[str, Any]:
    """What parts/acts.html draws."""
    may_erase = permissions.may_erase(visitor.who)
    more = acts.standing(drawn, "more")
    return {
        "acts": drawn,
        "bar": acts.standing(drawn, "bar"),
        "more": more,
        "erase_url": f"/staff/inquiries/{inquiry.reference}/erase" if may_erase else "",
        "more_open": typed.act in more,
    }


def _faster(whole: Whole, reader: Reader) -> str:
    return sentences.sentence(_done(whole), reader) + "."


def _done(whole: Whole) -> Event:
    """What the other did: the last that happened, but for what is in nobody's way."""
    return next(event for event in reversed(whole.events) if event.kind not in _IN_NOBODYS_WAY)


def _marks(inquiry: Inquiry, visitor: Visitor, office: Office) -> list[str]:
    words = catalogues.translations(visitor.locale)
    marks = []
    if inquiry.acknowledged_at:
        time = short_time(inquiry.acknowledged_at, visitor)
        marks.append(words.gettext("Acknowledged %(time)s") % {"time": time})
    if inquiry.owner and inquiry.status in GOING:
        mine = inquiry.owner.id == visitor.who.id
        marks.append(
            words.gettext("Yours") if mine else words.gettext("With %(name)s") % {"name": inquiry.owner.name}
        )
    return marks


def _told(whole: Whole) -> bool:
    """Whether anybody was told of it, before it was called spam."""
    return any(one.delivery.kind == "notification" for one in whole.deliveries)


def _trouble(whole: Whole, locale: str) -> dict[str, str] | None:
    dead = next((one for one in whole.deliveries if one.state == DEAD), None)
    if dead is None:
        return None
    words = Text("A mail to %(to)s could not be delivered.", {"to": dead.delivery.recipient})
    return {"words": catalogues.text(words, locale), "url": "/staff/deliveries"}


def given(office: Office, reader: Reader, inquiry: Inquiry) -> list[dict[str, str]]:
    """The answers that do not stand in the heading."""
    form = office.forms.get(inquiry.form)
    if form is None:
        return [{"label": name, "words": words, "url": ""} for name, words in inquiry.answers.items()]
    said = answers.in_words(form, inquiry.answers, reader)
    return [
        {"label": catalogues.text(label, reader.locale), "words": words, "url": ""}
        for name, label, words in said
        if words and name not in _IN_THE_HEADING
    ]
