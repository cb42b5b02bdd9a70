"""Sample contexts for every mail template, as the notifying rooms give them."""

from typing import Any

_ANA = {
    "name": "Ana Okafor",
    "title": "Press officer",
    "phone": "613-555-0142",
    "phone_href": "tel:+16135550142",
}
_DEE = {
    "name": "Dee Laurent",
    "title": "Director of Marketing and Public Relations",
    "phone": "613-555-0100, extension 5",
    "phone_href": "tel:+16135550100,5",
}

_RECEIPT: dict[str, Any] = {
    "reference": "M7K-4QX2",
    "desk": "Media",
    "next": (
        "A person tells you by 20:20 in London, 15:20 in Ottawa, today whether we can answer.",
        "You asked for an answer by 22:00 in London, 17:00 in Ottawa, today.",
    ),
    "receipt_url": "https://inquiries.example/receipts/0vXk3dJq9mT2",
    "contacts": (_DEE, _ANA),
    "hours_said": "Monday to Friday 9:00 to 17:00, Ottawa time",
    "duty": {"name": "Duty officer", "title": "", "phone": "613-555-0199", "phone_href": "tel:+16135550199"},
    "desk_email": "media@charity.example",
    "reach": "ring",
}

SAMPLES: dict[str, dict[str, Any]] = {
    "notification": {
        "outlet": "The Example Gazette",
        "person": "Bo Lindqvist",
        "topic": "Reaction to the news",
        "request_type": "comment",
        "reference": "M7K-4QX2",
        "desk": "Media",
        "recipient": "Ana Okafor",
        "deadline_said": "17:00 today",
        "deadline_there_said": "22:00 in London",
        "left_said": "2 h 40 min",
        "late": False,
        "say_by_said": "15:20 today",
        "arrived_said": "14:20 today",
        "director": "Dee Laurent",
        "safe_start_said": "16:05 today",
        "show_question": True,
        "question": "The federal audit published this morning says shelters turned away one in five people last "
        "winter. Does that match what you saw?\n\nDid it affect people leaving trafficking situations?",
        "sender_email": "bo@gazette.example",
        "sender_phone": "+44 20 7946 0018",
        "reason": "The topic is Reaction to the news",
        "publishes_said": "18:30 today, 23:30 in London",
        "inquiry_url": "https://inquiries.example/staff/inquiries/M7K-4QX2",
        "reply_reaches_sender": True,
    },
    "receipt": _RECEIPT,
    "guide": {
        **_RECEIPT,
        "reference": "R5C-7JQX",
        "desk": "Events",
        "next": ("Someone from our team is in touch by Wed 25 Nov, 15:40 in Ottawa.",),
        "duty": None,
        "desk_email": "events@charity.example",
        "guide_title": "25 Tips for the Novice Fundraiser",
        "guide_url": "https://inquiries.example/guides/25-tips",
    },
    "acknowledgement": {
        "reference": "M7K-4QX2",
        "desk": "Media",
        "person": _ANA,
        "words": "I have it, and will come back to you.\n\nAsk for me by name.",
        "back_by_said": "20:00 in London, 15:00 in Ottawa, today",
        "receipt_url": "https://inquiries.example/receipts/0vXk3dJq9mT2",
        "desk_email": "media@charity.example",
    },
    "mention": {
        "outlet": "The Example Gazette",
        "person": "Bo Lindqvist",
        "topic": "Reaction to the news",
        "reference": "M7K-4QX2",
        "recipient": "Ana Okafor",
        "who": "Dee Laurent",
        "deadline_said": "17:00 today",
        "left_said": "2 h 40 min",
        "late": False,
        "note": "@Ana, intake says one in six.\n\nUse our own number or none.",
        "inquiry_url": "https://inquiries.example/staff/inquiries/M7K-4QX2",
    },
    "test": {
        "asked_by": "Ana Okafor",
        "sent_said": "Tue 24 Nov, 15:40",
        "leaves_through": "smtp.charity.example",
        "deliveries_url": "https://inquiries.example/staff/deliveries",
    },
}
