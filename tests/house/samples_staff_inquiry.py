"""Sample inquiries for the staff pages: open, hard to set, of the Events desk, held, closed."""

from tests.house.samples_staff_list import ARABIC, GERMAN, LONG_OUTLET, QUESTION, Context


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


def said(kind: str, who: str, meta: str, text: str, **changed: object) -> Context:
    """An entry of the talk (parts/entry.html)."""
    at = "2026-11-24T19:20:00+00:00"
    return {
        "kind": kind,
        "who": who,
        "of": "",
        "meta": meta,
        "at": at,
        "text": text,
        "state": "",
        "state_words": "",
        **changed,
    }


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
        "private", "Dee Ito", "15:12", "Intake says one in six, not one in five.\nUse our own number or none."
    ),
]
REACH = "Bo Reyes sees this with your name, on the receipt page and by mail."
SEES = "The receipt page says that it is closed."
ACTS: Context = {
    "acknowledge": {
        "url": "acknowledge",
        "sees": REACH,
        "text": "I have it.",
        "back_by": "16:45",
        "problem": "",
        "open": False,
    },
    "take": {"url": "take", "words": "Take it"},
    "assign": {
        "url": "assign",
        "people": [
            {"id": 1, "name": "Ana Sole", "desks": "Media", "current": True},
            {"id": 2, "name": "Dee Ito", "desks": "Media, Events", "current": False},
        ],
        "problem": "",
        "open": False,
    },
    "decline": {"url": "close", "sees": SEES, "reason": "", "problem": "", "open": False},
    "close": {
        "url": "close",
        "sees": SEES,
        "outcomes": [
            {"slug": slug, "words": words, "chosen": slug == "answered"}
            for slug, words in (
                ("answered", "Answered"),
                ("no-reply-needed", "No reply needed"),
                ("story-dropped", "Story dropped"),
                ("did-not-respond", "We did not respond"),
            )
        ],
        "reason": "",
        "problem": "",
        "open": False,
    },
    "release": None,
    "reopen": None,
    "note": {"url": "note", "text": "", "once_key": "sample-key", "problem": "", "open": False},
}
NO_ACTS: Context = dict.fromkeys(ACTS)


def inquiry(**changed: object) -> Context:
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
        "phone": "+44 20 7946 0018",
        "phone_url": "tel:+442079460018",
        "state": "open",
        "version": 3,
        "marks": [],
        "held": "",
        "outcome": "",
        "trouble": None,
        "newest": "15:12 Dee Ito took it.",
        "faster": "",
        "unsent": "",
        "clocks": clocks("soon", "25 min left", "25 min"),
        "acts": ACTS,
        "entries": ENTRIES,
        "answers": [
            {"label": "Topic", "words": "Reaction to the news", "url": ""},
            {"label": "Needs", "words": "Comment", "url": ""},
            {"label": "Email", "words": "bo@gazette.example", "url": "mailto:bo@gazette.example"},
            {"label": "Phone", "words": "+44 20 7946 0018", "url": "tel:+442079460018"},
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
    clocks=clocks("late", "Late 40 min"),
    acts={
        **ACTS,
        "acknowledge": None,
        "take": None,
        "decline": {**ACTS["decline"], "problem": "Write the reason", "open": True},
        "note": {**ACTS["note"], "text": ARABIC, "problem": "Write the note", "open": True},
    },
    entries=[
        said("theirs", "نور الهاشمي", "14:20", ARABIC),
        said("theirs", "Bo Reyes", "14:21", (QUESTION + "\n\n" + GERMAN) * 22 + "W" * 800),
        said("ours", "Ana Sole", "14:26", "I have it.", state="dead", state_words="could not be delivered"),
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
    clocks=[],
    entries=ENTRIES[:1],
)
HELD_INQUIRY = inquiry(
    state="quarantined",
    held="Six links, and it came 2 seconds after the page.",
    clocks=clocks("start-late", "Late to start"),
    acts={**NO_ACTS, "release": {"url": "release"}, "decline": ACTS["decline"], "note": ACTS["note"]},
)
CLOSED_INQUIRY = inquiry(
    state="closed",
    outcome="Declined 15:10 by Ana Sole: no spokesperson is free today.",
    clocks=[],
    acts={**NO_ACTS, "reopen": {"url": "reopen"}, "note": ACTS["note"]},
)
