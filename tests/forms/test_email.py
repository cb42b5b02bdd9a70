"""The address field: what it takes, and the cure for each slip."""

import pytest

from inquiries.forms import field
from inquiries.forms.email import email
from inquiries.forms.field import Moment
from inquiries.wording import Text

from .conftest import NOW

EMAIL = email("email", Text("Email"), example="name@outlet.example")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" bo@Paper.Example ", "bo@paper.example"),
        ("Bo.Reyes+desk@paper.example", "Bo.Reyes+desk@paper.example"),
        ("Bo Reyes <bo@paper.example>", "bo@paper.example"),
        ("<bo@paper.example>;", "bo@paper.example"),
        ("bo@paper.example <bo@paper.example>", "bo@paper.example"),
        ("mailto:bo@paper.example", "bo@paper.example"),
        ("\u202abo@paper.example\u202c", "bo@paper.example"),
        ("zoë@münchen.de", "zoë@münchen.de"),
        ("zoe@xn--mnchen-3ya.de", "zoe@münchen.de"),
        ("bo@paper.test", "bo@paper.test"),
    ],
)
def test_an_address_is_taken_in_any_sane_form(typed: str, kept: str) -> None:
    assert field.clean(EMAIL, typed, Moment(NOW, "UTC")) == kept


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("t.orell.gazette.example", "Enter an email address with an @, like name@outlet.example"),
        ("bo@@paper.example", "Enter one email address with one @, like name@outlet.example"),
        ("bo@a.example, cy@b.example", "Enter one email address with one @, like name@outlet.example"),
        ("bo reyes@paper.example", "Take the spaces out of your email address, like name@outlet.example"),
        (
            "@paper.example",
            "Enter your email address with the part before the @, like name@outlet.example",
        ),
        ("bo@paper", "Finish your email address after the @, like name@outlet.example"),
        ("bo@", "Finish your email address after the @, like name@outlet.example"),
        ("bo@paper..example", "Check your email address for slips; it looks like name@outlet.example"),
        ("bo@[192.0.2.1]", "Check your email address for slips; it looks like name@outlet.example"),
        ("bo@localhost.local", "Check your email address for slips; it looks like name@outlet.example"),
        ("bo\u2028bcc@paper.example", "Take the spaces out of your email address, like name@outlet.example"),
        ("a" * 250 + "@b.example", "“Email” has 260 characters. Shorten it to 254"),
        ("", "Enter your email address, like name@outlet.example"),
    ],
)
def test_a_slip_is_told_with_its_cure(typed: str, cure: str) -> None:
    assert str(field.clean(EMAIL, typed, Moment(NOW, "UTC"))) == cure
