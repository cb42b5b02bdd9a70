"""The box of a reply: as it stands at first, with all that can stand in it, and where there is none."""

from tests.house.samples_staff_list import ARABIC, GERMAN, Context


def then(chosen: str) -> list[Context]:
    """What may become of the inquiry."""
    every = (("", "Keep it open"), ("wait", "Wait for them"), ("answered", "Close it as answered"))
    return [{"slug": slug, "words": words, "chosen": slug == chosen} for slug, words in every]


ACT_REPLY: Context = {"url": "reply", "once_key": "reply-key", "problem": "", "open": False}
REPLY: Context = {
    "who": "Bo Reyes",
    "to": "bo@gazette.example",
    "from": {"name": "Ana Sole, Example Organisation", "address": "press@charity.example"},
    "cc": "",
    "subject": "Re: your inquiry, reference M7K-4QX2",
    "text": "",
    "problem_at": "",
    "seen": "7-12-3",
    "known": "",
    "offered": [],
    "bounced": [],
    "then": then(""),
}
WRITING: Context = {"reply": REPLY, "no_reply": "", "writes": "reply"}
HARD_REPLY: Context = {
    **REPLY,
    "who": "نور الهاشمي" + " x" * 60,
    "to": "y" * 70 + "@wire.example",
    "cc": "wen@gazette.example, x",
    "subject": GERMAN,
    "text": ARABIC * 6 + GERMAN * 6,
    "problem_at": "cc",
    "known": "2026-11-24T20:39:00+00:00",
    "offered": ["editor@gazette.example", "z" * 60 + "@gazette.example"],
    "bounced": ["Mail to bo@gazette.example came back, and will not arrive there: “550 no such mailbox”"],
    "then": then("answered"),
}
NO_REPLY: Context = {
    "reply": None,
    "no_reply": "They left no email address, so no letter can be written to them: ring them.",
    "writes": "note",
}
