"""The one word of a row that is louder than its last: mail that did not reach them. Pure."""

from inquiries.i18n import catalogues
from inquiries.inquiry.lists import Row
from inquiries.staff.frame import short_time
from inquiries.staff.office import Visitor


def words(visitor: Visitor, row: Row) -> str:
    """ "Reply bounced 15:10"; "" where all mail arrived as far as anybody knows."""
    said = catalogues.translations(visitor.locale)
    if row.bounced_at is not None:
        return said.gettext("Reply bounced %(time)s") % {"time": short_time(row.bounced_at, visitor)}
    return said.gettext("mail not delivered") if row.trouble else ""
