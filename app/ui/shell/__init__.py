"""The window, its menu and navigation, and what every page is given."""
