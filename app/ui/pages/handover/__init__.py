"""Penyerahan."""
