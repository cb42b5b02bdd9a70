"""What stands beside an open inquiry about whoever asked, said in words. Pure."""

from typing import Any

from inquiries.i18n import catalogues, say
from inquiries.inquiry import earlier, persons
from inquiries.inquiry.beside import Around
from inquiries.inquiry.earlier import NEAR, Figures
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.persons import Going
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import went

_SHOWN, _GOING = 3, 2  # earlier ones, and open ones, by name


def beside(office: Office, visitor: Visitor, inquiry: Inquiry, around: Around) -> dict[str, Any]:
    """What parts/beside.html and parts/others-going.html draw."""
    address = (
        next((one for one in around.person.addresses if one.email == persons.address(inquiry.email)), None)
        if around.person
        else None
    )
    remark = around.remark
    return {
        "has_address": address is not None,
        "verified": address is not None and address.verified_at is not None,
        "person": _person(office, visitor, inquiry, around),
        "outlet": _outlet(visitor, inquiry, around),
        "remark": {
            "kind": "private",
            "who": remark.who,
            "of": "",
            "meta": short_time(remark.at, visitor),
            "at": remark.at.isoformat(),
            "text": remark.text,
            "state": "",
            "state_words": "",
        }
        if remark
        else None,
        "going": [_going(office, visitor, one) for one in around.going[:_GOING]],
        "more_going": _more_going(visitor, len(around.going)),
    }


def _person(office: Office, visitor: Visitor, inquiry: Inquiry, around: Around) -> dict[str, Any] | None:
    if around.person is None:
        return None
    figures = earlier.figures(around.earlier, NEAR)
    return {
        "name": inquiry.name,
        "url": went.person_url(around.person.id),
        "line": went.earlier_line(figures, visitor.locale),
        "earlier": [went.row(office, visitor, past, of="") for past in around.earlier[:_SHOWN]],
    }


def _outlet(visitor: Visitor, inquiry: Inquiry, around: Around) -> dict[str, Any] | None:
    if not inquiry.outlet_key:
        return None
    words = catalogues.translations(visitor.locale)
    figures: Figures = earlier.figures(around.outlet, NEAR)
    if figures.more:
        said = words.gettext("More than %(count)s inquiries")
    else:
        said = words.ngettext("%(count)s inquiry", "%(count)s inquiries", figures.total)
    spellings = earlier.most_used(around.outlet, lambda past: past.outlet)
    return {
        "name": spellings[0] if spellings else inquiry.outlet,
        "url": went.outlet_url(inquiry.outlet_key),
        "line": said % {"count": figures.total},
    }


def _more_going(visitor: Visitor, count: int) -> str:
    words = catalogues.translations(visitor.locale)
    if count == persons.OTHERS:
        return words.gettext("and more")
    return words.gettext("and %(count)s more") % {"count": count - _GOING} if count > _GOING else ""


def _going(office: Office, visitor: Visitor, going: Going) -> dict[str, Any]:
    """ "Also asked at 14:02", "Also asked on 12 Oct at 14:02"."""
    words = catalogues.translations(visitor.locale)
    when = {
        "time": say.time(going.received_at, visitor.zone),
        "date": say.date(going.received_at, visitor.zone, visitor.now, visitor.locale),
    }
    same = short_time(going.received_at, visitor) == when["time"]
    asked = (
        words.gettext("Also asked at %(time)s") if same else words.gettext("Also asked %(date)s at %(time)s")
    )
    owner = (
        words.gettext("with %(name)s") % {"name": going.owner} if going.owner else words.gettext("nobody yet")
    )
    return {
        "url": f"/staff/inquiries/{going.reference}",
        "asked": asked % when,
        "at": going.received_at.isoformat(),
        "question": went.about(office, going.question, going.form, going.topic, visitor.locale),
        "owner": owner,
    }
