"""What is asked for is one of these request types."""

from inquiries.routing.condition import Facts
from inquiries.wording import Text


def holds(wanted: tuple[str, ...], facts: Facts) -> Text | None:
    asked = facts.answers.get("request_type")
    if asked is None or asked not in wanted:
        return None
    return Text("the request type is %(request_type)s", {"request_type": asked.replace("-", " ")})
