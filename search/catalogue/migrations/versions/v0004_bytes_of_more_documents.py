"""The same bytes may be a document for each who may not know of the other."""

from alembic import op

revision = "0004"
down_revision = "0003"

# the constraint was made without a name
NAMES = {"uq": "uq_%(table_name)s_%(column_0_name)s"}


def upgrade() -> None:
    """SQLite takes away no constraint, so the table is made anew."""
    with op.batch_alter_table("documents", naming_convention=NAMES) as table:
        table.drop_constraint("uq_documents_sha256", type_="unique")
    op.create_index("ix_documents_sha256", "documents", ["sha256"], unique=False)
