"""Letters both ways: mail as it came in, letters and their files, saved replies, and what bounced."""

import sqlalchemy as sa
from alembic import op

from inquiries.database.tables import Id, UTCInstant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _mails()
    _letters()
    _attachments()
    _beside_them()
    _columns()


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", Id, nullable=False),
        sa.Column("received_at", UTCInstant(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False, comment="imap | lmtp | receive"),
        sa.Column(
            "sender",
            sa.Text(),
            nullable=True,
            comment="of the envelope: empty is the null sender, NULL unknown",
        ),
        sa.Column(
            "recipient",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="of the envelope; empty: unknown",
        ),
        sa.Column(
            "digest", sa.Text(), nullable=False, comment="SHA-256 of recipient and bytes: twice is once"
        ),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes"),
        sa.Column(
            "state",
            sa.SmallInteger(),
            server_default="0",
            nullable=False,
            comment="0 unread 1 filed 2 held 3 quiet 4 put aside",
        ),
        sa.Column("reason", sa.Text(), server_default="", nullable=False, comment="JSON: why, a packed Text"),
        sa.Column("desk", sa.Text(), server_default="", nullable=False),
        sa.Column("inquiry_id", Id, nullable=True),
        sa.Column("from_address", sa.Text(), server_default="", nullable=False),
        sa.Column("from_name", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "excerpt",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="how it begins, while it waits",
        ),
        sa.Column("handled_at", UTCInstant(), nullable=True),
        sa.Column("handled_by", Id, nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["handled_by"], ["staff.id"], name="mails_handled_by_fkey"),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="mails_inquiry_id_fkey", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="mails_pkey"),
        sa.UniqueConstraint("digest", name="mails_digest_key"),
    )
    op.create_index(
        "mails_held",
        "mails",
        ["desk", "id"],
        unique=False,
        sqlite_where=sa.text("state = 2"),
        postgresql_where=sa.text("state = 2"),
    )
    op.create_index(
        "mails_quiet",
        "mails",
        ["desk", "id"],
        unique=False,
        sqlite_where=sa.text("state = 3"),
        postgresql_where=sa.text("state = 3"),
    )
    op.create_index("mails_inquiry_id", "mails", ["inquiry_id"], unique=False)
    op.create_index(
        "mails_unread",
        "mails",
        ["desk", "id"],
        unique=False,
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", Id, nullable=False),
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("direction", sa.SmallInteger(), nullable=False, comment="0 in 1 out"),
        sa.Column("kind", sa.Text(), nullable=False, comment="reply | opening | automatic"),
        sa.Column("at", UTCInstant(), nullable=False, comment="when it came in, or was written"),
        sa.Column("door", sa.Text(), nullable=False, comment="inbox | imap | lmtp | receive | page"),
        sa.Column("staff_id", Id, nullable=True, comment="who wrote ours"),
        sa.Column(
            "sender", sa.Text(), server_default="", nullable=False, comment="whose theirs is, an address"
        ),
        sa.Column("sender_name", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "rest", sa.Text(), server_default="", nullable=False, comment="quoted history and signature"
        ),
        sa.Column("html", sa.Text(), server_default="", nullable=False, comment="theirs, cleaned"),
        sa.Column("message_id", sa.Text(), server_default="", nullable=False),
        sa.Column("thread", sa.Text(), server_default="[]", nullable=False, comment="JSON: ids it refers to"),
        sa.Column("mail_id", Id, nullable=True),
        sa.Column("once_key", sa.Text(), nullable=True, comment="of the form, or of the mail"),
        sa.Column(
            "recipients",
            sa.Text(),
            server_default="[]",
            nullable=False,
            comment="JSON: [[to | cc, name, address], …]",
        ),
        sa.Column("send_at", UTCInstant(), nullable=True),
        sa.Column("scheduled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("started_at", UTCInstant(), nullable=True),
        sa.Column("cancelled_at", UTCInstant(), nullable=True),
        sa.Column(
            "cancelled_for",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="undone | they-wrote | closed",
        ),
        sa.Column(
            "then",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="once sent: wait | answered | nothing",
        ),
        sa.Column(
            "fetched_at", UTCInstant(), nullable=True, comment="when it was first read on the receipt page"
        ),
        sa.Column("facts", sa.Text(), server_default="{}", nullable=False, comment="JSON"),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="letters_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="letters_mail_id_fkey"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="letters_staff_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="letters_pkey"),
        sa.UniqueConstraint("once_key", name="letters_once_key_key"),
    )
    op.create_index("letters_inquiry_id", "letters", ["inquiry_id"], unique=False)
    op.create_index("letters_mail_id", "letters", ["mail_id"], unique=False)
    op.create_index("letters_message_id", "letters", ["message_id"], unique=False)


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", Id, nullable=False),
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("letter_id", Id, nullable=True, comment="empty: of a draft"),
        sa.Column("staff_id", Id, nullable=True, comment="whose draft, or who sent it"),
        sa.Column("created_at", UTCInstant(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="as its sender called it, cleaned"),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes"),
        sa.Column(
            "stored", sa.Text(), nullable=True, comment="our name of the file; empty: not kept, see its mail"
        ),
        sa.Column(
            "content_id", sa.Text(), server_default="", nullable=False, comment="of a picture in the HTML"
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="attachments_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="attachments_letter_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="attachments_staff_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="attachments_pkey"),
        sa.UniqueConstraint("stored", name="attachments_stored_key"),
    )
    op.create_index("attachments_inquiry_id", "attachments", ["inquiry_id"], unique=False)
    op.create_index("attachments_letter_id", "attachments", ["letter_id"], unique=False)


def _beside_them() -> None:
    op.create_table(
        "bounced_addresses",
        sa.Column("email", sa.Text(), nullable=False, comment="lower case"),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.Column("for_good", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Text(), server_default="", nullable=False, comment="the other server's words"),
        sa.PrimaryKeyConstraint("email", name="bounced_addresses_pkey"),
    )
    op.create_table(
        "saved_replies",
        sa.Column("id", Id, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", Id, nullable=False, comment="who wrote it last"),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="saved_replies_staff_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="saved_replies_pkey"),
    )
    op.create_index("saved_replies_desk", "saved_replies", ["desk"], unique=False)
    op.create_table(
        "correspondents",
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("email", sa.Text(), nullable=False, comment="lower case"),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="correspondents_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="correspondents_staff_id_fkey"),
        sa.PrimaryKeyConstraint("inquiry_id", "email", name="correspondents_pkey"),
    )


def _columns() -> None:
    op.add_column(
        "deliveries",
        sa.Column(
            "bounced_at", UTCInstant(), nullable=True, comment="when it came back although it had been taken"
        ),
    )
    op.add_column("deliveries", sa.Column("bounced_for_good", sa.Boolean(), nullable=True))
    op.add_column(
        "deliveries",
        sa.Column(
            "bounce_said", sa.Text(), server_default="", nullable=False, comment="the other server's words"
        ),
    )
    op.create_index("deliveries_message_id", "deliveries", ["message_id"], unique=False)
    op.add_column(
        "drafts",
        sa.Column(
            "facts",
            sa.Text(),
            server_default="{}",
            nullable=False,
            comment="JSON: of a reply, its Cc and the like",
        ),
    )
