"""Sample contexts for every public template: empty, filled, wrong, long, right-to-left, the bare default."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace as Some
from typing import Any

from markupsafe import Markup

from inquiries.forms import catalogue, email_hint
from inquiries.i18n import zones
from inquiries.inquiry.said_back import SaidBack
from inquiries.settings import Contact, Settings
from inquiries.wording import Text

Context = dict[str, Any]

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikantenverband " * 3
ARABIC = "هل يمكنكم تأكيد عدد القضايا التي فتحت هذا العام؟"
QUESTION = (
    "The federal audit published this morning says shelters turned away one in five people last winter. "
    "Does that match what you saw, and did it affect people leaving trafficking situations?"
)


NOW = datetime(2026, 11, 24, 19, 20, tzinfo=UTC)
SETTINGS = Settings(timezone="America/Toronto")
FIELDS = {
    name: {field.name: field for field in form.fields} for name, form in catalogue.forms(SETTINGS).items()
}

MAREN = Contact(
    name="Maren Oduya",
    title="Director of Marketing and Public Relations",
    phone="613-555-0142",
    extension="214",
    desk="media",
)
DUTY = Contact(
    name="Duty press officer",
    phone="613-555-0178",
    desk="media",
    note="Every evening and weekend, for deadlines before the desk opens again.",
)
PRESS = Some(
    desk="Media",
    people=(MAREN,),
    hours="Monday to Friday, 8:30 to 17:30 in Ottawa",
    state="Open now.",
    usual="We usually answer within 3 h.",
    mailbox=None,
    duty=DUTY,
    rings=MAREN,
)
COORDINATION = Some(
    desk="Events",
    people=(),
    hours="Monday to Friday, 9:00 to 17:00 in Ottawa",
    state="Opens tomorrow 9:00.",
    usual="",
    mailbox="events@lanternroad.example",
    duty=None,
    rings=None,
)
BARE = Some(
    desk="Media",
    people=(),
    hours="Monday to Friday, 9:00 to 17:00 in Ottawa",
    state="Opens Monday 9:00.",
    usual="",
    mailbox=None,
    duty=None,
    rings=None,
)

PAGE: Context = {
    "locale": "en",
    "direction": "ltr",
    "languages": (("fr", "Français", "?language=fr"),),
    "navigation": ((Text("Events and fundraisers"), "/forms/events"),),
}
PLAIN: Context = PAGE | {"languages": (), "navigation": ()}
RTL: Context = PAGE | {"locale": "ar", "direction": "rtl"}
MEDIA_FORM = SETTINGS.forms["media"]
EVENTS_FORM = SETTINGS.forms["events"].model_copy(update={"exit_page": True})
BLANK: Context = {
    "form_token": "t0ken",
    "proof_bits": 0,
    "values": {},
    "problems": {},
    "suggestions": {},
    "notice": None,
    "mail_domains": {"common": email_hint.COMMON, "genuine": email_hint.GENUINE},
}
WEEK = [[["08:30", "17:30"]]] * 5 + [[], []]
DEADLINE: Context = {
    "days": {"today": "Tue 24 Nov", "tomorrow": "Wed 25 Nov"},
    "zones": zones.zone_choices(NOW, "en", ("America/Toronto",)),
    "zone": "America/Toronto",
    "place": "Ottawa",
    "desk_hours": {"zone": "America/Toronto", "week": WEEK, "closed": ["2026-12-25", "01-01"]},
    "closed_now": False,
}
MEDIA: Context = (
    PAGE
    | BLANK
    | DEADLINE
    | {"form": MEDIA_FORM, "action": "/forms/media", "fields": FIELDS["media"], "contacts": PRESS}
)
EVENTS: Context = (
    PAGE
    | BLANK
    | {"form": EVENTS_FORM, "action": "/forms/events", "fields": FIELDS["events"], "contacts": COORDINATION}
)
TYPED = {
    "name": "Tamsin Orell",
    "outlet": "The Example Gazette",
    "email": "t.orell@gazette.example",
    "phone": "+44 20 7946 0018",
    "topic": "news-reaction",
    "request_type": "comment",
    "question": QUESTION,
    "deadline_day": "today",
    "deadline_time": "22:00",
    "timezone": "Europe/London",
    "publishes_at": "2026-11-24T23:30",
}
WRONG = {
    "email": Text("Enter an email address with an @, like %(example)s", {"example": "name@outlet.example"}),
    "question": Text("Write your question"),
    "deadline_time": Text("Enter the time of your deadline, like 16:30 or 4:30 pm"),
}
MISTYPED = TYPED | {"email": "t.orell.gazette.example", "question": "", "deadline_time": "10ish"}
EVERY_WRONG = {
    name: Text("Check “%(field)s”", {"field": one.label})
    for name, one in FIELDS["media"].items()
    if name != "deadline"
}
UNDATED = Text("Enter the date as year-month-day, like 2027-05-30, or leave it empty")
UNSTORED = Text("We could not store this just now. Your words are still here: send again in a minute.")
HOME: Context = PAGE | {
    "media": Some(form=MEDIA_FORM, href="/forms/media", contacts=PRESS),
    "events": Some(form=EVENTS_FORM, href="/forms/events", contacts=COORDINATION),
    "fundraiser_href": "/forms/events?topic=start-a-fundraiser",
    "guide": Some(title="25 Tips for the Novice Fundraiser"),
}
CHECK: Context = PAGE | {
    "form": EVENTS_FORM,
    "action": "/forms/events",
    "form_token": "t0ken",
    "proof_bits": 0,
    "answers": (
        ("name", Text("Your name"), "Bo Lindqvist"),
        ("idea", Text("Your idea"), "A bake sale,\nand a raffle"),
        ("event_date", Text("Date"), ""),
        ("place", Text("Place"), LONG),
        ("updates_consent", Text("Send me news"), ""),
    ),
    "ticks": ("updates_consent",),
    "values": {"name": "Bo Lindqvist", "idea": "A bake sale,\nand a raffle", "website": ""},
    "said": None,
    "suggestions": {"name": "bo@gmail.com"},
    "contacts": COORDINATION,
}
SAID_BACK = SaidBack(
    (
        "You need an answer by ",
        "20:00 today in London",
        ". That is ",
        "15:00 here in Ottawa",
        ", 40 min from now.",
    ),
    "The desk does not open again before your deadline.",
    True,
)
BUSY: Context = CHECK | {
    "values": {"name": "Bo Lindqvist"},
    "notice": Text("Much arrives just now. Your words are still here."),
    "hidden": Markup('<input type="hidden" name="name" value="Bo Lindqvist">'),
    "shown": Markup(f'<div><dt>Your name</dt><dd dir="auto">Bo Lindqvist {LONG}</dd></div>'),
}
CROWDED: Context = PLAIN | {
    "form": MEDIA_FORM,
    "notice": Text("Much arrives just now. Your browser still has your words."),
    "contacts": PRESS,
}
BARE_DOORS = {
    "media": Some(form=MEDIA_FORM, href="/forms/media", contacts=BARE),
    "events": Some(form=EVENTS_FORM, href="/forms/events", contacts=BARE),
    "guide": None,
}

ERASE: Context = {
    "reference": "M7K-4QX2",
    "action": "/receipts/0vXk3dJq9mT2/erase",
    "back": "/receipts/0vXk3dJq9mT2",
    "is_part": False,
    "notice": None,
    "form": MEDIA_FORM,
}
GONE: Context = {
    "reference": "M7K-4QX2",
    "said": Text("It was erased on 24 November 2026."),
    "form": MEDIA_FORM,
}
PUBLIC: dict[str, list[Context]] = {
    "public/home.html": [HOME, HOME | PLAIN | BARE_DOORS, HOME | RTL],
    "public/media.html": [
        MEDIA | {"values": TYPED},
        MEDIA | PLAIN | {"contacts": BARE, "closed_now": True},
        MEDIA | {"closed_now": True},
        MEDIA | {"values": MISTYPED, "problems": WRONG},
        MEDIA | {"values": TYPED, "notice": UNSTORED},
        MEDIA | {"values": TYPED, "problems": WRONG, "in_danger": True},
        MEDIA | RTL | {"values": {"outlet": LONG, "question": ARABIC * 20, "publishes_at": "tonight"}},
        MEDIA | {"values": {"deadline_day": "date", "topic": "gone"}, "problems": EVERY_WRONG},
    ],
    "public/events.html": [
        EVENTS,
        EVENTS
        | {"values": {"topic": "start-a-fundraiser", "email": "bo@gmial.com"}}
        | {"suggestions": {"email": "bo@gmail.com"}},
        EVENTS
        | {
            "values": {"event_date": "in May"},
            "problems": {"topic": Text("Choose what brings you here"), "event_date": UNDATED},
        },
        EVENTS | RTL | {"values": {"idea": ARABIC}, "notice": UNSTORED},
    ],
    "public/address.html": [
        PAGE | {"email": "bo@gazette.example", "told": False, "form": MEDIA_FORM, "contacts": PRESS},
        RTL | {"email": "bo@gazette.example", "told": True, "form": EVENTS_FORM, "contacts": BARE},
    ],
    "public/erase.html": [
        PAGE | ERASE | {"contacts": PRESS},
        RTL | ERASE | {"is_part": True, "notice": Text("Press again in a minute."), "contacts": BARE},
    ],
    "public/erased.html": [PAGE | GONE | {"contacts": PRESS}, RTL | GONE | {"contacts": BARE}],
    "public/check.html": [
        CHECK,
        CHECK | RTL | {"form": MEDIA_FORM, "said": SAID_BACK, "contacts": PRESS},
        CHECK | {"said": replace(SAID_BACK, desk="", closed=False)},
        CHECK | RTL | {"in_danger": True},
    ],
    "public/busy.html": [BUSY, BUSY | RTL],
    "public/crowded.html": [CROWDED, CROWDED | RTL],
}
