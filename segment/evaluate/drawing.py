"""A canvas for plots, and what becomes of it: SVG that is the same for the same input and suits any page.

Ink is `currentColor`, which a style in the picture, or the page around it, sets; nothing has a background, so that one
picture stands on light and dark alike. matplotlib's own settings on a machine have no say.
"""

from __future__ import annotations

import io
import re
import warnings
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

from segment.errors import MissingExtraError
from segment.evaluate.formats.wording import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#1b7ab8", "#d55e00", "#009470", "#b5609a", "#9a7a00", "#5f6fd0", "#b04848", "#787878")
"""Of systems. After Okabe & Ito 2008, "Color universal design", with the light ones darkened: each has a contrast of 3
to white and to near-black, as the WCAG ask of graphics."""
MARKS = ("o", "s", "^", "D", "v", "P", "X", "h")
"""Of systems, too: nobody has to tell them by colour."""
RIGHT, WRONG = "#0b62a4", "#d55e00"
"""Cells of a table of confusion."""
INK = "#010203"
"""Stands for `currentColor`, which matplotlib does not know; no other colour may be like it."""
SOFT = 0.25
"""Opacity of lines that the eye should see through."""
FONTS = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','DejaVu Sans',sans-serif"
"""Text stays text, in the reader's font; DejaVu, by which it is laid out, is wider than most."""

SETTINGS: Any = {  # to the type checker, its keys are a list of 400 names
    "svg.fonttype": "none",
    "text.parse_math": False,  # a name with two dollars in it is no formula
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
}
STYLE = "<style>.plot{color:#1f2328}@media(prefers-color-scheme:dark){.plot{color:#dfe3e8}}</style>"
_ROOT = re.compile(r"<svg [^>]*>")
_ID = re.compile(r' id="([^"]*)"')
_USED = re.compile(r'(?:href="|url\()#([^")]+)')


@contextmanager
def canvas(width: float, height: float, name: str) -> Iterator[Figure]:
    """An empty figure of `width` by `height` inches to draw on and hand to `to_svg` within the block.

    `name` tells its ids from those of other plots on a page. Raises MissingExtraError without matplotlib.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as err:
        message = 'Plots need the extra: pip install "segment[eval]"'
        raise MissingExtraError(message) from err
    with mpl.rc_context(), warnings.catch_warnings():
        # Names may be in any script; the reader's fonts will know more than the one that measures here.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        mpl.rcParams["svg.hashsalt"] = clean(name)
        yield Figure(figsize=(width, height), layout="constrained")


def to_svg(figure: Figure, label: str) -> str:
    """The figure as an `svg` element that is also a whole file; `label` says what it shows to those who cannot see."""
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    svg = text.getvalue()
    svg = svg[svg.index("<svg ") :]
    used = set(_USED.findall(svg))
    svg = _ID.sub(lambda found: found[0] if found[1] in used else "", svg)
    svg = svg.replace(INK, "currentColor").replace("'DejaVu Sans'", FONTS)
    root = f'class="plot" role="img" aria-label="{escape(clean(label))}"'
    return _ROOT.sub(lambda found: f"{found[0][:-1]} {root}>\n {STYLE}", svg, count=1)


def dress(axes: Axes, *, grid: str) -> None:
    """Leave of the frame what is needed: a grid in the direction `grid` (x, y or both), no ticks, no box."""
    axes.set_axisbelow(True)
    axes.grid(axis=grid, color=INK, alpha=SOFT / 2, linewidth=0.8)  # type: ignore[arg-type]  # one of the three
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
