"""What is sealed: the desk it was taken from, and who looked at it."""

import sqlalchemy as sa
from alembic import op

from inquiries.database.tables import Id, UTCInstant

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column(
        "inquiries",
        sa.Column(
            "sealed_from",
            sa.Text(),
            nullable=False,
            server_default="",
            comment="the desk it would stand on, while it is sealed",
        ),
    )
    only = sa.text("sealed_from <> ''")
    op.create_index(
        "inquiries_sealed",
        "inquiries",
        ["sealed_from", "status"],
        unique=False,
        sqlite_where=only,
        postgresql_where=only,
    )
    op.create_table(
        "sealed_views",
        sa.Column("id", Id, nullable=False),
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("staff_id", Id, nullable=True, comment="empty: somebody at the machine itself"),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False, comment="inquiry | print | file | letter | mail | export"),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("sealed_views_inquiry_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("sealed_views_staff_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("sealed_views_pkey")),
    )
    op.create_index(op.f("sealed_views_inquiry_id"), "sealed_views", ["inquiry_id"])
