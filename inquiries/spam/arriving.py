"""Signs in how a submission arrived: when, from where, and by which address. Pure."""

from functools import cache

from inquiries.spam.verdict import HELD_AT, Facts, Sign
from inquiries.wording import Text

TOO_FAST = 3  # seconds: nobody reads a form and fills it in within them
FILLED_IN = Text("a box that only robots see was filled in")


def trapped(facts: Facts) -> Sign | None:
    return Sign(2 * HELD_AT, FILLED_IN) if facts.trapped else None


def unproven(facts: Facts) -> Sign | None:
    if not facts.unproven:
        return None
    return Sign(HELD_AT, Text("it arrived without proof while the form was under attack"))


def in_no_time(facts: Facts) -> Sign | None:
    """A page that is old says nothing: people leave pages open."""
    if facts.filled_in is None or facts.filled_in >= TOO_FAST:
        return None
    return Sign(4, Text("the form was filled in faster than anybody can type"))


def from_elsewhere(facts: Facts) -> Sign | None:
    """Forms of other sites are welcome, and so this is never enough."""
    return Sign(2, Text("it came without a page of ours")) if facts.door == "site" else None


def many_from_one_network(facts: Facts) -> Sign | None:
    """Newsrooms and schools share an address, and so this is never enough."""
    if not facts.much or facts.lately < facts.much:
        return None
    return Sign(3, Text("much came from its network in a short time"))


def throw_away_address(facts: Facts) -> Sign | None:
    """Sources who fear for themselves use them too, and so this is never enough."""
    domain = facts.answers.get("email", "").rpartition("@")[2].lower()
    parts = domain.split(".")[-4:]
    if not any(".".join(parts[place:]) in _throw_away() for place in range(len(parts) - 1)):
        return None
    return Sign(3, Text("its address is of a kind that is thrown away after use"))


def verified(facts: Facts) -> Sign | None:
    return Sign(-5) if facts.verified else None


@cache
def _throw_away() -> frozenset[str]:
    import disposable_email_domains  # ten thousand names, wanted at the first submission and not at every start

    return frozenset(disposable_email_domains.blocklist)
