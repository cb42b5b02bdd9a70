"""What is written down of a phone call: by staff, in a hurry, most of it optional."""

from dataclasses import replace

from inquiries.forms import field, when
from inquiries.forms.email import email
from inquiries.forms.field import Moment
from inquiries.forms.form import Form, Given, Group, Reading
from inquiries.forms.phone import phone
from inquiries.wording import Text

DIRECTION = field.choice(
    "direction",
    Text("Who rang?"),
    (("in", Text("They rang us")), ("out", Text("We rang them"))),
    kind="radio",
    missing=Text("Choose who rang"),
)
SAID = field.long_text("text", Text("What was said"), missing=Text("Write what was said"))
PERSON = field.line("name", Text("Who"), missing=Text("Enter who rang"), optional=True)
NUMBER = phone("phone", Text("Phone"))

# About an inquiry there is: who it is stands there.
ABOUT_ONE = Form("call", (Group("call", (DIRECTION, SAID, PERSON, NUMBER)),))


def _deadline(fields: tuple[field.Field, ...], given: Given, moment: Moment) -> Reading:
    """A time alone is today's; no time is no deadline. Read as a sender's own deadline is."""
    day, time = given.get("deadline_day"), given.get("deadline_time")
    answers, problems = when.read(
        fields, {**given, "deadline_day": (day or "today") if time else "none"}, moment
    )
    return answers, problems


# One that is an inquiry of its own.
NEW = Form(
    "call",
    (
        Group(
            "call",
            (
                DIRECTION,
                SAID,
                replace(PERSON, optional=False),
                field.line("outlet", Text("Outlet"), missing=Text("Enter the outlet"), optional=True),
                NUMBER,
                replace(email("email", Text("Email"), example="name@outlet.example"), optional=True),
            ),
        ),
        Group("deadline", (when.DAY, when.DATE, when.TIME, when.ZONE), read=_deadline),
    ),
)
