"""What bpkit adds to JupyterLab's server: Run All is never too early, and a lesson stays as it is.

`jupyter_server_config.d`, which is installed with the package, switches it on.
"""

LESSON = "navigation-top"  # the id of a cell that every lesson has
LANGUAGE = {"name": "python"}


def _jupyter_server_extension_points():
    return [{"module": __name__}]


def _load_jupyter_server_extension(app):
    """Let the page have a kernel before its process is there: it keeps what is run till then."""
    kernels = app.kernel_manager
    if kernels.has_trait("use_pending_kernels"):
        kernels.use_pending_kernels = True
    app.contents_manager.register_pre_save_hook(keep_language)


def keep_language(model, **_):
    """Save a lesson with what it says of its language, without this machine's version of it."""
    if model["type"] == "notebook" and is_lesson(model["content"]):
        model["content"]["metadata"]["language_info"] = LANGUAGE


def is_lesson(notebook):
    """Return whether a notebook is one of the course's lessons."""
    return any(cell.get("id") == LESSON for cell in notebook["cells"])
