"""Alembic revisions of the register; forward only."""

# The newest revision, kept here so that an up-to-date register opens without importing Alembic (0.7 s).
HEAD = "0018"
