"""That mail to an address came back, in words. Pure."""

from inquiries.i18n import catalogues
from inquiries.inquiry.model import Bounced
from inquiries.staff.frame import short_time
from inquiries.staff.office import Visitor
from inquiries.wording import Text


def words(address: str, found: Bounced | None, visitor: Visitor) -> str:
    """ "Mail to bo@gazette.example came back 12:10, and will not arrive there: “550 no such mailbox”"; "" where none
    did."""
    if found is None:
        return ""
    values = {"address": address, "time": short_time(found.at, visitor)}
    lead = Text("Mail to %(address)s came back %(time)s after many tries", values)
    if found.for_good:
        lead = Text("Mail to %(address)s came back %(time)s, and will not arrive there", values)
    said = Text("%(lead)s: “%(said)s”", {"lead": lead, "said": found.said})
    return catalogues.text(said if found.said else lead, visitor.locale)
