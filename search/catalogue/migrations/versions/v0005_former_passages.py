"""Passages that a document had before, so that a link to them can be checked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Of those that went before this, nothing is known any more."""
    op.create_table(
        "former_passages",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("document_id", sa.String(16), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text_key", sa.String(32), nullable=False),
    )
    op.create_index("ix_former_passages_document_id", "former_passages", ["document_id"], unique=False)
