"""What erasing an inquiry looks through: without these, every row of three tables for each one erased."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    condition = sa.text("merged_into IS NOT NULL")
    op.create_index(
        "inquiries_merged_into",
        "inquiries",
        ["merged_into"],
        sqlite_where=condition,
        postgresql_where=condition,
    )
    op.create_index("seen_inquiry_id", "seen", ["inquiry_id"])
    op.create_index("digest_items_inquiry_id", "digest_items", ["inquiry_id"])
