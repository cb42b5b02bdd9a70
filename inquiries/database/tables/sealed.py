"""Who looked at what is sealed: kept as long as the inquiry is."""

import sqlalchemy as sa

from inquiries.database.tables.kinds import Id, UTCInstant, metadata

sealed_views = sa.Table(
    "sealed_views",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column(
        "inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id"), comment="empty: somebody at the machine itself"),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Column("page", sa.Text, nullable=False, comment="inquiry | print | file | letter | mail | export"),
)
