"""Sample contexts of the saved replies, and of the form of one."""

from inquiries.wording import Text
from tests.house.samples_staff_list import ARABIC, GERMAN, QUIET, Context, frame

READ: Context = {
    "pieces": [
        {"text": "Hello ", "put_in": False, "missing": False},
        {"text": "Bo", "put_in": True, "missing": False},
        {"text": ",\n\nback to you by ", "put_in": False, "missing": False},
        {"text": "{deadline}", "put_in": False, "missing": True},
    ],
    "missing": [{"name": "{deadline}", "why": "they named no deadline"}],
    "locale": "en",
}
_REPLY: Context = {
    "id": 1,
    "name": "I have it",
    "url": "/staff/saved-replies/1",
    "start": "Hello {first name},",
    "at": "2026-11-24T17:00:00+00:00",
    "when": "12:00",
    "who": "Ana Sole",
    "read": READ,
}
_DESK: Context = {
    "slug": "media",
    "name": "Media",
    "add_url": "/staff/saved-replies/new?desk=media",
    "about": "The Example Gazette · Bo Reyes · M7K-4QX2",
    "replies": [
        _REPLY,
        {**_REPLY, "id": 2, "name": GERMAN, "start": ARABIC, "read": {**READ, "missing": []}},
    ],
}
_EMPTY = {**_DESK, "slug": "events", "name": "Events", "replies": []}
_FORM: Context = {
    "url": "/staff/saved-replies/1",
    "desk": "media",
    "desk_name": "Media",
    "version": 3,
    "delete_url": "/staff/saved-replies/1/delete",
    "said": {"who": "Ana Sole", "at": "2026-11-24T17:00:00+00:00", "when": "12:00"},
    "abouts": [
        ("M7K-4QX2", "The Example Gazette · Bo Reyes · M7K-4QX2", True),
        ("-", "Somebody made up", False),
    ],
    "about": "The Example Gazette · Bo Reyes · M7K-4QX2",
    "variables": [
        {"name": "{first name}", "means": "Their first name", "words": "Bo", "absent": ""},
        {"name": "{outlet}", "means": "Who they ask for", "words": GERMAN, "absent": ""},
        {"name": "{deadline}", "means": "Their deadline", "words": "", "absent": "they named no deadline"},
    ],
    "read": READ,
    "other": None,
    "gone": False,
}
_OTHER = {
    "who": GERMAN,
    "at": "2026-11-24T17:00:00+00:00",
    "when": "12:00",
    "name": ARABIC,
    "text": "Other\nwords",
}
_NEW: Context = {
    **_FORM,
    "url": "/staff/saved-replies",
    "version": "",
    "delete_url": "",
    "said": None,
    "read": None,
}
_TYPED = {"name": "I have it", "text": "Hello {first name},\n\nback to you by {deadline}."}
_WRONG = {"name": Text("Give it a name"), "text": Text("There is no {%(name)s}", {"name": GERMAN})}


def _page(reply: Context, values: Context, problems: Context, **more: str) -> Context:
    around = frame("Saved replies", **more)
    return {"frame": around, "reply": reply, "values": values, "problems": problems}


SAMPLES: dict[str, list[Context]] = {
    "staff/saved-replies.html": [
        {"frame": frame("Saved replies", notice="Saved."), "desks": [_DESK, _EMPTY]},
        {"frame": frame("Saved replies", **QUIET), "desks": []},
    ],
    "staff/saved-reply.html": [
        _page(_FORM, _TYPED, {}),
        _page(_NEW, {}, {}, **QUIET),
        _page({**_NEW, "gone": True}, _TYPED, {}),
        _page({**_FORM, "other": _OTHER, "read": None}, _TYPED, _WRONG),
    ],
}
