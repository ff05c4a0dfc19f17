"""Slanting lines over a ground: what nobody knows is hatched, never empty."""

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture

_SIDE = 10


def hatching(colour, x, y, width, height):
    """Return soft diagonal lines that fill a box."""
    texture = Texture.create(size=(_SIDE, _SIDE), colorfmt="rgba")
    shades = bytes(
        level
        for row in range(_SIDE)
        for column in range(_SIDE)
        for level in (255, 255, 255, _strength((row - column) % _SIDE))
    )
    texture.blit_buffer(shades, colorfmt="rgba", bufferfmt="ubyte")
    texture.wrap = "repeat"
    across, up = width / _SIDE, height / _SIDE
    group = InstructionGroup()
    group.add(Color(*colour))
    group.add(
        Rectangle(
            pos=(x, y), size=(width, height), texture=texture, tex_coords=(0, 0, across, 0, across, up, 0, up)
        )
    )
    return group


def _strength(distance):
    """The line is two pixels wide and fades over one on each side."""
    return {0: 255, 1: 140, _SIDE - 1: 140}.get(distance, 0)
