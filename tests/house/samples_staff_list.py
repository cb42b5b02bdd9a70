"""Sample rows, lists and frames for the staff pages: a bad day in one newsroom, and words that are hard to set."""

from typing import Any

from tests.house.samples_list_head import HEAD

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
        "where": "",
        "tick": "M7K-4QX2:3",
        "tick_name": "The Example Gazette",
        "ticked": False,
        "last": "arrived 15:21",
        "trouble": "",
        "held": "",
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
    answer_by="arrived 14:02",
    last="held 14:02",
    held="There are 12 links in it and the form was filled in faster than anybody can type",
)
CLOSED = row(
    "K8P-3VZE", "closed", "Declined", answer_by="closed 15:10", last="closed by Ana Sole", share=None, **ANA
)


def groups(*rows: Context) -> list[Context]:
    """The rows under two day headings."""
    days = (("Today, Tuesday 24 November", rows[:6]), ("Tomorrow, Wednesday 25 November", rows[6:]))
    return [{"heading": heading, "rows": list(some)} for heading, some in days if some]


BULK: Context = {
    "url": "/staff/bulk",
    "back": "/staff/inbox?view=open",
    "acts": ("bring-back", "take", "assign", "tag", "wait", "close", "reopen", "release", "spam"),
    "people": [{"id": 1, "name": "Ana Sole"}, {"id": 2, "name": "Dee Ito"}],
    "outcomes": [{"slug": "answered", "words": "Answered"}, {"slug": "declined", "words": "Declined"}],
}


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
        "csrf": "sample-token",
        "bulk": BULK,
        **HEAD,
        **changed,
    }


def link(name: str, count: str, url: str, current: bool = False) -> Context:
    """A link of the nav."""
    return {"name": name, "count": count, "url": url, "current": current}


def frame(current: str = "All open", **changed: object) -> Context:
    """What every staff page is given (layout/staff.html)."""
    views = [("Mine", "3"), ("Nobody’s", "4"), ("All open", "14"), ("Closed", ""), ("Quarantine", "2")]
    desks = [("Media", "14"), ("Events", "23")]
    office = [("Reports", ""), ("Held mail", "3"), ("Deliveries", "1 held"), ("Local mailbox", "")]
    return {
        "urgent": 2,
        "changed": 118,
        "zone": "America/Toronto",
        "now_at": "2026-11-24T20:40:00+00:00",
        "now_time": "15:40",
        "now_words": "15:40 in Ottawa",
        "csrf": "sample-token",
        "me": {"name": "Ana Sole", "email": "ana@example.org", "initials": "AS", "role_words": "Media desk"},
        "sections": [
            {"heading": heading, "links": [link(*one, "/staff/inbox", one[0] == current) for one in some]}
            for heading, some in (("Views", views), ("Desks", desks), ("Press office", office))
        ],
        "local_mail": {"url": "/staff/mailbox"},
        "stuck": {"words": "1 mail could not be delivered", "url": "/staff/deliveries"},
        "held": {"words": "3 mails wait to be filed", "url": "/staff/held"},
        "held_mark": "3.36",
        "notice": "",
        "search": "",
        **changed,
    }


QUIET: Context = {"local_mail": None, "stuck": None, "held": None, "urgent": 0}


def repeated(count: int) -> list[Context]:
    """Many rows, each with its own reference."""
    all_of_them = TODAY + HARD
    return [{**all_of_them[at % 12], "reference": f"S{at:02}-XXXX", "current": False} for at in range(count)]
