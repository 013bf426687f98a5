"""Open the course: install it into .venv, unless that is done, and start JupyterLab on lesson 00.

`python course.py --install` only installs; all other arguments are handed on to JupyterLab.
A Python that is too old must still be able to read this file, and say so.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

FLOOR = (3, 11)
ROOT = Path(__file__).absolute().parent
VENV = ROOT / ".venv"
STAMP = VENV / "course"
LOCK = ROOT / "requirements" / "course.txt"


def main(arguments):
    """Install what is missing, start JupyterLab, and return how it ended."""
    check_version(sys.version_info[:3])
    try:
        if is_stale():
            install()
    except KeyboardInterrupt:
        sys.exit("The installation was interrupted: run course.py again, and it is completed.")
    if arguments == ["--install"]:
        return 0
    return serve([str(interpreter()), *lab(arguments)])


def check_version(version):
    """Refuse a Python that is older than the course needs."""
    if version[:2] < FLOOR:
        needed, found = (".".join(map(str, numbers)) for numbers in (FLOOR, version))
        sys.exit(
            f"The course needs Python {needed} or newer, this is {found}: install a newer one and "
            "name it, as in `python3.12 course.py`, on Windows `py -3.12 course.py`, "
            "with make `make PYTHON=python3.12 lab`."
        )


def interpreter(system=os.name):
    """Return the path of the course's own Python, which Windows keeps in another place."""
    return VENV / ("Scripts/python.exe" if system == "nt" else "bin/python")


def is_complete():
    """Tell whether an installation was completed; its last step is to leave the stamp."""
    return STAMP.exists() and interpreter().exists()


def is_stale():
    """Tell whether the installation is not complete, or older than what it is made from."""
    settings = (ROOT / "settings").rglob("*.json")
    sources = [LOCK, ROOT / "pyproject.toml", *settings]
    newest = max(source.stat().st_mtime for source in sources)
    return not is_complete() or newest > STAMP.stat().st_mtime


def install():
    """Make .venv, and install the locked set and the package into it."""
    claim()
    print("Installing the course into .venv; at first, this takes minutes.", file=sys.stderr)
    # what was interrupted may have a Python and no pip
    if not is_complete():
        run(sys.executable, "-m", "venv", VENV)
    pip = [interpreter(), "-m", "pip", "install", "--quiet"]
    run(*pip, "--require-hashes", "-r", LOCK)
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    point_home()
    STAMP.touch()


def point_home():
    """Let .venv find the package by a relative path, which still holds when the folder moves."""
    # before 3.13, Python misreads a path beyond ASCII here wherever the system's text is not UTF-8
    for libraries in [VENV / "Lib", *VENV.glob("lib/python*")]:
        pointer = libraries / "site-packages" / "_bpkit_course.pth"
        if pointer.exists():
            pointer.write_text(os.path.relpath(str(ROOT), str(pointer.parent)) + "\n")


def claim():
    """Refuse a folder that cannot be written to."""
    trial = VENV / "can-be-written"
    try:
        VENV.mkdir(exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as error:
        sys.exit(
            f"The course needs a folder that can be written to, and {VENV} cannot "
            f"({error.strerror}): copy the whole course, for example into your home folder, "
            "and run course.py there."
        )


def run(*command):
    """Run one step of the installation; one that fails has said why, and ends it."""
    command = [str(part) for part in command]
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    code = subprocess.call(command, cwd=str(ROOT), env=environment)
    if code != 0:
        sys.exit(
            f"The installation is not complete, `{' '.join(command)}` ended with {code}: "
            "see above for the cause, and once it is mended run course.py again."
        )


def lab(arguments):
    """Return what the course's Python is told to start JupyterLab on lesson 00."""
    options = ["--ip=127.0.0.1", "--LabApp.extension_manager=readonly"]
    # in a container one is often root, which JupyterLab refuses unless told
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    return ["-m", "jupyterlab", *options, *arguments, str(Path("notebooks/00_start_here.ipynb"))]


def serve(command):
    """Run JupyterLab until it ends; it answers Ctrl-C by itself, and is told to stop with us."""
    # networks as small as these are slowed down by a second thread
    environment = {"OPENBLAS_NUM_THREADS": "1", **os.environ}
    # unlike SIG_IGN, a handler is not inherited: a kernel must stay interruptible
    signal.signal(signal.SIGINT, lambda *_: None)
    server = subprocess.Popen(command, cwd=str(ROOT), env=environment)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    return server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
