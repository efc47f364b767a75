"""What belongs to a knelpunt, a dossier or a saved question, and what has one theme, is found by itself."""

from alembic import op

revision = "0007"
down_revision = "0006"

OWNED = ("knelpunt_quotes", "knelpunt_history", "dossier_items", "saved_finds")


def upgrade() -> None:
    """Indexes only."""
    for table in OWNED:
        op.create_index(f"ix_{table}_owner_id", table, ["owner_id"], unique=False)
    op.create_index("knelpunten_by_theme", "knelpunten", ["kind", "act", "article"], unique=False)
