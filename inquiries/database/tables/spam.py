"""What is known of spam: hashes of words and of texts, never either itself, and which inquiries taught the words."""

import sqlalchemy as sa

from inquiries.database.tables.kinds import Id, UTCInstant, metadata

# In how many texts of each kind a word stood. The row of the empty word counts the texts.
spam_words = sa.Table(
    "spam_words",
    metadata,
    sa.Column("word", sa.Text, primary_key=True, comment="keyed hash, see spam/tokens.py"),
    sa.Column("spam", sa.Integer, nullable=False),
    sa.Column("good", sa.Integer, nullable=False),
    sa.Column("at", UTCInstant, nullable=False, comment="first seen"),
    sa.Index("spam_words_at", "at"),
)

spam_lessons = sa.Table(
    "spam_lessons",
    metadata,
    sa.Column(
        "inquiry_id",
        Id,
        sa.ForeignKey("inquiries.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("spam", sa.Boolean, nullable=False),
)

# Who sent the same text lately: a few senders of each, gone within a week.
spam_texts = sa.Table(
    "spam_texts",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True, comment="keyed hash of the text's letters"),
    sa.Column("sender", sa.Text, primary_key=True, comment="keyed hash of the address"),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Index("spam_texts_at", "at"),
)
