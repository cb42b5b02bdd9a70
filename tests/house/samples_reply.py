"""The box of a reply: as it stands at first, with all that can stand in it, and where there is none."""

from tests.house.samples_staff_list import ARABIC, GERMAN, Context


def then(chosen: str) -> list[Context]:
    """What may become of the inquiry."""
    every = (("", "Keep it open"), ("wait", "Wait for them"), ("answered", "Close it as answered"))
    return [{"slug": slug, "words": words, "chosen": slug == chosen} for slug, words in every]


def enclosed(name: str, kind: str = "") -> Context:
    """A file of the draft."""
    return {"name": name, "size": "1.2 MB", "kind": kind, "url": "file", "remove_url": "remove"}


ACT_REPLY: Context = {"url": "reply", "once_key": "reply-key", "problem": "", "open": False}
REPLY: Context = {
    "who": "Bo Reyes",
    "to": "bo@gazette.example",
    "from": {"name": "Ana Sole, Example Organisation", "address": "press@charity.example"},
    "cc": "",
    "subject": "Re: your inquiry, reference M7K-4QX2",
    "text": "",
    "files": {"ids": "", "list": [], "problem": ""},
    "room": 18_000_000,
    "saved": {"desk": "media", "replies": [(1, "I have it"), (2, GERMAN)]},
    "left": [],
    "problem_at": "",
    "seen": "7-12-3",
    "known": "",
    "offered": [],
    "bounced": [],
    "then": then(""),
    "later": {
        "days": [{"slug": "today", "words": "Today", "chosen": True}],
        "date": "",
        "time": "",
        "said": "",
        "there": "By your clock, where it is 15:40. In London it is 20:40.",
    },
    "later_open": False,
}
WRITING: Context = {"reply": REPLY, "no_reply": "", "writes": "reply"}
HARD_REPLY: Context = {
    **REPLY,
    "who": "نور الهاشمي" + " x" * 60,
    "to": "y" * 70 + "@wire.example",
    "cc": "wen@gazette.example, x",
    "subject": GERMAN,
    "text": ARABIC * 6 + GERMAN * 6,
    "files": {
        "ids": "3-5",
        "list": [enclosed("audit-2026.pdf"), enclosed("x" * 90 + ".pdf", "calendar event")],
        "problem": "Nothing was added",
    },
    "saved": {"desk": "media", "replies": []},
    "left": [{"name": "{deadline}", "why": "they named no deadline"}],
    "problem_at": "cc",
    "known": "2026-11-24T20:39:00+00:00",
    "offered": ["editor@gazette.example", "z" * 60 + "@gazette.example"],
    "bounced": [
        {
            "address": "bo@gazette.example",
            "words": "Mail to bo@gazette.example came back: “550 no such mailbox”",
        }
    ],
    "then": then("answered"),
    "later": {
        "days": [{"slug": day, "words": day, "chosen": day == "date"} for day in ("today", "date")],
        "date": "2026-12-01",
        "time": "15:00",
        "said": "Tue 1 Dec, 15:00 here, 20:00 in London – after their deadline, 17:00 today",
        "there": "",
    },
    "later_open": True,
}
NO_REPLY: Context = {
    "reply": None,
    "no_reply": "They left no email address, so no letter can be written to them: ring them.",
    "writes": "note",
}
