"""The public status page."""
