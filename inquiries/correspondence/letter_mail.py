"""A letter of ours as the mail it goes as: from its desk, signed by its writer, answered to its inquiry."""

from collections.abc import Sequence
from typing import Any, Protocol

from markupsafe import Markup

from inquiries.i18n import catalogues
from inquiries.inquiry import language
from inquiries.inquiry.model import Colleague, Inquiry, Letter
from inquiries.inquiry.reference import Keys
from inquiries.mail import compose, html_of_text
from inquiries.mail.mime import Enclosure
from inquiries.mail.reply_address import Addresses
from inquiries.outbox.post import Post
from inquiries.settings import Desk, Settings
from inquiries.wording import Text


class House(Protocol):
    """Whoever knows the settings and the keys: the post, and the office."""

    @property
    def settings(self) -> Settings: ...
    @property
    def keys(self) -> Keys: ...


def addresses(house: House) -> Addresses:
    """The signed addresses of this installation."""
    return Addresses(house.keys.secret, house.settings.reply_address)


def bounces_to(house: House, inquiry: Inquiry) -> str:
    """The envelope sender: what cannot be delivered comes back to its inquiry."""
    return addresses(house).for_bounce(inquiry.reference)


def mail(
    post: Post, inquiry: Inquiry, letter: Letter, enclosures: Sequence[Enclosure] = (), *, recipient: str
) -> compose.Letter:
    """What one recipient gets; the same letter gives them the same mail every time. `letter` has started."""
    desk = post.settings.desk(inquiry.front)
    name = from_name(post, inquiry, desk, letter.who)
    to, *more = [(one.name, one.address) for one in letter.recipients if one.kind == "to"]
    # The receipt page is theirs who asked: its address opens it for everybody.
    asked = recipient.lower() == inquiry.email.lower()
    subject, text, html = post.pages.mail(
        "letter",
        locale=language.of(post.settings, inquiry),
        **_words(post, inquiry, letter, desk, with_receipt=asked),
    )
    return compose.Letter(
        to=to[1],
        to_name=to[0],
        more_to=tuple(more),
        cc=tuple((one.name, one.address) for one in letter.recipients if one.kind == "cc"),
        from_=desk.email or post.settings.mail_from,
        from_name=name,
        subject=subject,
        text=text,
        html=html,
        message_id=letter.message_id,
        date=letter.started_at or letter.at,
        reply_to=(name, addresses(post).for_inquiry(inquiry.reference)),
        references=letter.thread,
        enclosures=tuple(enclosures),
    )


def from_name(house: House, inquiry: Inquiry, desk: Desk, who: Colleague | None) -> str:
    """ "Ana Alves, The Lantern Fund"; of a desk that names nobody, the desk."""
    signer = _signer(inquiry, desk, who)
    first = signer.name if signer else catalogues.text(Text(desk.name), language.of(house.settings, inquiry))
    return f"{first}, {house.settings.organisation.name}"


def _signer(inquiry: Inquiry, desk: Desk, who: Colleague | None) -> Colleague | None:
    """Who is named: nobody where the desk, or one that had it before, does not give names."""
    return who if desk.show_names and not inquiry.name_hidden else None


def _words(post: Post, inquiry: Inquiry, letter: Letter, desk: Desk, *, with_receipt: bool) -> dict[str, Any]:
    """What templates/emails/letter takes."""
    signer = _signer(inquiry, desk, letter.who)
    receipt = f"{post.settings.base_url}/receipts/{post.keys.token(inquiry.id)}"
    return {
        "subject": letter.subject,
        "words": letter.text,
        "words_html": Markup(html_of_text.html(letter.text)),  # noqa: S704 - every character of it is escaped
        "person": signer.name if signer else "",
        "title": signer.title if signer else "",
        "phone": signer.phone if signer else "",
        "desk": desk.name,
        "reference": inquiry.reference,
        "receipt_url": receipt if with_receipt else "",
    }
