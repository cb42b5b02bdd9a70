"""Automatic mail is counted before more of it goes: an index of what went out lately."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    condition = sa.text("kind IN ('receipt', 'guide')")
    op.create_index(
        "deliveries_automatic",
        "deliveries",
        ["created_at", "recipient"],
        sqlite_where=condition,
        postgresql_where=condition,
    )
