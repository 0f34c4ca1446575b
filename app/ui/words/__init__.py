"""What is said on the screen."""
