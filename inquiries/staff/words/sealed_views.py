"""Who looked at what is sealed, in words. Pure."""

from typing import Any

from inquiries.i18n import catalogues
from inquiries.inquiry import sealed
from inquiries.inquiry.model import Inquiry
from inquiries.staff.frame import short_time
from inquiries.staff.office import Visitor
from inquiries.staff.words.whole import Whole
from inquiries.wording import Text

_PAGES = {
    "inquiry": Text("%(who)s opened it"),
    "print": Text("%(who)s opened it to print"),
    "file": Text("%(who)s saved a file"),
    "letter": Text("%(who)s opened a letter as it was laid out"),
    "mail": Text("%(who)s saved a letter"),
    "export": Text("Somebody at the machine exported it"),
}
PAGES = frozenset(_PAGES)


def shown(visitor: Visitor, inquiry: Inquiry, whole: Whole) -> dict[str, Any] | None:
    """What parts/sealed.html draws; None for one that is not sealed."""
    if not inquiry.is_sealed:
        return None
    said = [
        {
            "at": view.at.isoformat(),
            "time": short_time(view.at, visitor),
            "words": catalogues.text(Text(_PAGES[view.page].msgid, {"who": view.who}), visitor.locale),
        }
        for view in whole.views[: sealed.LATEST]
    ]
    return {"views": said, "more": len(whole.views) > sealed.LATEST}
