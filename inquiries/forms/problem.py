"""What is wrong with one field, in words that name the field and the cure."""

from dataclasses import dataclass

from inquiries.wording import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the name in the public contract; `text` is shown as it is, inline and in the summary."""

    field: str
    text: Text
