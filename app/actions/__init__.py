"""What a person can do: frozen commands, one function for each, and the one door."""
