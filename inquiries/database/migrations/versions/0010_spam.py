"""Hashes of words and texts for telling spam, what taught them, and the two halves of quarantine."""

import sqlalchemy as sa
from alembic import op

from inquiries.database.tables import Id, UTCInstant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "spam_words",
        sa.Column("word", sa.Text(), nullable=False, comment="keyed hash, see spam/tokens.py"),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("at", UTCInstant(), nullable=False, comment="first seen"),
        sa.PrimaryKeyConstraint("word", name=op.f("spam_words_pkey")),
    )
    op.create_index("spam_words_at", "spam_words", ["at"], unique=False)
    op.create_table(
        "spam_lessons",
        sa.Column("inquiry_id", Id, autoincrement=False, nullable=False),
        sa.Column("spam", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"],
            ["inquiries.id"],
            name=op.f("spam_lessons_inquiry_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("inquiry_id", name=op.f("spam_lessons_pkey")),
    )
    op.create_table(
        "spam_texts",
        sa.Column("digest", sa.Text(), nullable=False, comment="keyed hash of the text's letters"),
        sa.Column("sender", sa.Text(), nullable=False, comment="keyed hash of the address"),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "sender", name=op.f("spam_texts_pkey")),
    )
    op.create_index("spam_texts_at", "spam_texts", ["at"], unique=False)
    op.add_column(
        "inquiries",
        sa.Column(
            "spam_at", UTCInstant(), comment="when somebody called it spam; in quarantine without: a suspect"
        ),
    )
    for index, condition, first in (
        ("inquiries_suspect", "status = 1 AND spam_at IS NULL", "due_at"),
        ("inquiries_spam", "status = 1 AND spam_at IS NOT NULL", "spam_at"),
    ):
        only = sa.text(condition)
        op.create_index(
            index, "inquiries", [first, "id"], unique=False, sqlite_where=only, postgresql_where=only
        )
