"""Pendaftaran."""
