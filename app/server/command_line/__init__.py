"""`loket-server`."""
