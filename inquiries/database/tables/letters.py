"""Letters with the outside, both ways: mail as it came in, what was made of it, and what we wrote."""

import sqlalchemy as sa

from inquiries.database.tables.kinds import Id, UTCInstant, metadata

UNREAD_MAIL, FILED, HELD, QUIET, PUT_ASIDE = range(5)
IS_UNREAD_MAIL, IS_HELD = sa.text("mails.state = 0"), sa.text("mails.state = 2")
IS_QUIET, IS_PUT_ASIDE = sa.text("mails.state = 3"), sa.text("mails.state = 4")
IN, OUT = 0, 1

# Mail as it came in by a door, never edited: committed before the other side hears "ok". Its bytes come last, so that
# a list reads none of them. `desk` and `inquiry_id` of what is held say who sees it, and what it may belong to.
mails = sa.Table(
    "mails",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("received_at", UTCInstant, nullable=False),
    sa.Column("door", sa.Text, nullable=False, comment="imap | lmtp | receive"),
    sa.Column("sender", sa.Text, comment="of the envelope: empty is the null sender, NULL unknown"),
    sa.Column(
        "recipient", sa.Text, nullable=False, server_default="", comment="of the envelope; empty: unknown"
    ),
    sa.Column(
        "digest",
        sa.Text,
        nullable=False,
        unique=True,
        comment="SHA-256 of recipient and bytes: twice is once",
    ),
    sa.Column("size", sa.Integer, nullable=False, comment="bytes"),
    sa.Column(
        "state",
        sa.SmallInteger,
        nullable=False,
        server_default="0",
        comment="0 unread 1 filed 2 held 3 quiet 4 put aside",
    ),
    sa.Column("reason", sa.Text, nullable=False, server_default="", comment="JSON: why, a packed Text"),
    sa.Column("desk", sa.Text, nullable=False, server_default=""),
    sa.Column("inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="SET NULL"), index=True),
    sa.Column("from_address", sa.Text, nullable=False, server_default=""),
    sa.Column("from_name", sa.Text, nullable=False, server_default=""),
    sa.Column("subject", sa.Text, nullable=False, server_default=""),
    sa.Column("excerpt", sa.Text, nullable=False, server_default="", comment="how it begins, while it waits"),
    sa.Column("handled_at", UTCInstant),
    sa.Column("handled_by", Id, sa.ForeignKey("staff.id")),
    sa.Column("raw", sa.LargeBinary, nullable=False),
)
for index, condition in (
    ("mails_unread", IS_UNREAD_MAIL),
    ("mails_held", IS_HELD),
    ("mails_quiet", IS_QUIET),
    ("mails_put_aside", IS_PUT_ASIDE),
):
    condition = sa.text(condition.text.removeprefix("mails."))
    sa.Index(index, mails.c.desk, mails.c.id, sqlite_where=condition, postgresql_where=condition)

# One letter of an inquiry. Ours waits until `send_at` and can be taken back until it is `started_at`; from then on its
# state is that of its deliveries. `rest` is what theirs quotes; the mail itself has every byte.
letters = sa.Table(
    "letters",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column(
        "inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("direction", sa.SmallInteger, nullable=False, comment="0 in 1 out"),
    sa.Column("kind", sa.Text, nullable=False, comment="reply | opening | automatic"),
    sa.Column("at", UTCInstant, nullable=False, comment="when it came in, or was written"),
    sa.Column("door", sa.Text, nullable=False, comment="inbox | imap | lmtp | receive | page"),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id"), comment="who wrote ours"),
    sa.Column("sender", sa.Text, nullable=False, server_default="", comment="whose theirs is, an address"),
    sa.Column("sender_name", sa.Text, nullable=False, server_default=""),
    sa.Column("subject", sa.Text, nullable=False, server_default=""),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("rest", sa.Text, nullable=False, server_default="", comment="quoted history and signature"),
    sa.Column("html", sa.Text, nullable=False, server_default="", comment="theirs, cleaned"),
    sa.Column("message_id", sa.Text, nullable=False, server_default="", index=True),
    sa.Column("thread", sa.Text, nullable=False, server_default="[]", comment="JSON: ids it refers to"),
    sa.Column("mail_id", Id, sa.ForeignKey("mails.id"), index=True),
    sa.Column("once_key", sa.Text, unique=True, comment="of the form, or of the mail"),
    sa.Column(
        "recipients",
        sa.Text,
        nullable=False,
        server_default="[]",
        comment="JSON: [[to | cc, name, address], …]",
    ),
    sa.Column("send_at", UTCInstant),
    sa.Column("scheduled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("started_at", UTCInstant),
    sa.Column("cancelled_at", UTCInstant),
    sa.Column(
        "cancelled_for", sa.Text, nullable=False, server_default="", comment="undone | they-wrote | closed"
    ),
    sa.Column(
        "then", sa.Text, nullable=False, server_default="", comment="once sent: wait | answered | nothing"
    ),
    sa.Column("fetched_at", UTCInstant, comment="when it was first read on the receipt page"),
    sa.Column("facts", sa.Text, nullable=False, server_default="{}", comment="JSON"),
)

# Files of letters and of drafts of letters, in the data directory under names of our own.
attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column(
        "inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column(
        "letter_id",
        Id,
        sa.ForeignKey("letters.id", ondelete="CASCADE"),
        index=True,
        comment="empty: of a draft",
    ),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id"), comment="whose draft, or who sent it"),
    sa.Column("created_at", UTCInstant, nullable=False),
    sa.Column("name", sa.Text, nullable=False, comment="as its sender called it, cleaned"),
    sa.Column("content_type", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False, comment="bytes"),
    sa.Column("stored", sa.Text, unique=True, comment="our name of the file; empty: not kept, see its mail"),
    sa.Column("content_id", sa.Text, nullable=False, server_default="", comment="of a picture in the HTML"),
)

# Answers that a desk gives again and again; what stands in {braces} is filled in.
saved_replies = sa.Table(
    "saved_replies",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("desk", sa.Text, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id"), nullable=False, comment="who wrote it last"),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
)

# Who else may write in an inquiry without being held: staff said so, once each.
correspondents = sa.Table(
    "correspondents",
    metadata,
    sa.Column("inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("email", sa.Text, primary_key=True, comment="lower case"),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("at", UTCInstant, nullable=False),
)

# Addresses that mail came back from, until something arrives there again.
bounced_addresses = sa.Table(
    "bounced_addresses",
    metadata,
    sa.Column("email", sa.Text, primary_key=True, comment="lower case"),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Column("for_good", sa.Boolean, nullable=False),
    sa.Column("said", sa.Text, nullable=False, server_default="", comment="the other server's words"),
)
