"""Sample heads of a list (parts/list-head.html): as it is, looked through, and found empty."""

from typing import Any

Context = dict[str, Any]
ANY = {"value": "", "words": "Any", "chosen": True}
HEAD: Context = {
    "words": "",
    "chips": [],
    "clear_url": "/staff/inbox?view=open",
    "orders": [],
    "selects": [
        {
            "name": "topic",
            "label": "Topic",
            "options": [ANY, {"value": "programs", "words": "Programs", "chosen": False}],
        }
    ],
    "boxes": [
        {"name": "outlet", "label": "Outlet", "kind": "text", "value": ""},
        {"name": "from", "label": "Arrived from", "kind": "date", "value": "2026-11-01"},
    ],
    "hidden": [("q", "")],
    "save": None,
    "nothing": None,
}
FOUND: Context = {
    "title": "“lantern o’brien”",
    "words": "lantern o’brien",
    "view": "all",
    "summary": "",
    "chips": ["Topic Programs", "Arrived from 3 Nov"],
    "orders": [
        {"words": "Newest first", "url": "/staff/inbox?q=x", "current": False, "note": ""},
        {"words": "Best first", "url": "/staff/inbox?q=x", "current": True, "note": "Names count most."},
    ],
    "hidden": [("q", "lantern o’brien"), ("order", "best")],
    "save": {"query": "view=all&q=lantern", "whose": [("", "Only me"), ("media", "Everybody on Media")]},
}
NOT_FOUND: Context = FOUND | {
    "nothing": {
        "lead": "Nothing found for “lantern o’brien”.",
        "advice": "Beginnings of words are enough.",
        "links": [{"words": "Look on all your desks", "url": "/staff/inbox?view=all&q=lantern"}],
    }
}
