"""What people say of a label is known with the document where it was said."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# where it was said is not known of those of before, so the most open document with that text
COPY = """
INSERT INTO reviews_0006
SELECT reviews.text_key, reviews.kind, reviews.label, coalesce(there.id, ''),
    coalesce(there.visibility, 'netwerk'), reviews.accepted, reviews.who, reviews."when"
FROM reviews LEFT JOIN documents AS there ON there.id = (
    SELECT documents.id FROM passages JOIN documents ON documents.id = passages.document_id
    WHERE passages.text_key = reviews.text_key
    ORDER BY instr('openbaar netwerk vertrouwelijk', visibility), documents.id LIMIT 1
)
"""


def upgrade() -> None:
    """SQLite changes no primary key, so the table is made anew."""
    op.create_table(
        "reviews_0006",
        sa.Column("text_key", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("label", sa.Text, primary_key=True),
        sa.Column("document_id", sa.String(16), primary_key=True),
        sa.Column("visibility", sa.String(20), nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
    )
    op.execute(COPY)
    op.drop_table("reviews")
    op.rename_table("reviews_0006", "reviews")
