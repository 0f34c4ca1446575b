"""Other people's replication, to be measured beside ours in one run. Development only; docs/sync.md says why these."""
