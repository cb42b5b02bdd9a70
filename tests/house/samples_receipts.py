"""Sample contexts for the receipt: just sent, with a person, with letters, at its end, long and right-to-left."""

from types import SimpleNamespace as Some

from inquiries.forms.problem import Problem
from inquiries.wording import Text
from tests.house.public_samples import (
    ARABIC,
    BARE,
    COORDINATION,
    EVENTS_FORM,
    LONG,
    MEDIA_FORM,
    PAGE,
    PLAIN,
    PRESS,
    QUESTION,
    RTL,
    Context,
)

ASKING: Context = {
    "acts": ("deadline", "question", "dropped"),
    "url": "/receipts/0vXk3dJq9mT2",
    "form_token": "t0ken",
    "values": {
        "deadline_date": "2026-11-24",
        "deadline_time": "22:00",
        "deadline_day": "",
        "question": "",
    },
    "zone": "Europe/London",
    "city": "London",
    "tried": "",
    "problem": None,
}
RECEIPT: Context = PAGE | {
    "form": MEDIA_FORM,
    "done": None,
    "in_danger": False,
    "asking": ASKING,
    "heading_line": "The Example Gazette, Tuesday 24 November",
    "reference": "M7K-4QX2",
    "state": "received",
    "dropped": False,
    "received_lines": ("19:20 in London", "14:20 here"),
    "person_lines": (),
    "answer_lines": ("by 22:00 in London", "17:00 here"),
    "letters": (),
    "file_gone": False,
    "quote": None,
    "next": (
        "A person on the Media desk confirms this by 15:20 here, 20:20 in London.",
        "You see it on this page, with their name.",
    ),
    "guide": None,
    "sent": (
        (Text("Question"), QUESTION),
        (Text("You need"), "A comment"),
        (Text("Deadline"), "22:00 today in London, 17:00 here in Ottawa"),
        (Text("We reply to"), "t.orell@gazette.example, +44 20 7946 0018"),
    ),
    "contacts": PRESS,
    "reach": "ring",
    "copy_href": "/receipts/0123456789abcdef?copy=1",
    "receipt_url": "https://press.example/receipts/0vXk3dJq9mT2",
}
HELD = RECEIPT | {
    "state": "acknowledged",
    "person_lines": ("Idris Pelletier, press officer", "19:26 in London", "14:26 here"),
    "quote": Some(
        words="I have it, and we will answer. You will hear from me by 16:45 our time, 21:45 yours.",
        name="Idris Pelletier",
        when="14:26",
        phone="613-555-0142",
        extension="221",
    ),
    "next": (),
}
ANSWER = {
    "id": 1,
    "ours": True,
    "name": "Idris Pelletier",
    "title": "press officer",
    "phone": "613-555-0142",
    "when": "15:40 today in London, 10:40 here in Ottawa",
    "text": "One in six, and here is how we count: https://lanternroad.example/method\n\nIdris Pelletier",
    "files": ({"name": "method-2026.pdf", "size": "1.2 MB", "url": "/receipts/0vXk3dJq9mT2/files/7"},),
}
MINE = ANSWER | {
    "id": 2,
    "ours": False,
    "name": "",
    "title": "",
    "phone": "",
    "text": "Thank you. For the whole province?",
    "files": ({"name": "draft.pdf", "size": "12 KB", "url": ""},),
}
WRITTEN = HELD | {
    "state": "written",
    "quote": None,
    "letters": (ANSWER,),
    "next": ("If something is still open, answer our mail: it reaches the same people.",),
}
LONG_LETTER = ANSWER | {
    "id": 3,
    "name": LONG,
    "text": (ARABIC + "\n\n") * 20 + LONG * 20 + "W" * 400,
    "files": ({"name": "x" * 160 + ".pdf", "size": "24.0 MB", "url": "/receipts/0vXk3dJq9mT2/files/8"},) * 3,
}
CONVERSATION = WRITTEN | {"letters": (ANSWER, MINE, LONG_LETTER), "file_gone": True}
THANKS = RECEIPT | {
    "form": EVENTS_FORM,
    "heading_line": "Tuesday 24 November",
    "answer_lines": (),
    "next": ("Someone from the Events desk is in touch by Thursday 26 November.",),
    "guide": Some(
        title="25 Tips for the Novice Fundraiser", href="/guides/25-tips-for-the-novice-fundraiser"
    ),
    "sent": ((Text("Your idea"), "A bake sale,\nand a raffle"), (Text("We reply to"), "bo@school.example")),
    "contacts": COORDINATION,
    "reach": "write",
}
STOPPED = HELD | {"quote": None, "answer_lines": ("Tuesday 24 November, 14:40",)}

FRAMED: Context = {"framed": ("https://charity.example",), "whole_href": "/receipts/0123456789abcdef"}

RECEIPTS: dict[str, list[Context]] = {
    "public/framed-receipt.html": [
        RECEIPT | FRAMED,
        THANKS | FRAMED,
        RECEIPT | FRAMED | {"in_danger": True},
        STOPPED | RTL | FRAMED | {"next": (), "state": "closed"},
    ],
    "public/receipt.html": [
        RECEIPT,
        HELD | {"done": Text("Your address is confirmed.")},
        *(
            RECEIPT | {"asking": ASKING | {"tried": act, "problem": Problem("", Text("Write your question"))}}
            for act in ASKING["acts"]
        ),
        RECEIPT | {"asking": ASKING | {"acts": ()}},
        THANKS,
        WRITTEN,
        CONVERSATION,
        STOPPED | {"state": "answered"},
        STOPPED
        | PLAIN
        | {"state": "declined", "contacts": BARE, "reach": "", "next": ("We do not comment on open cases.",)},
        RECEIPT | {"in_danger": True},
        RECEIPT | {"state": "closed", "person_lines": (), "next": ()},
        HELD | RTL | {"heading_line": LONG, "sent": ((Text("Question"), ARABIC * 10 + LONG * 10),)},
    ],
}
