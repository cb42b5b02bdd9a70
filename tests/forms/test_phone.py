"""The phone field keeps what was typed."""

import pytest

from inquiries.forms import field
from inquiries.forms.field import Moment
from inquiries.forms.phone import phone
from inquiries.wording import Text

from .conftest import NOW

PHONE = phone("phone", Text("Phone"))


@pytest.mark.parametrize(
    "typed",
    [
        *("613-555-0142 ext. 214", "613.555.0142 x214", "+44 (0)20 7946 0018", "(613) 555-0142, after 4"),
        *("55512", "1-800-FLOWERS", "٠٢٠٧٩٤٦٠٠١٨", "613-555-0142 or 613-555-0178"),
    ],
)
def test_any_sane_form_is_kept_as_typed(typed: str) -> None:
    assert field.clean(PHONE, f" {typed}\n", Moment(NOW, "UTC")) == typed


@pytest.mark.parametrize("typed", ["214", "ask for Bo", "x214", "1" * 30, "call 214 room"])
def test_what_no_one_could_ring_is_refused(typed: str) -> None:
    cure = "Enter a phone number with its area code, like +1 613 555 0142 ext. 214"
    assert str(field.clean(PHONE, typed, Moment(NOW, "UTC"))) == cure
