"""What the law and common sense allow: pure functions, no I/O, no clock."""
