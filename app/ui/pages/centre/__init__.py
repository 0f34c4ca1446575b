"""Sambungan: the centre of this PC, and how it is paired."""
