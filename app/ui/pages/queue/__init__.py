"""Antrean Kerja."""
