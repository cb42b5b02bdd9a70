"""The media inquiry form: one short grouped page for a reporter in a hurry."""

from collections.abc import Sequence

from inquiries.forms import field, when
from inquiries.forms.email import email
from inquiries.forms.form import Form, Group
from inquiries.forms.language import language
from inquiries.forms.phone import phone
from inquiries.wording import Text


def media(topics: Sequence[tuple[str, str]], languages: Sequence[str]) -> Form:
    """`topics` are slug and label, in the organisation's words; `languages` are tags."""
    return Form("media", (_you(), _question(topics), when.group(), _answer(languages)))


def _you() -> Group:
    return Group(
        "you",
        (
            field.line("name", Text("Your name"), missing=Text("Enter your name"), autocomplete="name"),
            field.line(
                "outlet",
                Text("Outlet"),
                missing=Text("Enter your outlet, or “freelance”"),
                autocomplete="organization",
            ),
            email("email", Text("Email"), example="name@outlet.example"),
            phone("phone", Text("Phone")),
        ),
    )


def _question(topics: Sequence[tuple[str, str]]) -> Group:
    return Group(
        "question",
        (
            field.choice(
                "topic",
                Text("Topic"),
                tuple((slug, Text(label)) for slug, label in topics),
                missing=Text("Choose a topic from the list"),
            ),
            field.choice(
                "request_type",
                Text("What you need"),
                (
                    ("comment", Text("Comment")),
                    ("interview", Text("Interview")),
                    ("facts", Text("Facts or background")),
                    ("right-of-reply", Text("Right of reply")),
                    ("images", Text("Images or filming")),
                    ("correction", Text("Correction")),
                ),
                missing=Text("Choose what you need from the list"),
                optional=True,
            ),
            field.long_text(
                "question",
                Text("Your question"),
                hint=Text("Ask it as you would on the phone."),
                missing=Text("Write your question"),
            ),
        ),
    )


def _answer(languages: Sequence[str]) -> Group:
    return Group("answer", (language("language", Text("Language for our answer"), languages),))
