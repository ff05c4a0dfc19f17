"""QR codes as drawings inside a page, for a camera beside the screen or the paper. Pure."""

import segno
from markupsafe import Markup

_QUIET = 3


def qr(text: str, label: str) -> Markup:
    """Return the code of a text as an SVG that takes its size from the style sheet."""
    code = segno.make(text, error="m", micro=False)
    side = code.symbol_size(border=0)[0] + 2 * _QUIET
    rows = (
        f"M{x + _QUIET} {y + _QUIET}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return Markup(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{}v{}h-{}z"/><path fill="#000" d="{}"/></svg>'
    ).format(label, side, side, side, side, side, "".join(rows))
