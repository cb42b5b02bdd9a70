"""Which addresses mail is taken for: those we sign, the desks' own, and what we write from."""

from inquiries.correspondence import letter_mail
from inquiries.mail import header_block
from inquiries.outbox.post import Post

# Where servers write whom they handed a mail to; only then, what its writer wrote.
_HANDED_TO = ("delivered-to", "x-delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc")


class Known:
    """The addresses of one installation."""

    def __init__(self, post: Post) -> None:
        settings = post.settings
        self._addresses = letter_mail.addresses(post)
        own = [settings.mail_from, *(desk.email for desk in settings.desks.values())]
        self._own = frozenset(address.lower() for address in own if address)

    def known(self, address: str) -> bool:
        """Whether it is ours, signed or not."""
        return address.lower() in self._own or self._signed(address) or self._addresses.ours(address)

    def recipient(self, raw: bytes) -> str:
        """Whom a mail was handed to, by its first lines: one we signed, else the first that is ours; or empty."""
        named = list(dict.fromkeys(header_block.addresses(raw, _HANDED_TO)))
        signed = next((one for one in named if self._signed(one)), None)
        return signed or next((one for one in named if self.known(one)), "")

    def _signed(self, address: str) -> bool:
        return self._addresses.read(address) is not None
