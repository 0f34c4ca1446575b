"""Alembic revisions of the register; forward only."""
