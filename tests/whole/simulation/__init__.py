"""Counters and a centre under every fault there is: the project's own code on both sides, one thread, one seed a run.

`world` steps through a run, `invariants` says what must hold, `mutants` switch one protection off each, so that the
checks themselves are checked; `campaign` runs seeds.
"""
