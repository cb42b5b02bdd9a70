"""Sample contexts for every staff template, by its name."""

from tests.house.samples_calls import SAMPLES as CALLS
from tests.house.samples_deliveries import DELIVERIES
from tests.house.samples_held import SAMPLES as HELD_MAIL
from tests.house.samples_list_head import FOUND, NOT_FOUND
from tests.house.samples_report import CASES, REPORTS
from tests.house.samples_saved_replies import SAMPLES as SAVED_REPLIES
from tests.house.samples_search import MARKED, SAVED
from tests.house.samples_staff_inquiry import (
    CLOSED_INQUIRY,
    EVENTS_INQUIRY,
    HARD_INQUIRY,
    HELD_INQUIRY,
    NO_ACTS,
    SEALED_INQUIRY,
    SEALED_UNSEEN,
    WAITING_INQUIRY,
    inquiry,
)
from tests.house.samples_staff_list import (
    ARABIC,
    CLOSED,
    EVENTS_ROW,
    GERMAN,
    HARD,
    QUARANTINED,
    QUIET,
    TODAY,
    Context,
    frame,
    inbox,
    repeated,
)
from tests.house.samples_staff_people import HARD_OUTLET, HARD_PERSON, NEW_PERSON, OUTLET, PERSON
from tests.house.samples_staff_rota import SAMPLES as ROTA

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
SET_ASIDE: Context = {
    "reference": "M7K-4QX2",
    "form": "media",
    "at": "2026-11-24T20:10:00+00:00",
    "when": "15:10 today",
    "failure": "KeyError: 'desk'",
    "fields": [("name", "Bo Reyes"), ("outlet", GERMAN), ("question", ARABIC)],
    "retry_url": "/staff/unopened/7/retry",
}
ERASE: Context = {
    "reference": "M7K-4QX2",
    "title": "The Example Gazette",
    "subtitle": "Bo Reyes",
    "counted": ["2 letters", "1 file"],
    "parts": ["R5C-7JQX"],
    "url": "/staff/inquiries/M7K-4QX2/erase",
    "back": "/staff/inquiries/M7K-4QX2",
}
ERASED = [
    {
        "reference": reference,
        "about": about,
        "received": "20 Nov 2026" if reference else "",
        "at": "2026-11-24T20:10:00+00:00",
        "when": "15:10",
        "who": "Dee Ito",
        "counted": "2 letters, 1 file",
        "waits": not reference,
    }
    for reference, about in (("M7K-4QX2", "Media inquiry · Media"), ("", ""))
]
PROBLEMS = [
    {"field": "name", "words": "Enter your name"},
    {"field": "password", "words": "Use at least 12 characters"},
]


SAMPLES: dict[str, list[Context]] = {
    "staff/views.html": [
        {"frame": frame(), "saved": SAVED},
        {"frame": frame(), "saved": {"problem": "Give the view a name of up to 60 letters", "views": []}},
    ],
    "staff/erase.html": [
        {"frame": frame(), **ERASE},
        {"frame": frame(**QUIET), **ERASE, "title": ARABIC, "subtitle": GERMAN, "counted": [], "parts": []},
    ],
    "staff/erasures.html": [
        {"frame": frame("Erased"), "erasures": ERASED, "more_url": "/staff/erasures?before=7"},
        {"frame": frame("Erased"), "erasures": [], "more_url": ""},
    ],
    **CALLS,
    "staff/inbox.html": [
        {"frame": frame(), "inbox": inbox(*TODAY, *HARD)},
        {"frame": frame(**QUIET), "inbox": inbox(first_run=True)},
        {"frame": frame(), "inbox": inbox(first_run=True)},
        {"frame": frame(search="lantern o’brien"), "inbox": inbox(*MARKED, **FOUND)},
        {"frame": frame(**QUIET), "inbox": inbox(**NOT_FOUND)},
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
        {"frame": frame(), "inbox": inbox(*TODAY, view="waiting"), "inquiry": WAITING_INQUIRY},
        {"frame": frame(), "inbox": inbox(QUARANTINED, view="quarantine"), "inquiry": HELD_INQUIRY},
        {"frame": frame(), "inbox": inbox(view="closed"), "inquiry": CLOSED_INQUIRY},
        {"frame": frame(), "inbox": inbox(view="open"), "inquiry": SEALED_INQUIRY},
        {"frame": frame(), "inbox": inbox(view="open"), "inquiry": SEALED_UNSEEN},
        {
            "frame": frame(),
            "inbox": inbox(*TODAY),
            "inquiry": inquiry(acts=NO_ACTS, entries=[], answers=[], history=[]),
        },
    ],
    "staff/person.html": [
        {"frame": frame(**more), "person": person}
        for more, person in (({}, PERSON), ({"notice": "Kept."}, HARD_PERSON), (QUIET, NEW_PERSON))
    ],
    "staff/outlet.html": [{"frame": frame(), "outlet": outlet} for outlet in (OUTLET, HARD_OUTLET)],
    "staff/deliveries.html": [
        {"frame": frame("Deliveries"), "deliveries": DELIVERIES},
        {
            "frame": frame("Deliveries", **QUIET),
            "deliveries": {**DELIVERIES, "groups": [], "more_url": "", "test_url": ""},
        },
    ],
    "staff/reports.html": [{"frame": frame("Reports"), "report": report} for report in REPORTS],
    "staff/case.html": [{"case": case} for case in CASES],
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
    "staff/unopened.html": [
        {"frame": frame("Not opened"), "submissions": []},
        {"frame": frame(notice="The worker tries it again now."), "submissions": [SET_ASIDE]},
    ],
    "staff/link.html": [{"gone": False, "action": "/staff/sign-in/link"}, {"gone": True}],
    "staff/setup.html": [
        SET_UP,
        {**SET_UP, "email": "ana@example.org", "problems": PROBLEMS},
        {"gone": True},
    ],
    **ROTA,
    **HELD_MAIL,
    **SAVED_REPLIES,
}
