"""Keys of the file at rest, single instance, backup copies."""
