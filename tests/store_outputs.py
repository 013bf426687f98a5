"""Execute the notebooks on fresh kernels and store their outputs, with links between them.

Run: python -m tests.store_outputs [names].
"""

import sys
from copy import deepcopy
from pathlib import Path

import nbformat
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from traitlets import default

from .navigation import navigated
from .slides.rule import marked

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class ThisInterpreter(KernelSpecManager):
    """Knows one kernel, that of the running interpreter, whatever is installed under its name."""

    def get_kernel_spec(self, kernel_name):
        return KernelSpec(resource_dir="", **get_kernel_dict())


class OwnKernel(AsyncKernelManager):
    """Starts the kernel of the running interpreter."""

    @default("kernel_spec_manager")
    def _kernel_spec_manager_default(self):
        return ThisInterpreter(parent=self)


def client(notebook, folder, **options):
    """Return what executes a notebook in a folder; an error in a cell is an error."""
    return NotebookClient(
        notebook,
        kernel_manager_class=OwnKernel,
        resources={"metadata": {"path": str(folder)}},
        allow_errors=False,
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        store_widget_state=False,
        **{"timeout": 120, **options},
    )


def normalised(notebook):
    """Return the notebook without what a run leaves by chance: timings, widget models, versions.

    What each cell is on the slides is renewed.
    """
    cells = marked([cell_normalised(number, cell) for number, cell in enumerate(notebook.cells, 1)])
    return nbformat.from_dict(
        {"cells": cells, "metadata": deepcopy(METADATA), "nbformat": 4, "nbformat_minor": 5}
    )


def cell_normalised(number, cell):
    """Return a cell with its tags as its only metadata, under the id that it has."""
    cell = deepcopy(cell)
    cell.metadata = {"tags": cell.metadata.tags} if cell.metadata.get("tags") else {}
    cell.setdefault("id", f"cell-{number}")
    if cell.cell_type == "code":
        cell.outputs = joined(output_normalised(output) for output in cell.outputs)
    return cell


def output_normalised(output):
    """Return an output without the widget's model, whose id is another in every run."""
    if "data" in output:
        output.data = {kind: data for kind, data in output.data.items() if kind != WIDGET_VIEW}
        output.metadata.pop(WIDGET_VIEW, None)
    return output


def joined(outputs):
    """Return the outputs, each stretch of one stream in one piece."""
    together = []
    for output in outputs:
        last = together[-1] if together else None
        if last and output.output_type == "stream" and output.name == last.get("name"):
            last.text += output.text
        else:
            together.append(output)
    return together


def store(path):
    """Execute one notebook and write it; return whether the file changed."""
    notebook = navigated(nbformat.read(path, as_version=4), path.stem, lessons(path.parent))
    client(notebook, path.parent).execute()
    return written(notebook, path)


def written(notebook, path):
    """Write a notebook in its one form; return whether the file changed."""
    text = nbformat.writes(normalised(notebook)).rstrip("\n") + "\n"
    if text == path.read_text(encoding="utf-8"):
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def lessons(folder):
    """Return the names of the lessons in a folder, in their order."""
    return sorted(path.stem for path in folder.glob("[0-9][0-9]*_*.ipynb"))


def chosen(names, folder):
    """Return the paths of the named lessons, by default of all of them."""
    known = {name: folder / f"{name}.ipynb" for name in lessons(folder)}
    wanted = [Path(name).name.removesuffix(".ipynb") for name in names] or list(known)
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        sys.exit(
            f"{folder.name} has no {', '.join(unknown) or 'lesson'}, "
            f"only: {', '.join(known) or 'nothing'}"
        )
    return [known[name] for name in wanted]


def main(names, folder=NOTEBOOKS):
    """Store the outputs of the named lessons and say which files changed."""
    for path in chosen(names, folder):
        print(f"{path.name}: {'stored' if store(path) else 'unchanged'}")


if __name__ == "__main__":
    main(sys.argv[1:])
