"""What becomes of an act at the centre."""
