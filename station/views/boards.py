"""How boards are cut into pages: how many tiles stand at once, and the arrow to the next ones. Pure."""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

from station.session.overview_touches import LeafTurned
from station.views.scene import Scene
from station.views.shapes import Choice
from station.views.words import OnPath

_Thing = TypeVar("_Thing")


class Cells(NamedTuple):
    """Columns and lines of a page."""

    columns: int
    lines: int


WIDE: Final = Cells(2, 2)
"""Tiles with much on them."""
WIDE_LARGE: Final = Cells(4, 2)
CLOSE: Final = Cells(3, 3)
"""Tiles with a title and a mark."""
ROOMY: Final = Cells(3, 2)
"""The same where a language is long."""
CLOSE_LARGE: Final = Cells(4, 3)
FEW: Final = Cells(3, 1)
"""What stands at once for the young."""


def cells(scene: Scene, *, close: bool = False) -> Cells:
    """Return how a page is cut for her, on this panel."""
    if scene.young:
        return FEW
    if scene.big_text:
        return WIDE
    if scene.state.face.large:
        return CLOSE_LARGE if close else WIDE_LARGE
    return CLOSE if close else WIDE


def page_of(things: Sequence[_Thing], page: int, cut: Cells) -> tuple[_Thing, ...]:
    """Return the things on a page; after the last page comes the first."""
    size = cut.columns * cut.lines
    start = page % max(1, -(-len(things) // size)) * size
    return tuple(things[start : start + size])


def more(scene: Scene, there: int, shown: int) -> tuple[Choice, ...]:
    """Return the arrow to the next page, where there is one."""
    if there <= shown:
        return ()
    return (Choice(words=scene.say(OnPath.MORE), event=LeafTurned(), icon="chevron-right"),)
