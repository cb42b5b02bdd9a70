"""The inbox: who waits for whom, what staff work with around inquiries, and who is told of what."""

import sqlalchemy as sa
from alembic import op

from inquiries.database.tables import Id, UTCInstant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "counters",
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("owner_id", Id, autoincrement=False, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "status", "owner_id", name="counters_pkey"),
    )
    op.create_table(
        "persons",
        sa.Column("id", Id, nullable=False),
        sa.Column("created_at", UTCInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="persons_pkey"),
    )
    op.create_table(
        "absences",
        sa.Column("id", Id, nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("substitute_id", Id, nullable=True),
        sa.Column("starts_at", UTCInstant(), nullable=False),
        sa.Column("ends_at", UTCInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="absences_staff_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["staff.id"], name="absences_substitute_id_fkey", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="absences_pkey"),
    )
    op.create_index("absences_staff_id", "absences", ["staff_id", "ends_at"], unique=False)
    op.create_table(
        "duties",
        sa.Column("id", Id, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("starts_at", UTCInstant(), nullable=False),
        sa.Column("ends_at", UTCInstant(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="duties_staff_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="duties_pkey"),
    )
    op.create_index("duties_desk", "duties", ["desk", "ends_at"], unique=False)
    op.create_table(
        "notification_choices",
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column(
            "event", sa.Text(), nullable=False, comment="new | alarm | reply | mention | late | dead letter"
        ),
        sa.Column("how", sa.Text(), nullable=False, comment="now | digest | off"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="notification_choices_staff_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "desk", "event", name="notification_choices_pkey"),
    )
    op.create_table(
        "person_addresses",
        sa.Column("email", sa.Text(), nullable=False, comment="lower case"),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("verified_at", UTCInstant(), nullable=True),
        sa.Column("verified_by", Id, nullable=True),
        sa.Column("verified_how", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="person_addresses_person_id_fkey"),
        sa.ForeignKeyConstraint(["verified_by"], ["staff.id"], name="person_addresses_verified_by_fkey"),
        sa.PrimaryKeyConstraint("email", name="person_addresses_pkey"),
    )
    op.create_index("person_addresses_person_id", "person_addresses", ["person_id"], unique=False)
    op.create_table(
        "quiet_hours",
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("starts", sa.SmallInteger(), nullable=False),
        sa.Column("ends", sa.SmallInteger(), nullable=False),
        sa.Column("urgent_comes_through", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="quiet_hours_staff_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", name="quiet_hours_pkey"),
    )
    op.create_table(
        "remarks",
        sa.Column("id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("outlet_key", sa.Text(), server_default="", nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "once_key", sa.Text(), nullable=True, comment="the form's one-time key: a double click is one"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="remarks_person_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="remarks_staff_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="remarks_pkey"),
        sa.UniqueConstraint("once_key", name="remarks_once_key_key"),
    )
    op.create_index("remarks_outlet_key", "remarks", ["outlet_key"], unique=False)
    op.create_index("remarks_person_id", "remarks", ["person_id"], unique=False)
    op.create_table(
        "saved_views",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False, comment="the list's address after the question mark"),
        sa.Column("staff_id", Id, nullable=False, comment="who saved it"),
        sa.Column(
            "desk", sa.Text(), server_default="", nullable=False, comment="empty: only who saved it sees it"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="saved_views_staff_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="saved_views_pkey"),
    )
    op.create_index("saved_views_desk", "saved_views", ["desk"], unique=False)
    op.create_index("saved_views_staff_id", "saved_views", ["staff_id"], unique=False)
    op.create_table(
        "digest_items",
        sa.Column("id", Id, nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="digest_items_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="digest_items_staff_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="digest_items_pkey"),
    )
    op.create_index("digest_items_staff_id", "digest_items", ["staff_id", "id"], unique=False)
    op.create_index("digest_items_once", "digest_items", ["staff_id", "inquiry_id", "event"], unique=True)
    op.create_table(
        "drafts",
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="note"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UTCInstant(), nullable=False, comment="when it was typed"),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="drafts_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="drafts_staff_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("inquiry_id", "staff_id", "kind", name="drafts_pkey"),
    )
    op.create_table(
        "presence",
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("at", UTCInstant(), nullable=False, comment="the last sign of them"),
        sa.Column("until", UTCInstant(), nullable=False, comment="without another sign, they have left"),
        sa.Column("writing_at", UTCInstant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="presence_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="presence_staff_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inquiry_id", "staff_id", name="presence_pkey"),
    )
    op.create_table(
        "tags",
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("tag", sa.Text(), nullable=False, comment="lower case"),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="tags_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inquiry_id", "tag", name="tags_pkey"),
    )
    op.create_index("tags_tag", "tags", ["tag", "inquiry_id"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("entry_id", Id, nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name="mentions_entry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="mentions_staff_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "staff_id", name="mentions_pkey"),
    )
    op.add_column(
        "deliveries",
        sa.Column(
            "facts", sa.Text(), server_default="{}", nullable=False, comment="JSON: what its words need"
        ),
    )
    op.add_column(
        "entries",
        sa.Column(
            "facts", sa.Text(), server_default="{}", nullable=False, comment="JSON: of a call, who rang whom"
        ),
    )
    op.add_column(
        "inquiries",
        sa.Column(
            "outlet_key", sa.Text(), server_default="", nullable=False, comment="the outlet as it is compared"
        ),
    )
    op.add_column(
        "inquiries",
        sa.Column(
            "waits_for", sa.Text(), server_default="", nullable=False, comment="them | time, while it waits"
        ),
    )
    op.add_column(
        "inquiries",
        sa.Column("wait_until", UTCInstant(), nullable=True, comment="when it comes back by itself"),
    )
    # Said in SQL: SQLite takes a reference only with its column.
    on_server = op.get_bind().dialect.name == "postgresql"
    kind = "BIGINT" if on_server else "INTEGER"
    op.execute(
        f"ALTER TABLE inquiries ADD COLUMN merged_into {kind} "
        "CONSTRAINT inquiries_merged_into_fkey REFERENCES inquiries (id)"
    )
    op.add_column(
        "inquiries",
        sa.Column(
            "alarm",
            sa.SmallInteger(),
            server_default="0",
            nullable=False,
            comment="how far the alarm has climbed",
        ),
    )
    op.add_column(
        "inquiries",
        sa.Column("alarm_at", UTCInstant(), nullable=True, comment="when it climbs next; empty: no more"),
    )
    op.create_index(
        "inquiries_alarm",
        "inquiries",
        ["alarm_at", "id"],
        unique=False,
        sqlite_where=sa.text("alarm_at IS NOT NULL"),
        postgresql_where=sa.text("alarm_at IS NOT NULL"),
    )
    op.create_index(
        "inquiries_merged",
        "inquiries",
        ["merged_into", "id"],
        unique=False,
        sqlite_where=sa.text("status = 4"),
        postgresql_where=sa.text("status = 4"),
    )
    op.create_index(
        "inquiries_outlet",
        "inquiries",
        ["outlet_key", "id"],
        unique=False,
        sqlite_where=sa.text("outlet_key <> ''"),
        postgresql_where=sa.text("outlet_key <> ''"),
    )
    op.create_index("inquiries_received", "inquiries", ["received_at", "id"], unique=False)
    op.create_index(
        "inquiries_wait_until",
        "inquiries",
        ["wait_until", "id"],
        unique=False,
        sqlite_where=sa.text("status = 3"),
        postgresql_where=sa.text("status = 3"),
    )
    op.create_index(
        "inquiries_waiting",
        "inquiries",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("status = 3"),
        postgresql_where=sa.text("status = 3"),
    )
    op.add_column(
        "staff",
        sa.Column(
            "timezone",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="IANA; empty: the organisation's",
        ),
    )
    op.add_column(
        "staff",
        sa.Column(
            "digest_at", sa.SmallInteger(), nullable=True, comment="minutes after midnight there; empty: 8:30"
        ),
    )
    op.execute(
        "INSERT INTO counters (desk, status, owner_id, total) "
        "SELECT desk, status, coalesce(owner_id, 0), count(*) FROM inquiries GROUP BY 1, 2, 3"
    )
    if on_server:
        op.execute("COMMENT ON COLUMN entries.kind IS 'acknowledgement | note | call'")
