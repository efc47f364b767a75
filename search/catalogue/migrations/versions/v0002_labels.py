"""Labels of passages, and what people say of them."""

import sqlalchemy as sa
from alembic import op

from corpus.document import text_key

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Passages that were there get the key of their text, and no labels before the first retag."""
    op.add_column("passages", sa.Column("text_key", sa.String(32), nullable=False, server_default=""))
    _fill(op.get_bind())
    op.create_index("ix_passages_text_key", "passages", ["text_key"])
    op.create_table(
        "labels",
        sa.Column(
            "passage_id", sa.String(16), sa.ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("label", sa.Text, primary_key=True),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
    )
    op.create_index("labels_by_name", "labels", ["kind", "label", "passage_id"])
    op.create_table(
        "reviews",
        sa.Column("text_key", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("label", sa.Text, primary_key=True),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
    )


def _fill(connection: sa.Connection) -> None:
    ids = connection.execute(sa.text("SELECT id FROM documents")).scalars().all()
    whole = sa.text("SELECT text FROM documents WHERE id = :document")
    cuts = sa.text('SELECT id, start, "end" FROM passages WHERE document_id = :document')
    keyed = sa.text("UPDATE passages SET text_key = :key WHERE id = :id")
    for document in ids:
        text = connection.execute(whole, {"document": document}).scalar_one()
        rows = connection.execute(cuts, {"document": document}).all()
        keys = [{"id": row.id, "key": text_key(text[row.start : row.end])} for row in rows]
        if keys:
            connection.execute(keyed, keys)
