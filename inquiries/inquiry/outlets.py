"""When two ways to write an outlet are the same outlet. Pure."""

from inquiries.inquiry import folding

_ARTICLE = "the "


def key(name: str) -> str:
    """The outlet as it is compared: "The Guardian" and "guardian" are one. "" for a name without letters."""
    found = folding.folded(name)
    while found.startswith(_ARTICLE):
        found = found.removeprefix(_ARTICLE)
    return found
