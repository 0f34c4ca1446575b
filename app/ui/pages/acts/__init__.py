"""How the acts of the workflow are asked for: one table of plans, one form."""
