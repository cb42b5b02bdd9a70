"""It came by one of these forms."""

from inquiries.routing.condition import Facts
from inquiries.wording import Text


def holds(wanted: tuple[str, ...], facts: Facts) -> Text | None:
    if facts.form not in wanted:
        return None
    return Text("it came by the form %(form)s", {"form": facts.form_title})
