"""Copy the lessons into a folder, and open JupyterLab there.

python -m bpkit [folder [options of JupyterLab]]
"""

import os
import shutil
import sys
from pathlib import Path

from .extras import lacking

HERE = Path(__file__).parent
# a wheel has the lessons inside the package, a clone beside it
LESSONS = HERE / "lessons" if (HERE / "lessons").exists() else HERE.parent / "notebooks"
FOLDER = "bpkit-lessons"


def main(arguments):
    """Copy the lessons, say what was done, and open JupyterLab or say which extra is missing."""
    folder, *options = arguments or [chosen_folder()]
    if folder.startswith("-"):
        sys.exit(__doc__.strip())
    folder = Path(folder).expanduser().absolute()
    try:
        print(*copied(folder), sep="\n", flush=True)
    except OSError as error:
        sys.exit(f"The lessons could not be copied into {folder} ({error.strerror}): name another.")
    if sentence := lacking("course", "JupyterLab with the lessons"):
        sys.exit(sentence)
    return serve(folder, options)


def chosen_folder():
    """Return the folder that the learner names."""
    try:
        return input(f"Copy the lessons into which folder? [{FOLDER}] ").strip() or FOLDER
    except EOFError:
        sys.exit("\nNothing was copied: name a folder, python -m bpkit folder.")


def copied(folder):
    """Copy each file of the lessons that the folder has not; yield in sentences what was done."""
    folder.mkdir(parents=True, exist_ok=True)
    # the glossary, to which the lessons link, among them
    lessons, new, other = sorted(LESSONS.glob("*.[im]*")), [], []
    for lesson in lessons:
        target = folder / lesson.name
        if not os.path.lexists(target):
            # whole or not at all: half a file would pass for the learner's own
            shutil.copyfile(lesson, part := target.with_suffix(".part"))
            part.rename(target)
            new.append(lesson.name)
        elif target.read_bytes() != lesson.read_bytes():
            other.append(lesson.name)
    yield f"Copied {len(new)} of {len(lessons)} files into {folder}."
    if other:
        yield f"Left as they are, for they differ from this version's: {', '.join(other)}."
        yield "Rename one, and the next time it is copied anew."


def serve(folder, options):
    """Run JupyterLab on lesson 00 of the folder until it ends."""
    from jupyterlab.labapp import main as lab

    # networks as small as these are slowed down by a second thread
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.chdir(folder)
    settings = ["--ip=127.0.0.1", "--LabApp.extension_manager=readonly"]
    # in a container one is often root, which JupyterLab refuses unless told
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        settings.append("--allow-root")
    return lab([*settings, *options, "00_start_here.ipynb"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
