"""The extras: what each installs beside numpy, and the sentence for who lacks one."""

from importlib.util import find_spec

EXTRAS = {
    "explorers": ("matplotlib", "ipywidgets", "anywidget"),
    "course": ("matplotlib", "ipywidgets", "anywidget", "jupyterlab", "ipykernel"),
}


def lacking(extra, what):
    """Return the sentence for who has not installed what an extra brings, or None."""
    absent = [name for name in EXTRAS[extra] if find_spec(name) is None]
    return absent and (
        f'{what} needs {", ".join(absent)}: install the extra "{extra}", '
        f'python -m pip install "bpkit-course[{extra}]".'
    )


def demand(extra, what):
    """Raise ImportError with that sentence, if there is one."""
    if sentence := lacking(extra, what):
        raise ImportError(sentence)
