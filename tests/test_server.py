"""bpkit's part in JupyterLab's server: what it switches on, and which notebooks it touches."""

from types import SimpleNamespace

import pytest
from jupyter_server.services.contents.filemanager import FileContentsManager
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    MappingKernelManager,
)

from bpkit import server

from .store_outputs import METADATA, NOTEBOOKS, lessons

HERE = {"name": "python", "version": "3.11.7", "file_extension": ".py"}
LESSONS = [(NOTEBOOKS / f"{name}.ipynb").read_bytes() for name in lessons(NOTEBOOKS)]


@pytest.fixture
def contents(tmp_path):
    """Return what saves notebooks in a folder of its own, as the server has it."""
    contents = FileContentsManager(root_dir=str(tmp_path))
    kernels = AsyncMappingKernelManager()
    server._load_jupyter_server_extension(
        SimpleNamespace(kernel_manager=kernels, contents_manager=contents)
    )
    assert kernels.use_pending_kernels
    return contents


def saved(contents, tmp_path, notebook):
    """Open a notebook, let its language be told as a page does, save it; return the file."""
    (tmp_path / "any.ipynb").write_bytes(notebook)
    model = contents.get("any.ipynb", type="notebook")
    model["content"]["metadata"]["language_info"] = HERE
    contents.save(model, "any.ipynb")
    return (tmp_path / "any.ipynb").read_bytes()


@pytest.mark.parametrize("notebook", LESSONS, ids=lessons(NOTEBOOKS))
def test_a_lesson_that_is_saved_stays_as_it_is(contents, tmp_path, notebook):
    assert saved(contents, tmp_path, notebook) == notebook


def test_every_other_notebook_is_saved_as_the_page_has_it(contents, tmp_path):
    other = LESSONS[0].replace(server.LESSON.encode(), b"another")
    assert b'"version": "3.11.7"' in saved(contents, tmp_path, other)


def test_a_file_that_is_no_notebook_is_saved_as_it_is(contents, tmp_path):
    contents.save({"type": "file", "format": "text", "content": "x"}, "any.txt")
    assert (tmp_path / "any.txt").read_text() == "x"


def test_a_server_that_cannot_wait_for_a_kernel_is_left_alone():
    kernels = MappingKernelManager()
    app = SimpleNamespace(kernel_manager=kernels, contents_manager=FileContentsManager())
    server._load_jupyter_server_extension(app)
    assert not hasattr(kernels, "use_pending_kernels")


def test_the_language_of_a_lesson_is_what_is_stored():
    assert server.LANGUAGE == METADATA["language_info"]
