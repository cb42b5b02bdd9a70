"""A letter of ours as the mail it goes as: from its desk, signed by its writer, answered to its inquiry."""

from inquiries.i18n import catalogues
from inquiries.inquiry import contacts
from inquiries.inquiry.model import Colleague, Inquiry, Letter
from inquiries.mail import compose, html_of_text
from inquiries.mail.reply_address import Addresses
from inquiries.outbox.post import Post
from inquiries.settings import Desk
from inquiries.wording import Text


def addresses(post: Post) -> Addresses:
    """The signed addresses of this installation."""
    return Addresses(post.keys.secret, post.settings.reply_address)


def bounces_to(post: Post, inquiry: Inquiry) -> str:
    """The envelope sender: what cannot be delivered comes back to its inquiry."""
    return addresses(post).for_bounce(inquiry.reference)


async def mail(post: Post, inquiry: Inquiry, letter: Letter) -> compose.Letter:
    """The same letter gives the same mail. `letter` has started."""
    desk = post.settings.desk(inquiry.desk)
    name = from_name(post, inquiry, desk, letter.who)
    to, *more = [(one.name, one.address) for one in letter.recipients if one.kind == "to"]
    return compose.Letter(
        to=to[1],
        to_name=to[0],
        more_to=tuple(more),
        cc=tuple((one.name, one.address) for one in letter.recipients if one.kind == "cc"),
        from_=desk.email or post.settings.mail_from,
        from_name=name,
        subject=letter.subject,
        text=letter.text,
        html=html_of_text.html(letter.text),
        message_id=letter.message_id,
        date=letter.started_at or letter.at,
        reply_to=(name, addresses(post).for_inquiry(inquiry.reference)),
        references=letter.thread,
    )


def from_name(post: Post, inquiry: Inquiry, desk: Desk, who: Colleague | None) -> str:
    """ "Ana Alves, The Lantern Fund"; of a desk that names nobody, the desk."""
    locale = inquiry.language if inquiry.language in post.settings.languages else post.settings.languages[0]
    named = contacts.shown(inquiry, who, desk, locale).name if who and desk.show_names else ""
    first = named or catalogues.text(Text(desk.name), locale)
    return f"{first}, {post.settings.organisation.name}"
