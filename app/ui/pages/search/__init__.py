"""Cari."""
