"""Pengaturan."""
