"""Beranda."""
