"""The truth about every document, in a relational database. The home of SQLAlchemy and Alembic."""
