"""Run by Alembic: uses the connection and the transaction that schema.migrate holds, and opens none itself."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
