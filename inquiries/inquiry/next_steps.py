"""What happens next and by when, as the receipt tells the sender. Every wait names a person, a time, or both. Pure."""

from inquiries.i18n import catalogues
from inquiries.inquiry import answers
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.settings import Desk
from inquiries.wording import Text


def sentences(inquiry: Inquiry | None, zone: str, reader: Reader, desk: Desk) -> list[str]:
    """The main sentence first; nothing where nothing more happens."""
    return [catalogues.text(text, reader.locale) for text in _texts(inquiry, zone, reader, desk)]


def _texts(inquiry: Inquiry | None, zone: str, reader: Reader, desk: Desk) -> list[Text]:
    if inquiry is None:
        return [Text("It is with the %(desk)s desk.", {"desk": Text(desk.name)})]
    if inquiry.status is Status.CLOSED:
        return _ended(inquiry)
    if inquiry.acknowledged_at and inquiry.acknowledged_by:
        return _with_a_person(inquiry, zone, reader)
    when = answers.when(inquiry.respond_intent_at, zone, reader)
    if inquiry.respond_intent_at <= reader.now:
        late = Text(
            "A person should have confirmed it by %(when)s. Ring us if it cannot wait.", {"when": when}
        )
        return [late]
    return [
        Text(
            "A person at the %(desk)s desk confirms it by %(when)s.", {"desk": Text(desk.name), "when": when}
        ),
        Text("You see here who has it, and so does your mail."),
    ]


def _with_a_person(inquiry: Inquiry, zone: str, reader: Reader) -> list[Text]:
    who = inquiry.acknowledged_by.name if inquiry.acknowledged_by else ""
    if inquiry.back_by and inquiry.back_by > reader.now:
        when = answers.when(inquiry.back_by, zone, reader)
        return [Text("%(name)s comes back to you by %(when)s.", {"name": who, "when": when})]
    if inquiry.deadline_at and inquiry.deadline_at > reader.now:
        when = answers.when(inquiry.deadline_at, zone, reader)
        return [Text("%(name)s has it and knows that you need it by %(when)s.", {"name": who, "when": when})]
    return [Text("%(name)s has it and comes back to you.", {"name": who})]


def _ended(inquiry: Inquiry) -> list[Text]:
    if inquiry.outcome is Outcome.DECLINED and inquiry.outcome_reason:
        return [Text("We cannot answer this one: %(reason)s", {"reason": inquiry.outcome_reason})]
    if inquiry.outcome is Outcome.DECLINED:
        return [Text("We cannot answer this one.")]
    return []
