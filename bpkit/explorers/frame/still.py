"""The picture that an explorer leaves on a page without a kernel."""

from base64 import b64encode
from html import escape

# hidden beside a live explorer; where JupyterLab says that it finds no model, the page says more
STYLE = """<style>
.jp-OutputArea:has(.bpkit-picture) .jp-OutputArea-child:has(.bpkit-still) { display: none; }
[data-jp-theme-light="false"] .bpkit-still { filter: invert(0.93) hue-rotate(180deg); }
.jp-OutputArea-child:has(+ * .bpkit-still) > .jupyter-widgets:not(:has(*)) { font-size: 0; }
.jp-OutputArea-child:has(+ * .bpkit-still) > .jupyter-widgets:not(:has(*))::before {
  font-size: 14px;
  content: "As it was when this cell was run. Run the cells from the top to bring it to life.";
}
</style>"""


def still(png, alt):
    """Return a PNG with its alt text as HTML."""
    source = b64encode(png).decode("ascii")
    return (
        f'{STYLE}<img class="bpkit-still" alt="{escape(alt)}" src="data:image/png;base64,{source}">'
    )
