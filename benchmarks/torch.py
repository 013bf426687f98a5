"""PyTorch's cell of lesson 12, run again and held against what the lesson prints.

Run: python -m benchmarks.torch, with a Python that has PyTorch.
"""

import json
import re
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

LESSON = Path(__file__).parent.parent / "notebooks" / "12_other_views.ipynb"


def cells(kind):
    """Return the sources of the lesson's cells of a kind."""
    notebook = json.loads(LESSON.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == kind]


def told():
    """Return the code and the output that the lesson shows."""
    [cell] = [source for source in cells("markdown") if "import torch" in source]
    [code] = re.findall(r"```python\n(.*?)```", cell, re.S)
    [output] = re.findall(r"```text\n(.*?)```", cell, re.S)
    return code, output


def printed(code):
    """Return what the code prints below the lesson's first two code cells."""
    names, out = {}, StringIO()
    exec("\n".join(cells("code")[:2]).replace("from bpkit.explorers import Conventions", ""), names)
    with redirect_stdout(out):
        exec(code, names)
    return out.getvalue()


def lines():
    """Yield what was found; raise AssertionError where the lesson says something else."""
    code, output = told()
    found = printed(code)
    if found != output:
        raise AssertionError(f"PyTorch prints\n{found}\nand the lesson says\n{output}")
    import torch

    yield f"PyTorch {torch.__version__} prints what lesson 12 says, line by line:"
    yield f"\n```text\n{found}```"


if __name__ == "__main__":
    try:
        print(*lines(), sep="\n")
    except AssertionError as error:
        sys.exit(str(error))
