"""Perlu keputusan."""
