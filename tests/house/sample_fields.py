"""Stand-ins for the fields of inquiries.forms: what the templates read of them, and nothing else."""

from types import SimpleNamespace as Some
from typing import Any

from inquiries.wording import Text


def field(name: str, label: str, kind: str = "text", hint: str = "", **more: Any) -> Some:
    """What the templates read of an inquiries.forms Field."""
    told: dict[str, Any] = {
        "optional": False,
        "autocomplete": "",
        "inputmode": "",
        "choices": (),
        "limit": 200,
    }
    choices = tuple((value, Text(said)) for value, said in more.pop("choices", ()))
    said_hint = Text(hint) if hint else None
    return Some(name=name, label=Text(label), kind=kind, hint=said_hint, **told | more | {"choices": choices})


def named(*fields: Some) -> dict[str, Some]:
    return {one.name: one for one in fields}


NAME = field("name", "Your name", autocomplete="name")
EMAIL = field("email", "Email", "email", autocomplete="email", inputmode="email")
PHONE = field("phone", "Phone", "tel", optional=True, autocomplete="tel", inputmode="tel")
TOPICS = [
    ("programs", "Our programs"),
    ("news-reaction", "Reaction to the news"),
    ("other", "Something else"),
]
DAYS = [("today", "Today"), ("tomorrow", "Tomorrow"), ("date", "Another date"), ("none", "No deadline")]
EVENTS_TOPICS = [
    ("start-a-fundraiser", "Start a fundraiser"),
    ("invite-a-speaker", "Invite a speaker"),
    ("attend-an-event", "Attend an event"),
    ("other", "Something else"),
]
HOSTS = [
    ("individual", "I am on my own"),
    ("company", "A company"),
    ("school", "A school"),
    ("faith-group", "A faith group"),
    ("community-group", "A community group"),
]

MEDIA_FIELDS = named(
    NAME,
    field("outlet", "Outlet", autocomplete="organization"),
    EMAIL,
    PHONE,
    field("topic", "Topic", "select", choices=TOPICS),
    field("request_type", "What you need", "select", optional=True, choices=[("comment", "Comment")]),
    field("question", "Your question", "textarea", "Ask it as you would on the phone.", limit=20_000),
    field("deadline_day", "Day", "radio", choices=DAYS),
    field("deadline_date", "Date", "date"),
    field("deadline_time", "Time", hint="Your own time is fine. We work it out."),
    field("timezone", "Time zone", "select"),
    field(
        "publishes_at",
        "When does it run?",
        "datetime",
        "Print time, air time or embargo, in the time zone above.",
        optional=True,
    ),
)
EVENTS_FIELDS = named(
    NAME,
    EMAIL,
    PHONE,
    field("topic", "What brings you here?", "radio", choices=EVENTS_TOPICS),
    field("host_kind", "Who is hosting?", "radio", optional=True, choices=HOSTS),
    field("idea", "Your idea", "textarea", "A bake sale, a run, a concert: a line is enough.", optional=True),
    field("event_date", "Date", "date", "“No date yet” is a good answer: leave it empty.", optional=True),
    field("place", "Place", hint="A town, a hall, or online.", optional=True),
    field("question", "Anything you want to ask?", "textarea", optional=True, limit=20_000),
    field("updates_consent", "Send me news about events, a few times a year", "checkbox", optional=True),
)
