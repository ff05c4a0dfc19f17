"""The colours of a button or a card, by what it means. Pure."""

from typing import NamedTuple

from station.ui.theme import Colour, Palette

CLEAR: Colour = (0.0, 0.0, 0.0, 0.0)


class Dress(NamedTuple):
    """Ground, letters, the line around it, the dashes around it."""

    ground: Colour
    ink: Colour
    line: Colour = CLEAR
    dashes: Colour = CLEAR


def dress_of(kind: str, hues: Palette) -> Dress:
    """Return the colours of a kind of choice."""
    match kind:
        case "main":
            return Dress(hues.now, hues.on_main)
        case "choice":
            return Dress(hues.card, hues.ink, dashes=hues.ink)
        case "help":
            return Dress(hues.help_wash, hues.help)
        case "quiet":
            return Dress(CLEAR, hues.ink, hues.line)
        case _:
            return Dress(hues.card, hues.ink, hues.line)


def tone_of(tone: str, hues: Palette) -> Dress:
    """Return the colours of a meaning: its wash as ground, its hue for icon and words."""
    match tone:
        case "mastered":
            return Dress(hues.mastered_wash, hues.mastered)
        case "now":
            return Dress(hues.now_wash, hues.now)
        case "next":
            return Dress(hues.next_wash, hues.next)
        case "help":
            return Dress(hues.help_wash, hues.help)
        case "ink":
            return Dress(hues.ink, hues.paper)
        case _:
            return Dress(hues.sand, hues.ink)
