"""Sample people and outlets, by themselves and beside an inquiry: known well, hard to set, of whom little is known."""

from tests.house.samples_staff_list import ARABIC, GERMAN, LONG_OUTLET, QUESTION, Context

AT = "2026-10-12T19:20:00+00:00"


def remark(text: str) -> Context:
    """A private note (parts/entry.html)."""
    plain = {"kind": "private", "of": "", "state": "", "state_words": ""}
    return {**plain, "who": "Dee Ito", "meta": "12 Oct 15:12", "at": AT, "text": text}


def asked(words: str, went: str = "Answered in time", *, of: str = "The Example Gazette") -> Context:
    """One line of parts/earlier.html."""
    url = "/staff/inquiries/M7K-4QX2"
    return {
        "url": url,
        "at": AT,
        "date": "12 Oct",
        "words": words,
        "of": of,
        "went": went,
        "open": went == "Open",
    }


def address(email: str, **changed: object) -> Context:
    """An address of a person that nobody has verified."""
    return {
        "email": email,
        "mail_url": f"mailto:{email}",
        "came_back": "",
        "verified": "",
        "joined": "",
        "verify_url": "/staff/persons/7/verify",
        "split_url": "",
        "how": "",
        "problem": "",
        **changed,
    }


BESIDE: Context = {
    "has_address": True,
    "verified": True,
    "person": {
        "name": "Bo Reyes",
        "url": "/staff/persons/7",
        "line": "3 earlier inquiries, all answered in time.",
        "earlier": [asked("Night bus funding"), asked("Supply chain bill"), asked(QUESTION[:60])],
    },
    "outlet": {
        "name": "The Example Gazette",
        "url": "/staff/outlets/example%20gazette",
        "line": "14 inquiries",
    },
    "remark": remark("Quotes exactly. Rings back."),
    "going": [
        {
            "url": "/staff/inquiries/M7K-4QX2",
            "at": AT,
            "asked": "Also asked at 14:02",
            "question": "How many families did the shelters take in this winter?",
            "owner": "with Dee Ito",
        }
    ],
    "more_going": "",
}
HARD_BESIDE: Context = {
    **BESIDE,
    "verified": False,
    "person": {**BESIDE["person"], "name": ARABIC[:40], "earlier": [asked(GERMAN * 2), asked("W" * 90)]},
    "outlet": {**BESIDE["outlet"], "name": LONG_OUTLET},
    "remark": remark(GERMAN * 20),
    "going": [{**BESIDE["going"][0], "question": "W" * 90, "owner": "nobody yet"}] * 2,
    "more_going": "and 3 more",
}
NOT_BESIDE: Context = {
    "has_address": False,
    "verified": False,
    "person": None,
    "outlet": None,
    "remark": None,
    "going": [],
    "more_going": "",
}
NOTES: Context = {
    "url": "/staff/persons/7/remark",
    "readers": "Media, Events",
    "entries": [remark("Quotes exactly."), remark(GERMAN * 8)],
    "more_url": "/staff/persons/7?notes=3",
    "text": "",
    "once_key": "sample-key",
    "problem": "",
}
PERSON: Context = {
    "url": "/staff/persons/7",
    "name": "Bo Reyes",
    "other_names": ["B. Reyes", "Bo Reyes-Smith"],
    "version": 3,
    "outlets": [{"name": "The Example Gazette", "url": "/staff/outlets/example%20gazette"}],
    "phones": [{"words": "+44 20 7946 0018", "url": "tel:+442079460018"}],
    "line": "12 inquiries, 9 answered, 8 of them in time, 1 declined, 2 open",
    "addresses": [
        address(
            "bo@gazette.example",
            verified="verified 12 Nov by Dee Dunn: rang the newsroom",
            verify_url="/staff/persons/7/unverify",
        ),
        address(
            "bo@home.example",
            came_back="Mail to bo@home.example came back 15:10 after many tries: “452 4.2.2 mailbox full”",
            joined="joined 12 Nov by Dee Dunn",
            split_url="/staff/persons/7/split",
        ),
    ],
    "suggested": [{"email": "bo.reyes@wire.example", "name": "Bo Reyes", "outlet": "Example Wire"}],
    "join_url": "/staff/persons/7/join",
    "join_with": "",
    "join_problem": "",
    "faster": False,
    "inquiries": [asked(QUESTION, "Open"), asked("Night bus funding"), asked("Supply chain bill", of="")],
    "more_url": "/staff/persons/7?before=M7K-4QX2",
    "notes": NOTES,
}
LONG_ADDRESS = "x" * 64 + "@" + "y" * 60 + ".example"
HARD_PERSON: Context = {
    **PERSON,
    "name": ARABIC[:60],
    "other_names": [GERMAN[:120]],
    "outlets": [{"name": LONG_OUTLET, "url": "/staff/outlets/x"}],
    "addresses": [
        address(LONG_ADDRESS, how=GERMAN[:80], problem="Write how you made sure"),
        address("b@x.example"),
    ],
    "suggested": [{"email": LONG_ADDRESS, "name": GERMAN[:80], "outlet": LONG_OUTLET}],
    "join_with": "nobody",
    "join_problem": "Nobody has written to your desks from this address",
    "faster": True,
    "inquiries": [asked("W" * 90, "Did not respond", of=LONG_OUTLET), asked(ARABIC[:90], "In quarantine")],
    "notes": {**NOTES, "text": ARABIC, "problem": "Write your note"},
}
NEW_PERSON: Context = {
    **PERSON,
    "other_names": [],
    "outlets": [],
    "phones": [],
    "line": "No inquiry",
    "addresses": [address("bo@gazette.example")],
    "suggested": [],
    "inquiries": [],
    "more_url": "",
    "notes": {**NOTES, "entries": [], "more_url": ""},
}
OUTLET: Context = {
    "url": "/staff/outlets/example%20gazette",
    "name": "The Example Gazette",
    "other_names": ["example gazette"],
    "people": [{"name": "Bo Reyes", "url": "/staff/persons/7", "count": "4 inquiries"}],
    "line": PERSON["line"],
    "inquiries": [asked(QUESTION, of="Bo Reyes")],
    "more_url": "/staff/outlets/example%20gazette?before=M7K-4QX2",
    "notes": {**NOTES, "url": "/staff/outlets/example%20gazette/remark"},
}
HARD_OUTLET: Context = {
    **OUTLET,
    "name": LONG_OUTLET,
    "other_names": [ARABIC[:80], GERMAN[:120]],
    "people": [],
    "inquiries": HARD_PERSON["inquiries"],
    "more_url": "",
    "notes": HARD_PERSON["notes"],
}
