"""How much of a mail is read, and the sentences staff see where a mail exceeds it."""

from typing import Final

from inquiries.wording import Text

MIB: Final = 1024 * 1024
MAIL: Final = 25 * MIB
HEADER_BLOCK: Final = 100 * 1024
LEVELS: Final = 100
PARTS: Final = 1_000
TEXT: Final = 1 * MIB  # of text, and again of HTML, in one mail; parts beyond are kept as attachments
PEOPLE: Final = 500  # mailboxes of one header
IDS: Final = 200  # Message-IDs of one header
LINE: Final = 1_000  # characters of one heading
SECONDS: Final = 2
MEMORY: Final = 256 * MIB

TOO_LARGE = Text("It is larger than 25 MB.")
LONG_HEADER = Text("Its header is longer than 100 KiB.")
TOO_DEEP = Text("Its parts are nested more than 100 levels deep.")
TOO_MANY = Text("It has more than 1,000 parts.")
TOO_SLOW = Text("Reading it would have taken more than 2 seconds.")
TOO_HUNGRY = Text("Reading it would have taken more than 256 MB of memory.")
BROKEN = Text("It is so malformed that it cannot be read.")
EXCEEDED: Final = (TOO_LARGE, LONG_HEADER, TOO_DEEP, TOO_MANY, TOO_SLOW, TOO_HUNGRY, BROKEN)


class ExceededError(Exception):
    """A mail that is more than we read; `limit` says which limit."""

    def __init__(self, limit: Text) -> None:
        super().__init__(limit.msgid)
        self.limit = limit
