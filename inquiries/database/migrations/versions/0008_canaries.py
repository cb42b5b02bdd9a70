"""The daily canary: when each passed where."""

import sqlalchemy as sa
from alembic import op

from inquiries.database.tables import Id, UTCInstant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "canaries",
        sa.Column("id", Id, nullable=False),
        sa.Column("due_at", UTCInstant(), nullable=False, comment="when it is to leave"),
        sa.Column("left_at", UTCInstant(), comment="when its submission was on disk"),
        sa.Column("opened_at", UTCInstant(), comment="when an inquiry could be made of it"),
        sa.Column("desk", sa.Text(), nullable=False, server_default="", comment="where it would stand"),
        sa.Column(
            "mark", sa.Text(), nullable=False, server_default="", comment="of its mail, see mail/probe.py"
        ),
        sa.Column("sent_at", UTCInstant(), comment="when a mail server had it, or none is set"),
        sa.Column("back_at", UTCInstant(), comment="when a door brought its mail in"),
        sa.Column("arrived_at", UTCInstant(), comment="when all of its way was behind it"),
        sa.Column("said", sa.Text(), nullable=False, server_default="", comment="what went wrong last"),
        sa.Column("told_at", UTCInstant(), comment="when administrators were told that it is missing"),
        sa.PrimaryKeyConstraint("id", name=op.f("canaries_pkey")),
        sa.UniqueConstraint("due_at", name=op.f("canaries_due_at_key")),
    )
