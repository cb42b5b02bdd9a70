"""Search over everything written or said: the folded words of each inquiry, and each engine's own index over them."""

import sqlalchemy as sa
from alembic import op

from inquiries.database import documents
from inquiries.database.tables import Id

revision = "0003"
down_revision = "0002"

# FTS5 keeps no copy of the words and no places of them (detail=none): what is asked is whether a word is there.
# One list for each length of beginning that people type, or the first letters of a common word would be merged
# from every word that begins so, 50 ms for each among a million.
SQLITE = (
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
        head, asked, said, facets,
        content='search_documents', content_rowid='inquiry_id',
        detail=none, columnsize=0, tokenize="ascii tokenchars '_'", prefix='2 3 4 5 6 7 8 9 10 11 12'
    )
    """,
    """
    CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
        INSERT INTO search_words(rowid, head, asked, said, facets)
        VALUES (new.inquiry_id, new.head, new.asked, new.said, new.facets);
    END
    """,
    """
    CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
        INSERT INTO search_words(search_words, rowid, head, asked, said, facets)
        VALUES ('delete', old.inquiry_id, old.head, old.asked, old.said, old.facets);
    END
    """,
    """
    CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN
        INSERT INTO search_words(search_words, rowid, head, asked, said, facets)
        VALUES ('delete', old.inquiry_id, old.head, old.asked, old.said, old.facets);
        INSERT INTO search_words(rowid, head, asked, said, facets)
        VALUES (new.inquiry_id, new.head, new.asked, new.said, new.facets);
    END
    """,
)
POSTGRESQL = (
    """
    ALTER TABLE search_documents ADD COLUMN words tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_remove(
            string_to_array(head || ' ' || asked || ' ' || said || ' ' || facets, ' '), ''
        ))
    ) STORED
    """,
    "CREATE INDEX search_documents_words ON search_documents USING gin (words)",
)


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("inquiry_id", Id, autoincrement=False, nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("facets", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="search_documents_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inquiry_id", name="search_documents_pkey"),
    )
    # Each desk's closed ones in their order: somebody who sees one small desk reads no other's.
    op.drop_index("inquiries_closed", "inquiries")
    op.create_index(
        "inquiries_closed",
        "inquiries",
        ["desk", "closed_at", "id"],
        unique=False,
        sqlite_where=sa.text("status = 2"),
        postgresql_where=sa.text("status = 2"),
    )
    connection = op.get_bind()
    for statement in POSTGRESQL if connection.dialect.name == "postgresql" else SQLITE:
        op.execute(statement)
    documents.write_all(connection, lettered=False)
