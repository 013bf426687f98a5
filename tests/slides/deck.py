"""The pages: a lesson cut to the screen, in nbconvert's template for reveal.js, all from here."""

import shutil
from importlib.metadata import distribution
from pathlib import Path

import nbformat
from nbconvert.exporters import SlidesExporter

from ..store_outputs import NOTEBOOKS, chosen
from .cut import cut
from .instructor import with_notes

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "slides"
ASSETS = "assets"
REVEAL = "sphinx_revealjs/_static/revealjs"
# what the pages load, of what the packages hold
LOADED = ["dist/reveal.js", "dist/reveal.css", "dist/theme/white.css", "plugin/notes/notes.js"]
LOADED += ["dist/theme/fonts/source-sans-pro", "LICENSE"]
MATHJAX = "sphinx-mathjax-offline/static/mathjax/tex-svg.js"


def page(notebook, name):
    """Return a lesson as a page of slides."""
    exporter = SlidesExporter(
        extra_template_basedirs=[str(HERE / "template")],
        template_name="deck",
        reveal_url_prefix=ASSETS,
        reveal_theme="white",
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    slides = nbformat.from_dict({**notebook, "cells": cut(notebook)})
    return exporter.from_notebook_node(slides, {"metadata": {"name": name}})[0]


def copy_assets(folder):
    """Copy into a folder what all pages load."""
    reveal = Path(distribution("sphinx-revealjs").locate_file(REVEAL))
    for name in LOADED:
        copied(reveal / name, folder / name)
    copied(Path(distribution("sphinx-mathjax-offline").locate_file(MATHJAX)), folder / "tex-svg.js")
    for name in ("slides.css", "slides.js"):
        copied(HERE / "template" / name, folder / name)


def copied(source, target):
    """Copy a file or a folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)


def main(names, folder=FOLDER):
    """Write the named lessons, by default all, into a folder: as slides, and with the notes."""
    copy_assets(folder / ASSETS)
    for path in chosen(names, NOTEBOOKS):
        lesson = with_notes(nbformat.read(path, as_version=4), path.stem)
        (folder / f"{path.stem}.html").write_text(page(lesson, path.stem), encoding="utf-8")
        nbformat.write(lesson, folder / path.name)
    print(f"In {folder}: slides for a browser, where S opens the notes, and the teacher's lessons.")
