"""Loket PTSP: the counter program of a one-stop licensing office."""
