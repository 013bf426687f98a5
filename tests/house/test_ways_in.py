"""The ways in without an installation name what is there; the places themselves were not tried."""

import json
import re
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

import course

from .test_environment import EXTRAS, PROJECT

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
WORKFLOW = (ROOT / ".github/workflows/site.yml").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


def unpinned(workflow):
    """Return each action that a workflow takes by a name that can come to mean another one."""
    steps = [step for job in yaml.safe_load(workflow)["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    return [action for action in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action)]


def test_the_workflow_publishes_what_make_site_builds_and_pins_every_action():
    jobs = yaml.safe_load(WORKFLOW)["jobs"]
    steps = jobs["build"]["steps"]
    folder = next(step["with"]["path"] for step in steps if "pages-artifact" in str(step))
    assert "make site" in [step.get("run") for step in steps]
    assert re.search(rf"^site:.*\n(\t.*\n)*\t.*-m sphinx .* {folder}$", MAKEFILE, re.M)
    assert unpinned(WORKFLOW) == []


def test_the_workflow_grants_nothing_but_what_publishing_needs():
    workflow = yaml.safe_load(WORKFLOW)
    granted = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    assert workflow["permissions"] == {} and granted["build"] == {"contents": "read"}
    assert granted["publish"] == {"pages": "write", "id-token": "write"}


@pytest.mark.parametrize("name", ["actions/checkout@v6", "actions/checkout@main"])
def test_an_action_that_is_not_pinned_is_noticed(name):
    assert unpinned(f"jobs: {{build: {{steps: [{{uses: {name}}}]}}}}") == [name]


def test_the_container_is_made_by_the_command_of_the_course():
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    assert container["postCreateCommand"] == "python3 course.py --install"
    interpreter = container["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    assert interpreter.endswith(f"/{course.interpreter('posix').relative_to(ROOT)}")
    image, version = container["image"].rsplit(":", 1)
    assert image.endswith("/python") and tuple(map(int, version.split("."))) >= course.FLOOR


def test_the_cell_for_colab_asks_for_this_package_with_an_extra_that_it_has():
    (asked,) = re.findall(r'%pip install --quiet "(.+?)"', README)
    requirement = Requirement(asked)
    assert requirement.name == PROJECT["name"] and requirement.extras <= set(EXTRAS)


def test_binder_opens_a_lesson_that_is_there():
    (lesson,) = re.findall(r"mybinder\.org\S+lab/tree/([\w/.]+)", README)
    assert (ROOT / lesson).exists()
