"""Mail that was put aside is listed by an index of its own, as what is held and what is quiet are."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    only = sa.text("state = 4")
    op.create_index(
        "mails_put_aside", "mails", ["desk", "id"], unique=False, sqlite_where=only, postgresql_where=only
    )
