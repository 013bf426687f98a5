"""No page and no configuration of the project opens a server, and the course's own is closed."""

import re
from pathlib import Path

import pytest

import course

ROOT = Path(__file__).parents[2]
KINDS = {".md", ".py", ".toml", ".yml", ".yaml", ".json", ".txt", ".ipynb", ".html", ".sh", ".cff"}
BARE = {"Makefile", "Dockerfile", "run", "install_chromium"}
OPEN = {
    "no token": r"""\btoken["']?\s*[=:]\s*(''|""|None\b|\\?["'](\s|$))|\btoken=(\s|$)""",
    "no password": r"""\bpassword["']?\s*[=:]\s*(''|"")|\bpassword=(\s|$)|allow_unauthenticated""",
    "every address": r"""0\.0\.0\.0|--ip=?\s*["']?\*|\bip["']?\s*[=:]\s*["'](\*|::)?["']""",
    "any origin": r"""allow_origin(_pat)?["']?\s*[=:]\s*["']?(\*|\.\*)""",
    "no check of requests": r"""disable_check_xsrf["']?\s*[=:]\s*["']?true""",
}


def holes(text):
    """Return what a text leaves open."""
    return [name for name, sign in OPEN.items() if re.search(sign, text, re.I | re.M)]


def pages():
    """Return every file of documentation and configuration, but this one."""
    listed = [path for path in ROOT.rglob("*") if path.suffix in KINDS or path.name in BARE]
    outside = re.compile(r"^(\.git|\.venv.*|dist|screenshots|build|\..*_cache|__pycache__)$")
    inside = [p for p in listed if not any(map(outside.match, p.relative_to(ROOT).parts))]
    return [path for path in inside if path.is_file() and path != Path(__file__)]


def test_nothing_in_the_project_opens_a_server():
    found = {str(path.relative_to(ROOT)): holes(path.read_text("utf-8")) for path in pages()}
    assert {"README.md", "SECURITY.md", "course.py", "environment.yml", "Makefile"} <= set(found)
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(
    "planted, said",
    [
        ("c.ServerApp.token = ''", "no token"),
        ('jupyter lab --ServerApp.token=""', "no token"),
        ("jupyter lab --IdentityProvider.token= --no-browser", "no token"),
        ('{"IdentityProvider": {"token": ""}}', "no token"),
        ("c.PasswordIdentityProvider.password = ''", "no password"),
        ("c.ServerApp.allow_unauthenticated_access = True", "no password"),
        ("jupyter lab --ip=0.0.0.0", "every address"),
        ("jupyter lab --ip='*'", "every address"),
        ("c.ServerApp.ip = '*'", "every address"),
        ("c.ServerApp.ip = ''", "every address"),
        ("c.ServerApp.allow_origin = '*'", "any origin"),
        ("--ServerApp.allow_origin=*", "any origin"),
        ("c.ServerApp.allow_origin_pat = '.*'", "any origin"),
        ("c.ServerApp.disable_check_xsrf = True", "no check of requests"),
        ('{"ServerApp": {"disable_check_xsrf": true}}', "no check of requests"),
    ],
)
def test_an_open_door_is_found(planted, said):
    assert holes(f"before\n{planted}\nafter") == [said]


@pytest.mark.parametrize(
    "harmless",
    ["a new token at every start", "lab?token=(\\w+)", "?token={token}&reset", "--ip=127.0.0.1"],
)
def test_a_door_that_is_closed_is_left_alone(harmless):
    assert holes(harmless) == []


def test_the_course_listens_on_this_machine_alone():
    options = course.lab([])
    assert [each for each in options if each.startswith("--ip")] == ["--ip=127.0.0.1"]
    assert "--LabApp.extension_manager=readonly" in options
