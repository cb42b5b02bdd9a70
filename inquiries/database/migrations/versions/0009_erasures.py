"""Erasures: what was erased when, and the automatic mail that erased addresses had lately."""

import sqlalchemy as sa
from alembic import op

from inquiries.database.tables import Id, UTCInstant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False, comment="sender | staff | command | retention"),
        sa.Column("staff_id", Id, nullable=True, comment="who did it, by the door of staff"),
        sa.Column("reference", sa.Text(), nullable=False, server_default=""),
        sa.Column("form", sa.Text(), nullable=False, server_default=""),
        sa.Column("desk", sa.Text(), nullable=False, server_default="", comment="empty: it was never opened"),
        sa.Column("received_on", UTCInstant(), nullable=True, comment="the day"),
        sa.Column("counted", sa.Text(), nullable=False, server_default="{}", comment="JSON: how many of what"),
        sa.Column("gone_at", UTCInstant(), nullable=True, comment="when nothing of it was on the disk any more"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("erasures_staff_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("erasures_pkey")),
    )
    op.create_table(
        "forgotten_mails",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", UTCInstant(), nullable=False, comment="when it went"),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("domain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("forgotten_mails_pkey")),
    )
    op.create_index(op.f("forgotten_mails_at"), "forgotten_mails", ["at"])
