"""What speaks against a submission: a reason to hold it in quarantine, or none. Nothing is turned away here. Pure."""

from collections.abc import Mapping

from inquiries.wording import Text

HONEYPOT = "website"  # a box no person sees
FILLED_IN = Text("a box that only robots see was filled in")


def suspicion(given: Mapping[str, object]) -> Text | None:
    """Why these fields look like spam; None when they do not."""
    return FILLED_IN if given.get(HONEYPOT) else None
