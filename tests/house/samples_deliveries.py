"""Sample contexts for the page of every mail and its attempts."""

import itertools

from tests.house.samples_staff_list import GERMAN, Context

TRIES = [
    {"at": "2026-11-24T18:52:00+00:00", "when": "13:52", "words": "451, try later"},
    {"at": "2026-11-24T20:10:00+00:00", "when": "15:10", "words": "550, no such mailbox"},
]


NUMBERS = itertools.count(1)


def mail(state: str, state_words: str, **changed: object) -> Context:
    """One mail to one recipient (staff/deliveries.html), delivered at once unless said otherwise."""
    return {
        "id": next(NUMBERS),
        "state": state,
        "state_words": state_words,
        "to": "bo@gazette.example",
        "about": "Receipt to Bo Reyes",
        "reference": "M7K-4QX2",
        "url": "/staff/inquiries/M7K-4QX2",
        "attempts": "1",
        "said": "250, accepted",
        "at": "2026-11-24T19:20:00+00:00",
        "when": "14:20",
        "when_more": "",
        "retry_url": "",
        "tries": TRIES[:1],
        **changed,
    }


RETRY: Context = {"retry_url": "/staff/deliveries/7/retry", "attempts": "2 of 14", "tries": TRIES}
DELIVERIES: Context = {
    "transport": "Mail leaves through smtp.example.org",
    "canary": "The daily canary arrived at 06:00 today.",
    "silent": False,
    "test_url": "/staff/deliveries/test",
    "more_url": "/staff/deliveries?before=7",
    "groups": [
        {
            "slug": "needs-person",
            "heading": "Needs a person",
            "hint": "Nothing more happens until somebody acts",
            "mails": [
                mail(
                    "dead",
                    "Dead letter",
                    said="550, no such mailbox",
                    when="15:10 today",
                    when_more="first try 13:52",
                    **RETRY,
                )
            ],
        },
        {
            "slug": "trying",
            "heading": "Trying again",
            "hint": "No one needs to do anything yet",
            "mails": [
                mail(
                    "retrying",
                    "Again in 4 min",
                    to="x" * 64 + "@" + "y" * 60 + ".example",
                    said="451, " + GERMAN,
                    **RETRY,
                )
            ],
        },
        {
            "slug": "going",
            "heading": "On its way",
            "hint": "",
            "mails": [mail("sending", "Sending", at="", when="now")],
        },
        {
            "slug": "delivered",
            "heading": "Delivered today",
            "hint": "38 mails",
            "mails": [
                mail("delivered", "Delivered"),
                mail("delivered", "Delivered", reference="", url="", about="Test mail"),
            ],
        },
    ],
}
