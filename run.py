"""Sets the program up and starts it, or sets it up and tests it: `py run.py`, `py run.py test`.

One script for Linux, macOS and Windows; the Makefile only calls it. This file parses under Python 3.6, so that an old
one can say what is wrong; what it does stands in tools/set_up.py.
"""

import os
import sys

if sys.hexversion < 0x030B0000:
    old = f"{sys.version_info[0]}.{sys.version_info[1]}"
    sys.exit(f"run.py: this is Python {old}, Loket PTSP needs 3.11 or newer: install it and start with it")

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from tools.set_up import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
