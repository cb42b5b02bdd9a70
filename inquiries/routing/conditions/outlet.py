"""The outlet's name contains one of these words, whatever their case."""

from inquiries.routing.condition import Facts
from inquiries.wording import Text


def holds(wanted: tuple[str, ...], facts: Facts) -> Text | None:
    outlet = facts.answers.get("outlet", "").casefold()
    for words in wanted:
        if words and words.casefold() in outlet:
            return Text("the outlet's name contains “%(words)s”", {"words": words})
    return None
