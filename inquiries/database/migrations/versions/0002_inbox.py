"""The inbox: who waits for whom, what staff work with around inquiries, and who is told of what."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from inquiries import clock
from inquiries.database.tables import Id, UTCInstant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _persons()
    _remarks()
    _rota()
    _told()
    _views()
    _side_by_side()
    _entries()
    _compared_columns()
    _waiting_columns()
    _alarm_columns()
    _backfill(op.get_bind())
    _inbox_indexes()
    _figures_indexes()
    _set_soon()
    _set_alarms()
    _count()


def _persons() -> None:
    op.create_table(
        "persons",
        sa.Column("id", Id, nullable=False),
        sa.Column("created_at", UTCInstant(), nullable=False),
        sa.Column(
            "name_key",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="the first name given, as it is compared",
        ),
        sa.Column(
            "version", sa.Integer(), server_default="1", nullable=False, comment="of who is joined here"
        ),
        sa.PrimaryKeyConstraint("id", name="persons_pkey"),
    )
    op.create_index("persons_name_key", "persons", ["name_key", "id"], unique=False)
    op.create_table(
        "person_addresses",
        sa.Column("email", sa.Text(), nullable=False, comment="lower case"),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("home_id", Id, nullable=False),
        sa.Column("joined_at", UTCInstant(), nullable=True, comment="when it was moved away from home"),
        sa.Column("joined_by", Id, nullable=True),
        sa.Column("verified_at", UTCInstant(), nullable=True),
        sa.Column("verified_by", Id, nullable=True),
        sa.Column("verified_how", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="person_addresses_person_id_fkey"),
        sa.ForeignKeyConstraint(["home_id"], ["persons.id"], name="person_addresses_home_id_fkey"),
        sa.ForeignKeyConstraint(["joined_by"], ["staff.id"], name="person_addresses_joined_by_fkey"),
        sa.ForeignKeyConstraint(["verified_by"], ["staff.id"], name="person_addresses_verified_by_fkey"),
        sa.PrimaryKeyConstraint("email", name="person_addresses_pkey"),
        sa.UniqueConstraint("home_id", name="person_addresses_home_id_key"),
    )
    op.create_index("person_addresses_person_id", "person_addresses", ["person_id"], unique=False)


def _remarks() -> None:
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
        "remark_desks",
        sa.Column("remark_id", Id, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["remarks.id"], name="remark_desks_remark_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("remark_id", "desk", name="remark_desks_pkey"),
    )


def _rota() -> None:
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


def _told() -> None:
    """Of what, when, and what waits to be told together."""
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


def _views() -> None:
    op.create_table(
        "counters",
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("owner_id", Id, autoincrement=False, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "status", "owner_id", name="counters_pkey"),
    )
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


def _side_by_side() -> None:
    """Several at one inquiry."""
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


def _entries() -> None:
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
    if _on_server():
        op.execute("COMMENT ON COLUMN entries.kind IS 'acknowledgement | note | call'")


def _compared_columns() -> None:
    op.add_column(
        "inquiries",
        sa.Column(
            "outlet_key", sa.Text(), server_default="", nullable=False, comment="the outlet as it is compared"
        ),
    )
    op.add_column(
        "inquiries",
        sa.Column(
            "name_hidden",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="the desk that acknowledged it tells the sender no names",
        ),
    )
    op.add_column(
        "inquiries",
        sa.Column(
            "email_key", sa.Text(), server_default="", nullable=False, comment="the address in lower case"
        ),
    )


def _waiting_columns() -> None:
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
    kind = "BIGINT" if _on_server() else "INTEGER"
    op.execute(
        f"ALTER TABLE inquiries ADD COLUMN merged_into {kind} "
        "CONSTRAINT inquiries_merged_into_fkey REFERENCES inquiries (id)"
    )


def _alarm_columns() -> None:
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
        sa.Column(
            "soon_at",
            UTCInstant(),
            nullable=True,
            comment="when the clock turns from fine to soon; empty without a deadline",
        ),
    )
    op.add_column(
        "inquiries",
        sa.Column("alarm_at", UTCInstant(), nullable=True, comment="when it climbs next; empty: no more"),
    )


def _inbox_indexes() -> None:
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
        "inquiries_urgency",
        "inquiries",
        ["soon_at", "due_at", "desk", "status"],
        unique=False,
        sqlite_where=sa.text("status = 0"),
        postgresql_where=sa.text("status = 0"),
    )
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


def _figures_indexes() -> None:
    for index, key in (("inquiries_email_key", "email_key"), ("inquiries_outlet", "outlet_key")):
        op.create_index(
            index,
            "inquiries",
            [key, "desk", "status", "id"],
            unique=False,
            sqlite_where=sa.text(f"{key} <> ''"),
            postgresql_where=sa.text(f"{key} <> ''"),
        )
    op.create_index(
        "inquiries_counted",
        "inquiries",
        [
            "received_at",
            "desk",
            "status",
            "form",
            "topic",
            "outlet_key",
            "outcome",
            "acknowledged_at",
            "closed_at",
        ],
        unique=False,
    )
    op.create_index(
        "inquiries_deadline",
        "inquiries",
        ["deadline_at", "desk", "status", "outcome", "closed_at"],
        unique=False,
        sqlite_where=sa.text("deadline_at IS NOT NULL"),
        postgresql_where=sa.text("deadline_at IS NOT NULL"),
    )
    op.create_index("inquiries_received", "inquiries", ["received_at", "id"], unique=False)


def _set_soon() -> None:
    """As inquiry/clocks.soon_at has it: the last hour, or the last quarter of the time there was."""
    hour, most = ("interval '1 hour'", "greatest") if _on_server() else ("3600000000", "max")
    least, none = ("least", "interval '0'") if _on_server() else ("min", "0")
    target = "coalesce(last_safe_start_at, deadline_at)"
    share = f"{most}({target} - received_at, {none}) * 3 / 4"
    op.execute(
        f"UPDATE inquiries SET soon_at = {least}({target} - {hour}, received_at + {share}) "
        "WHERE deadline_at IS NOT NULL"
    )


def _count() -> None:
    op.execute(
        "INSERT INTO counters (desk, status, owner_id, total) "
        "SELECT desk, status, coalesce(owner_id, 0), count(*) FROM inquiries GROUP BY 1, 2, 3"
    )


def _on_server() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _set_alarms() -> None:
    """What is open climbs from now on: nobody is told of what should have been told before there were alarms."""
    inquiry = sa.table("inquiries", sa.column("status"), sa.column("alarm"), sa.column("alarm_at", UTCInstant()))
    anew = inquiry.update().where(inquiry.c.status == 0)
    op.execute(anew.values(alarm=-1, alarm_at=clock.now()))


def _backfill(connection: sa.Connection) -> None:
    """People and outlets of the inquiries that are there. A person has the number of their first inquiry."""
    inquiry = sa.table("inquiries", *map(sa.column, ("id", "email", "outlet", "name", "email_key", "outlet_key")))
    person = sa.table("persons", sa.column("id"), sa.column("name_key"))
    keyed = inquiry.update().where(inquiry.c.id == sa.bindparam("row"))
    keyed = keyed.values(email_key=sa.bindparam("lower"), outlet_key=sa.bindparam("compared"))
    for rows in _batches(connection, sa.select(inquiry.c.id, inquiry.c.email, inquiry.c.outlet), inquiry.c.id):
        values = [
            {"row": row.id, "lower": row.email.lower(), "compared": _outlet_key(row.outlet)} for row in rows
        ]
        connection.execute(keyed, values)
    first = "FROM inquiries WHERE email_key <> '' GROUP BY email_key"
    op.execute(f"INSERT INTO persons (id, created_at) SELECT min(id), min(received_at) {first}")
    op.execute(
        f"INSERT INTO person_addresses (email, person_id, home_id) SELECT email_key, min(id), min(id) {first}"
    )
    named = person.update().where(person.c.id == sa.bindparam("row")).values(name_key=sa.bindparam("compared"))
    names = sa.select(person.c.id, inquiry.c.name).join_from(person, inquiry, inquiry.c.id == person.c.id)
    for rows in _batches(connection, names, person.c.id):
        connection.execute(named, [{"row": row.id, "compared": _folded(row.name)} for row in rows])
    if connection.dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('persons', 'id'), max(id)) FROM persons HAVING max(id) > 0"
        )


def _batches(
    connection: sa.Connection, statement: sa.Select[Any], id: sa.ColumnClause[int]
) -> Iterator[Sequence[sa.Row[Any]]]:
    last = 0
    while rows := connection.execute(statement.where(id > last).order_by(id).limit(1000)).all():
        yield rows
        last = rows[-1].id


# As inquiries/inquiry/folding.py and outlets.py compared names when this was written: a migration does not change.
def _outlet_key(name: str) -> str:
    key = _folded(name)
    while key.startswith("the "):
        key = key[4:]
    return key


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    signs = []
    for sign in apart:
        if unicodedata.category(sign) == "Cf" or unicodedata.combining(sign) not in (0, 8, 9):
            continue
        signs.append(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " ")
    return unicodedata.normalize("NFC", " ".join("".join(signs).split()))[:200].strip()
