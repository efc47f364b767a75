"""Runs migrations on the connection that ``opening.py`` gives."""

from alembic import context

from search.catalogue import schema_access, schema_evidence, schema_jobs  # noqa: F401 - all tables
from search.catalogue.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
