"""The revisions, oldest first. `tools/make_migration.py` writes them; a released one is never edited."""
