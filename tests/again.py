"""A plugin beside nbval: each lesson runs twice on its kernel, and complains in neither run."""

import pytest
from nbval.plugin import IPyNbCell


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Put every cell of a notebook once more behind its last one."""
    cells = {}
    for item in items:
        if isinstance(item, IPyNbCell):
            cells.setdefault(item.parent, []).append(item)
    for notebook, found in cells.items():
        end = items.index(found[-1]) + 1
        items[end:end] = [
            IPyNbCell.from_parent(
                notebook, name=f"{one.name} again", cell_num=one.cell_num, cell=one.cell,
                options=one.options,
            )
            for one in found
        ]  # fmt: skip


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Let no cell write to stderr, not even one whose output may be another in each run."""
    result = yield
    if isinstance(item, IPyNbCell):
        said = [out.text for out in item.test_outputs if out.get("name") == "stderr"]
        assert said == [], "a cell wrote to stderr"
    return result
