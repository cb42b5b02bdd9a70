"""The e-mail field: one address, with the cure for each common slip. Asks no name server."""

from email_validator import EmailNotValidError, validate_email

from inquiries.forms.field import Field, Moment
from inquiries.wording import Text

LIMIT = 254  # RFC 5321 4.5.3.1.3, less the angle brackets
# What clings to an address copied from a mail or a sentence, direction marks among it.
_CLINGING = " \t.,;:<>\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def email(name: str, label: Text, *, example: str, hint: Text | None = None) -> Field:
    """A required address; `example` stands in the messages, like name@outlet.example."""
    like = {"example": example}

    def read(field: Field, text: str, moment: Moment) -> str | Text:
        return _read(text, like)

    missing = Text("Enter your email address, like %(example)s", like)
    return Field(name, label, "email", missing, read, hint, False, LIMIT, "email", "email")


def _read(text: str, like: dict[str, str]) -> str | Text:
    address = bare(text)
    mailbox, at, domain = address.rpartition("@")
    if not at:
        return Text("Enter an email address with an @, like %(example)s", like)
    if "@" in mailbox:
        return Text("Enter one email address with one @, like %(example)s", like)
    if " " in address:
        return Text("Take the spaces out of your email address, like %(example)s", like)
    if not mailbox:
        return Text("Enter your email address with the part before the @, like %(example)s", like)
    if "." not in domain:
        return Text("Finish your email address after the @, like %(example)s", like)
    try:
        # .test is for trials (RFC 2606) and would otherwise be refused.
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return Text("Check your email address for slips; it looks like %(example)s", like)
    # Idna can make a domain longer than what was typed.
    return found.normalized if len(found.normalized) <= LIMIT else Text("Enter a shorter email address")


def bare(text: str) -> str:
    """The address alone: "Bo Reyes <bo@paper.example>" and "mailto:…" are what mail programs copy."""
    if text.endswith(">") and "<" in text:
        text = text[text.rindex("<") :]
    return text.strip(_CLINGING).removeprefix("mailto:")
