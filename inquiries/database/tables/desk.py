"""What staff work with around inquiries: drafts, presence, saved views, and what is known of people and outlets."""

import sqlalchemy as sa

from inquiries.database.tables.kinds import Id, UTCInstant, metadata

# What somebody is writing, kept as it is typed and seen by colleagues as a draft. Without text it has ended: the row
# stays a while, so that an older save arriving late cannot bring it back. Of kind "note" or "reply".
drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True, comment="note"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", UTCInstant, nullable=False, comment="when it was typed"),
    sa.Column(
        "facts", sa.Text, nullable=False, server_default="{}", comment="JSON: of a reply, its Cc and the like"
    ),
)

# Who has an inquiry before them just now.
presence = sa.Table(
    "presence",
    metadata,
    sa.Column("inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("at", UTCInstant, nullable=False, comment="the last sign of them"),
    sa.Column("until", UTCInstant, nullable=False, comment="without another sign, they have left"),
    sa.Column("writing_at", UTCInstant),
    sa.Column("writing", sa.Text, nullable=False, server_default="", comment="note | reply"),
)

# A list somebody comes back to: their own, or everybody's on a desk.
saved_views = sa.Table(
    "saved_views",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False, comment="the list's address after the question mark"),
    sa.Column(
        "staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, comment="who saved it"
    ),
    sa.Column(
        "desk",
        sa.Text,
        nullable=False,
        server_default="",
        comment="empty: only who saved it sees it",
    ),
    sa.Index("saved_views_staff_id", "staff_id"),
    sa.Index("saved_views_desk", "desk"),
)

# Somebody who asks, by the addresses they write from. Each new address is a person of its own, its home; two found
# to be one are joined by moving addresses, and taken apart by sending an address home. Empty homes stay.
persons = sa.Table(
    "persons",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("created_at", UTCInstant, nullable=False),
    sa.Column(
        "name_key",
        sa.Text,
        nullable=False,
        server_default="",
        comment="the first name given, as it is compared",
    ),
    sa.Column("version", sa.Integer, nullable=False, server_default="1", comment="of who is joined here"),
    sa.Index("persons_name_key", "name_key", "id"),
)

person_addresses = sa.Table(
    "person_addresses",
    metadata,
    sa.Column("email", sa.Text, primary_key=True, comment="lower case"),
    sa.Column("person_id", Id, sa.ForeignKey("persons.id"), nullable=False, index=True),
    sa.Column("home_id", Id, sa.ForeignKey("persons.id"), nullable=False, unique=True),
    sa.Column("joined_at", UTCInstant, comment="when it was moved away from home"),
    sa.Column("joined_by", Id, sa.ForeignKey("staff.id")),
    sa.Column("verified_at", UTCInstant),
    sa.Column("verified_by", Id, sa.ForeignKey("staff.id")),
    sa.Column("verified_how", sa.Text, nullable=False, server_default=""),
)

# Private notes on a person (by the home they were written at) or on an outlet, whichever is set.
remarks = sa.Table(
    "remarks",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("persons.id", ondelete="CASCADE"), index=True),
    sa.Column("outlet_key", sa.Text, nullable=False, server_default=""),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("once_key", sa.Text, unique=True, comment="the form's one-time key: a double click is one"),
    sa.Index("remarks_outlet_key", "outlet_key"),
)

# Whose a note is: the desks of its writer on which the person or outlet had asked when it was written.
remark_desks = sa.Table(
    "remark_desks",
    metadata,
    sa.Column("remark_id", Id, sa.ForeignKey("remarks.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("desk", sa.Text, primary_key=True),
)
