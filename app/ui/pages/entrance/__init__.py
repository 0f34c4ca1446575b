"""Before anybody works: sign-in, lock, first start, and what keeps the office shut."""
