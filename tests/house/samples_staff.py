"""Sample data for every staff template: a bad day in one newsroom, empty rooms, and words that are hard to set."""

from typing import Any

Context = dict[str, Any]
LONG_OUTLET = (
    "The Saskatchewan and Northern Territories Weekly Review of Housing, Justice and Public Safety, " * 2
)
GERMAN = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 4
ARABIC = "هل يمكنكم تأكيد عدد القضايا التي فُتحت في أوتاوا هذا العام، ومن يتحدث باسم المنظمة؟"
QUESTION = "Can you confirm the number of cases opened in Ottawa this year, and did the audit change it? "


def row(reference: str, state: str, time_words: str, **changed: object) -> Context:
    """A row of the list (parts/inbox-row.html), ordinary but for what is given."""
    ticking = state in ("fine", "soon", "start-late", "late")
    return {
        "reference": reference,
        "url": f"/staff/inquiries/{reference}?view=open",
        "current": False,
        "unread": False,
        "state": state,
        "time_words": time_words,
        "time_amount": time_words.removesuffix(" left") if time_words.endswith(" left") else "",
        "received_at": "2026-11-24T18:20:00+00:00" if ticking else "",
        "soon_at": "2026-11-24T20:10:00+00:00" if ticking else "",
        "start_at": "2026-11-24T21:05:00+00:00" if ticking else "",
        "deadline_at": "2026-11-24T22:00:00+00:00" if ticking else "",
        "share": 40 if ticking else None,
        "datetime": "2026-11-24T22:00:00+00:00",
        "answer_by": "answer by 17:00",
        "outlet": "The Example Gazette",
        "person": "Bo Reyes",
        "request_type": "comment",
        "owner_initials": "",
        "owner_name": "",
        "mine": False,
        "question": QUESTION,
        "last": "arrived 15:21",
        "trouble": "",
        **changed,
    }


ANA = {"owner_initials": "AS", "owner_name": "Ana Sole", "mine": True}
DEE = {"owner_initials": "DI", "owner_name": "Dee Ito"}
EVENTS_ROW = row(
    "EVT-0TLK",
    "none",
    "No deadline",
    outlet="",
    person="Harbour Community Choir and Friends",
    request_type="start a fundraiser",
    answer_by="arrived Friday",
    datetime="2026-11-20T21:12:00+00:00",
    question="Would somebody speak at our open evening?",
    last="arrived Fri 16:12",
)
TODAY = [
    row(
        "P2M-7KQA",
        "late",
        "Late 40 min",
        outlet="Prairie Morning",
        answer_by="asked for 15:00",
        last="with Dee 14:50",
        **DEE,
    ),
    row(
        "W4N-6BDF",
        "start-late",
        "Late to start",
        outlet="Wire Service",
        answer_by="answer by 16:30",
        unread=True,
    ),
    row(
        "C9E-2MVX",
        "soon",
        "14 min left",
        outlet="Channel Nine Example",
        share=92,
        request_type="interview",
        **ANA,
    ),
    row("M7K-4QX2", "soon", "25 min left", share=76, current=True, last="acknowledged 14:26", **ANA),
    row(
        "R5C-7JQM",
        "fine",
        "2 h 05 left",
        outlet="Example Broadcasting",
        answer_by="answer by 19:00",
        share=38,
        **DEE,
    ),
    row(
        "T2D-9HWA",
        "fine",
        "5 h 50 left",
        outlet="Northern Weekly",
        trouble="Receipt bounced 15:10",
        share=20,
        **ANA,
    ),
]
HARD = [
    row(
        "L0N-GNAM",
        "fine",
        "15 h left",
        outlet=LONG_OUTLET,
        person="Persephone Featherstonehaugh-Cholmondeley",
        share=16,
    ),
    row(
        "A4A-B1CA",
        "fine",
        "17 h left",
        outlet="صحيفة المثال اليومية",
        person="نور الهاشمي",
        question=ARABIC,
        share=8,
        unread=True,
    ),
    row(
        "D3U-TSCH",
        "fine",
        "1 day left",
        outlet="Donaudampfschifffahrtsgesellschaftskapitänszeitung",
        question=GERMAN,
        share=30,
    ),
    row("W0R-D800", "fine", "2 days left", answer_by="Fri 27 Nov, 12:00", question="W" * 8000, share=5),
    EVENTS_ROW,
    row(
        "N0Q-UEST",
        "none",
        "No deadline",
        outlet="",
        person="Cy Oduya",
        question="",
        answer_by="arrived Monday",
    ),
]
QUARANTINED = row(
    "Q1Q-SPAM",
    "quarantined",
    "Quarantined",
    outlet="Best Offers Daily",
    answer_by="held 14:02",
    last="six links",
)
CLOSED = row(
    "K8P-3VZE", "closed", "Declined", answer_by="closed 15:10", last="closed by Ana Sole", share=None, **ANA
)


def groups(*rows: Context) -> list[Context]:
    """The rows under two day headings."""
    days = (("Today, Tuesday 24 November", rows[:6]), ("Tomorrow, Wednesday 25 November", rows[6:]))
    return [{"heading": heading, "rows": list(some)} for heading, some in days if some]


def inbox(*rows: Context, **changed: object) -> Context:
    """A list (parts/list.html) of these rows."""
    return {
        "title": "All open",
        "view": "open",
        "url": "/staff/inbox?view=open",
        "summary": "2 late, 2 soon" if rows else "",
        "groups": groups(*rows),
        "more_url": "",
        "first_run": False,
        **changed,
    }


def link(name: str, count: str, url: str, current: bool = False) -> Context:
    """A link of the nav."""
    return {"name": name, "count": count, "url": url, "current": current}


def frame(current: str = "All open", **changed: object) -> Context:
    """What every staff page is given (layout/staff.html)."""
    views = [("Mine", "3"), ("Nobody’s", "4"), ("All open", "14"), ("Closed", ""), ("Quarantine", "2")]
    desks, office = [("Media", "14"), ("Events", "23")], [("Deliveries", "1 held"), ("Local mailbox", "")]
    return {
        "urgent": 2,
        "now_at": "2026-11-24T20:40:00+00:00",
        "now_words": "15:40 in Ottawa",
        "csrf": "sample-token",
        "me": {"name": "Ana Sole", "email": "ana@example.org", "initials": "AS", "role_words": "Media desk"},
        "sections": [
            {"heading": heading, "links": [link(*one, "/staff/inbox", one[0] == current) for one in some]}
            for heading, some in (("Views", views), ("Desks", desks), ("Press office", office))
        ],
        "local_mail": {"url": "/staff/mailbox"},
        "stuck": {"words": "1 mail could not be delivered", "url": "/staff/deliveries"},
        "notice": "",
        **changed,
    }


QUIET: Context = {"local_mail": None, "stuck": None, "urgent": 0}


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
    said("theirs", "Bo Reyes", "14:20 by the form", QUESTION, of="The Example Gazette"),
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
    },
    "take": {"url": "take", "words": "Take it"},
    "assign": {
        "url": "assign",
        "people": [
            {"id": 1, "name": "Ana Sole", "desks": "Media", "current": True},
            {"id": 2, "name": "Dee Ito", "desks": "Media, Events", "current": False},
        ],
        "problem": "",
    },
    "decline": {"url": "close", "sees": SEES, "reason": "", "problem": ""},
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
    },
    "release": None,
    "reopen": None,
    "note": {"url": "note", "text": "", "once_key": "sample-key", "problem": ""},
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
        "faster": "",
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
    clocks=clocks("late", "Late 40 min"),
    acts={
        **ACTS,
        "acknowledge": None,
        "take": None,
        "decline": {**ACTS["decline"], "problem": "Write the reason"},
        "note": {**ACTS["note"], "text": ARABIC, "problem": "Write the note"},
    },
    entries=[
        said("theirs", "نور الهاشمي", "14:20 by the form", ARABIC),
        said("theirs", "Bo Reyes", "14:21 by the form", (QUESTION + "\n\n" + GERMAN) * 22 + "W" * 800),
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
TRIES = [
    {"at": "2026-11-24T18:52:00+00:00", "when": "13:52", "words": "451, try later"},
    {"at": "2026-11-24T20:10:00+00:00", "when": "15:10", "words": "550, no such mailbox"},
]


def mail(state: str, state_words: str, **changed: object) -> Context:
    """One mail to one recipient (staff/deliveries.html), delivered at once unless said otherwise."""
    return {
        "state": state,
        "state_words": state_words,
        "to": "bo@gazette.example",
        "about": "Receipt to Bo Reyes",
        "reference": "M7K-4QX2",
        "url": "/staff/inquiries/M7K-4QX2",
        "attempts": "1",
        "said": "250, accepted",
        "at": "2026-11-24T19:20:00+00:00",
        "when": "14:20",
        "when_more": "",
        "retry_url": "",
        "tries": TRIES[:1],
        **changed,
    }


RETRY: Context = {"retry_url": "/staff/deliveries/7/retry", "attempts": "2 of 14", "tries": TRIES}
DELIVERIES: Context = {
    "transport": "Mail leaves through smtp.example.org",
    "test_url": "/staff/deliveries/test",
    "more_url": "/staff/deliveries?before=7",
    "groups": [
        {
            "slug": "needs-person",
            "heading": "Needs a person",
            "hint": "Nothing more happens until somebody acts",
            "mails": [
                mail(
                    "dead",
                    "Dead letter",
                    said="550, no such mailbox",
                    when="15:10 today",
                    when_more="first try 13:52",
                    **RETRY,
                )
            ],
        },
        {
            "slug": "trying",
            "heading": "Trying again",
            "hint": "No one needs to do anything yet",
            "mails": [
                mail(
                    "retrying",
                    "Again in 4 min",
                    to="x" * 64 + "@" + "y" * 60 + ".example",
                    said="451, " + GERMAN,
                    **RETRY,
                )
            ],
        },
        {
            "slug": "going",
            "heading": "On its way",
            "hint": "",
            "mails": [mail("sending", "Sending", at="", when="now")],
        },
        {
            "slug": "delivered",
            "heading": "Delivered today",
            "hint": "38 mails",
            "mails": [
                mail("delivered", "Delivered"),
                mail("delivered", "Delivered", reference="", url="", about="Test mail"),
            ],
        },
    ],
}
MAILS = [
    {
        "url": "/staff/mailbox/1",
        "to": "ana@example.org",
        "subject": subject,
        "at": "2026-11-24T20:10:00+00:00",
        "when": "15:10 today",
    }
    for subject in (
        "Media inquiry: 25 min left, The Example Gazette",
        "Your inquiry M7K-4QX2",
        GERMAN,
        ARABIC,
    )
]
LETTER: Context = {
    "subject": "Media inquiry: 25 min left, The Example Gazette",
    "from_": "Example Organisation <inquiries@example.org>",
    "to": "Ana Sole <ana@example.org>",
    "at": "2026-11-24T20:10:00+00:00",
    "when": "15:10 today",
    "text": "The Example Gazette asks for comment.\n\nAnswer by 17:00 (22:00 in London).\n\nhttp://localhost:8080/staff/inquiries/M7K-4QX2\n",
    "html_url": "/staff/mailbox/1/html",
}
SIGN_IN: Context = {
    "next": "",
    "email": "",
    "problem": "",
    "keeper": "Dee Ito",
    "signed_out": False,
    "first_run": False,
}
SET_UP: Context = {
    "gone": False,
    "action": "/staff/setup/link",
    "name": "",
    "email": "",
    "problems": [],
}
PROBLEMS = [
    {"field": "name", "words": "Enter your name"},
    {"field": "password", "words": "Use at least 12 characters"},
]


def repeated(count: int) -> list[Context]:
    """Many rows, each with its own reference."""
    all_of_them = TODAY + HARD
    return [{**all_of_them[at % 12], "reference": f"S{at:02}-XXXX", "current": False} for at in range(count)]


SAMPLES: dict[str, list[Context]] = {
    "staff/inbox.html": [
        {"frame": frame(), "inbox": inbox(*TODAY, *HARD)},
        {"frame": frame(**QUIET), "inbox": inbox(first_run=True)},
        {"frame": frame(), "inbox": inbox(first_run=True)},
        *(
            {"frame": frame(**QUIET), "inbox": inbox(view=view)}
            for view in ("mine", "nobody", "open", "closed", "quarantine")
        ),
        {"frame": frame(**QUIET), "inbox": inbox(TODAY[2], title="Mine", view="mine", summary="1 soon")},
        {
            "frame": frame(notice="Released."),
            "inbox": inbox(QUARANTINED, title="Quarantine", view="quarantine", summary=""),
        },
        {
            "frame": frame(),
            "inbox": inbox(CLOSED, title="Closed · Media", view="closed", summary="", more_url="?after=x"),
        },
        {"frame": frame(), "inbox": inbox(EVENTS_ROW, title="All open · Events")},
        {"frame": frame(), "inbox": inbox(*repeated(60), more_url="/staff/inbox?after=x")},
    ],
    "staff/inquiry.html": [
        {"frame": frame(), "inbox": inbox(*TODAY, *HARD), "inquiry": inquiry()},
        {"frame": frame(notice="Kept."), "inbox": inbox(*TODAY), "inquiry": HARD_INQUIRY},
        {"frame": frame(**QUIET), "inbox": inbox(EVENTS_ROW), "inquiry": EVENTS_INQUIRY},
        {"frame": frame(), "inbox": inbox(QUARANTINED, view="quarantine"), "inquiry": HELD_INQUIRY},
        {"frame": frame(), "inbox": inbox(view="closed"), "inquiry": CLOSED_INQUIRY},
        {
            "frame": frame(),
            "inbox": inbox(*TODAY),
            "inquiry": inquiry(acts=NO_ACTS, entries=[], answers=[], history=[]),
        },
    ],
    "staff/deliveries.html": [
        {"frame": frame("Deliveries"), "deliveries": DELIVERIES},
        {
            "frame": frame("Deliveries", **QUIET),
            "deliveries": {**DELIVERIES, "groups": [], "more_url": "", "test_url": ""},
        },
    ],
    "staff/mailbox.html": [
        {"frame": frame("Local mailbox"), "mails": MAILS, "more_url": "/staff/mailbox?before=1"},
        {"frame": frame("Local mailbox"), "mails": [], "more_url": ""},
    ],
    "staff/letter.html": [
        {"frame": frame("Local mailbox"), "list_url": "/staff/mailbox", "letter": LETTER},
        {"frame": frame("Local mailbox"), "list_url": "/staff/mailbox", "letter": {**LETTER, "html_url": ""}},
    ],
    "staff/login.html": [
        SIGN_IN,
        {**SIGN_IN, "email": "ana@example.org", "problem": "That email and password do not go together."},
        {**SIGN_IN, "keeper": "", "signed_out": True},
        {**SIGN_IN, "keeper": "", "first_run": True},
    ],
    "staff/link.html": [{"gone": False, "action": "/staff/sign-in/link"}, {"gone": True}],
    "staff/setup.html": [
        SET_UP,
        {**SET_UP, "email": "ana@example.org", "problems": PROBLEMS},
        {"gone": True},
    ],
}
