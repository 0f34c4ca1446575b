"""What comes from the scanner."""
