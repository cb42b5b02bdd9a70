"""The phone field: any form a person writes a number in, kept as typed."""

import phonenumbers

from inquiries.forms.field import Field, Moment
from inquiries.wording import Text

LIMIT = 40
FEWEST, MOST = 5, 26  # digits: the shortest local numbers; two full numbers, or one with prefix and extension


def phone(name: str, label: Text, *, hint: Text | None = None) -> Field:
    """An optional phone number, extension and all. Refuses only what cannot be a number at all."""
    wrong = Text("Enter a phone number with its area code, like +1 613 555 0142 ext. 214")
    return Field(name, label, "tel", wrong, _read, hint, True, LIMIT, "tel", "tel")


def _read(field: Field, text: str, moment: Moment) -> str | Text:
    if FEWEST <= sum(map(str.isdecimal, text)) <= MOST:
        return text
    # 1-800-FLOWERS has few digits and is a number.
    return text if phonenumbers.is_alpha_number(text) else field.missing
