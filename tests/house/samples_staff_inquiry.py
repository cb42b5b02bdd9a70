"""Sample inquiries for the staff pages: open, hard to set, of the Events desk, held, closed."""

from typing import Any

from tests.house.samples_acts import ACT, ACTS, NO_ACTS, standing
from tests.house.samples_letters import HARD_LETTERS, LETTERS, said
from tests.house.samples_reply import HARD_REPLY, NO_REPLY, REPLY
from tests.house.samples_staff_list import ARABIC, GERMAN, LONG_OUTLET, QUESTION, Context
from tests.house.samples_staff_people import BESIDE, HARD_BESIDE, NOT_BESIDE
from tests.house.samples_staff_talk import ALONE, BUSY, DONE, PIECES


def clock(label: str, time: str, note: str, **changed: object) -> Context:
    """A clock of the strip (parts/clock-strip.html) that asks for nothing."""
    return {
        "label": label,
        "time": time,
        "note": note,
        "at": "2026-11-24T22:00:00+00:00",
        "main": False,
        "state": "fine",
        "time_words": "",
        "time_amount": "",
        "received_at": "",
        "soon_at": "",
        "start_at": "",
        "deadline_at": "",
        **changed,
    }


MAIN_CLOCK: Context = {
    "main": True,
    "received_at": "2026-11-24T18:20:00+00:00",
    "soon_at": "2026-11-24T20:10:00+00:00",
    "start_at": "2026-11-24T21:05:00+00:00",
    "deadline_at": "2026-11-24T22:00:00+00:00",
}


def clocks(state: str, words: str, amount: str = "") -> list[Context]:
    """The strip with its main clock in this state."""
    told = {"state": state, "time_words": words, "time_amount": amount}
    return [
        clock("Say if we will", "14:26 done", "Ana told them"),
        clock("Must reach Dee Ito by", "16:05", "then 30 min to clear", **MAIN_CLOCK, **told),
        clock("Answer by", "17:00", "22:00 in London"),
        clock("Publishes", "18:30", "23:30 in London"),
    ]


OPEN_TO_ALL: Context = {"sealed": None, "sealed_words": ""}
ENTRIES = [
    said("theirs", "Bo Reyes", "14:20", QUESTION, of="The Example Gazette"),
    said(
        "ours",
        "Ana Sole",
        "14:26",
        "I have it. You hear from me by 16:45 our time, 21:45 yours.",
        state="delivered",
        state_words="delivered",
    ),
    said(
        "private",
        "Dee Ito",
        "15:12",
        "".join(piece["words"] for piece in PIECES),
        pieces=PIECES,
    ),
    *LETTERS,
]


UNDISTURBED: Context = {"faster": "", "unsent": "", "part_of": ""}


def inquiry(**changed: Any) -> Context:
    """An open inquiry that nobody has acknowledged (staff/inquiry.html)."""
    return {
        "reference": "M7K-4QX2",
        "title": "The Example Gazette",
        "subtitle": "Bo Reyes",
        "desk": "Media",
        "topic": "Reaction to the news",
        "request_type": "comment",
        "position": "4 of 14",
        "email": "bo@gazette.example",
        "mail_url": "mailto:bo@gazette.example?subject=Your%20inquiry%20M7K-4QX2",
        "came_back": "",
        "phone": "+44 20 7946 0018",
        "phone_url": "tel:+442079460018",
        "state": "open",
        "version": 3,
        "marks": [],
        "held": None,
        **OPEN_TO_ALL,
        **dict.fromkeys(("waiting", "outcome"), ""),
        "away": "Dee Ito is away until Fri 27 Nov, 17:00; Ana Sole stands in",
        "trouble": None,
        "newest": "15:12 Dee Ito took it.",
        **UNDISTURBED,
        **ALONE,
        "beside": BESIDE,
        "clocks": clocks("soon", "25 min left", "25 min"),
        **standing(changed.pop("acts", ACTS)),
        "entries": ENTRIES,
        "answers": [
            {"label": "Topic", "words": "Reaction to the news", "url": ""},
            {"label": "Needs", "words": "Comment", "url": ""},
            {"label": "Email", "words": "bo@gazette.example", "url": "mailto:bo@gazette.example"},
        ],
        "history": [
            {"at": "2026-11-24T19:20:00+00:00", "time": "14:20", "words": "Arrived by the media form"},
            {
                "at": "2026-11-24T19:20:01+00:00",
                "time": "14:20",
                "words": "Routed to Media because the topic is Reaction to the news",
            },
            {
                "at": "2026-11-24T19:26:00+00:00",
                "time": "Mon 14:26",
                "words": "Ana Sole acknowledged and took it",
            },
        ],
        **changed,
    }


TROUBLE = {"words": "The receipt could not be delivered.", "url": "/staff/deliveries"}
HARD_INQUIRY = inquiry(
    title=LONG_OUTLET,
    subtitle="نور الهاشمي",
    topic=GERMAN,
    marks=["Acknowledged 14:26", "Yours"],
    trouble=TROUBLE,
    faster="Dee Ito took it at 15:39.",
    unsent=ARABIC,
    came_back="Mail to bo@gazette.example came back 15:10, and will not arrive there: “"
    + "550 no " * 30
    + "”",
    **BUSY,
    reply=HARD_REPLY,
    news={
        "of": "reply",
        "said": [said("private", "Dee Ito", "15:12", ARABIC), {**LETTERS[0], "anchor": ""}],
        "done": DONE,
    },
    beside=HARD_BESIDE,
    clocks=clocks("late", "Late 40 min"),
    acts={
        **ACTS,
        "acknowledge": None,
        "take": None,
        "decline": {**ACTS["decline"], "problem": "Write the reason", "open": True},
        "reply": {**ACTS["reply"], "problem": "“x” is not a whole email address", "open": True},
        "note": {**ACTS["note"], "text": ARABIC, "problem": "Write the note", "open": True},
        "tag": {**ACTS["tag"], "tags": GERMAN * 2, "problem": "A tag has 90 characters.", "open": True},
        "untag": {**ACTS["untag"], "tags": [ARABIC[:40], GERMAN[:40], *map(str, range(12))]},
    },
    entries=[
        said("theirs", "نور الهاشمي", "14:20", ARABIC),
        said("theirs", "Bo Reyes", "14:21", (QUESTION + "\n\n" + GERMAN) * 22 + "W" * 800),
        said("ours", "Ana Sole", "14:26", "I have it.", state="dead", state_words="could not be delivered"),
        *HARD_LETTERS,
    ],
)
EVENTS_INQUIRY = inquiry(
    title="Harbour Community Choir",
    subtitle="start a fundraiser",
    desk="Events",
    topic="Start a fundraiser",
    request_type="",
    position="",
    phone="",
    phone_url="",
    beside=NOT_BESIDE,
    clocks=[],
    entries=ENTRIES[:1],
    **NO_REPLY,
)
WAITING_INQUIRY = inquiry(
    state="waiting",
    waiting="Waiting for them, until 16:05 at the latest",
    marks=["Acknowledged 14:26", "Yours"],
    acts={
        **ACTS,
        "acknowledge": None,
        "take": None,
        "wait": None,
        "bring-back": {**ACT, "url": "bring-back"},
    },
)
HELD_INQUIRY = inquiry(
    state="quarantined",
    held={
        "lead": "Held in quarantine.",
        "words": "It was held because there are 6 links in it and the form was filled in faster than anybody can type."
        " Nobody has been told of it.",
    },
    clocks=clocks("start-late", "Late to start"),
    acts={
        **NO_ACTS,
        "release": {"url": "release"},
        "spam": {"url": "spam", "place": "bar"},
        "decline": ACTS["decline"],
        "note": ACTS["note"],
    },
    **{**NO_REPLY, "no_reply": "It is held in quarantine: once it is released, it can be answered."},
)
SEALED_INQUIRY = inquiry(
    sealed={
        "views": [{"at": "2026-11-24T14:26:00-05:00", "time": "14:26", "words": "Dee Ito opened it"}],
        "more": True,
    },
    sealed_words="It reads like the words of somebody in danger.",
    acts={
        **NO_ACTS,
        "unseal": {"url": "unseal", "desk": "Media"},
        "reply": ACTS["reply"],
        "note": ACTS["note"],
    },
)
SEALED_UNSEEN = inquiry(sealed={"views": [], "more": False}, sealed_words="Ana Sole sealed it.")
CLOSED_INQUIRY = inquiry(
    state="closed",
    outcome="Declined 15:10 by Ana Sole: no spokesperson is free today.",
    clocks=[],
    acts={**NO_ACTS, "reopen": {"url": "reopen"}, "reply": ACTS["reply"], "note": ACTS["note"]},
    reply={**REPLY, "then": []},
)
