"""What stands on a screen, as a person sees it: buttons, words, their boxes, and what is wrong with them."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from station.session.spoken import SpokenPressed
from station.session.touches import SpeechAsked
from station.ui.theme import Theme

LEAST_LETTER_MM = 2.4  # the em of a 7 point letter: never smaller, however long a language is


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


def faults(screen: Any, panel: Theme) -> list[str]:
    """Say everything that is wrong with how a screen stands; a good one gives an empty list."""
    found, labels, whole = buttons(screen), words(screen), Rect(0, 0, panel.width, panel.height)
    return [
        *(f"buttons overlap: {pair}" for pair in _clashes(found, rect)),
        *(f"words overlap: {pair}" for pair in _clashes(labels, lettered)),
        *(f"leaves the window: {named(part)}" for part in found if not rect(part).inside(whole)),
        *(f"leave the window: {named(label)}" for label in labels if not lettered(label).inside(whole)),
        *(f"under 12 mm: {named(part)}" for part in found if min(part.size) < _floor(part, panel) - 1),
        *(
            f"cut or out of its box: {named(one)}"
            for one in labels
            if not lettered(one).inside(rect(one), by=3)
        ),
        *(f"letters too small: {named(one)}" for one in labels if _letter_mm(one, panel) < LEAST_LETTER_MM),
        *(f"words leave their button: {named(part)}" for part in found if not _holds_its_words(part)),
    ]


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


def named(part: Any) -> str:
    choice = getattr(part, "choice", None)
    return repr(
        getattr(part, "text", "") or (choice.words or type(choice.event).__name__ if choice else part)
    )


def _clashes(parts: list[Any], box: Callable[[Any], Rect]) -> list[tuple[str, str]]:
    """Pairs of which one covers the other."""
    return [(named(one), named(two)) for one, two in combinations(parts, 2) if box(one).overlaps(box(two))]


def _floor(part: Any, panel: Theme) -> int:
    """12 mm; rows that merely speak when pressed may go down to 10."""
    return panel.least if isinstance(part.choice.event, SpeechAsked | SpokenPressed) else panel.low


def _letter_mm(label: Any, panel: Theme) -> float:
    return float(label.drawn_letter) / panel.px_per_mm


def _holds_its_words(part: Any) -> bool:
    return all(lettered(label).inside(rect(part)) for label in words(part))
