"""Sample contexts of the rota and of one's own settings."""

from inquiries.i18n import say
from inquiries.wording import Text
from tests.house.samples_staff_list import GERMAN, QUIET, Context, frame
from tests.opened import NOON

_HOWS = [("now", "At once"), ("digest", "In the digest"), ("off", "Not at all")]


def _row(event: str, name: str, *desks: str) -> Context:
    boxes = [{"name": event, "options": _HOWS, "chosen": "now"}]
    boxes += [
        {"name": f"{event}-{desk}", "options": [("", "As for all desks"), *_HOWS], "chosen": ""}
        for desk in desks
    ]
    return {"name": name, "hint": "one came to your desk", "boxes": boxes}


def _me(*desks: str) -> Context:
    return {
        "zones": say.zone_choices(NOON),
        "house_zone": "Ottawa",
        "columns": [desk.capitalize() for desk in desks],
        "rows": [_row("new", "A new inquiry", *desks), _row("alarm", "Nobody has it", *desks)],
        "email": "ana@example.org",
    }


_QUIET = {"quiet": "on", "quiet_from": "22:00", "quiet_until": "07:00", "urgent": "on", "digest_at": "08:30"}
_WRONG = {
    "timezone": Text("Choose a time zone from the list"),
    "new": Text("Choose how you are told from the list"),
    "quiet_from": Text("Enter when your quiet hours begin, like 22:00 or 10 pm"),
}
_DUTY = {
    "name": "Ana Alves",
    "from": "18:00 today",
    "until": "09:00 tomorrow",
    "current": True,
    "remove_url": "/staff/rota/duties/1/remove",
}
_ABSENCE = {
    "id": 1,
    "name": "Dee Dunn",
    "from": "09:00 today",
    "until": "Fri 27 Nov, 17:00",
    "substitute": "Ana Alves",
    "remove_url": "/staff/rota/absences/1/remove",
}
_ROTA: Context = {
    "desks": [
        {
            "slug": "media",
            "name": "Media",
            "now": "On duty: Ana Alves, until 09:00 tomorrow",
            "covered": True,
            "next": Text("Next: %(name)s, from %(from)s", {"name": GERMAN, "from": "18:00 tomorrow"}),
            "duties": [_DUTY, {**_DUTY, "name": GERMAN, "current": False}],
        },
        {
            "slug": "events",
            "name": "Events",
            "now": "Nobody is on duty. The last step of an alarm goes to every administrator.",
            "covered": False,
            "next": "",
            "duties": [],
        },
    ],
    "people": [{"id": "1", "name": "Ana Alves"}, {"id": "2", "name": "Dee Dunn"}],
    "others": True,
    "absences": [_ABSENCE, {**_ABSENCE, "id": 2, "name": GERMAN, "substitute": "", "remove_url": ""}],
    "zone": "Ottawa",
}
_BARE = {**_ROTA, "desks": _ROTA["desks"][1:], "others": False, "absences": []}

SAMPLES: dict[str, list[Context]] = {
    "staff/me.html": [
        {
            "frame": frame("My settings"),
            "me": _me("media", "events"),
            "languages": (("fr", "Français", "?lang=fr"),),
            "values": _QUIET,
            "problems": {},
        },
        {
            "frame": frame(**QUIET),
            "me": _me(),
            "languages": (),
            "values": {"quiet_from": "late"},
            "problems": _WRONG,
        },
    ],
    "staff/rota.html": [
        {"frame": frame("Rota"), "rota": _ROTA, "values": {}, "problems": {}},
        {
            "frame": frame("Rota", **QUIET),
            "rota": _BARE,
            "values": {"desk": "media", "starts": "2026-11-24T18:00"},
            "problems": {
                "ends": Text("Enter when it ends, as day and time"),
                "person": Text("Choose somebody"),
            },
        },
    ],
}
