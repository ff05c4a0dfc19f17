"""What stands on a screen, as a person sees it: buttons, words, their boxes."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple


class Rect(NamedTuple):
    """A box in window pixels."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Rect", by: float = 1.5) -> bool:
        """Return whether two boxes share more than a hair."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        up = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return across > by and up > by

    def inside(self, other: "Rect", by: float = 1.0) -> bool:
        return (
            self.x >= other.x - by
            and self.y >= other.y - by
            and self.x + self.width <= other.x + other.width + by
            and self.y + self.height <= other.y + other.height + by
        )


def visible(screen: Any) -> Iterator[Any]:
    """All widgets of a screen that are not hidden by themselves or by what they stand in."""
    if screen.opacity == 0:
        return
    yield screen
    for child in screen.children:
        yield from visible(child)


def rect(widget: Any) -> Rect:
    return Rect(widget.x, widget.y, widget.width, widget.height)


def buttons(screen: Any) -> list[Any]:
    """Everything that takes a touch."""
    from station.ui.widgets.pressable import Pressable  # noqa: PLC0415 - Kivy must find its surroundings prepared

    return [part for part in visible(screen) if isinstance(part, Pressable) and part.choice is not None]


def words(screen: Any) -> list[Any]:
    """All labels with a text."""
    from station.ui.widgets.words import Words  # noqa: PLC0415

    return [part for part in visible(screen) if isinstance(part, Words) and part.text]


def lettered(label: Any) -> Rect:
    """Where the letters of a label stand."""
    return Rect(*label.letters.pos, *label.letters.size)


def clashes(parts: list[Any], box: Any) -> list[tuple[str, str]]:
    """Pairs of which one covers the other."""
    return [(named(one), named(two)) for one, two in combinations(parts, 2) if box(one).overlaps(box(two))]


def named(part: Any) -> str:
    choice = getattr(part, "choice", None)
    return repr(
        getattr(part, "text", "") or (choice.words or type(choice.event).__name__ if choice else part)
    )
