"""Papers on their way to a printer, a file or the screen."""
