"""The topic the sender picked is one of these slugs."""

from inquiries.routing.condition import Facts
from inquiries.wording import Text


def holds(wanted: tuple[str, ...], facts: Facts) -> Text | None:
    if facts.answers.get("topic") not in wanted:
        return None
    return Text("the topic is %(topic)s", {"topic": facts.topic})
