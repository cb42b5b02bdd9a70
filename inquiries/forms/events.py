"""The events and fundraiser form: warm and slow; nothing but who and about what must be known yet."""

from collections.abc import Sequence

from inquiries.forms import dates, field
from inquiries.forms.email import email
from inquiries.forms.form import Form, Group
from inquiries.forms.phone import phone
from inquiries.wording import Text

# Recorded with the consent: change the words only with the organisation's agreement.
UPDATES_CONSENT = Text("Send me news about fundraisers and events by email. I can stop it at any time.")


def events(topics: Sequence[tuple[str, str]]) -> Form:
    """`topics` are slug and label, in the organisation's words."""
    return Form("events", (_about(topics), _you(), _event(), _more()))


def _about(topics: Sequence[tuple[str, str]]) -> Group:
    return Group(
        "about",
        (
            field.choice(
                "topic",
                Text("What is it about?"),
                tuple((slug, Text(label)) for slug, label in topics),
                kind="radio",
                missing=Text("Choose what it is about"),
            ),
        ),
    )


def _you() -> Group:
    return Group(
        "you",
        (
            field.line("name", Text("Your name"), missing=Text("Enter your name"), autocomplete="name"),
            email("email", Text("Email"), example="name@mail.example"),
            phone("phone", Text("Phone")),
        ),
    )


def _event() -> Group:
    return Group(
        "event",
        (
            field.choice(
                "host_kind",
                Text("Who is hosting?"),
                (
                    ("individual", Text("One person")),
                    ("company", Text("A company")),
                    ("school", Text("A school")),
                    ("faith-group", Text("A faith group")),
                    ("community-group", Text("A community group")),
                ),
                missing=Text("Choose who is hosting from the list"),
                optional=True,
            ),
            field.long_text(
                "idea",
                Text("Your idea"),
                hint=Text("A few words are enough."),
                missing=Text("Write your idea"),
                optional=True,
            ),
            dates.coming_date("event_date", Text("Date"), hint=Text("No date yet is a good answer.")),
            field.line(
                "place",
                Text("Place"),
                hint=Text("A town or a venue, if you know it."),
                missing=Text("Enter the place"),
                optional=True,
            ),
        ),
        Text("What you have in mind"),
    )


def _more() -> Group:
    return Group(
        "more",
        (
            field.long_text(
                "question", Text("Your question"), missing=Text("Write your question"), optional=True
            ),
            field.consent("updates_consent", UPDATES_CONSENT),
        ),
        Text("Anything else"),
    )
