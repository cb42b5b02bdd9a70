"""Sample letters of a conversation, both ways: ordinary, and hard to set."""

from tests.house.samples_staff_list import ARABIC, GERMAN, LONG_OUTLET, QUESTION, Context

URL = "/staff/inquiries/M7K-4QX2"
LETTER: Context = {
    **dict.fromkeys(("subject", "rest", "unreadable", "to", "fetched"), ""),
    **dict.fromkeys(("original_url", "html_url", "pictures_url"), ""),
    "state": None,
    "files": [],
    "waits": False,
}


def state(name: str, words: str, **more: str) -> Context:
    """Where a letter of ours is (parts/letter-state.html)."""
    urls = dict.fromkeys(("said", "at", "undo_url", "cancel_url", "send_now_url", "retry_url"), "")
    return {"state": name, "words": words, **urls, **more}


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


def letter(id: int, kind: str, who: str, meta: str, text: str, *, of: str = "", **more: object) -> Context:
    """An entry that is a letter; `more` goes over LETTER."""
    known = {**LETTER, **more}
    return said(kind, who, meta, text, of=of, anchor=f"letter-{id}", letter=known)


def file(id: int, name: str, size: str, kind: str = "", *, kept: bool = True) -> Context:
    """A file of a letter."""
    return {"name": name, "size": size, "kind": kind, "url": f"{URL}/files/{id}" if kept else ""}


def came(id: int, *, pictures: bool = True) -> Context:
    """The ways to look at one of theirs."""
    html = f"{URL}/letters/{id}/html"
    pictured = f"{html}?pictures=1" if pictures else ""
    return {"original_url": f"{URL}/letters/{id}/original", "html_url": html, "pictures_url": pictured}


QUOTED = "On Tue 24 Nov 2026 at 14:40, Ana Sole wrote:\n> Twelve.\n\n-- \nBo Reyes\nThe Example Gazette"
FILES = [
    file(1, "audit-2026.pdf", "1.2 MB"),
    file(2, "interview.ics", "3 KB", "calendar event"),
    file(3, "winmail.dat", "48 KB", "Outlook’s own wrapping: most programs cannot open it"),
]
LETTERS = [
    letter(
        1,
        "ours",
        "Ana Sole",
        "14:40",
        "Twelve.",
        fetched="read on the receipt page 14:52",
        files=FILES[:1],
        state=state("sent", "sent"),
    ),
    letter(
        2,
        "theirs",
        "Bo Reyes",
        "15:31 by mail",
        "Two sentences are enough. A name to attribute them to would help.",
        of="The Example Gazette",
        rest=QUOTED,
        files=FILES,
        **came(2),
    ),
    letter(3, "automatic", "Bo Reyes", "15:32 by mail", "I am away until Monday.", **came(3, pictures=False)),
    letter(
        4,
        "unsent",
        "Dee Ito",
        "15:33",
        "Eleven.",
        waits=True,
        state=state("cancelled", "taken back before it went"),
    ),
]
MANY = [file(at, f"{GERMAN.split()[0]}-{at:02}.pdf", "3.4 MB") for at in range(10, 20)]
HARD_LETTERS = [
    letter(
        5,
        "theirs",
        "نور الهاشمي",
        "Mon 15:31 by mail",
        (ARABIC + "\n\n") * 40 + "W" * 900 + QUESTION * 30,
        of="x" * 60 + "@" + "y" * 60 + ".example",
        subject=LONG_OUTLET,
        rest=QUOTED + "> " * 400 + GERMAN,
        files=[*MANY, file(20, "تقرير.pdf", "12 KB"), file(21, "x" * 96 + ".pdf", "24.0 MB", kept=False)],
        **came(5),
    ),
    letter(
        6,
        "theirs",
        "y" * 70 + "@wire.example",
        "15:40 by mail",
        "",
        unreadable="Its parts are nested more than 100 levels deep.",
        original_url=f"{URL}/letters/6/original",
    ),
    letter(
        7,
        "ours",
        GERMAN,
        "15:41 by mail",
        GERMAN * 3,
        to="to bo@gazette.example, copy to " + "z" * 90,
        state=state("failed", "not delivered", said="550 " + "no such mailbox " * 9, retry_url="retry"),
    ),
    letter(
        8,
        "ours",
        "Ana Sole",
        "15:42",
        ARABIC,
        waits=True,
        state=state("waiting", "goes in 12 seconds", at="2026-11-24T20:42:12+00:00", undo_url="undo"),
    ),
    letter(
        9,
        "ours",
        "Ana Sole",
        "15:43",
        "Thirteen.",
        waits=True,
        state=state("waiting", "goes tomorrow 9:00", cancel_url="undo", send_now_url="send-now"),
    ),
]
# Answered below what is quoted.
LETTERS[1] |= {"quote": "Ana Sole wrote:\n> One in six."}
