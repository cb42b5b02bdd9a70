"""What stands around the boxes that staff write in: nobody else, or a busy desk."""

from tests.house.samples_reply import WRITING
from tests.house.samples_staff_list import ARABIC, GERMAN, Context

DAY = "2026-11-24"
ALONE: Context = {
    **WRITING,
    "box": {"seen": "7-12", "draft": "", "known": ""},
    "news": None,
    "present": [],
    "drafts": [],
    "handles": ["Dee", "Wen"],
}
BUSY: Context = {
    "box": {"seen": "7-12", "draft": GERMAN, "known": "2026-11-24T20:39:00+00:00"},
    "present": [
        {"initials": "WC", "writing": True, "words": "Wen Castellane is writing a note"},
        {"initials": "DI", "writing": False, "words": "Dee Ito is reading this too"},
    ],
    "drafts": [
        {"kind": kind, "who": "Wen Castellane", "time": "15:39", "at": f"{DAY}T20:39:00", "text": text}
        for kind, text in (("note", GERMAN + ARABIC), ("reply", GERMAN))
    ],
}
DONE = [{"at": "2026-11-24T20:39:00+00:00", "time": "15:39", "words": "Dee Ito took it"}]
PIECES = [
    {"words": "Intake says one in six, not one in five, ", "names": False},
    {"words": "@Ana", "names": True},
    {"words": ".\nUse our own number or none.", "names": False},
]
