"""Sample contexts for mail that waits for somebody to say where it belongs: ordinary, and hard to set."""

from tests.house.samples_letters import FILES, LETTER, QUOTED
from tests.house.samples_staff_list import ARABIC, GERMAN, LONG_OUTLET, QUIET, Context, frame

DESKS = [{"slug": "media", "name": "Media"}, {"slug": "events", "name": "Events"}]


def mail(id: int, **changed: object) -> Context:
    """One of a colleague of who wrote to us (parts/held-mail.html)."""
    return {
        "id": id,
        "url": f"/staff/held/{id}",
        "state": 2,
        "subject": "Re: Your inquiry M7K-4QX2",
        "name": "Eve Moss",
        "address": "eve.moss@gazette.example",
        "at": "2026-11-24T20:10:00+00:00",
        "when": "15:10 today",
        "size": "12 KB",
        "text": "I am Bo’s editor. Bo is on a plane, and we print at six: could the answer come to me?\n\nEve Moss",
        "unreadable": False,
        "why": "eve.moss@gazette.example is not who wrote to us.",
        "handled": "",
        "suggested": {
            "reference": "M7K-4QX2",
            "url": "/staff/inquiries/M7K-4QX2",
            "about": "The Example Gazette · Bo Reyes",
        },
        "sender": "eve.moss@gazette.example",
        "let_in": "eve.moss@gazette.example",
        "may_act": True,
        "may_put_aside": True,
        "desk": DESKS[0],
        "desks": DESKS,
        **changed,
    }


NOWHERE: Context = {"suggested": None, "let_in": ""}
UNREADABLE = mail(
    13,
    subject="",
    name="",
    address="",
    sender="",
    text="",
    size="26.4 MB",
    unreadable=True,
    why="It is larger than 25 MB.",
    **NOWHERE,
)
HARD = mail(
    14,
    subject=LONG_OUTLET * 2,
    name=ARABIC,
    address="x" * 60 + "@" + "y" * 90 + ".example",
    sender="x" * 60 + "@" + "y" * 90 + ".example",
    let_in="x" * 60 + "@" + "y" * 90 + ".example",
    text=f"{ARABIC}\n\n{GERMAN * 6}\n" + "W" * 300,
    why="It names M7K-4QX2, which anybody can do, and nothing else leads there.",
    suggested={"reference": "M7K-4QX2", "url": "/staff/inquiries/M7K-4QX2", "about": GERMAN * 2},
)
ASIDE: Context = {"state": 4, "may_put_aside": False, "handled": "Put aside by Dee Ito, 15:21"}


def listed(name: str, title: str, *mails: Context, **changed: object) -> Context:
    urls = {"Waiting": "/staff/held", "Quiet": "/staff/held/quiet", "Put aside": "/staff/held/put-aside"}
    return {
        "list": name,
        "title": title,
        "tabs": [
            {"url": url, "name": tab, "count": "3" if tab == "Waiting" else "", "current": tab == title}
            for tab, url in urls.items()
        ],
        "mails": list(mails),
        "after": "",
        "more_url": "",
        "became": None,
        "no_door": False,
        **changed,
    }


FILED = {
    "words": "It stands in its inquiry now:",
    "reference": "M7K-4QX2",
    "url": "/staff/inquiries/M7K-4QX2",
    "undo_url": "",
    "state": "1",
}
PUT_ASIDE = {
    "words": "It was put aside.",
    "reference": "",
    "url": "",
    "undo_url": "/staff/held/12/take-up",
    "state": "4",
}
LISTS = [
    listed("waiting", "Waiting", mail(11), mail(12, **NOWHERE), UNREADABLE, HARD, became=FILED, after="9"),
    listed("waiting", "Waiting", became=PUT_ASIDE, no_door=True),
    listed("quiet", "Quiet", mail(15, **ASIDE | {"state": 3, "handled": "", "text": ""}, **NOWHERE)),
    listed("quiet", "Quiet"),
    listed("put-aside", "Put aside", mail(16, **ASIDE), more_url="/staff/held/put-aside?before=16"),
    listed("put-aside", "Put aside"),
]
BACK = {"url": "/staff/held", "name": "Waiting"}
WHOLE: Context = {
    **LETTER,
    "text": mail(11)["text"],
    "to": "reply+m7k4qx2.0a1b2c3d4e@example.org",
    "rest": QUOTED,
    "files": FILES,
    "original_url": "/staff/held/11/original",
    "html_url": "/staff/held/11/html",
    "pictures_url": "/staff/held/11/html?pictures=1",
}


def one(shown: Context, letter: Context, **changed: object) -> Context:
    around = {"back": BACK, "became": None, "problem": "", "typed": {}}
    return {"frame": frame("Held mail", **QUIET), "mail": shown, "letter": letter, **around, **changed}


SAMPLES: dict[str, list[Context]] = {
    "staff/held.html": [{"frame": frame("Held mail"), "held": held} for held in LISTS],
    "staff/held-mail.html": [
        one(mail(11), WHOLE),
        one(
            HARD,
            {**WHOLE, "text": GERMAN * 40, "to": "z" * 90},
            problem="There is no inquiry with the reference “M7K-XXXX” that you may see",
            typed={"reference": "M7K-XXXX"},
        ),
        one(UNREADABLE, {**LETTER, "text": "", "original_url": "/staff/held/13/original"}),
        one(mail(11, state=1, may_act=False, may_put_aside=False), WHOLE, became=FILED),
    ],
}
