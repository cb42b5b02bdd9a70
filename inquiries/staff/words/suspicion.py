"""Why something is held in quarantine, in words: for its row, its page and its history. Pure."""

from inquiries.i18n import catalogues
from inquiries.inquiry import suspicions
from inquiries.inquiry.model import Inquiry, Status


def reasons(suspicion: str, locale: str) -> str:
    """Every reason, as a clause after "because"."""
    said = [catalogues.text(reason, locale) for reason in suspicions.told(suspicion)]
    return catalogues.translations(locale).gettext(" and ").join(said)


def of_row(inquiry: Inquiry, locale: str) -> str:
    """ "The text is nothing but links"; "" for what is not in quarantine."""
    if inquiry.status is not Status.QUARANTINED:
        return ""
    said = reasons(inquiry.suspicion, locale)
    return said[:1].upper() + said[1:]


def of_page(inquiry: Inquiry, locale: str, *, told: bool) -> dict[str, str] | None:
    """What stands in the heading of its page; None for what is not in quarantine. `told`: its desk knows of it."""
    if inquiry.status is not Status.QUARANTINED:
        return None
    words = catalogues.translations(locale)
    said = words.gettext("It was held because %(reason)s.") % {"reason": reasons(inquiry.suspicion, locale)}
    nobody = words.gettext("Nobody has been told of it.")
    return {
        "lead": words.gettext("Held in quarantine.") if inquiry.is_suspect else words.gettext("Spam."),
        "words": said if told else f"{said} {nobody}",
    }
