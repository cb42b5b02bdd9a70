"""What stands there with nothing set: both desks and both forms, as they would be written in the file.

Words the public reads are wrapped in Text, so that the catalogue knows them; pages translate them by msgid.
"""

from collections.abc import Mapping
from typing import Any

from inquiries.wording import Text

# The desk that stands in no file: what is sealed is there, and only safeguarding leads see it.
SEALED = "sealed"

DESKS: Mapping[str, Mapping[str, Any]] = {
    "media": {
        "name": Text("Media").msgid,
        "clearance": "30m",
        "preparation": "30m",
        "acknowledge_within": "1h",
    },
    "events": {"name": Text("Events").msgid},
}

FORMS: Mapping[str, Mapping[str, Any]] = {
    "media": {
        "title": Text("Media inquiry").msgid,
        "intro": Text(
            "For reporters, editors and producers. Someone from our team will follow up with you soon."
        ).msgid,
        "desk": "media",
        "topics": (
            {"slug": "programs", "label": Text("Our programs").msgid},
            {"slug": "news-reaction", "label": Text("Reaction to the news").msgid},
            {"slug": "partnerships", "label": Text("Partnerships").msgid},
            {"slug": "events", "label": Text("Events").msgid, "desk": "events"},
            {"slug": "other", "label": Text("Something else").msgid},
        ),
    },
    "events": {
        "title": Text("Events and fundraisers").msgid,
        "intro": Text("Start a fundraiser, invite a speaker, or ask about an event.").msgid,
        "desk": "events",
        "topics": (
            {"slug": "start-a-fundraiser", "label": Text("Start a fundraiser").msgid},
            {"slug": "invite-a-speaker", "label": Text("Invite a speaker").msgid},
            {"slug": "attend-an-event", "label": Text("Attend an event").msgid},
            {"slug": "other", "label": Text("Something else").msgid},
        ),
    },
}
