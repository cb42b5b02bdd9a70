"""The sender asked for an answer in one of these languages ("fr" also holds for "fr-CA")."""

from inquiries.routing.condition import Facts
from inquiries.wording import Text


def holds(wanted: tuple[str, ...], facts: Facts) -> Text | None:
    asked = facts.answers.get("language", "").lower()
    if not asked or not any(asked == tag.lower() or asked.startswith(f"{tag.lower()}-") for tag in wanted):
        return None
    return Text("the language is %(language)s", {"language": asked})
