"""Sample contexts for the page that logs a call."""

from inquiries.forms import call
from inquiries.wording import Text
from tests.house.samples_staff_list import ARABIC, GERMAN, Context, frame

CALL: Context = {
    "url": "/staff/calls",
    "once_key": "a key",
    "abouts": [
        {"reference": "M7K-4QX2", "words": "The Example Gazette · Bo Baker · M7K-4QX2", "chosen": True},
        {"reference": "M7K-4QX3", "words": f"{GERMAN} · {ARABIC} · M7K-4QX3", "chosen": False},
    ],
    "topics": [
        {"desk": "Media", "topics": [{"value": "media/other", "words": "Something else", "chosen": True}]},
        {"desk": "Events", "topics": [{"value": "events/other", "words": GERMAN, "chosen": False}]},
    ],
}
FIELDS = {field.name: field for field in call.NEW.fields}
WRONG = {
    name: Text("Write what was said")
    for name in ("direction", "text", "inquiry", "name", "phone", "outlet", "email", "topic", "deadline_time")
}

SAMPLES: dict[str, list[Context]] = {
    "staff/call.html": [
        {
            "frame": frame(),
            "call": CALL,
            "fields": FIELDS,
            "values": {"direction": "in", "text": ARABIC},
            "problems": {},
        },
        {
            "frame": frame(),
            "call": {**CALL, "abouts": []},
            "fields": FIELDS,
            "values": {"name": GERMAN, "deadline_time": "soonish", "deadline_day": "date"},
            "problems": WRONG,
        },
    ]
}
