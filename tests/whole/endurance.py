"""A counter's busy morning in one process: registrations by keys, one after the other. Run by `test_endurance.py`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from app.tour import files
from tools.bench_receipt import blank, counter_at_work, kept, person


def main(folder: str, count: int) -> None:
    with counter_at_work(Path(folder)) as context:
        papers = context.counter.parts.settings.papers
        for number in range(count):
            files.midwife(context, person(number))
            files.register(context)
            context.typist.until("receipt", partial(kept, papers, number + 1))
            context.typist.until("the next form", partial(blank, context))
        print(len(list(papers.glob("*.pdf"))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
