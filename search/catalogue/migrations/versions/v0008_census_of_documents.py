"""A census of the documents reads an index, and not past their texts."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """An index only."""
    op.create_index(
        "documents_in_census", "documents", ["state", "visibility", "id", "added_at"], unique=False
    )
