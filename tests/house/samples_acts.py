"""Sample forms of the acts on an inquiry: each as it stands there before anything is typed."""

from inquiries.staff import acts
from tests.house.samples_reply import ACT_REPLY
from tests.house.samples_staff_list import Context

ACT: Context = {"problem": "", "open": False}
REACH = "Bo Reyes sees this with your name, on the receipt page and by mail."
SEES = "The receipt page says that it is closed."
ACTS: Context = {
    "acknowledge": {
        "url": "acknowledge",
        "sees": REACH,
        "text": "I have it.",
        "back_by": "16:45",
        "problem": "",
        "open": False,
    },
    "take": {"url": "take", "words": "Take it", "over": False, "problem": "", "open": False},
    "assign": {
        "url": "assign",
        "people": [
            {"id": 1, "name": "Ana Sole", "desks": "Media", "current": True},
            {"id": 2, "name": "Dee Ito", "desks": "Media, Events", "current": False},
        ],
        "problem": "",
        "open": False,
    },
    "decline": {"url": "close", "sees": SEES, "reason": "", "problem": "", "open": False},
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
        "open": False,
    },
    "merge": {
        "url": "merge",
        "others": [{"reference": "M7K-4QX3", "words": "And the budget?", "chosen": True}],
        "problem": "",
        "open": False,
    },
    "unmerge": {
        "url": "unmerge",
        "parts": [{"reference": "M7K-4QX4", "chosen": False}],
        "problem": "",
        "open": False,
    },
    "hand-over": {
        "url": "hand-over",
        "desks": [
            {"slug": "media", "name": "Media", "chosen": True},
            {"slug": "events", "name": "Events", "chosen": False},
        ],
        "people": [
            {"id": "", "name": "Nobody yet", "desks": "", "chosen": False},
            {"id": 1, "name": "Ana Sole", "desks": "Media", "chosen": True},
        ],
        "text": "",
        "problem": "",
        "open": False,
    },
    "snooze": {
        "url": "snooze",
        "days": [
            {"slug": "today", "words": "Today", "chosen": True},
            {"slug": "tomorrow", "words": "Tomorrow", "chosen": False},
            {"slug": "date", "words": "Another date", "chosen": False},
        ],
        "until_date": "",
        "until_time": "",
        "problem": "",
        "open": False,
    },
    "wait": {
        "url": "wait",
        "words": "It comes back by itself: 16:05 today at the latest.",
        "problem": "",
        "open": False,
    },
    "move-deadline": {
        "url": "move-deadline",
        "none": False,
        "date": "2026-11-24",
        "time": "22:00",
        "zones": [
            {"name": "Europe/London", "words": "London", "chosen": True},
            {"name": "America/Toronto", "words": "Toronto", "chosen": False},
        ],
        "asked_by": "",
        "problem": "",
        "open": False,
    },
    "tag": {"url": "tag", "tags": "", "known": ["audit", "winter"], "problem": "", "open": False},
    "untag": {"url": "untag", "tags": ["shelter", "budget 2026"], "problem": "", "open": False},
    "release": None,
    "spam": {"url": "spam", "problem": "", "open": False},
    "seal": {"url": "seal", "reason": "", "stays": False, "problem": "", "open": False},
    "unseal": None,
    "reopen": None,
    "reply": ACT_REPLY,
    "note": {"url": "note", "text": "", "once_key": "sample-key", "problem": "", "open": False},
}
NO_ACTS: Context = dict.fromkeys(act.name for act in acts.ACTS)


def standing(drawn: Context) -> Context:
    """These acts where they stand on the page; the others are not open."""
    every = {**NO_ACTS, **drawn}
    more = acts.standing(every, "more")
    return {
        "acts": every,
        "bar": acts.standing(every, "bar"),
        "erase_url": "/staff/inquiries/M7K-4QX2/erase",
        "more": more,
        "more_open": any(every[name]["open"] for name in more),
    }
