"""Write lessons as slides into a folder that needs no network; without names, all of them.

Run: python -m tests.slides [names].
"""

import sys

from .deck import main

main(sys.argv[1:])
