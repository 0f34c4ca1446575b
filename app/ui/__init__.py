"""What the clerk sees."""
