"""The site: the lessons with their stored outputs, the glossary, the guide, the package.

Its source is the whole repository, so that a link holds there and here. Run: make site.
"""

import os
import sys
from importlib.metadata import distribution
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import bpkit

project = "bpkit"
author = "The bpkit authors"
copyright = "The bpkit authors. Code: MIT. Lessons: CC BY 4.0"
release = bpkit.__version__
root_doc = "index"
include_patterns = ["index.md", "notebooks/*", "teaching/*.md", "docs/*.md", "docs/site/*.md"]
exclude_patterns = [".*", "build", "dist", "bpkit", "tests", "benchmarks", "**/.ipynb_checkpoints"]

extensions = ["myst_nb", "sphinx.ext.autodoc", "reading", "docstrings"]
nb_execution_mode = "off"
nb_render_markdown_format = "myst"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
myst_links_external_new_tab = False
autodoc_member_order = "bysource"
add_module_names = False

myst_heading_slug_func = "reading.anchor"

# one bundle, which draws formulas as SVG and so needs no fonts; its licence lies beside it
MATHJAX = distribution("sphinx-mathjax-offline").locate_file(
    "sphinx-mathjax-offline/static/mathjax/tex-svg.js"
)
mathjax_path = MATHJAX.name
html_static_path = ["static", str(MATHJAX)]
html_extra_path = ["../summary.html"]
html_css_files = ["site.css"]
html_js_files = ["folder.js"]
# else the theme complains in the browser's console
html_context = {"default_mode": "auto"}

html_theme = "sphinx_book_theme"
html_title = "bpkit"
html_show_sphinx = False
html_theme_options = {
    "navbar_persistent": [],
    "show_navbar_depth": 1,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
}
# the address of the repository, which the workflow knows; without it the site links to none
REPOSITORY = os.environ.get("BPKIT_REPOSITORY")
if REPOSITORY:
    html_theme_options |= {
        "repository_url": REPOSITORY,
        "repository_branch": os.environ["BPKIT_BRANCH"],
        "use_repository_button": True,
        "launch_buttons": {
            "binderhub_url": "https://mybinder.org",
            "notebook_interface": "jupyterlab",
        },
    }


def lighten(app, error):
    """Drop the maps to the sources of the theme's scripts, a fifth of the site."""
    for path in Path(app.outdir).rglob("*.map"):
        path.unlink()


def setup(app):
    """Tell Sphinx of it."""
    app.connect("build-finished", lighten)
