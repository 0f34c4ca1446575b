"""Asking an institutional service whether an identity is right: the port, its protocol and its circuit breaker."""
