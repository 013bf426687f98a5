"""teaching/grading.md's patterns in the graders themselves, from the notebook to the grade.

Run: make grading, or python -m tests.grading where nbgrader and otter-grader are installed.
"""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat import read, write
from nbformat.v4 import new_code_cell, new_notebook, new_raw_cell

PAGE = Path(__file__).parent.parent / "teaching" / "grading.md"
NBGRADER, HALF, WHOLE, PAPER = re.findall(
    r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S
)
NAME, IMPORT = "recurrence", "import bpkit as bp"
ANSWER = "def my_recurrence(W, delta_next, f_prime_next):\n    return {}"
RIGHT = "W.T @ (delta_next * f_prime_next)"
ONE_SAMPLE_WRONG = "W.T @ (delta_next * (f_prime_next if delta_next.shape[1] > 1 else 1))"
# what a student returns, and the points that the page promises in nbgrader and in otter
STUDENTS = {
    "right": (RIGHT, 2.0, 2),
    "four_of_five": (ONE_SAMPLE_WRONG, 1.6, 1),
    "no_f_prime": ("W.T @ delta_next", 0.0, 0),
    "nothing": ("None", 0.0, 0),
}
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def run(folder, *command):
    """Run a module's command in a folder; what fails says so."""
    # nbgrader calls alembic by its name
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def answered(path, returned, target):
    """Write a student's copy of a notebook: the cell that defines the function is replaced."""
    notebook = read(path, as_version=4)
    for cell in notebook.cells:
        if cell.source.startswith("def my_recurrence"):
            cell.source = ANSWER.format(returned)
    target.parent.mkdir(parents=True, exist_ok=True)
    write(notebook, target)


def nbgrader_cell(source, **kind):
    """Return a code cell that nbgrader knows."""
    known = {"schema_version": 3, "task": False, "grade": False, "solution": False, "locked": False}
    return new_code_cell(source, metadata={"nbgrader": known | kind})


def nbgrader(folder):
    """Return the points of each student from nbgrader's export."""
    solution = ANSWER.format(f"### BEGIN SOLUTION\n    return {RIGHT}\n    ### END SOLUTION")
    solution = solution.replace("return ### BEGIN", "### BEGIN")
    cells = [
        new_code_cell(IMPORT),
        nbgrader_cell(solution, solution=True, grade_id="answer"),
        nbgrader_cell(NBGRADER, grade=True, locked=True, points=2, grade_id="points"),
    ]
    source = folder / "source" / NAME / f"{NAME}.ipynb"
    source.parent.mkdir(parents=True)
    write(new_notebook(cells=cells, metadata=KERNEL), source)
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    run(folder, "nbgrader", "generate_assignment", NAME)
    for student, (returned, *_) in STUDENTS.items():
        target = folder / "submitted" / student / NAME / f"{NAME}.ipynb"
        answered(folder / "release" / NAME / f"{NAME}.ipynb", returned, target)
    for step in ("autograde", "generate_feedback"):
        run(folder, "nbgrader", step, NAME)
    run(folder, "nbgrader", "export")
    with open(folder / "grades.csv", encoding="utf-8") as file:
        return {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}


def otter(folder):
    """Return the points of each student from otter's results."""
    marks = ["# ASSIGNMENT CONFIG\ngenerate: true", f"# BEGIN QUESTION\nname: {NAME}"]
    marks += ["# BEGIN SOLUTION", "# END SOLUTION"]
    marks += ["# BEGIN TESTS", "# END TESTS", "# END QUESTION"]
    config, question, begin, end, tests, tests_end, question_end = map(new_raw_cell, marks)
    answer = new_code_cell(ANSWER.format(f"{RIGHT}  # SOLUTION"))
    cells = [config, new_code_cell(IMPORT), question, begin, answer, end]
    cells += [tests, new_code_cell(HALF), new_code_cell(WHOLE), tests_end, question_end]
    write(new_notebook(cells=cells, metadata=KERNEL), folder / f"{NAME}.ipynb")
    run(folder, "otter", "assign", f"{NAME}.ipynb", "dist")
    (grader,) = (folder / "dist" / "autograder").glob("*.zip")
    found = {}
    for student, (returned, *_) in STUDENTS.items():
        copy = folder / student / f"{NAME}.ipynb"
        answered(folder / "dist" / "student" / f"{NAME}.ipynb", returned, copy)
        run(folder, "otter", "run", str(copy), "-a", str(grader), "-o", str(copy.parent))
        results = json.loads((copy.parent / "results.json").read_text(encoding="utf-8"))
        found[student] = sum(test.get("score", 0) for test in results["tests"])
    return found


def main():
    """Say what each student gets, and fail where it is not what the page promises."""
    wrong = 0
    for place, (grader, grade) in enumerate([("nbgrader", nbgrader), ("otter", otter)], 1):
        with TemporaryDirectory() as folder:
            found = grade(Path(folder))
        for student, promised in STUDENTS.items():
            got, due = found[student], promised[place]
            wrong += abs(got - due) > 1e-9
            print(f"{grader:9} {student:13} {got:.1f} points, {due:.1f} promised")
    return f"{wrong} of {2 * len(STUDENTS)} grades are others than promised" if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
