"""The set-up: environment.yml, locks, JupyterLab's settings and pyproject.toml tell one story."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import requires, version
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from jupyterlab.labapp import LabApp
from jupyterlab_server.settings_utils import get_settings
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import MatchSpec
from rattler import Version as CondaVersion
from rattler import VersionSpec as CondaVersionSpec

import course

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
WHOLE = PROJECT["dependencies"] + EXTRAS["build"] + EXTRAS["explorers"] + EXTRAS["course"]
# an extra may name another one
COURSE = [line for line in WHOLE if Requirement(line).name != PROJECT["name"]]
OVERRIDES = "share/jupyter/lab/settings/overrides.d/bpkit.json"
SETTINGS = [OVERRIDES, "etc/jupyter/jupyter_server_config.d/bpkit.json"]

# conda-forge's names, where they are not those of the distribution
DISTRIBUTION = {"matplotlib-base": "matplotlib"}


def floors(requirements):
    """Return the specifier of each requirement under its normalised name."""
    parsed = [Requirement(line) for line in requirements]
    return {canonicalize_name(requirement.name): requirement.specifier for requirement in parsed}


def conda_specs(text):
    """Return what environment.yml asks of conda, and of pip."""
    dependencies = yaml.safe_load(text)["dependencies"]
    specs = [MatchSpec(line, strict=True) for line in dependencies if isinstance(line, str)]
    pip = [line for entry in dependencies if isinstance(entry, dict) for line in entry["pip"]]
    return {spec.name.normalized: spec for spec in specs}, pip


def conda_disagreements(text, requires_python, requirements):
    """Yield in words where environment.yml asks for something else than pyproject.toml."""
    specs, pip = conda_specs(text)
    wanted = {
        "python": SpecifierSet(requires_python),
        "pip": SpecifierSet(),
        **floors(requirements),
    }
    asked = {
        DISTRIBUTION.get(name, name): SpecifierSet(spec.version or "")
        for name, spec in specs.items()
    }
    for name in sorted(wanted | asked):
        if asked.get(name) != wanted.get(name):
            yield (
                f"{name}: environment.yml {asked.get(name)!r}, pyproject.toml {wanted.get(name)!r}"
            )
    if pip != ["-e ."]:
        yield f"pip installs {pip}, expected this package alone"


def entries(lock):
    """Return the requirement of each entry of a lock with its hashes; anything else is an error."""
    found = []
    for entry in lock.replace("\\\n", " ").splitlines():
        line, *hashes = entry.split(" --hash=")
        found.append((Requirement(line.strip()), [h.strip() for h in hashes]))
    return found


def loose_ends(lock):
    """Yield in words where a lock names a host, does not pin, or carries no hash."""
    for word in (
        "://",
        "--index-url",
        "--extra-index-url",
        "--find-links",
        "--trusted-host",
        " @ ",
    ):
        if word in lock:
            yield f"names a place: {word}"
    for requirement, hashes in entries(lock):
        if [(s.operator, "*" in s.version) for s in requirement.specifier] != [("==", False)]:
            yield f"{requirement} is not pinned"
        if not hashes or not all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in hashes):
            yield f"{requirement} has no sound hash"


def below_the_floor(lock, requirements):
    """Yield in words each requirement that a lock leaves out or pins outside its specifier."""
    pins = [requirement for requirement, _ in entries(lock)]
    for name, specifier in floors(requirements).items():
        versions = [pin.specifier for pin in pins if canonicalize_name(pin.name) == name]
        if not versions:
            yield f"{name} is missing"
        for pin in versions:
            if not specifier.contains(str(pin).removeprefix("==")):
                yield f"{name}{pin} is outside {specifier}"


def left_out(lock, system):
    """Yield in words what a distribution of a lock needs on a system and misses.

    What it needs is what its installed copy says.
    """
    pins = {
        canonicalize_name(pin.name): pin for pin, _ in entries(lock) if holds(pin.marker, system)
    }
    for pin in pins.values():
        for need in map(Requirement, requires(pin.name) or [] if holds(pin.marker, {}) else []):
            if holds(need.marker, system) and canonicalize_name(need.name) not in pins:
                yield f"{pin.name} needs {need.name}"


def holds(marker, system):
    """Tell whether a marker, where there is one, holds for this Python on a system."""
    return marker is None or marker.evaluate({"extra": ""} | system)


def read_lock(name):
    """Return the text of a lock."""
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def project_files():
    """Return the files of the project, committed or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in sorted(set(listed.split("\0"))) if (ROOT / name).is_file()]


def private_places(content):
    """Return the registry hosts and the machine's own paths that the bytes of a file name."""
    hosts = (
        "pypi|org",
        "files|pythonhosted|org",
        "conda|anaconda|org",
        "deb|debian|org",
        "registry|npmjs|org",
    )
    named = [host for host in hosts if host.replace("|", ".").encode() in content]
    return named + [
        place.decode() for place in re.findall(rb"(?<![\w.$}~])/(?:work|home|root)/", content)
    ]


def test_environment_yml_asks_for_what_pyproject_asks_for():
    text = (ROOT / "environment.yml").read_text()
    assert list(conda_disagreements(text, PROJECT["requires-python"], COURSE)) == []


def test_environment_yml_takes_everything_from_conda_forge():
    assert yaml.safe_load((ROOT / "environment.yml").read_text())["channels"] == ["conda-forge"]


@pytest.mark.parametrize(
    "right, wrong",
    [
        ("numpy >=2", "numpy >=1.26"),
        ("python >=3.11", "python >=3.10"),
        ("pytest <10", "pytest"),
        ("  - nbval >=0.11\n", ""),
        ("- pip\n", "- pip\n  - pandas\n"),
        ("-e .", "bpkit"),
    ],
)
def test_an_environment_yml_that_drifts_is_noticed(right, wrong):
    text = (ROOT / "environment.yml").read_text()
    assert right in text
    assert (
        list(conda_disagreements(text.replace(right, wrong), PROJECT["requires-python"], COURSE))
        != []
    )


@pytest.mark.parametrize("spec", ["numpy 2", "numpy=>2", "numpy>==2"])
def test_a_loosely_written_conda_spec_is_refused(spec):
    with pytest.raises(Exception, match="version|specifier"):
        conda_specs(f"dependencies: ['{spec}']")


def test_every_package_of_environment_yml_is_here_in_a_version_that_it_allows():
    specs, _ = conda_specs((ROOT / "environment.yml").read_text())
    for name, spec in specs.items():
        here = (
            platform.python_version() if name == "python" else version(DISTRIBUTION.get(name, name))
        )
        assert CondaVersionSpec(spec.version or "*").matches(CondaVersion(here)), (
            f"{spec}, installed is {here}"
        )


def test_repo2docker_builds_from_environment_yml_with_the_package_in_place(tmp_path):
    for name in project_files():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(tmp_path)]
    nowhere = {
        "DOCKER_HOST": f"unix://{tmp_path}/no-daemon",
        "https_proxy": "localhost:1",
        "http_proxy": "localhost:1",
    }
    run = subprocess.run(command, env=os.environ | nowhere, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    install = re.search(r'env update -p \S+ --file "(.+)"', run.stdout)
    assert install and install[1] == "environment.yml", run.stdout
    # whoever calls repo2docker owns the copy; -e . finds a package only if the repository is
    # copied first
    copy = re.search(r"COPY --chown=\d+:\d+ src/", run.stdout)
    assert copy and copy.start() < install.start(), run.stdout


def test_the_python_floor_is_the_same_everywhere():
    floor = PROJECT["requires-python"].removeprefix(">=")
    assert ".".join(map(str, course.FLOOR)) == floor
    assert re.findall(r"version_info < \((\d+), (\d+)\)", (ROOT / ".ci/run").read_text()) == [
        tuple(floor.split("."))
    ]
    assert re.findall(r"You need Python ([\d.]+) or newer", (ROOT / "README.md").read_text()) == [
        floor
    ]
    assert re.findall(r"--python-version ([\d.]+)", (ROOT / "Makefile").read_text()) == [floor]
    assert re.findall(
        r"every Python from ([\d.]+) on", (ROOT / "requirements/README.md").read_text()
    ) == [floor]


@pytest.mark.parametrize("name", ["course", "test", "bench", "site"])
def test_a_lock_pins_everything_by_hash_and_names_no_host(name):
    assert list(loose_ends(read_lock(name))) == []


HASH = "--hash=sha256:" + 64 * "0"


@pytest.mark.parametrize(
    "lock",
    [
        f"numpy>=2 \\\n    {HASH}\n",
        f"numpy==2.* \\\n    {HASH}\n",
        "numpy==2.4.6\n",
        "numpy==2.4.6 --hash=md5:00\n",
        f"numpy @ https://example.org/numpy.whl {HASH}\n",
    ],
)
def test_a_loose_end_in_a_lock_is_noticed(lock):
    assert list(loose_ends(lock)) != []


@pytest.mark.parametrize(
    "line", ["--index-url https://example.org/simple", "--find-links wheels", "-r other.txt"]
)
def test_an_option_in_a_lock_is_refused(line):
    with pytest.raises(InvalidRequirement):
        entries(f"{line}\nnumpy==2.4.6 {HASH}\n")


def test_a_learner_has_the_versions_that_the_tests_have():
    course = {str(requirement): hashes for requirement, hashes in entries(read_lock("course"))}
    tested = {str(requirement): hashes for requirement, hashes in entries(read_lock("test"))}
    assert course == {requirement: tested.get(requirement) for requirement in course}


def test_every_pin_keeps_its_promise_in_pyproject():
    assert list(below_the_floor(read_lock("course"), COURSE)) == []
    assert list(below_the_floor(read_lock("test"), COURSE + EXTRAS["test"])) == []
    site = [line for line in EXTRAS["site"] if Requirement(line).name != PROJECT["name"]]
    assert list(below_the_floor(read_lock("site"), site)) == []


def test_a_pin_below_its_floor_and_a_missing_pin_are_noticed():
    assert list(below_the_floor("numpy==1.26.4\n", ["numpy>=2", "nbval"])) == [
        "numpy==1.26.4 is outside >=2",
        "nbval is missing",
    ]


WINDOWS = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
}
MACOS = {
    "os_name": "posix",
    "sys_platform": "darwin",
    "platform_system": "Darwin",
    "platform_machine": "arm64",
}


@pytest.mark.parametrize("system", [WINDOWS, MACOS, {}], ids=["windows", "macos", "here"])
def test_the_lock_of_the_course_holds_what_a_system_needs(system):
    assert list(left_out(read_lock("course"), system)) == []


def test_a_lock_made_for_one_system_alone_is_noticed():
    lock = re.sub(r"^(?:pywinpty|appnope)==.*\n(?:    .*\n)+", "", read_lock("course"), flags=re.M)
    assert "terminado needs pywinpty" in left_out(lock, WINDOWS)
    assert list(left_out(lock, MACOS)) == ["ipykernel needs appnope"]


def test_the_installed_versions_are_those_of_the_lock():
    pins = {
        r.name: r.specifier
        for r, _ in entries(read_lock("test"))
        if r.marker is None or r.marker.evaluate()
    }
    here = {name: version(name) for name in pins}
    assert {name: f"=={Version(here[name])}" for name in pins} == {
        name: str(pins[name]) for name in pins
    }


@pytest.mark.parametrize(
    "plugin, setting, value",
    [
        ("@jupyterlab/apputils-extension:notification", "fetchNews", "false"),
        ("@jupyterlab/apputils-extension:notification", "checkForUpdates", False),
        ("@jupyterlab/apputils-extension:kernels-settings", "commsOverSubshells", "disabled"),
    ],
)
def test_jupyterlab_serves_the_setting(plugin, setting, value, tmp_path, monkeypatch):
    # neither the settings nor the configuration of whoever runs this
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    lab = LabApp()
    served, warnings = get_settings(
        lab.app_settings_dir, lab.schemas_dir, str(tmp_path), schema_name=plugin
    )
    assert served["schema"]["properties"][setting]["default"] == value
    assert warnings == [None]


def refused_settings(overrides, schemas):
    """Yield each overridden setting that JupyterLab does not know, or not with that value."""
    for plugin, settings in overrides.items():
        schema = schemas / f"{plugin.replace(':', '/')}.json"
        known = json.loads(schema.read_text())["properties"] if schema.exists() else {}
        for setting, value in settings.items():
            if setting not in known or not Draft7Validator(known[setting]).is_valid(value):
                yield f"{plugin} {setting} {value!r}"


def test_jupyterlab_knows_every_setting_that_is_overridden():
    overrides = json.loads((ROOT / "settings" / OVERRIDES).read_text())
    assert list(refused_settings(overrides, Path(LabApp().schemas_dir))) == []


@pytest.mark.parametrize(
    "plugin, setting, value",
    [
        ("@jupyterlab/apputils-extension:notification", "fetchNews", False),
        ("@jupyterlab/apputils-extension:notification", "fetchnews", "false"),
        ("@jupyterlab/apputils-extension:kernel-settings", "commsOverSubshells", "disabled"),
    ],
)
def test_a_misspelt_setting_is_noticed(plugin, setting, value):
    assert list(refused_settings({plugin: {setting: value}}, Path(LabApp().schemas_dir))) != []


@pytest.mark.parametrize("name", SETTINGS)
def test_the_installed_settings_are_those_of_the_repository(name):
    assert (Path(sys.prefix) / name).read_text() == (ROOT / "settings" / name).read_text()


def test_no_file_names_a_package_registry_or_a_path_of_one_machine():
    named = {name: private_places((ROOT / name).read_bytes()) for name in project_files()}
    assert {name: places for name, places in named.items() if places} == {}


@pytest.mark.parametrize(
    "place", ["pypi|org", "conda|anaconda|org", " |work|main", '"|home|me', "|root|x"]
)
def test_a_private_place_is_noticed(place):
    planted = place.replace("|", "/" if place[-3:] != "org" else ".")
    assert (
        private_places(f"see https://{planted}/\n".encode() if "org" in place else planted.encode())
        != []
    )


def test_a_home_on_the_web_is_not_a_private_place():
    assert private_places(b"https://example.org/home/page, ~/work/notes, $HOME/root/") == []
