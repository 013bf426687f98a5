"""Every explorer that a test makes is closed after it."""

import pytest
from ipywidgets.widgets.widget import _instances


@pytest.fixture(autouse=True)
def closed():
    before = set(_instances)
    yield
    for model in set(_instances) - before:
        if model in _instances:  # an explorer takes its own widgets along
            _instances[model].close()
