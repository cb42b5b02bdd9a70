"""What somebody who is here is writing: a private note or a reply."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column(
        "presence",
        sa.Column("writing", sa.Text(), server_default="", nullable=False, comment="note | reply"),
    )
