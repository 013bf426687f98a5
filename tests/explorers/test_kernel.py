"""An explorer in a real kernel, to which cells and moves are sent as JupyterLab does."""

import os
from base64 import b64decode

import pytest
from jupyter_client.manager import KernelManager

from ..store_outputs import WIDGET_VIEW, ThisInterpreter
from .acting import Tags, pixels


class Kernel:
    """A real kernel of the running interpreter, to which cells are sent as JupyterLab does."""

    def __init__(self, folder):
        self.log = (folder / "kernel.log").open("w+")
        self.manager = KernelManager(kernel_spec_manager=ThisInterpreter())
        self.manager.connection_file = str(folder / "kernel.json")
        env = os.environ | {"IPYTHONDIR": str(folder), "OPENBLAS_NUM_THREADS": "1"}
        self.manager.start_kernel(
            extra_arguments=["--log-level=ERROR"], env=env, stdout=self.log, stderr=self.log
        )
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.streams = []

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.log.close()

    def send(self, kind, content, metadata=None):
        """Send a message and return all that comes back until the kernel is idle again."""
        message = self.client.session.msg(kind, content, metadata=metadata)
        self.client.shell_channel.send(message)
        came = []
        while True:
            answer = self.client.get_iopub_msg(timeout=60)
            if answer["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                came.append((answer["msg_type"], answer["content"]))
                if came[-1] == ("status", {"execution_state": "idle"}):
                    break
        assert [content for kind, content in came if kind == "error"] == []
        self.streams += [content for kind, content in came if kind == "stream"]
        return came

    def run(self, code, cell=None):
        """Run a cell and return its result, if it has one."""
        return next(iter(self.came(code, cell, "execute_result")), None)

    def came(self, code, cell, wanted):
        """Run a cell and return what comes back of one kind."""
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
        }
        came = self.send("execute_request", content, {"cellId": cell} if cell else {})
        return [content for kind, content in came if kind == wanted]

    def value(self, code):
        """Return what an expression is in the kernel."""
        return eval(self.run(code)["data"]["text/plain"])


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    kernel = Kernel(tmp_path_factory.mktemp("kernel"))
    kernel.run(
        "from bpkit.explorers import Training\nfrom ipywidgets.widgets.widget import _instances"
    )
    yield kernel
    kernel.close()


QUICK = "Training(layers='1', epochs=1)"


def test_running_a_cell_ten_times_in_a_real_kernel_leaks_nothing(kernel):
    kernel.run(QUICK, "abc")
    first = kernel.value("len(_instances)")
    for _ in range(10):
        kernel.run(QUICK, "abc")
    assert kernel.value("len(_instances)") == first > 0


def test_in_a_real_kernel_only_an_earlier_run_of_the_same_cell_is_closed(kernel):
    kernel.run(f"two = [{QUICK}, {QUICK}]", "pair")
    kernel.run(f"other = {QUICK}", "other")
    kernel.run("old = list(two)")
    alive = "[e in _instances.values() for e in (*old, *two, other)]"
    assert kernel.value(alive) == [True] * 5
    kernel.run(f"two = [{QUICK}, {QUICK}]", "pair")
    assert kernel.value(alive) == [False, False, True, True, True]


def test_a_real_kernel_sends_the_live_explorer_and_after_it_its_picture(kernel):
    code = "shown = Training(layers='2', epochs=3)\nshown"
    live, still = [content["data"] for content in kernel.came(code, "shown", "display_data")]
    assert live["text/plain"].startswith("Training(dataset='spirals', layers='2', η=0.3): run")
    assert live[WIDGET_VIEW]["model_id"] == kernel.value("shown.model_id")
    _, (tag, image) = Tags(still["text/html"]).found
    assert (tag, image["alt"]) == ("img", kernel.value("shown.picture.alt"))
    assert image["alt"] == still["text/plain"] and len(image["alt"]) > 40
    assert pixels(b64decode(image["src"].partition(",")[2])).shape == (520, 730, 3)


def moved(kernel, control, value):
    """Move a control as the page does; return what the page is sent to show, by name."""
    ids = {
        kernel.value(f"e.{name}.model_id"): name
        for name in (control, "picture.widget", "status", "clock")
    }
    [comm] = [model for model, name in ids.items() if name == control]
    state = {"method": "update", "state": {"value": value}, "buffer_paths": []}
    came = kernel.send("comm_msg", {"comm_id": comm, "data": state})
    messages = [
        content for kind, content in came if kind == "comm_msg" and content["comm_id"] in ids
    ]
    return [
        (ids[content["comm_id"]], content["data"]["state"])
        for content in messages
        if "state" in content["data"]
    ]


def test_a_control_that_the_page_moves_sends_one_new_picture_back(kernel):
    kernel.run("e = Training(layers='2', epochs=3)", "moved")
    pictures = [
        state["value"]
        for name, state in moved(kernel, "eta.number", 0.01)
        if name == "picture.widget"
    ]
    assert len(pictures) == 1 and "η 0.01" in pictures[0] and 'data-state="resting"' in pictures[0]
    assert kernel.value("e.run.settings.eta") == 0.01


def test_nonsense_that_the_page_sends_is_answered_on_the_page(kernel):
    kernel.run("e = Training(layers='2', epochs=3)", "moved")
    words = [state["value"] for name, state in moved(kernel, "layers", "<img>") if name == "status"]
    assert len(words) == 1 and "I cannot read “&lt;img&gt;”" in words[0]


def test_nothing_was_written_to_the_kernels_stdout_and_stderr(kernel):
    kernel.run(
        "e = Training(dataset='wave', activation='relu', eta=100.0)\ne.layers.value = 'x'",
        "diverging",
    )
    assert kernel.streams == []
    kernel.log.seek(0)
    assert kernel.log.read() == ""
