"""Colours, sizes, icons and scrolling."""
