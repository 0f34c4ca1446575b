"""Backups, and whether all is well."""
