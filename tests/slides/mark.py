"""Write the lessons' slideshow metadata anew without running a cell, after a merge for example.

Run: python -m tests.slides.mark [names].
"""

import sys

import nbformat

from ..store_outputs import NOTEBOOKS, chosen, written


def main(names, folder=NOTEBOOKS):
    """Mark the named lessons, by default all, and say which files changed."""
    for path in chosen(names, folder):
        changed = written(nbformat.read(path, as_version=4), path)
        print(f"{path.name}: {'marked' if changed else 'unchanged'}")


if __name__ == "__main__":
    main(sys.argv[1:])
