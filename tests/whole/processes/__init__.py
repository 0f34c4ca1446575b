"""Counters and `loket-server` as processes of their own, on PostgreSQL, over real sockets."""
