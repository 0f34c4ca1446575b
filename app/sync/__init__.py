"""How counters and centre agree: what travels, and the counter's side of it."""
